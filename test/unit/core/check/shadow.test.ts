import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { candidateCopy } from "../../../../src/core/check/copy.ts";
import { lastColumn, placeAt } from "../../../../src/core/check/place.ts";
import { writeShadow } from "../../../../src/core/check/shadow.ts";
import { insertionOf, swallows } from "../../../../src/core/check/typed.ts";
import { atCursor } from "../../../support/cursor.ts";

function shadow(marked: string, inserts: readonly string[], whole = false) {
  const { document, offset } = atCursor(marked);
  const place = placeAt(document, offset);
  assert.ok(place);
  const copies = inserts.map((insert) => candidateCopy(place, insert, whole));
  return { place, ...writeShadow(place, copies, true) };
}

suite("the text that Lean gets", () => {
  test("keeps what stands before, and has a copy with another name for each candidate", () => {
    const { text, spans } = shadow("def x := 1\n\n@[simp] theorem A.foo : p := by\n  █\n", [
      "rfl",
      "simp",
    ]);
    assert.equal(
      text,
      [
        ...["def x := 1", ""],
        ...["/--  -/ theorem A.ἀoo : p := by", "  rfl", "  ", "section end"],
        ...["/--  -/ theorem A.ἁoo : p := by", "  simp", "  ", "section end"],
        ...["#print axioms A.ἀoo", "#print axioms A.ἁoo", ""],
      ].join("\n"),
    );
    assert.deepEqual(
      spans.map(({ line, endLine, goalsAt, axiomsLine }) => [
        line,
        endLine,
        goalsAt.line,
        axiomsLine,
      ]),
      [
        [2, 5, 4, 10],
        [6, 9, 8, 11],
      ],
    );
  });

  test("examples and instances become definitions of the same width", () => {
    assert.match(shadow("example : p := by █", ["rfl"]).text, /^def ἀἀἀ : p := by rfl\n/);
    assert.match(shadow("instance : C := by █", ["rfl"]).text, /^def ἀἀἀἀ : C := by rfl\n/);
    assert.match(
      shadow("local instance (priority := 1) i : C := by █", ["a"]).text,
      /^\/---\/ def {6} {16}ἀ : C := by a\n/,
    );
  });

  test("a name is changed wherever it is meant, and nowhere else", () => {
    const { text } = shadow("theorem ext : p := by\n  █", ["ext x", "exact ext (ext := 1) h.ext"]);
    assert.match(text, /theorem ἀxt : p := by\n {2}ext x\n/);
    assert.match(text, /theorem ἁxt : p := by\n {2}exact ἁxt \(ext := 1\) h\.ext\n/);
  });

  test("the person's own holes can be told from those of a candidate", () => {
    const { text } = shadow("theorem a : p := by\n  have h : q := sorry\n  · sorry\n  █", [
      "sorry",
    ]);
    assert.match(text, /^noncomputable section\naxiom sorrυ\.\{uₓ\} \{α : Sort uₓ\} : α\n/);
    assert.match(text, /have h : q := sorrυ\n {2}· exact sorrυ\n {2}sorry\n/);
  });

  test("what follows is kept where it has to be", () => {
    assert.match(
      shadow("example : p := by exact ⟨by █, h⟩", ["rfl"], true).text,
      /by exact ⟨by rfl, h⟩\n/,
    );
  });
});

suite("the column that tells Lean which block is meant", () => {
  const column = (marked: string, insert: string): number => {
    const { document, offset } = atCursor(marked);
    const place = placeAt(document, offset);
    assert.ok(place);
    return lastColumn(place, insert);
  };

  test("is that of the last step of the block", () => {
    assert.equal(column("theorem a : p := by\n  have h : q := by\n    █", "skip; exact h"), 10);
    assert.equal(column("theorem a : p := by\n  have h : q := by\n    █", "skip"), 4);
    assert.equal(column("theorem a : p := by\n  █", "skip\n  exact h; skip"), 11);
    assert.equal(column("theorem a : p := by\n  skip; █", "skip; rfl"), 14);
  });

  test("and not that of blocks in it", () => {
    assert.equal(column("theorem a : p := by\n  █", "· skip; exact h"), 2);
    assert.equal(column("theorem a : p := by\n  █", "have h : q := by skip; skip"), 2);
    assert.equal(column("theorem a : p := by\n  █", "skip; have h : q := by\n    exact h"), 2);
  });
});

suite("what a candidate inserts", () => {
  const insertion = (marked: string, candidate: string): string =>
    insertionOf(shadow(marked, []).place, candidate);

  test("what is typed is taken off its front", () => {
    assert.equal(insertion("theorem a : p := by\n  rw [█", "rw [h]"), "h]");
    assert.equal(insertion("theorem a : p := by\n  rw [█", "h]"), "h]");
    assert.equal(insertion("theorem a : p := by\n  rw  [█", "rw [h]"), "h]");
    assert.equal(insertion("theorem a : p := by\n  ri█", "ring"), "ng");
  });

  test("a space where words would grow together, and line feeds for line breaks", () => {
    assert.equal(insertion("theorem a : p := by█", "rfl"), " rfl");
    assert.equal(insertion("theorem a : p := by█", "\r\n  rfl"), "\n  rfl");
  });

  test("one that would swallow what follows is known", () => {
    const { place } = shadow("theorem a : p := by\n  █", []);
    assert.ok(swallows(place, "exact /- h"));
    assert.ok(swallows(place, 'exact "h'));
    assert.ok(!swallows(place, "exact h -- that's all"));
  });
});
