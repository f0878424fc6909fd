import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { readGoal } from "../../../src/sidebar/goal.ts";

suite("the parts of a goal", () => {
  test("case, hypotheses, values, long types and target", () => {
    const text = [
      "case succ",
      "n m : ℕ",
      "f : ℕ → ℕ := fun x =>",
      "  x + 1",
      "h : ∀ x : ℕ, x < n",
      "inst✝ : Ring R",
      "⊢ n =",
      "    m",
    ].join("\n");
    assert.deepEqual(readGoal(text), {
      caseName: "succ",
      hypotheses: [
        { names: "n m", type: "ℕ" },
        { names: "f", type: "ℕ → ℕ := fun x =>\n  x + 1" },
        { names: "h", type: "∀ x : ℕ, x < n" },
        { names: "inst✝", type: "Ring R" },
      ],
      target: "⊢ n =\n    m",
    });
  });

  test("a target alone", () => {
    assert.deepEqual(readGoal("⊢ True"), {
      caseName: undefined,
      hypotheses: [],
      target: "⊢ True",
    });
  });

  test("what is no goal is shown as it is", () => {
    assert.equal(readGoal("no goals here").target, "no goals here");
  });
});
