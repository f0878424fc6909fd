import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { commands, window } from "vscode";
import { startProxy } from "../support/proxy.ts";
import { startScriptedServer, type ScriptedServer } from "../support/scriptedServer.ts";
import { startScriptedVllm } from "../support/scriptedVllm.ts";
import {
  accept,
  answer,
  closeAll,
  commit,
  configure,
  eventually,
  longEnough,
  marked,
  open,
  serve,
  statusMenu,
  trigger,
  type,
} from "./editor.ts";

const text = "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := by\n  █\n";

/** An address of this machine's that does not look like one: nobody can tell it from another's. */
function disguised(url: string): string {
  return `http://[::ffff:7f00:1]:${new URL(url).port}`;
}

suite("a server on another machine", () => {
  let server: ScriptedServer;
  let asked: string[] = [];
  let offered: string[] = [];
  let reply: string | undefined;
  let restore: () => void;
  setup(async () => {
    asked = [];
    reply = undefined;
    restore = answer("showWarningMessage", (message, ...buttons) => {
      asked.push(String(message));
      offered = buttons.map(String);
      return reply;
    });
    server = await startScriptedServer();
    server.answerWith(["exact ⟨h.2, h.1⟩", "\n"]);
    await configure("llemma.server.url", disguised(server.url));
    await configure("llemma.lean.check", "off");
  });
  teardown(async () => {
    restore();
    await configure("llemma.server.kind", undefined);
    await configure("llemma.lean.check", undefined);
    await closeAll();
    await server.close();
  });

  /** Types, with pauses in which requests would be sent. */
  async function typeOn(): Promise<void> {
    for (const word of ["intro ", "x ", "y"]) {
      await type(word);
      await sleep(longEnough / 2);
    }
  }

  test("is asked about once, and gets nothing before the answer", async () => {
    const editor = await open("swap.lean", text);
    await typeOn();
    await eventually("the question", () => asked.length > 0);
    await sleep(longEnough);
    await commit();
    assert.equal(marked(editor), text.replace("█", "intro x y█"));
    assert.equal(asked.length, 1);
    assert.match(asked[0] ?? "", /\[::ffff:7f00:1\]:\d+ is another machine.*not encrypted/);
    assert.deepEqual(offered, ["Allow", "Send Nothing There"]);
    const { placeHolder, labels } = await statusMenu();
    assert.match(placeHolder, /is another machine/);
    assert.deepEqual(labels.slice(0, 2), ["Allow", "Send Nothing There"]);
    const typed = answer("showInputBox", () => "What is $3 + 4$?");
    await commands.executeCommand("llemma.solve");
    typed();
    await trigger();
    await sleep(longEnough);
    assert.deepEqual(server.requests, []);
    assert.equal(server.socketsOpened, 0);
  });

  test("that is refused gets nothing, and the status says so", async () => {
    reply = "Send Nothing There";
    await open("swap.lean", text);
    await typeOn();
    await eventually("the refusal", async () =>
      /as you decided/.test((await statusMenu()).placeHolder),
    );
    await typeOn();
    await sleep(longEnough);
    assert.equal(asked.length, 1);
    assert.equal(server.socketsOpened, 0);
    assert.equal((await statusMenu()).labels[0], "Allow");
  });

  test("that is allowed is used at once, named, and can be refused again", async () => {
    reply = "Allow";
    const editor = await open("swap.lean", text);
    await type(" ");
    await eventually("a request", () => server.requests.length > 0);
    await trigger();
    await accept(editor);
    assert.match(editor.document.getText(), /exact ⟨h\.2, h\.1⟩/);
    const { placeHolder, labels } = await statusMenu();
    assert.match(placeHolder, /Text goes to \[::ffff:7f00:1\]:\d+, over a connection that is not/);
    assert.ok(labels.includes("Send Nothing There"), labels.join(", "));
    reply = undefined;
    await commands.executeCommand("llemma.refuseServer");
    const before = server.requests.length;
    await typeOn();
    await trigger();
    await sleep(longEnough);
    assert.equal(server.requests.length, before);
  });

  test("on this machine nothing is asked", async () => {
    const here = await serve();
    try {
      await open("swap.lean", text);
      await type(" ");
      await eventually("a request", () => here.requests.length > 0);
      assert.deepEqual(asked, []);
      await commands.executeCommand("llemma.allowServer");
    } finally {
      await here.close();
    }
  });
});

suite("a server behind a proxy", () => {
  teardown(async () => {
    await configure("http.proxy", undefined);
    await configure("llemma.lean.check", undefined);
    await closeAll();
  });

  test("is reached through the one that VS Code is set to use", async () => {
    const proxy = await startProxy();
    const far = await startScriptedServer();
    far.answerWith(["exact ⟨h.2, h.1⟩", "\n"]);
    const restore = answer("showWarningMessage", () => "Allow");
    try {
      await configure("http.proxy", proxy.url);
      await configure("llemma.lean.check", "off");
      // No name server knows it; the proxy leads every name here.
      await configure("llemma.server.url", `http://gpu.llemma.test:${new URL(far.url).port}`);
      await open("swap.lean", text);
      await type(" ");
      await eventually("a question to the server", () => far.requests.length > 0);
      await trigger();
      await eventually("a completion", () => far.completions().length > 0);
      assert.ok(
        proxy.asked.some((asked) => asked.includes("gpu.llemma.test")),
        proxy.asked.join(),
      );
    } finally {
      restore();
      await proxy.close();
      await far.close();
    }
  });
});

suite("an OpenAI-compatible server", () => {
  teardown(async () => {
    await configure("llemma.lean.check", undefined);
    await closeAll();
  });

  test("is found by itself, and its key is kept and sent to it alone", async () => {
    const vllm = await startScriptedVllm({
      apiKey: "token-abc123",
      answer: ["exact ⟨h.2, h.1⟩", "\n"],
    });
    const ollama = await startScriptedServer();
    const messages: string[] = [];
    const quiet = answer("showWarningMessage", (message) => void messages.push(String(message)));
    const restore = answer("showInputBox", () => "token-abc123");
    try {
      await configure("llemma.lean.check", "off");
      await configure("llemma.server.url", vllm.url);
      const editor = await open("swap.lean", text);
      await trigger();
      await eventually("the refusal", () => messages.length > 0);
      assert.match(messages[0] ?? "", /refused the request \(401\).*API key/);
      await commands.executeCommand("llemma.setApiKey");
      // VS Code does not ask twice at one place.
      await type(" ");
      await trigger();
      await accept(editor);
      const { path, headers } = vllm.requests.at(-1) ?? assert.fail();
      assert.equal(path, "/v1/completions");
      assert.equal(headers.authorization, "Bearer token-abc123");
      await commands.executeCommand("llemma.showSent");
      const shown = window.activeTextEditor?.document.getText() ?? "";
      assert.match(shown, new RegExp(`POST ${vllm.url}/v1/completions`));
      assert.doesNotMatch(shown, /token-abc123/);
      await configure("llemma.server.url", ollama.url);
      await closeAll();
      await open("swap.lean", text);
      await trigger();
      await eventually("a request", () => ollama.requests.length > 0);
      assert.ok(ollama.requests.every(({ headers: sent }) => sent["authorization"] === undefined));
    } finally {
      restore();
      quiet();
      await vllm.close();
      await ollama.close();
    }
  });
});
