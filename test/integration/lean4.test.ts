import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { commands, extensions, languages, Uri, window, workspace, type Hover } from "vscode";
import manifest from "../../package.json" with { type: "json" };
import type { LeanConnection } from "../../src/core/lean.ts";
import type { Logger } from "../../src/core/log.ts";
import { systemClock as clock } from "../../src/node/systemClock.ts";
import { findLeanExtension, type LeanExtension } from "../../src/vscode/lean/leanExtension.ts";
import { accept, closeAll, configure, eventually, marked, open, serve, trigger } from "./editor.ts";
import { lean, servers } from "./servers.ts";

const ours = `${manifest.publisher}.${manifest.name}`;
const shape = process.env["LLEMMA_TEST_LEAN4_SHAPE"];
const wrong = "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := by\n  exact ⟨h.1, h.2⟩█\n";
const never = new AbortController().signal;

interface StandIn {
  readonly isRunning: () => boolean;
  readonly getClientFolder: () => { readonly fsPath: string };
  readonly restart: () => Promise<void>;
  readonly dispose: () => void;
}

suite("beside the Lean 4 extension", function () {
  this.timeout(60_000);
  let warnings: string[] = [];
  let extension: LeanExtension;
  setup(() => {
    warnings = [];
    const heard = (message: string): void => {
      warnings.push(message);
    };
    const log: Logger = {
      debug: () => undefined,
      info: () => undefined,
      warn: heard,
      error: heard,
    };
    extension = findLeanExtension(log, clock);
  });
  teardown(async () => {
    extension.dispose();
    await closeAll();
  });

  async function connected(file: string): Promise<LeanConnection> {
    let connection: LeanConnection | undefined;
    await eventually("a connection", async () => {
      connection = await extension.connect(file);
      return connection !== undefined;
    });
    assert.ok(connection);
    return connection;
  }

  /** The stand-in's server that was started last. */
  async function standIn(): Promise<StandIn> {
    const { lean4EnabledFeatures } = extensions.getExtension("leanprover.lean4")?.exports as {
      readonly lean4EnabledFeatures: Promise<{
        readonly clientProvider: { readonly getClients: () => StandIn[] };
      }>;
    };
    const client = (await lean4EnabledFeatures).clientProvider.getClients().at(-1);
    assert.ok(client);
    return client;
  }

  test("both are there, in the order that this window is about", () => {
    const ids = extensions.all
      .map(({ id }) => id)
      .filter((id) => [ours, "leanprover.lean4"].includes(id));
    const after = process.env["LLEMMA_TEST_SCENARIO"] !== "lean4-changed";
    assert.deepEqual(ids, after ? [ours, "leanprover.lean4"] : ["leanprover.lean4", ours]);
  });

  test("its language, settings and messages are as without us", async () => {
    const { document } = await open("wrong.lean", wrong);
    assert.equal(document.languageId, "lean4");
    const all = await languages.getLanguages();
    assert.equal(all.filter((id) => id === "lean4").length, 1);
    const files = workspace.getConfiguration("files", document);
    assert.equal(files.get("insertFinalNewline"), true);
    await eventually("Lean's message", () => languages.getDiagnostics(document.uri).length > 0);
    await eventually("our activation", () => extensions.getExtension(ours)?.isActive === true);
    // There would be time for a second server to say the same.
    await clock.sleep(2_000);
    const messages = languages.getDiagnostics(document.uri).map(({ source }) => source);
    assert.deepEqual(messages, ["Lean 4"]);
    const hovers = await commands.executeCommand<Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      document.positionAt(document.getText().indexOf("exact")),
    );
    assert.deepEqual(hovers, []);
  });

  for (const mode of ["own", "shared"]) {
    const apart = mode === "own" || shape !== "0.0.239";
    test(`checking on a server that is ${mode} offers what Lean accepts`, async () => {
      const server = await serve();
      server.answerWith(["exact nonsense", "\n"]);
      await configure("llemma.lean.path", lean);
      await configure("llemma.lean.check", mode);
      try {
        const editor = await open(
          "given.lean",
          "theorem given (p : Prop) (h : p) : p := by\n  █\n",
        );
        await trigger();
        await accept(editor);
        assert.match(marked(editor), /by\n {2}(?:exact h|assumption)█\n$/);
        assert.equal(servers().checking, apart ? 1 : 0);
        const shown = languages.getDiagnostics().filter(([uri]) => /llemma\.lean/.test(uri.path));
        assert.deepEqual(shown, []);
      } finally {
        // The servers end with the setting.
        await configure("llemma.lean.check", undefined);
        await configure("llemma.lean.path", undefined);
        await server.close();
      }
      await eventually("the end of our servers", () => servers().checking === 0);
    });
  }

  if (shape !== "0.0.239") {
    test("exports that cannot be used are told of once in the log", async () => {
      const { document } = await open("wrong.lean", wrong);
      assert.ok(extension.present);
      assert.equal(await extension.connect(document.fileName), undefined);
      assert.equal(await extension.connect(document.fileName), undefined);
      assert.equal(warnings.length, 1);
      assert.match(warnings[0] ?? "", shape === "pending" ? /not ready/ : /shape \(getClients\)/);
    });
    return;
  }

  test("goals come over its server", async () => {
    const { document } = await open("wrong.lean", wrong);
    const connection = await connected(document.fileName);
    const position = { line: 1, character: 2 };
    const textDocument = { uri: document.uri.toString() };
    const reply = await connection.request("$/lean/plainGoal", { textDocument, position }, never);
    assert.ok(reply.kind === "ok", JSON.stringify(reply));
    assert.deepEqual((reply.value as { readonly goals: unknown }).goals, [
      "p q : Prop\nh : p ∧ q\n⊢ q ∧ p",
    ]);
    assert.deepEqual(warnings, []);
  });

  test("a document that is opened over it stays out of the Problems panel, and closes once", async () => {
    const { document } = await open("wrong.lean", wrong);
    const connection = await connected(document.fileName);
    const heard: unknown[] = [];
    const stop = connection.onNotification((method, params) => {
      heard.push([method, params]);
    });
    const uri = `${document.uri.toString()}.llemma.lean`;
    const shadow = { uri, languageId: "lean4", version: 1, text: wrong };
    connection.notify("textDocument/didOpen", {
      textDocument: shadow,
      dependencyBuildMode: "never",
    });
    const barrier = { uri, version: 1 };
    const reply = await connection.request("textDocument/waitForDiagnostics", barrier, never);
    assert.deepEqual(reply, { kind: "ok", value: {} });
    await eventually("its diagnostics", () =>
      JSON.stringify(heard).includes("Application type mismatch"),
    );
    assert.match(JSON.stringify(heard), /fileProgress/);
    assert.deepEqual(languages.getDiagnostics(Uri.parse(uri)), []);
    for (let times = 0; times < 2; times += 1) {
      connection.notify("textDocument/didClose", { textDocument: { uri } });
    }
    stop();
    const { length } = heard;
    const goal = {
      textDocument: { uri: document.uri.toString() },
      position: { line: 1, character: 2 },
    };
    assert.equal((await connection.request("$/lean/plainGoal", goal, never)).kind, "ok");
    assert.equal(heard.length, length);
  });

  test("what Lean refuses and what is given up are told apart", async () => {
    const { document } = await open("wrong.lean", wrong);
    const connection = await connected(document.fileName);
    const refused = await connection.request("$/lean/noSuchThing", {}, never);
    assert.equal(refused.kind, "failed");
    const controller = new AbortController();
    const given = connection.request("$/lean/waitForILeans", {}, controller.signal);
    controller.abort();
    assert.deepEqual(await given, { kind: "aborted" });
    assert.deepEqual(await connection.request("any", {}, controller.signal), { kind: "aborted" });
  });

  test("a restart closes the connection once, and the next one works", async () => {
    const { document } = await open("wrong.lean", wrong);
    const connection = await connected(document.fileName);
    let closed = 0;
    connection.onClosed(() => {
      closed += 1;
    });
    const client = await standIn();
    await client.restart();
    await client.restart();
    assert.equal(closed, 1);
    const next = await connected(document.fileName);
    const barrier = { uri: document.uri.toString(), version: document.version };
    const reply = await next.request("textDocument/waitForDiagnostics", barrier, never);
    assert.equal(reply.kind, "ok");
    client.dispose();
    assert.deepEqual(await next.request("any", {}, never), { kind: "closed" });
    assert.equal(await extension.connect(document.fileName), undefined);
    assert.deepEqual(warnings, [
      "The server of leanprover.lean4 is not used: it runs none for this folder.",
    ]);
  });

  test("a project inside of another one has its own server", async () => {
    const outer = await open("outer.lean", wrong);
    const folder = path.join(path.dirname(outer.document.fileName), "inner");
    await mkdir(folder);
    const file = path.join(folder, "inner.lean");
    await writeFile(file, wrong.replace("█", ""));
    await window.showTextDocument(Uri.file(file));
    await eventually("its own server", async () => {
      const client = await standIn();
      return client.getClientFolder().fsPath === path.dirname(file) && client.isRunning();
    });
    const connection = await connected(file);
    const closed: string[] = [];
    connection.onClosed(() => closed.push("inner"));
    (await connected(outer.document.fileName)).onClosed(() => closed.push("outer"));
    await (await standIn()).restart();
    assert.deepEqual(closed, ["inner"]);
  });
});
