import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { CompletionRequest } from "../../../../src/core/model.ts";
import { readSettings, type Settings } from "../../../../src/core/settings.ts";
import { createSuggester } from "../../../../src/core/tactics/createSuggester.ts";
import { summaryOf } from "../../../../src/core/tactics/summary.ts";
import type { SuggestTrigger } from "../../../../src/core/tactics/suggester.ts";
import { ManualClock } from "../../../fakes/manualClock.ts";
import { ScriptedChecker, type Says } from "../../../fakes/scriptedChecker.ts";
import { ScriptedModel, type Script } from "../../../fakes/scriptedModel.ts";
import { silentLog } from "../../../fakes/silentLog.ts";
import { atCursor } from "../../../support/cursor.ts";

const proof = "theorem self (p : Prop) (h : p) : p := by\n  █\n";
const closed = { verdict: "closesAll" } as const;
const none: Says = () => ({ message: "it does not work" });

interface Options {
  readonly text?: string;
  readonly model?: Script;
  readonly settings?: Partial<Settings>;
}

function open(says: Says, options: Options = {}) {
  const clock = new ManualClock();
  const checker = new ScriptedChecker(clock, says);
  const model = new ScriptedModel(clock, options.model ?? (() => "exact h\n---"));
  const order = { "lean.frames": ["fewShot", "file"] } as const;
  const settings = { ...readSettings(() => undefined).settings, ...order, ...options.settings };
  const suggester = createSuggester({ checker, model, log: silentLog, settings: () => settings });
  const { document: text, offset } = atCursor(options.text ?? proof);
  const document = { uri: "file:///a.lean", languageId: "lean4", text };
  const suggest = (trigger: SuggestTrigger) => suggester.suggest({ document, offset }, trigger);
  return { clock, checker, model, suggester, document, offset, suggest };
}

/** Different answers to different seeds. */
function seeded({ seed, temperature }: CompletionRequest): string {
  return temperature === 0 ? "exact greedy\n" : `exact sample${seed}\n`;
}

