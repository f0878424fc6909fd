import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { startScriptedServer, type ScriptedServer } from "../support/scriptedServer.ts";
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

suite("when something is wrong", () => {
  let messages: string[] = [];
  let restore: () => void;
  let server: ScriptedServer | undefined;
  setup(() => {
    messages = [];
    restore = answer("showWarningMessage", (message) => {
      messages.push(String(message));
    });
  });
  teardown(async () => {
    restore();
    await closeAll();
    await server?.close();
    server = undefined;
  });

  /** Types, with pauses in which requests would be sent. */
  async function typeOn(): Promise<void> {
    for (const word of ["intro ", "x ", "y"]) {
      await type(word);
      await sleep(longEnough / 2);
    }
    await eventually("a message", () => messages.length > 0);
    // There would be time for another one.
    await sleep(longEnough / 2);
  }

  async function withoutServer(): Promise<string> {
    const gone = await startScriptedServer();
    await gone.close();
    await configure("llemma.server.url", gone.url);
    return gone.url;
  }

  test("a server that is not there is told of once, and nothing is inserted", async () => {
    const url = await withoutServer();
    const editor = await open("swap.lean", text);
    await typeOn();
    await commit();
    assert.equal(marked(editor), text.replace("█", "intro x y█"));
    assert.equal(messages.length, 1);
    assert.match(messages[0] ?? "", new RegExp(`No Ollama server answers at ${url}`));
    const { placeHolder, labels } = await statusMenu();
    assert.match(placeHolder, /No Ollama server/);
    assert.deepEqual(labels.slice(0, 2), ["Set Up…", "Try Again"]);
  });

  test("a person who asks is told again", async () => {
    await withoutServer();
    await open("swap.lean", text);
    await typeOn();
    await trigger();
    assert.equal(messages.length, 2);
  });

  test("a server without a model is told of once, with the way to get one", async () => {
    server = await serve({ models: [{ name: "mistral:7b" }] });
    await open("swap.lean", text);
    await typeOn();
    assert.equal(messages.length, 1);
    assert.match(messages[0] ?? "", /ollama pull/);
    const { labels } = await statusMenu();
    assert.deepEqual(labels.slice(0, 2), ["Get a Model…", "Try the Demo Model…"]);
  });

  test("a server that goes away in the middle leaves the text alone and the status honest", async () => {
    server = await serve();
    server.answerWith(({ prompt }) =>
      prompt === "" ? undefined : { kind: "reset", after: ["  exact ", "h"], headers: true },
    );
    const editor = await open("swap.lean", text);
    await type("  ");
    await eventually("the message", () => messages.length > 0);
    await commit();
    assert.equal(marked(editor), text.replace("█", "  █"));
    assert.match(messages[0] ?? "", /broke off/);
    const { placeHolder, labels } = await statusMenu();
    assert.match(placeHolder, /broke off/);
    assert.equal(labels[0], "Try Again");
  });

  test("a server that comes back is used again", async () => {
    await withoutServer();
    const editor = await open("swap.lean", text);
    await typeOn();
    server = await serve();
    server.answerWith(["rfl", "\n"]);
    await type("\n");
    await accept(editor);
    assert.match(editor.document.getText(), /rfl/);
    const { placeHolder } = await statusMenu();
    assert.match(placeHolder, /llemma-scripted:latest is ready/);
  });

  test("OLLAMA_HOST names the server as long as no address is set", async () => {
    const other = await startScriptedServer();
    server = await serve();
    const before = process.env["OLLAMA_HOST"];
    process.env["OLLAMA_HOST"] = new URL(other.url).host;
    try {
      const editor = await open("swap.lean", text);
      await type("  ");
      await eventually("the address that is set", () => server?.loaded.size === 1);
      await configure("llemma.server.url", undefined);
      await type(" ");
      await eventually("the address of the environment", () => other.loaded.size === 1);
      assert.equal(marked(editor), text.replace("█", "   █"));
    } finally {
      delete process.env["OLLAMA_HOST"];
      if (before !== undefined) process.env["OLLAMA_HOST"] = before;
      await other.close();
    }
  });

  test("a page of HTML is not an answer", async () => {
    server = await serve();
    server.answerWith({ kind: "status", status: 200, body: "<html>hello</html>" });
    const editor = await open("swap.lean", text);
    await typeOn();
    await commit();
    assert.equal(marked(editor), text.replace("█", "intro x y█"));
    assert.equal(messages.length, 1);
  });

  test("a setting that does not fit is told of once and gives way to its default", async () => {
    server = await serve();
    await configure("llemma.inline.debounce", "soon");
    await configure("llemma.inline.enabled", { lean4: true });
    await configure("llemma.inline.enabled", undefined);
    await eventually("the message", () => messages.length > 0);
    await configure("llemma.inline.debounce", undefined);
    assert.equal(messages.length, 1);
    assert.match(messages[0] ?? "", /llemma\.inline\.debounce.*"soon"/);
  });
});
