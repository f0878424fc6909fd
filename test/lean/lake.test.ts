import assert from "node:assert/strict";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { suite, test } from "node:test";
import { startOwnLean } from "../../src/node/lean/ownLean.ts";
import { leanProgram, noLean, RealChecker } from "../support/leanChecker.ts";
import { leanDescendants } from "../support/leanProcesses.ts";
import { ScriptedLake } from "../support/scriptedLake.ts";

suite("a project of Lake", { skip: noLean }, () => {
  test("is checked on what `lake serve` starts in its folder, and nothing is built or fetched", async () => {
    const folder = await realpath(await mkdtemp(path.join(tmpdir(), "llemma-lake-")));
    const lake = await ScriptedLake.make(folder, leanProgram);
    const real = await RealChecker.start({
      connect: () => startOwnLean({ folder: lake.project, setting: lake.lean, env: process.env }),
    });
    try {
      const marked = "theorem t (p q : Prop) (h : p) (k : q) : p ∧ q := by\n  █\n";
      assert.deepEqual(await real.verdicts(marked, ["exact ⟨h, k⟩", "exact h"]), [
        "closesAll",
        "error",
      ]);
      await real.verdicts(marked, ["constructor"], "b.lean");
      assert.deepEqual(await lake.started(), [
        [lake.project, "none", "serve -- -Dserver.reportDelayMs=0"],
      ]);
      assert.deepEqual(await lake.opened(), ["never", "never"]);
    } finally {
      await real.end();
      await rm(folder, { recursive: true });
    }
    for (let wait = 0; wait < 50 && (await leanDescendants()).length > 0; wait += 1) {
      await sleep(100);
    }
    assert.deepEqual(await leanDescendants(), []);
  });
});
