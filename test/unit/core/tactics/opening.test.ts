import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { openingAtSorry, openingInBlock } from "../../../../src/core/tactics/opening.ts";
import type { Document } from "../../../../src/core/document.ts";

function documentWith(text: string): Document {
  return { uri: "file:///a.lean", languageId: "lean4", text };
}

/** The text after `tac` was inserted where the proof goes on; `█` is the cursor, `¦` where Lean's message begins. */
function goesOn(marked: string): string {
  const cursor = marked.replace("¦", "").indexOf("█");
  const message = marked.replace("█", "").indexOf("¦");
  const text = marked.replace("█", "").replace("¦", "");
  const opening = openingInBlock(documentWith(text), message, cursor);
  const { document, offset } = opening.cursor;
  const inserted = `${document.text.slice(0, offset)}├tac┤${document.text.slice(offset)}`;
  const edit = opening.edit({ start: offset, end: offset, text: "tac" });
  const edited = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  // What is asked about and what is inserted are the same text.
  const lines = text.includes("\r\n") ? edited.replaceAll(/\r?\n/g, "\r\n") : edited;
  assert.equal(lines, inserted.replace("├tac┤", "tac"));
  return inserted;
}

suite("openingInBlock", () => {
  test("a proof goes on after its last line", () => {
    assert.equal(
      goesOn("█theorem t : p := ¦by\n  intro h\n  have := h\n\ntheorem u : q := by\n  simp\n"),
      "theorem t : p := by\n  intro h\n  have := h\n  ├tac┤\n\ntheorem u : q := by\n  simp\n",
    );
  });

  test("a proof that has not begun gets two spaces more than its declaration", () => {
    assert.equal(goesOn("█theorem t : p := ¦by"), "theorem t : p := by\n  ├tac┤");
    assert.equal(
      goesOn("█  example : p := ¦by -- todo\n  end"),
      "  example : p := by -- todo\n    ├tac┤\n  end",
    );
  });

  test("a proof in one line goes on below its first tactic", () => {
    assert.equal(
      goesOn("█example : p := ¦by intro h\n"),
      `example : p := by intro h\n${" ".repeat(18)}├tac┤\n`,
    );
    assert.equal(
      goesOn("█example : 𝕜 := ¦by intro h\n"),
      `example : 𝕜 := by intro h\n${" ".repeat(18)}├tac┤\n`,
    );
  });

  test("a focused goal goes on inside of its dot", () => {
    assert.equal(
      goesOn("█example : p := by\n  constructor\n  ¦· intro h\n    simp\n  · rfl\n"),
      "example : p := by\n  constructor\n  · intro h\n    simp\n    ├tac┤\n  · rfl\n",
    );
  });

  test("deeper lines belong to the block", () => {
    assert.equal(
      goesOn("█example : p := ¦by\n  have h : q := by\n    simp  \n    -- so far\n"),
      "example : p := by\n  have h : q := by\n    simp  \n  ├tac┤\n    -- so far\n",
    );
  });

  test("a cursor on an empty line at the end is where it goes on", () => {
    assert.equal(
      goesOn("example : p := ¦by\n  intro h\n  █\n"),
      "example : p := by\n  intro h\n  ├tac┤\n",
    );
  });

  test("line endings stay those of the file", () => {
    assert.equal(
      goesOn("█example : p := ¦by\r\n  intro h\r\n"),
      "example : p := by\r\n  intro h\r\n  ├tac┤\r\n",
    );
  });

  test("a replacement that reaches back takes what lies between with it", () => {
    const opening = openingInBlock(documentWith("example : p := by\n  intro h"), 15, 0);
    const { offset } = opening.cursor;
    const edit = opening.edit({ start: offset - 1, end: offset, text: "· tac" });
    assert.deepEqual(edit, { start: 27, end: 27, text: "\n · tac" });
  });
});

suite("openingAtSorry", () => {
  function found(text: string, from: string): number | undefined {
    return openingAtSorry(documentWith(text), text.indexOf(from))?.cursor.offset;
  }

  test("finds the sorry of the declaration that Lean warns of", () => {
    const text = "theorem t : p := by\n  intro h -- sorry\n  sorry\n\ntheorem u : q := sorry\n";
    assert.equal(found(text, "t :"), text.indexOf("  sorry\n\n") + 2);
    assert.equal(found(text, "u :"), text.lastIndexOf("sorry"));
  });

  test("does not look into the next declaration", () => {
    assert.equal(found("theorem t : p := foo\ntheorem u : q := sorry\n", "t :"), undefined);
  });
});
