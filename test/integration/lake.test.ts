import assert from "node:assert/strict";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { languages, Selection, Uri, window } from "vscode";
import { ScriptedLake } from "../support/scriptedLake.ts";
import { closeAll, configure, eventually, serve, trigger } from "./editor.ts";
import { leanStatus } from "./leanStatus.ts";
import { lean } from "./servers.ts";

suite("in a project of Lake", function () {
  this.timeout(60_000);
  suiteSetup(function () {
    if (lean === "") this.skip();
  });

  test("`lake serve` serves the document and checks suggestions, and is told never to build", async () => {
    const folder = await realpath(await mkdtemp(path.join(tmpdir(), "llemma-lake-")));
    const lake = await ScriptedLake.make(folder, lean);
    const server = await serve();
    server.answerWith(["exact nonsense", "\n"]);
    await configure("llemma.lean.path", lake.lean);
    const file = path.join(lake.project, "a.lean");
    await writeFile(file, "theorem t (p : Prop) (h : p) : p := by\n  \n");
    const editor = await window.showTextDocument(Uri.file(file));
    editor.selection = new Selection(1, 2, 1, 2);
    await eventually("Lean's message", () => languages.getDiagnostics(Uri.file(file)).length > 0);
    await trigger();
    await eventually("the verdict", () => leanStatus().text.startsWith("$(check) Lean accepts"));
    const started = await lake.started();
    assert.deepEqual(
      started.map(([where, protocols]) => [where, protocols]),
      [0, 1].map(() => [lake.project, "none"]),
    );
    assert.deepEqual(
      new Set(started.map(([, , args]) => args)),
      new Set(["serve --", "serve -- -Dserver.reportDelayMs=0"]),
    );
    assert.deepEqual(await lake.opened(), ["never", "never"]);
    await configure("llemma.lean.path", undefined);
    await closeAll();
    await server.close();
    await rm(folder, { recursive: true });
  });
});
