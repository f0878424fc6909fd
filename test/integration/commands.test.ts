import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { commands, window, workspace } from "vscode";
import type { ScriptedServer } from "../support/scriptedServer.ts";
import {
  accept,
  answer,
  closeAll,
  commit,
  configure,
  eventually,
  labelsOf,
  longEnough,
  marked,
  open,
  pick,
  serve,
  statusMenu,
  trigger,
  type,
} from "./editor.ts";

const before = "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := by\n  █\n";

suite("commands", () => {
  let server: ScriptedServer;
  setup(async () => {
    server = await serve({
      models: [
        { name: "llemma:7b", size: 4.1e9, sizeVram: 4.1e9 },
        { name: "llemma-demo:latest", size: 2e6 },
        { name: "llemma-cloud:latest", remoteHost: "https://ollama.com" },
      ],
    });
    server.answerWith(["  exact h", "\n"]);
  });
  teardown(async () => {
    await configure("llemma.model", undefined);
    await configure("llemma.inline.enabled", undefined);
    await closeAll();
    await server.close();
  });

  async function isReady(): Promise<void> {
    await eventually("the end of all requests", async () =>
      (await statusMenu()).placeHolder.includes("is ready"),
    );
  }

  test("turning suggestions off asks nothing more, but a person still may", async () => {
    const editor = await open("swap.lean", before);
    await pick("llemma.toggle", "Turn Off in lean4 Files");
    await type("  ");
    await sleep(longEnough);
    await commit();
    assert.equal(marked(editor), before.replace("█", "  █"));
    assert.deepEqual(server.requests, []);
    assert.match((await statusMenu()).placeHolder, /turned off for lean4/);
    await trigger();
    await accept(editor);
    assert.match(editor.document.getText(), /exact h/);
  });

  test("turning off in one language leaves the others, turning on everywhere ends it", async () => {
    await open("swap.lean", before);
    await pick("llemma.toggle", "Turn Off in lean4 Files");
    const flags = (): unknown =>
      workspace.getConfiguration("llemma").inspect("inline.enabled")?.globalValue;
    assert.deepEqual(flags(), { "*": true, lean4: false });
    await pick("llemma.toggle", "Turn Off in All Languages");
    assert.deepEqual(flags(), { "*": false });
    await pick("llemma.toggle", "Turn On in All Languages");
    assert.deepEqual(flags(), { "*": true });
  });

  test("the list of models has auto first and no stubs of remote ones", async () => {
    const labels = await labelsOf("llemma.selectModel");
    assert.deepEqual(labels, ["auto", "llemma-demo:latest", "llemma:7b"]);
  });

  test("a selected model is used from the next request on", async () => {
    const editor = await open("swap.lean", before);
    await trigger();
    assert.equal(server.completions().at(-1)?.body["model"], "llemma:7b");
    await pick("llemma.selectModel", "llemma-demo:latest");
    await eventually(
      "the setting",
      () => workspace.getConfiguration("llemma").get("model") === "llemma-demo:latest",
    );
    await trigger();
    await accept(editor);
    assert.equal(server.completions().at(-1)?.body["model"], "llemma-demo:latest");
    assert.match((await statusMenu()).placeHolder, /llemma-demo:latest \(demo model\)/);
    await pick("llemma.selectModel", "auto");
    assert.equal(workspace.getConfiguration("llemma").inspect("model")?.globalValue, undefined);
  });

  test("the status names model and place, and leads to the other commands", async () => {
    await open("swap.lean", before);
    await trigger();
    await isReady();
    const { placeHolder, labels } = await statusMenu();
    assert.match(placeHolder, /^llemma:7b is ready \(100% GPU(?:, [\d.]+ tokens\/s)?\)\.$/);
    assert.deepEqual(labels, [
      "Suggest Next Step",
      "Select Model…",
      "Set Up…",
      "Check Set-up",
      "Turn Suggestions On or Off…",
      "Show Log",
      "Show What Was Sent",
      "Open Settings",
    ]);
  });

  test("what was sent is shown exactly, read-only", async () => {
    await open("swap.lean", before);
    await type("  ");
    await eventually("a request", () => server.completions().length > 0);
    await isReady();
    const [sent] = server.completions();
    assert.ok(sent);
    await commands.executeCommand("llemma.showSent");
    const shown = window.activeTextEditor?.document;
    assert.equal(shown?.uri.scheme, "llemma-sent");
    // One that was open before has its old text for a moment.
    await eventually("the last request", () => shown.getText().includes(server.url));
    const text = shown.getText();
    const options = { ...sent.body };
    delete options["prompt"];
    for (const part of [
      sent.prompt,
      server.url,
      JSON.stringify(options, undefined, 2),
      "  exact h",
    ]) {
      assert.ok(text.includes(part), `${part} is not in\n${text}`);
    }
    assert.equal(await shown.save(), false);
  });

  test("headers go with every request until they are removed, and their values stay hidden", async () => {
    const value = "Bearer not-for-your-eyes";
    const seen: unknown[] = [];
    const replies = [(items: unknown[]) => items[0], () => undefined];
    const restore = [
      answer("showQuickPick", (items, options) => {
        seen.push(items, options);
        return replies.shift()?.(items as unknown[]);
      }),
      answer("showInputBox", () => `X-Proxy: ${value}`),
    ];
    await commands.executeCommand("llemma.setHeaders");
    await open("swap.lean", before);
    await trigger();
    assert.equal(server.completions().at(-1)?.headers["x-proxy"], value);
    replies.push(
      (items) => items[1],
      () => undefined,
    );
    await commands.executeCommand("llemma.setHeaders");
    for (const end of restore) end();
    const asked = server.completions().length;
    await type("  ");
    await eventually("another request", () => server.completions().length > asked);
    assert.equal(server.completions().at(-1)?.headers["x-proxy"], undefined);
    assert.match(JSON.stringify(seen), /Remove X-Proxy/);
    assert.doesNotMatch(JSON.stringify(seen), /not-for-your-eyes/);
  });

  test("the log can be shown", async () => {
    await commands.executeCommand("llemma.showLog");
    await commands.executeCommand("workbench.action.closePanel");
  });
});
