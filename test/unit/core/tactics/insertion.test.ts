import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { insertions } from "../../../../src/core/tactics/insertion.ts";
import { tacticPlace } from "../../../../src/core/tactics/place.ts";
import { atCursor } from "../../../support/cursor.ts";

/** The texts with what was written at the cursor inserted. */
function inserted(marked: string, written: string, goals = 1): readonly string[] {
  const { document: text, offset } = atCursor(marked);
  const document = { uri: "file:///a.lean", languageId: "lean4", text };
  const place = tacticPlace({ document, offset }, true);
  assert.ok(place.kind === "tacticPlace", JSON.stringify(place));
  return insertions(written, place, goals).map(
    (insertion) => `${text.slice(0, place.start)}├${insertion}┤${text.slice(place.end)}`,
  );
}

const head = "theorem a : p := by";

suite("tactics as they are inserted", () => {
  test("in its line, as it is", () => {
    assert.deepEqual(inserted(`${head}\n  █\n`, "exact h"), [`${head}\n  ├exact h┤\n`]);
  });

  test("right after by, with a space", () => {
    assert.deepEqual(inserted(`${head}█`, "simp"), [`${head}├ simp┤`]);
    assert.deepEqual(inserted(`${head} █`, "simp"), [`${head} ├simp┤`]);
    assert.deepEqual(inserted("theorem a : p := (by█)", "simp"), ["theorem a : p := (by├ simp┤)"]);
  });

  test("in a line with too little indentation, with the rest of it", () => {
    const nested = `${head}\n  have h : q := by\n  `;
    assert.deepEqual(inserted(`${nested}█`, "simp"), [`${nested}├  simp┤`]);
    // The model's own text, without the spaces that are there already.
    for (const written of ["  constructor\n    · simp", "    constructor\n      · simp"]) {
      assert.deepEqual(inserted(`${nested}█`, written), [`${nested}├  constructor\n    · simp┤`]);
    }
  });

  test("on the line of its own that the model began", () => {
    assert.deepEqual(inserted(`${head}█`, "\n  intro x; simp"), [`${head}├\n  intro x\n  simp┤`]);
  });

  test("one tactic a line", () => {
    assert.deepEqual(inserted(`${head}\n  █`, "intro x; simp; rfl"), [
      `${head}\n  ├intro x\n  simp\n  rfl┤`,
    ]);
    const kept = ["(intro x; simp)", "constructor <;> simp", "have : p := by simp; rfl"];
    for (const tactic of kept) {
      assert.deepEqual(inserted(`${head}\n  █`, tactic), [`${head}\n  ├${tactic}┤`]);
    }
    assert.deepEqual(inserted(`${head} █`, "intro x; simp"), [`${head} ├intro x; simp┤`]);
  });

  test("several goals: under a dot, or as it is where a dot is in the way", () => {
    assert.deepEqual(inserted(`${head}\n  █`, "cases h with\n  | inl x => simp", 2), [
      `${head}\n  ├· cases h with\n    | inl x => simp┤`,
      `${head}\n  ├cases h with\n  | inl x => simp┤`,
    ]);
    for (const tactic of ["· simp", "case inl => simp", "all_goals simp", "rotate_left"]) {
      assert.deepEqual(inserted(`${head}\n  █`, tactic, 2), [`${head}\n  ├${tactic}┤`]);
    }
    assert.deepEqual(inserted(`${head}\n  · █`, "simp", 2), [`${head}\n  · ├simp┤`]);
    assert.deepEqual(inserted(`${head}\n  sim█`, "p", 2), [`${head}\n  sim├p┤`]);
  });

  test("a sorry at the cursor is replaced", () => {
    assert.deepEqual(inserted(`${head}\n  so█rry\n`, "exact h"), [`${head}\n  ├exact h┤\n`]);
    assert.deepEqual(inserted(`${head} sorry█`, "exact h"), [`${head} ├exact h┤`]);
  });

  test("with CRLF the offsets are those of the document", () => {
    assert.deepEqual(inserted(`${head}\r\n  intro x\r\n  sorry█\r\n`, "exact h"), [
      `${head}\r\n  intro x\r\n  ├exact h┤\r\n`,
    ]);
  });

  test("100 columns: broken within brackets, behind what is typed", () => {
    const lemmas = Array.from({ length: 9 }, (_, index) => `some_long_lemma_${index}`).join(", ");
    const [text = ""] = inserted(`${head}\n  █`, `simp [${lemmas}]`);
    const lines = text.split("\n");
    assert.ok(
      lines.every((line) => line.length <= 102),
      text,
    );
    assert.equal(lines[2]?.search(/\S/), 4);
    assert.equal(text.replaceAll(/\n {4}/g, " "), `${head}\n  ├simp [${lemmas}]┤`);
    const [typed = ""] = inserted(`${head}\n  simp [█`, `${lemmas}]`);
    assert.ok(
      typed.split("\n").every((line) => line.length <= 102),
      typed,
    );
    assert.ok(typed.startsWith(`${head}\n  simp [├some`));
  });

  test("100 columns: a line that cannot be broken stays", () => {
    const long = `exact ${"a".repeat(120)}`;
    assert.deepEqual(inserted(`${head}\n  █`, long), [`${head}\n  ├${long}┤`]);
  });
});
