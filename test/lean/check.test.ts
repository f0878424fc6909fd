import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, suite, test } from "node:test";
import { provideLean } from "../../scripts/provide/lean.ts";
import { createLeanChecker } from "../../src/core/check/createLeanChecker.ts";
import type { Checked, LeanChecker } from "../../src/core/lean.ts";
import { startLean } from "../../src/node/lean/process.ts";
import { systemClock } from "../../src/node/systemClock.ts";
import { silentLog } from "../fakes/silentLog.ts";
import { atCursor } from "../support/cursor.ts";

const lean = await provideLean();
const skip = lean.kind === "missing" ? lean.reason : false;
const program = lean.kind === "found" ? lean.program : "";

suite("Lean checks candidates", { skip }, () => {
  let folder = "";
  let checker: LeanChecker;
  const signal = new AbortController().signal;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "llemma-check-"));
    checker = createLeanChecker({
      projectOf: () => folder,
      connect: (cwd) =>
        startLean({ command: program, args: ["--server", "-Dserver.reportDelayMs=0"], cwd }),
      trusted: () => true,
      clock: systemClock,
      log: silentLog,
    });
  });

  after(async () => {
    checker.dispose();
    await rm(folder, { recursive: true });
  });

  async function check(marked: string, candidates: readonly string[]): Promise<readonly Checked[]> {
    const { document: text, offset } = atCursor(marked);
    const uri = pathToFileURL(path.join(folder, "a.lean")).href;
    const reply = await checker.check(
      { document: { uri, languageId: "lean4", text }, offset },
      candidates,
      signal,
    );
    assert.equal(reply.kind, "checked");
    return reply.results;
  }

  test("several in one version", async () => {
    const results = await check(
      "theorem both (p q : Prop) (hp : p) (hq : q) : p ∧ q := by\n  █\n",
      ["constructor", "exact ⟨hp, hq⟩", "exact hp", "skip", "sorry"],
    );
    assert.deepEqual(
      results.map(({ verdict, goals }) => [verdict, goals.length]),
      [
        ["progress", 2],
        ["closesAll", 0],
        ["error", 0],
        ["noChange", 1],
        ["sorry", 0],
      ],
    );
  });
});
