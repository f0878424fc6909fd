import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, suite, test } from "node:test";
import { leanDescendants } from "../support/leanProcesses.ts";
import { startOwnLean } from "../../src/node/lean/ownLean.ts";
import { leanProgram, noLean, RealChecker } from "../support/leanChecker.ts";

const both = "theorem both (p q : Prop) (hp : p) (hq : q) : p ∧ q := by\n  █\n";
const candidates = ["exact ⟨hp, hq⟩", "constructor", "exact hp"];
const verdicts = ["closesAll", "progress", "error"];

suite("faults of a real Lean", { skip: noLean }, () => {
  let lean: RealChecker;

  beforeEach(async () => {
    lean = await RealChecker.start({ times: { checking: 3000 } });
  });

  afterEach(async () => {
    await lean.end();
    await nothingLeft();
  });

  test("a candidate that never ends is the only one without a verdict, and the next check works", async () => {
    assert.deepEqual(await lean.verdicts(both, ["repeat skip", ...candidates]), [
      "timeout",
      ...verdicts,
    ]);
    assert.deepEqual(await lean.verdicts(both, candidates), verdicts);
  });

  for (const kind of ["server", "worker"] as const) {
    test(`the ${kind} is killed in the middle of a check`, async () => {
      assert.deepEqual(await lean.verdicts(both, candidates), verdicts);
      const checked = lean.verdicts(both, ["repeat skip", ...candidates]);
      await sleep(500);
      assert.equal(await kill(kind), 1);
      assert.deepEqual(await checked, ["timeout", ...verdicts]);
    });
  }

  test("killed ten times in a row", async () => {
    for (let time = 0; time < 10; time += 1) {
      assert.deepEqual(await lean.verdicts(both, candidates), verdicts);
      assert.equal(await kill("server"), 1);
    }
    assert.deepEqual(await lean.verdicts(both, candidates), verdicts);
  });

  test("a document that is edited during the check", async () => {
    const first = lean.reply(both, ["repeat skip"]);
    await sleep(300);
    const edited = both.replace("hq⟩", "hq⟩").replace("theorem both", "-- more\ntheorem both2");
    assert.deepEqual(await lean.verdicts(edited, candidates), verdicts);
    assert.deepEqual(await first, { kind: "aborted" });
  });

  test("fifty files opened and closed leave nothing behind", async () => {
    await lean.verdicts(both, candidates, "first.lean");
    const before = await memory();
    for (let file = 0; file < 50; file += 1) {
      assert.deepEqual(await lean.verdicts(both, candidates, `${file}.lean`), verdicts);
      const workers = (await leanDescendants()).filter(({ kind }) => kind === "worker");
      // One is on its way out.
      assert.ok(workers.length <= 3, `${workers.length} workers`);
    }
    assert.ok((await memory()) < 1.5 * before + 200_000, "memory has grown");
    assert.deepEqual(await lean.verdicts(both, candidates), verdicts);
  });
});

suite("a candidate that eats memory", { skip: noLean }, () => {
  test("is the only one without good news, and the next check is right", async () => {
    const lean: RealChecker = await RealChecker.start({
      times: { checking: 120_000 },
      connect: () =>
        startOwnLean(
          { folder: lean.folder, setting: leanProgram, env: process.env },
          { memory: 250 * 2 ** 20 },
        ),
    });
    const some = "theorem some (p : Nat → Prop) (h : p 0) : ∃ n, p n := by\n  █\n";
    const eater = "refine ⟨?_, ?_⟩\n  repeat apply Nat.succ";
    try {
      const [good, eating] = await lean.check(some, ["exact ⟨0, h⟩", eater]);
      assert.equal(good?.verdict, "closesAll");
      assert.equal(eating?.verdict, "error");
      assert.equal(eating.message, "Lean crashes on it.");
      assert.deepEqual(await lean.verdicts(both, candidates), verdicts);
    } finally {
      await lean.end();
    }
    await nothingLeft();
  });
});

suite("a file whose imports are not there", { skip: noLean }, () => {
  test("is told as one of a project that is not built", async () => {
    const lean = await RealChecker.start();
    const reply = await lean.reply(`import Foo.Bar\n\n${both}`, candidates);
    assert.equal(reply.kind, "notBuilt", JSON.stringify(reply));
    assert.equal(lean.checker.state.kind, "notBuilt");
    await lean.end();
  });
});

suite("a project without Lean", () => {
  test("is told, and nothing is started", async () => {
    const lean = await RealChecker.start({
      connect: () => Promise.resolve({ kind: "leanMissing" }),
    });
    assert.deepEqual(await lean.reply(both, candidates), { kind: "leanMissing" });
    assert.deepEqual(lean.checker.state, { kind: "leanMissing" });
    await lean.end();
  });
});

async function kill(kind: "server" | "worker"): Promise<number> {
  const found = (await leanDescendants()).filter((one) => one.kind === kind);
  for (const { pid } of found) process.kill(pid, "SIGKILL");
  return found.length;
}

async function memory(): Promise<number> {
  return (await leanDescendants()).reduce((sum, { memory: one }) => sum + one, 0);
}

async function nothingLeft(): Promise<void> {
  for (let wait = 0; wait < 50; wait += 1) {
    if ((await leanDescendants()).length === 0) return;
    await sleep(100);
  }
  assert.deepEqual(await leanDescendants(), []);
}
