import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { declarationAt } from "../../../../src/core/check/declaration.ts";
import { placeAt, type Place } from "../../../../src/core/check/place.ts";
import { atCursor } from "../../../support/cursor.ts";

function place(marked: string): Place {
  const { document, offset } = atCursor(marked);
  const found = placeAt(document, offset);
  assert.ok(found);
  return found;
}

function declaration(marked: string): string | undefined {
  const { document, offset } = atCursor(marked);
  const found = declarationAt(document, offset);
  return found && document.slice(found.head, found.end);
}

suite("the declaration around a cursor", () => {
  for (const [title, before, own, after] of [
    ["alone", "", "theorem a : p := by\n  █", ""],
    ["between others", "def x := 1\n\n", "theorem a : p := by\n  █rfl", "\n\n#check x\n"],
    [
      "with documentation",
      "/-- theorem b : q -/\n",
      "theorem a : p := by█",
      "\n/-- c -/\ndef c := 1",
    ],
    ["with attributes", "", "@[simp, foo [b]]\nprivate theorem a : p := by█", "\n\nend"],
    ["in another scope", "", "open A in\nset_option b 1 in\nexample : p := by█", "\n"],
    ["indented", "namespace A\n  ", "theorem a : p := by\n    █", "\n  theorem b : q := x\nend A"],
    [
      "in a mutual block",
      "",
      "mutual\ntheorem a : p := by\n  █\ntheorem b : q := c\nend",
      "\n\ndef d := 1",
    ],
    ["with its end", "", "theorem a : p := by\n  █\nwhere\n  b := 1", "\n\ndef d := 1"],
  ] as const) {
    test(title, () => {
      assert.equal(declaration(before + own + after)?.trimEnd(), own.replace("█", "").trimEnd());
    });
  }

  test("none outside of declarations", () => {
    assert.equal(declaration("import A\nopen B\n█"), undefined);
    assert.equal(declaration("theorem a : p := by\n  rfl\n\n#check a █"), undefined);
  });
});

suite("the step at a cursor", () => {
  const typed = ({ text, step, from }: Place): string => text.slice(step, from);

  test("what is typed of it, and its column in characters", () => {
    const found = place("example (𝕜 : Type) : p := by exact ⟨𝕜, rw [█");
    assert.equal(typed(found), "exact ⟨𝕜, rw [");
    assert.equal(found.column, "example (𝕜 : Type) : p := by ".length - 1);
    assert.equal(typed(place("theorem a : p := by\n  constructor\n  · simp\n  █")), "");
    assert.equal(typed(place("theorem a : p := by\n  · simp; ri█")), "ri");
  });

  test("a sorry at the cursor is replaced, another one is a hole", () => {
    const found = place(
      "theorem a : p ∧ q := by\n  constructor\n  · sorry\n  · exact (so█rry : q)\n",
    );
    assert.equal(found.text.slice(found.from, found.to), "sorry");
    assert.equal(typed(found), "exact (");
    assert.deepEqual(
      found.holes.map(({ step }) => step),
      [true],
    );
    assert.deepEqual(
      place("theorem a : p := by\n  have h : q := sorry\n  sorry█").holes.map(({ step }) => step),
      [false],
    );
  });

  test("whether what follows can be left out", () => {
    const of = ({ followed, bound }: Place): readonly boolean[] => [followed, bound];
    assert.deepEqual(of(place("theorem a : p := by\n  █\n\n-- end\n")), [false, false]);
    assert.deepEqual(of(place("theorem a : p := by\n  █\n  rfl")), [true, false]);
    assert.deepEqual(of(place("theorem a : p := by exact ⟨by █, h⟩")), [true, true]);
    assert.deepEqual(of(place("theorem a : p := by\n  █\nwhere\n  b := 1")), [true, true]);
  });

  test("where a word would grow together with the step", () => {
    assert.equal(place("theorem a : p := by█").glue, " ");
    assert.equal(place("theorem a : p := by █").glue, "");
  });
});
