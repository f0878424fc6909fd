import assert from "node:assert/strict";
import { commands, window } from "vscode";
import type { ScriptedOptions, ScriptedServer } from "../support/scriptedServer.ts";
import { answer, closeAll, configure, eventually, serve, statusMenu } from "./editor.ts";

interface Entry {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

suite("setting up", () => {
  let server: ScriptedServer;
  let asked: { readonly message: string; readonly detail: string }[] = [];
  let warned: { readonly message: string; readonly buttons: readonly string[] }[] = [];
  let told: string[] = [];
  let consent: string | undefined;
  let restore: readonly (() => void)[] = [];

  setup(() => {
    [asked, warned, told] = [[], [], []];
    consent = "Accept and Download";
    restore = [
      answer("showInformationMessage", (message, options) => {
        if (typeof options !== "object") {
          told.push(String(message));
          return undefined;
        }
        asked.push({ message: String(message), detail: (options as { detail: string }).detail });
        return consent;
      }),
      answer("showWarningMessage", (message, ...buttons) => {
        warned.push({ message: String(message), buttons: buttons.map(String) });
      }),
    ];
  });
  teardown(async () => {
    for (const end of restore) end();
    await closeAll();
    await server.close();
    await configure("llemma.server.url", undefined);
  });

  /** Runs the command, choosing by the beginnings of labels, one a list; answers what the lists were. */
  async function choose(
    command: string,
    ...labels: readonly string[]
  ): Promise<readonly Entry[][]> {
    const lists: Entry[][] = [];
    const end = answer("showQuickPick", (items) => {
      const entries = items as Entry[];
      const label = labels[lists.push(entries) - 1];
      return label === undefined ? undefined : entries.find((one) => one.label.includes(label));
    });
    try {
      await commands.executeCommand(command);
    } finally {
      end();
    }
    return lists;
  }
  function pulls(): number {
    return server.requests.filter(({ path }) => path === "/api/pull").length;
  }
  function pulling(
    lines: readonly object[],
    models: ScriptedOptions["models"] = [],
  ): ScriptedOptions {
    const chunks = lines.map((line) => `${JSON.stringify(line)}\n`);
    return {
      models,
      script: ({ path }) => (path === "/api/pull" ? { kind: "raw", chunks } : undefined),
    };
  }
  const usual = "Llemma 7B Q4_K_M";

  test("the models: the demo first, sizes, one recommended, names to be confirmed", async () => {
    server = await serve({ models: [] });
    const [[demo, ...others] = []] = await choose("llemma.getModel");
    assert.match(demo?.label ?? "", /Demo model/);
    assert.equal(others.filter(({ detail }) => /^Recommended/.test(detail ?? "")).length, 1);
    const builds = others.filter(({ label }) => label.includes("Llemma"));
    assert.ok(builds.length >= 5);
    for (const { description = "", detail = "" } of builds) {
      assert.match(description, /^\d+\.\d GB on disk · \d+\.\d GB in memory · (?:fits|too large)/);
      assert.match(detail, /name to be confirmed by the server$/);
    }
    assert.deepEqual(
      others.slice(-2).map(({ label }) => label),
      ["$(edit) Another Name…", "$(file) From a GGUF File…"],
    );
  });

  test("nothing is downloaded before the licence is accepted", async () => {
    server = await serve(pulling([{ status: "success" }]));
    consent = undefined;
    await choose("llemma.getModel", usual);
    assert.match(asked[0]?.message ?? "", new RegExp(`${server.url} download hf.co/TheBloke`));
    assert.match(asked[0]?.detail ?? "", /4\.1 GB on disk.*Llama 2 Community License/s);
    assert.equal(pulls(), 0);
  });

  test("what was downloaded is used", async () => {
    const name = "hf.co/TheBloke/llemma_7b-GGUF:Q4_K_M";
    server = await serve(pulling([{ status: "success" }], [{ name }]));
    await choose("llemma.getModel", usual);
    assert.equal(pulls(), 1);
    assert.match(told[0] ?? "", /llemma_7b-GGUF:Q4_K_M is ready/);
    assert.ok(server.loaded.has(name));
  });

  test("a full disk, a lost network and a name that is gone are told, with what to do", async () => {
    const errors: readonly (readonly [error: string, words: RegExp, button: string])[] = [
      ["write: no space left on device", /disk of the server .* is full/, "Resume"],
      ["max retries exceeded: EOF", /cannot reach the registry/, "Resume"],
      ["pull model manifest: file does not exist", /registry does not give/, "Get a Model…"],
    ];
    for (const [error, words, button] of errors) {
      warned = [];
      server = await serve(pulling([{ status: "pulling manifest" }, { error }]));
      await choose("llemma.getModel", usual);
      assert.match(warned[0]?.message ?? "", words);
      assert.equal(warned[0]?.buttons[0], button);
      await server.close();
    }
  });

  test("set-up leads to a model where there is none, and to examples where there is one", async () => {
    server = await serve({ models: [] });
    const [models] = await choose("llemma.setUp");
    assert.match(models?.[0]?.label ?? "", /Demo model/);
    await server.close();
    server = await serve();
    const [uses] = await choose("llemma.setUp", "Try a LaTeX Example");
    assert.equal(uses?.[0]?.label, "Try a Lean Example");
    await eventually("the example", () => window.activeTextEditor?.document.languageId === "latex");
    assert.ok(window.activeTextEditor?.document.isUntitled);
  });

  test("a server that is too old is told so, and set-up offers to update it", async () => {
    server = await serve({
      script: ({ path }) =>
        path === "/api/version"
          ? { kind: "status", status: 200, body: { version: "0.9.1" } }
          : undefined,
    });
    const [updates] = await choose("llemma.setUp");
    assert.match(updates?.[0]?.label ?? "", /Download Page/);
    const { placeHolder, labels } = await statusMenu();
    assert.match(placeHolder, /too old: 0\.9\.1/);
    assert.equal(labels[0], "Set Up…");
  });

  test("the report opens, with what was found", async () => {
    server = await serve();
    await commands.executeCommand("llemma.checkSetUp");
    const text = window.activeTextEditor?.document.getText() ?? "";
    assert.match(text, /^# Llemma: Check Set-up/);
    assert.match(text, /Ollama 0\.24\.0-scripted/);
    assert.match(text, /llemma-scripted:latest, by the setting auto, is in memory/);
    assert.match(told[0] ?? "", /tokens and home folders are blanked/);
  });

  test("placement is sent with every request once it is set", async () => {
    server = await serve();
    await configure("llemma.server.numGpu", 0);
    await configure("llemma.server.numThread", 2);
    try {
      await commands.executeCommand("llemma.checkSetUp");
      const options = server.requests
        .filter(({ path }) => path === "/api/generate")
        .map((one) => one.options);
      assert.ok(options.length >= 2);
      for (const one of options)
        assert.partialDeepStrictEqual(one, { num_ctx: 4096, num_gpu: 0, num_thread: 2 });
    } finally {
      await configure("llemma.server.numGpu", undefined);
      await configure("llemma.server.numThread", undefined);
    }
  });
});
