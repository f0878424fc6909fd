import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { axiomsIn, strangeAxioms } from "../../../../src/core/check/axioms.ts";
import { judgeStep, judgeWhole, type Reading } from "../../../../src/core/check/classify.ts";
import { unsolvedIn } from "../../../../src/core/check/goals.ts";
import { importProblem, readPublished, type Message } from "../../../../src/core/check/messages.ts";
import { withSuggestions } from "../../../../src/core/check/tryThis.ts";

const at = (line: number, character = 2): { line: number; character: number } => ({
  line,
  character,
});

function message(text: string, line = 1, rest: Partial<Message> = {}): Message {
  return { start: at(line), end: at(line, 9), severity: "error", text, unsolved: false, ...rest };
}

function reading(rest: Partial<Reading> = {}): Reading {
  const region = { start: at(1), insert: at(1), end: undefined };
  return { messages: [], goals: ["⊢ p", "⊢ q"], axioms: [], sorried: [], region, ...rest };
}

const unsolved = message("unsolved goals\ncase b\n⊢ q", 0, { unsolved: true });
const step = (rest: Partial<Reading>, candidate = "simp", baseline = reading()): string =>
  judgeStep({ reading: reading(rest), baseline }, candidate).verdict;
const whole = (rest: Partial<Reading>, baseline: Partial<Reading> = {}) =>
  judgeWhole(
    { reading: reading({ goals: [], ...rest }), baseline: reading(baseline) },
    "exact foo",
  );

suite("what a step does", () => {
  test("by the goals after it", () => {
    assert.equal(step({ goals: ["⊢ p", "⊢ q"] }), "noChange");
    assert.equal(step({ goals: ["case x\n⊢  p", "⊢ q"] }), "noChange");
    assert.equal(step({ goals: ["⊢ q"] }), "closesGoal");
    assert.equal(step({ goals: ["⊢ r", "⊢ q"] }), "progress");
    assert.equal(step({ goals: [] }), "closing");
    assert.equal(step({ goals: undefined }), "error");
  });

  test("numbers that Lean gives anew are no change", () => {
    const before = reading({ goals: ["x✝¹ : Nat\n⊢ ?m.12 = x✝¹"] });
    assert.equal(step({ goals: ["x✝ : Nat\n⊢ ?m.99 = x✝"] }, "simp", before), "noChange");
  });

  test("an error of its own, but not one that a cut-off proof has", () => {
    assert.equal(step({ messages: [unsolved], goals: ["⊢ q"] }), "closesGoal");
    assert.equal(step({ messages: [message("nope")] }), "error");
    assert.equal(step({ messages: [message("unexpected token", 3)] }), "error");
    assert.equal(step({ messages: [message("fail to show termination", 0)] }), "error");
    assert.equal(step({ messages: [message("unsolved goals", 1, { unsolved: true })] }), "error");
  });

  test("the person's own error before it is not its own, but behind one nothing is known", () => {
    const own = [message("mine", 0)];
    assert.equal(
      step({ messages: own, goals: ["⊢ q"] }, "simp", reading({ messages: own })),
      "closesGoal",
    );
    const lost = reading({ messages: own, goals: [] });
    assert.equal(step({ messages: own, goals: [] }, "simp", lost), "error");
  });

  test("a timeout is no plain error", () => {
    assert.equal(step({ messages: [message("(deterministic) timeout at `whnf`")] }), "timeout");
    assert.equal(
      step({ messages: [message("maximum recursion depth has been reached")] }),
      "timeout",
    );
  });

  test("both spellings of the warning, and a hole that Lean does not warn of", () => {
    for (const text of [
      "declaration uses 'sorry'",
      "declaration uses `sorry`",
      "declaration uses sorry",
    ]) {
      assert.equal(
        step({ messages: [message(text, 0, { severity: "warning" })], goals: [] }),
        "sorry",
      );
    }
    assert.equal(step({ goals: ["⊢ r"] }, "have : r := sorry"), "sorry");
    assert.equal(step({ goals: ["⊢ r"] }, "have : r := h_sorry.admit -- sorry"), "progress");
  });
});