suite("tactic suggestions", () => {
  test("closers are there before the model is, and stop it when one closes", async () => {
    const { clock, model, checker, suggest } = open((text) => (text === "simp_all" ? closed : {}));
    const job = suggest("automatic");
    await clock.advance(100);
    assert.deepEqual(
      job.results.map(({ text, origin }) => [text, origin]),
      [["simp_all", "closer"]],
    );
    await clock.advance(5_000);
    assert.equal(job.state.kind, "done");
    assert.equal(checker.checked.length, 1);
    assert.ok((model.sent[0]?.abortedAt ?? 0) <= 100);
    assert.equal(model.sent.length, 1);
  });

  test("a hypothesis that says the goal is tried alone, and the rest only if it does not do", async () => {
    const { clock, checker, suggest } = open((text) => (text === "exact h" ? closed : {}));
    checker.reply = { kind: "goals", goals: ["h : p\n⊢ p"] };
    const job = suggest("automatic");
    await clock.advance(5_000);
    assert.deepEqual(checker.checked, [["exact h"]]);
    suggest("all");
    await clock.advance(5_000);
    assert.ok(
      job.failed.some(({ text }) => text === "simp"),
      "who asks for all gets all",
    );
  });

  test("no closer closes: the greedy candidate is checked, and is enough when Lean accepts it", async () => {
    const says: Says = (text) => (text === "exact greedy" ? closed : {});
    const { clock, model, suggest } = open(says, { model: seeded });
    const job = suggest("automatic");
    await clock.advance(5_000);
    assert.deepEqual(
      job.results.map(({ text, origin }) => [text, origin]),
      [["exact greedy", "fewShot"]],
    );
    assert.equal(model.sent.length, 1);
    assert.equal(model.sent[0]?.request.temperature, 0);
  });

  test("the greedy one rejected: more are asked for until one is accepted", async () => {
    const says: Says = (text) => (text === "exact sample2" ? closed : {});
    const { clock, model, suggest } = open(says, { model: seeded });
    const job = suggest("automatic");
    await clock.advance(5_000);
    assert.deepEqual(
      job.results.map(({ text }) => text),
      ["exact sample2"],
    );
    assert.deepEqual(
      model.sent.map(({ request }) => request.seed),
      [0, 1, 2],
    );
    assert.equal(model.sent[2]?.request.temperature, 0.5);
  });

  test("all candidates: eight requests, those of one frame one after the other", async () => {
    const { clock, model, suggest } = open(none, { model: seeded });
    const job = suggest("all");
    await clock.advance(10_000);
    assert.equal(model.sent.length, 8);
    assert.deepEqual(
      model.sent.map(({ request }) => request.prompt.startsWith("Given the Lean 4 tactic state")),
      [true, true, true, true, false, false, false, false],
    );
    assert.equal(summaryOf(job), "No suggestion passed, 19 failed (19 with errors).");
  });

  test("asking for more at the same place goes on with the same job", async () => {
    const says: Says = (text) => (text.startsWith("exact") ? closed : {});
    const { clock, model, suggest } = open(says, { model: seeded });
    const job = suggest("automatic");
    await clock.advance(5_000);
    const before = model.sent.length;
    assert.equal(suggest("automatic"), job);
    await clock.advance(5_000);
    assert.equal(model.sent.length, before, "the same question asks nothing");
    assert.equal(suggest("all"), job);
    assert.ok(job.results.length > 0, "what is known is there at once");
    await clock.advance(5_000);
    assert.equal(model.sent.length, 8);
    assert.equal(job.results.filter(({ origin }) => origin !== "closer").length, 8);
  });

  test("to cycle through, four accepted ones are enough", async () => {
    const says: Says = (text) => (text.startsWith("exact s") ? closed : {});
    const { clock, suggest, model } = open(says, { model: seeded });
    const job = suggest("explicit");
    await clock.advance(10_000);
    assert.ok(job.results.length >= 4);
    assert.ok(model.sent.length < 8);
  });

  test("a job elsewhere stops the one that runs, and with it the request", async () => {
    const { clock, model, suggester, document, suggest } = open(none, { model: seeded });
    const job = suggest("all");
    await clock.advance(120);
    const other = { ...document, text: `${document.text}\n` };
    suggester.suggest({ document: other, offset: 44 }, "all");
    assert.equal(job.state.kind, "stopped");
    await clock.advance(0);
    assert.equal(model.sent[0]?.abortedAt, 120);
  });

  test("a stopped job goes on with what is known, and checks what it had to leave", async () => {
    const { clock, checker, suggest } = open(none, { model: seeded });
    const job = suggest("all");
    await clock.advance(60);
    job.stop();
    await job.done;
    assert.equal(job.state.kind, "stopped");
    assert.equal(suggest("all"), job);
    await clock.advance(10_000);
    assert.equal(job.state.kind, "done");
    assert.equal(checker.calls.filter((call) => call === "goals").length, 1);
    assert.deepEqual(checker.checked[0], checker.checked[1], "the closers, once more");
    assert.equal(job.failed.length, 19);
  });

  test("without a model the closers work, and the failure is told", async () => {
    const { clock, model, suggest } = open((text) => (text === "omega" ? closed : {}));
    model.readiness = () => Promise.resolve({ kind: "noModel" });
    const job = suggest("all");
    await clock.advance(5_000);
    assert.deepEqual(
      job.results.map(({ text }) => text),
      ["omega"],
    );
    assert.deepEqual(job.model, { kind: "noModel" });
    assert.equal(job.state.kind, "done");
  });

  test("without Lean there is the model's text, unchecked, for who asks for it", async () => {
    const { clock, checker, suggest } = open(none, { model: seeded });
    checker.reply = { kind: "leanMissing" };
    checker.problem = { kind: "leanMissing" };
    const job = suggest("automatic");
    await clock.advance(5_000);
    assert.deepEqual([job.state.kind, job.lean?.kind, job.results], ["done", "leanMissing", []]);
    suggest("all");
    await clock.advance(10_000);
    assert.equal(job.results.length, 8);
    assert.ok(
      job.results.every(({ verdict, origin }) => verdict === "unchecked" && origin === "file"),
    );
    assert.equal(summaryOf(job), "8 suggestions, not checked.");
  });

  test("a closer that Lean does not know is neither counted nor tried again", async () => {
    const says: Says = (text) => (text === "aesop" ? { message: "unknown tactic" } : {});
    const { clock, checker, suggest, suggester, document } = open(says, { model: seeded });
    const job = suggest("all");
    await clock.advance(10_000);
    assert.ok(checker.checked.flat().includes("aesop"));
    assert.ok(job.failed.every(({ text }) => text !== "aesop"));
    const again = { ...document, text: document.text.replace("self", "same") };
    suggester.suggest({ document: again, offset: 44 }, "automatic");
    await clock.advance(5_000);
    assert.deepEqual(
      checker.checked.flat().filter((text) => text === "aesop"),
      ["aesop"],
    );
    const elsewhere = { ...again, text: `import Mathlib\n${again.text}` };
    const before = checker.checked.length;
    suggester.suggest({ document: elsewhere, offset: 44 + 15 }, "automatic");
    await clock.advance(5_000);
    const others = checker.checked.slice(before).flat();
    assert.ok(others.includes("aesop"), "other imports, other tactics");
  });

  test("what is typed is part of the prompt, of every candidate and of what is checked", async () => {
    const text = "theorem self (p : Prop) (h : p) : p := by\n  exact █\n";
    const { clock, checker, model, suggest } = open(none, { text, model: () => " foo\n" });
    checker.reply = { kind: "goals", goals: ["h : p\n⊢ p"] };
    suggest("all");
    await clock.advance(10_000);
    assert.ok(model.sent[0]?.request.prompt.endsWith("Next tactic:\n---\nexact"));
    assert.deepEqual(checker.checked, [["h"], ["foo"]]);
  });

  test("a sorry under the cursor is replaced, and is no part of the prompt", async () => {
    const text = "theorem self (p : Prop) (h : p) : p := by\n  so█rry\n";
    const { clock, checker, model, suggest } = open((t) => (t === "exact h" ? closed : {}), {
      text,
      settings: { "lean.frames": ["file"] },
    });
    checker.reply = { kind: "goals", goals: ["h : p\n⊢ p"] };
    const job = suggest("all");
    await clock.advance(10_000);
    assert.equal(model.sent[0]?.request.prompt, "theorem self (p : Prop) (h : p) : p := by\n");
    const [best] = job.results;
    assert.deepEqual([best?.start, best?.end, best?.text], [44, 49, "exact h"]);
  });

  test("with several goals left, what closes the first one stands under a dot", async () => {
    const { clock, checker, suggest } = open((text) => {
      if (text === "· simp") return { verdict: "closesGoal", goals: ["⊢ q"] };
      return text === "simp" ? { verdict: "closesGoal", goals: ["⊢ q"] } : {};
    });
    checker.reply = { kind: "goals", goals: ["⊢ p", "⊢ q"] };
    const job = suggest("automatic");
    await clock.advance(5_000);
    assert.deepEqual(
      job.results.map(({ text }) => text),
      ["· simp"],
    );
  });

  test("where the dot is in the way, the tactic stands without it", async () => {
    const { clock, checker, suggest } = open(
      (text) => (text === "exact greedy" ? { verdict: "progress", goals: ["⊢ r", "⊢ q"] } : {}),
      { model: seeded },
    );
    checker.reply = { kind: "goals", goals: ["⊢ p", "⊢ q"] };
    const job = suggest("automatic");
    await clock.advance(5_000);
    assert.deepEqual(
      job.results.map(({ text }) => text),
      ["exact greedy"],
    );
  });

  test("what rests on a sorry comes last, and does not end the search", async () => {
    const { clock, suggest, model } = open(
      (text) => {
        if (text === "exact greedy") return { verdict: "sorry", message: "foo" };
        return text === "exact sample3" ? { verdict: "progress", goals: ["⊢ q"] } : {};
      },
      { model: seeded },
    );
    const job = suggest("automatic");
    await clock.advance(5_000);
    assert.deepEqual(
      job.results.map(({ text, verdict }) => [text, verdict]),
      [
        ["exact sample3", "progress"],
        ["exact greedy", "sorry"],
      ],
    );
    assert.equal(model.sent.length, 4);
  });

  test("equal candidates are checked once", async () => {
    const { clock, checker, suggest } = open(none, { model: () => "exact  foo\n" });
    suggest("all");
    await clock.advance(10_000);
    assert.equal(checker.checked.flat().filter((text) => text.includes("foo")).length, 1);
  });

  test("a sorry and the theorem's own name are refused unseen, and counted", async () => {
    const answers = ["sorry\n", "exact self p h\n"];
    const { clock, checker, suggest } = open(none, {
      model: ({ seed }) => answers[seed % 2] ?? "",
    });
    const job = suggest("all");
    await clock.advance(10_000);
    assert.ok(checker.checked.flat().every((text) => !/sorry|self/.test(text)));
    assert.match(summaryOf(job), /8 refused unseen/);
  });

  for (const [reply, state] of [
    [{ kind: "goals", goals: [] }, "noGoals"],
    [{ kind: "none", reason: "the line above has an error" }, "noProof"],
  ] as const) {
    test(`nothing is tried where the goals are: ${state}`, async () => {
      const { clock, checker, model, suggest } = open(none);
      checker.reply = reply;
      const job = suggest("all");
      await clock.advance(5_000);
      assert.equal(job.state.kind, state);
      assert.deepEqual([checker.checked.length, model.sent.length], [0, 0]);
    });
  }

  test("in a comment there is no place, said at once", () => {
    const { suggest } = open(none, { text: "theorem a : True := by\n  -- █\n" });
    const job = suggest("all");
    assert.equal(summaryOf(job), "Nothing can be tried here: the cursor is in a comment.");
  });

  test("a Lean that stops in the middle leaves candidates unchecked, none accepted", async () => {
    const { clock, checker, suggest } = open(none, { model: seeded });
    checker.problem = { kind: "leanStopped", detail: "out of memory" };
    const job = suggest("all");
    await clock.advance(10_000);
    assert.equal(job.lean?.kind, "leanStopped");
    assert.ok(job.results.every(({ verdict }) => verdict === "unchecked"));
  });
});
