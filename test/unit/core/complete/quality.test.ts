import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { fault, runsInCircles } from "../../../../src/core/complete/quality.ts";

suite("quality", () => {
  test("a text that repeats one piece runs in circles", () => {
    assert.ok(runsInCircles("so we have " + "and hence ".repeat(4)));
    assert.ok(runsInCircles("\\frac{1}{2}+".repeat(4)));
  });

  test("mathematics that looks alike does not", () => {
    for (const text of [
      "x_1 + x_2 + x_3 + x_4 + x_5",
      "\\begin{pmatrix} 0 & 0 & 0 \\\\ 0 & 0 & 0 \\\\ 0 & 0 & 0 \\end{pmatrix}",
      "((((a+b)+c)+d)+e)",
      "1000000000000000000000000",
      "a\n        b\n        c",
      "simp [add_comm, add_left_comm, add_assoc]",
    ]) {
      assert.ok(!runsInCircles(text), text);
    }
  });

  test("faults of any language", () => {
    assert.equal(fault(" \n ", "x"), "empty");
    assert.equal(fault("ring_nf\nring_nf\nring_nf", ""), "repetition");
    assert.equal(fault("exact Nat.le_refl n", "  exact Nat.le_refl n\n  "), "echo");
    assert.equal(fault("rfl", "  rfl\n  "), undefined);
    assert.equal(fault("exact h.right", "  exact h.left\n  "), undefined);
  });
});