suite("what the whole declaration says", () => {
  test("accepted only if nothing is wrong with it", () => {
    assert.equal(whole({}).verdict, "closesAll");
    assert.equal(
      whole({ axioms: ["propext", "Classical.choice", "Quot.sound"] }).verdict,
      "closesAll",
    );
    assert.equal(whole({ axioms: undefined }).verdict, "error");
  });

  test("goals that are left elsewhere", () => {
    assert.deepEqual(whole({ messages: [unsolved] }), {
      verdict: "closesGoal",
      goals: ["case b\n⊢ q"],
      message: unsolved.text,
    });
  });

  test("what follows no longer fits, unless it did not before", () => {
    const region = { start: at(1), insert: at(1), end: at(1, 6) };
    const after = [message("No goals to be solved", 3)];
    assert.equal(whole({ region, messages: after }).verdict, "error");
    assert.equal(whole({ region, messages: after }, { messages: after }).verdict, "closesGoal");
  });

  test("what it rests on has a name", () => {
    const sorried = ["foo", "bar"];
    assert.equal(whole({ axioms: ["sorryAx"], sorried }).message, "rests on foo (sorry)");
    assert.equal(whole({ axioms: ["sorryAx"], sorried: ["bar"] }).message, "rests on bar (sorry)");
    assert.deepEqual(whole({ axioms: ["propext", "mine"] }), {
      verdict: "axiom",
      goals: [],
      message: "rests on mine (axiom)",
    });
  });

  test("the person's own hole neither spoils nor excuses", () => {
    assert.equal(whole({ axioms: ["A.sorrυ"] }).verdict, "closesAll");
    assert.equal(whole({ axioms: ["A.sorrυ", "sorryAx"] }).verdict, "sorry");
  });
});

suite("reading what Lean writes", () => {
  test("axioms", () => {
    assert.deepEqual(axiomsIn("'a' does not depend on any axioms"), []);
    assert.deepEqual(axiomsIn("'a' depends on axioms: [propext,\n mine]"), ["propext", "mine"]);
    assert.equal(axiomsIn("unknown constant 'a'"), undefined);
    assert.deepEqual(strangeAxioms(["Quot.sound", "Lean.ofReduceBool"]), ["Lean.ofReduceBool"]);
  });

  test("unsolved goals", () => {
    assert.deepEqual(unsolvedIn("unsolved goals\na : p\n⊢ q\n\ncase b\n⊢ r"), [
      "a : p\n⊢ q",
      "case b\n⊢ r",
    ]);
  });

  test("messages of any shape", () => {
    const range = { start: at(0), end: at(1) };
    const good = { range, severity: 1, message: "unsolved goals\n⊢ p" };
    const published = readPublished({
      uri: "a",
      version: 3,
      diagnostics: [good, 1, { message: 2 }],
    });
    assert.deepEqual(
      published?.messages.map(({ unsolved: one }) => one),
      [true],
    );
    for (const broken of [undefined, null, 1, "a", {}, { uri: "a" }, { uri: 1, diagnostics: [] }]) {
      assert.equal(readPublished(broken), undefined);
    }
  });

  test("imports that are not there", () => {
    const of = (text: string): string | undefined => importProblem([message(text, 0)])?.kind;
    assert.equal(
      of('Imports are out of date and must be rebuilt; use the "Restart File" command'),
      "importsOutOfDate",
    );
    assert.equal(
      of("unknown module prefix 'Foo'\n\nNo directory 'Foo' or file 'Foo.olean'"),
      "notBuilt",
    );
    assert.equal(of("object file '/a/Foo.olean' of module Foo does not exist"), "notBuilt");
    assert.equal(of("unknown identifier 'Foo'"), undefined);
  });

  test("what a search has found", () => {
    const info = (text: string): Message => message(text, 1, { severity: "info", end: at(1, 8) });
    const found = (candidate: string, ...texts: string[]) =>
      withSuggestions(candidate, texts.map(info), at(1));
    assert.equal(found("exact?", "Try this:\n  [apply] exact foo a"), "exact foo a");
    assert.equal(found("exact?", "Try this: exact foo a"), "exact foo a");
    assert.equal(
      found("apply?", "Try these:\n  [apply] refine a ?_\n  [apply] refine b ?_"),
      "refine a ?_",
    );
    assert.equal(found("exact? <;> rfl", "Try this:\n  [apply] exact foo"), "exact foo <;> rfl");
    assert.equal(found("exact?", "nothing"), undefined);
  });
});
