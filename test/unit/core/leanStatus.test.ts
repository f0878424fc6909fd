import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { LeanProblem, LeanState, Verdict } from "../../../src/core/lean.ts";
import { explainLeanProblem } from "../../../src/core/leanProblem.ts";
import { leanStatusOf } from "../../../src/core/leanStatus.ts";
import { explainVerdict, isAccepted } from "../../../src/core/verdict.ts";

const problems: readonly LeanProblem[] = [
  { kind: "leanMissing" },
  { kind: "leanBroken", detail: "error: no such toolchain\nline" },
  { kind: "toolchainMissing", toolchain: "leanprover/lean4:v4.35.0" },
  { kind: "notBuilt", detail: "" },
  { kind: "importsOutOfDate", detail: "Mathlib.Order" },
  { kind: "leanStopped", detail: "killed" },
  { kind: "untrusted" },
  { kind: "leanOff" },
];
const verdicts: readonly Verdict[] = [
  ...(["closesAll", "closesGoal", "progress", "noChange", "error", "sorry"] as const),
  ...(["axiom", "timeout", "refused", "unchecked"] as const),
];

suite("leanStatusOf", () => {
  test("says what Lean is doing", () => {
    const text = (state: LeanState): string => leanStatusOf(state, undefined).text;
    assert.equal(text({ kind: "reading", uri: "file:///a.lean" }), "Lean is reading the file.");
    assert.equal(text({ kind: "checking", candidates: 1 }), "Lean is checking a suggestion.");
    assert.equal(text({ kind: "checking", candidates: 8 }), "Lean is checking 8 suggestions.");
    assert.ok(leanStatusOf({ kind: "starting" }, undefined).busy);
    assert.ok(!leanStatusOf({ kind: "ready" }, undefined).busy);
  });

  test("the verdict on what is shown comes first, with a tick only where Lean accepted it", () => {
    const accepted = { accepted: true, sentence: "Lean accepts this: it finishes the proof." };
    assert.match(leanStatusOf({ kind: "ready" }, accepted).text, /^\$\(check\) Lean accepts/);
    const unchecked = { accepted: false, sentence: "Lean has not checked this." };
    const status = leanStatusOf({ kind: "leanMissing" }, unchecked);
    assert.doesNotMatch(status.text, /check\)/);
    assert.match(status.spoken, /^Lean has not checked this\. No Lean .*\. Install Lean .*\.$/);
  });

  test("each problem has a sentence and something to do", () => {
    for (const problem of problems) {
      const { sentence, advice } = explainLeanProblem(problem);
      assert.match(sentence, /^[A-Z].*\.$/, problem.kind);
      assert.match(advice, /^[A-Z].{10}/, problem.kind);
      const { text, detail } = leanStatusOf(problem, undefined);
      assert.equal(text, "Lean does not check suggestions.");
      assert.equal(detail, `${sentence} ${advice}`);
    }
  });
});

suite("explainVerdict", () => {
  test("only what Lean accepted is called so", () => {
    for (const verdict of verdicts) {
      const sentence = explainVerdict({ verdict });
      assert.match(sentence, /^[A-Z].*\.$/);
      assert.equal(/accepts/.test(sentence), isAccepted(verdict), verdict);
    }
  });

  test("goals and reasons are told where they are known", () => {
    const of = (verdict: Verdict, goals: readonly string[], message?: string): string =>
      explainVerdict({ verdict, goals, message });
    assert.equal(of("progress", ["⊢ p"]), "Lean accepts this, one goal is left.");
    assert.equal(
      of("closesGoal", ["⊢ p", "⊢ q"]),
      "Lean accepts this: it closes the goal, 2 goals are left.",
    );
    assert.equal(of("error", [], "type mismatch\n  h"), "Lean refuses this: type mismatch");
    assert.equal(of("sorry", [], "foo"), "It rests on foo (sorry).");
  });
});
