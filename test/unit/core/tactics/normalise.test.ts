import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { normalise } from "../../../../src/core/tactics/normalise.ts";

const cases: readonly (readonly [name: string, answer: string, tactic: string, typed?: string])[] =
  [
    ["a tactic", "\nexact h\n", "exact h"],
    ["a fence", "```lean\nexact h\n```\nThis closes it.", "exact h"],
    ["an echo of the mark", "\n---\nexact h\n---\n", "exact h"],
    ["an echo of the heading", "Next tactic:\n---\nexact h", "exact h"],
    ["another example behind it", "exact h\n---\n\nTactic state:\n---\nq", "exact h"],
    ["the training form behind it", "exact h\n[GOAL]\n⊢ q\n[PROOFSTEP]\nrfl", "exact h"],
    [":= by in front", " := by\n  exact h", "exact h"],
    [":= by, and the block's indentation", ":= by\n  intro x\n  exact h", "intro x\nexact h"],
    ["begin and end", "begin\n  intro x,\n  exact h,\nend", "intro x\nexact h"],
    ["a trailing comma", "exact h,", "exact h"],
    ["a comma within brackets stays", "simp [a,\n  b]", "simp [a,\n  b]"],
    ["Lean 3's λ", "exact λ x, f x", "exact fun x => f x"],
    ["Lean 3's λ in λ", "refine λ x, λ y, _,", "refine fun x => fun y => _"],
    ["Lean 4's λ is left alone", "exact λ x => f x", "exact λ x => f x"],
    ["rw without brackets", "rw nat.add_comm,", "rw [nat.add_comm]"],
    ["rw without brackets at a hypothesis", "rw ← h at hx", "rw [← h] at hx"],
    ["rw with brackets", "rw [h] at hx", "rw [h] at hx"],
    ["refl", "refl", "rfl"],
    ["a combinator with nothing to work on", "constructor <;>", "constructor"],
    ["a comment at its end", "exact h -- by hypothesis", "exact h"],
    ["what is typed, said again", "rw [h]", "h]", "rw ["],
    ["what is typed, gone on with", "h]", "h]", "rw ["],
    ["a space before what goes on", " h", " h", "exact"],
    ["tabs", "constructor\n\t· rfl", "constructor\n  · rfl"],
    ["CRLF", "intro x\r\nexact h", "intro x\nexact h"],
  ];

suite("a model's answer as a tactic", () => {
  for (const [name, answer, tactic, typed] of cases) {
    test(name, () => {
      assert.equal(normalise(answer, typed), tactic);
    });
  }
});
