import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { createLeanChecker } from "../../../../src/core/check/createLeanChecker.ts";
import type { LeanChecker } from "../../../../src/core/lean.ts";
import { ManualClock, settle } from "../../../fakes/manualClock.ts";
import { ScriptedLean } from "../../../fakes/scriptedLean.ts";
import { silentLog } from "../../../fakes/silentLog.ts";

const text = "theorem a : p := by\n  ";
const cursor = {
  document: { uri: "file:///a.lean", languageId: "lean4", text },
  offset: text.length,
};
const forever = new AbortController().signal;

const goals = (): unknown => ({ goals: ["⊢ p"] });
const well = {
  "$/lean/plainGoal": goals,
  "textDocument/waitForDiagnostics": (): unknown => ({}),
};

interface Setting {
  readonly checker: LeanChecker;
  readonly clock: ManualClock;
  /** Those that were started and those that were ended, in order. */
  readonly started: ScriptedLean[];
  readonly ended: ScriptedLean[];
}

/** Each start takes the next server. */
function setting(servers: readonly ScriptedLean[], trusted = true): Setting {
  const clock = new ManualClock();
  const started: ScriptedLean[] = [];
  const ended: ScriptedLean[] = [];
  const checker = createLeanChecker({
    projectOf: () => "",
    connect: () => {
      const connection = servers[started.length];
      if (connection === undefined) return Promise.resolve({ kind: "leanMissing" });
      started.push(connection);
      const end = (): void => {
        ended.push(connection);
        connection.close();
      };
      return Promise.resolve({ kind: "connected", connection, end });
    },
    trusted: () => trusted,
    clock,
    log: silentLog,
    times: { reading: 60_000, checking: 5000, left: 1000, idle: 10_000 },
  });
  return { checker, clock, started, ended };
}

async function verdicts(checker: LeanChecker, candidate = "simp"): Promise<readonly string[]> {
  const reply = await checker.check(cursor, [candidate], forever);
  return reply.kind === "checked" ? reply.results.map(({ verdict }) => verdict) : [reply.kind];
}

/** Longer than anything takes that needs no time. */
async function rest(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await settle();
}

suite("a Lean that does not behave", () => {
  test("silent: ended after the time for reading, and another one answers the next question", async () => {
    const silent = new ScriptedLean({});
    const { checker, clock, ended } = setting([silent, new ScriptedLean(well)]);
    const first = verdicts(checker);
    await rest();
    await clock.advance(60_000);
    assert.deepEqual(await first, ["leanStopped"]);
    assert.deepEqual(ended, [silent]);
    assert.deepEqual(await verdicts(checker), ["noChange"]);
    checker.dispose();
  });

  test("ended again and again: each start waits longer than the one before", async () => {
    const servers = Array.from({ length: 8 }, () => new ScriptedLean({}));
    const { checker, clock, started } = setting(servers);
    const waits: number[] = [];
    let checks = 0;
    let done = 0;
    while (started.length < servers.length) {
      if (checks === done) {
        checks += 1;
        void verdicts(checker).then(() => (done += 1));
      }
      const [count, from] = [started.length, clock.now()];
      started.at(-1)?.close();
      await rest();
      for (let turn = 0; turn < 1000 && started.length === count && checks > done; turn += 1) {
        await clock.advance(50);
        await rest();
      }
      if (started.length > count) waits.push(clock.now() - from);
    }
    assert.deepEqual(waits, [0, 0, 250, 500, 1000, 2000, 4000, 8000]);
  });

  test("late: a candidate that it does not come to the end of is a timeout", async () => {
    const late = new ScriptedLean({ "$/lean/plainGoal": goals });
    const { checker, clock, ended } = setting([late, new ScriptedLean(well)]);
    const first = verdicts(checker);
    await rest();
    await clock.advance(5000);
    assert.deepEqual(await first, ["timeout"]);
    assert.deepEqual(ended, [late]);
    assert.deepEqual(await verdicts(checker), ["noChange"]);
    checker.dispose();
  });

  test("wrong: goals of no shape are no good news", async () => {
    for (const value of [null, 1, {}, { goals: "none" }]) {
      const lean = new ScriptedLean({ ...well, "$/lean/plainGoal": () => value });
      const { checker } = setting([lean]);
      assert.deepEqual(await verdicts(checker), ["error"]);
      checker.dispose();
    }
  });

  test("out of order: what it says about another version is not taken for this one", async () => {
    const lean: ScriptedLean = new ScriptedLean({
      ...well,
      "textDocument/waitForDiagnostics": () => {
        const range = { start: { line: 5, character: 2 }, end: { line: 5, character: 3 } };
        const diagnostics = [{ range, severity: 1, message: "wrong" }];
        const { uri } = cursor.document;
        const version = lean.version - behind;
        lean.tell("textDocument/publishDiagnostics", { uri, version, diagnostics });
        return {};
      },
    });
    let behind = 0;
    const { checker } = setting([lean]);
    assert.deepEqual(await verdicts(checker), ["error"]);
    behind = 1;
    assert.deepEqual(await verdicts(checker, "simp_all"), ["noChange"]);
    checker.dispose();
  });
});

suite("when Lean is asked", () => {
  test("not in an untrusted workspace", async () => {
    const { checker, started } = setting([new ScriptedLean(well)], false);
    assert.deepEqual(await verdicts(checker), ["untrusted"]);
    assert.deepEqual(await checker.goals(cursor, forever), { kind: "untrusted" });
    checker.enter(cursor);
    await rest();
    assert.deepEqual(started, []);
  });

  test("not about what could run code", async () => {
    const lean = new ScriptedLean(well);
    const { checker } = setting([lean]);
    assert.deepEqual(await verdicts(checker, "run_tac foo"), ["refused"]);
    assert.deepEqual(lean.sent, []);
    checker.dispose();
  });

  test("when the cursor enters the proof, and of two checks only the last one counts", async () => {
    const lean = new ScriptedLean(well);
    const { checker } = setting([lean]);
    checker.enter(cursor);
    await rest();
    assert.equal(lean.sent[0], "textDocument/didOpen");
    const both = [verdicts(checker), verdicts(checker, "rfl")];
    assert.deepEqual(await Promise.all(both), [["aborted"], ["noChange"]]);
    checker.dispose();
  });

  test("a document that was left is closed, and a server that nobody asks is ended", async () => {
    const lean = new ScriptedLean(well);
    const { checker, clock, ended } = setting([lean]);
    await checker.goals(cursor, forever);
    checker.left(cursor.document.uri);
    await clock.advance(1000);
    assert.equal(lean.sent.at(-1), "textDocument/didClose");
    await clock.advance(10_000);
    assert.deepEqual(ended, [lean]);
    assert.deepEqual(checker.state, { kind: "idle" });
    checker.dispose();
    assert.equal(clock.waiting, 0);
  });
});
