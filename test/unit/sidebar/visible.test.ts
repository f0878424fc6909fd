import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { bounded, visible } from "../../../src/sidebar/visible.ts";

suite("what would be invisible", () => {
  test("terminal codes and turned text are seen", () => {
    assert.equal(visible("\u001B[31mred\u0007"), "␛[31mred␇");
    assert.equal(visible("exact \u202Ehparap"), "exact ⟨U+202E⟩hparap");
    assert.equal(visible("a\u200Bb\u{E0041}"), "a⟨U+200B⟩b⟨U+E0041⟩");
  });

  test("mathematics and other languages stay as they are", () => {
    const text = "∑ i ∈ ℕ, x✝₁ → ⟨a, b⟩\n\tübergroß עברית 数学 👩🏽‍🔬";
    assert.equal(visible(text), text);
  });

  test("a cut does not split a character", () => {
    assert.deepEqual(bounded("a𝔸b", 2), { text: "a", isCut: true });
    assert.deepEqual(bounded("a𝔸b", 4), { text: "a𝔸b", isCut: false });
  });
});
