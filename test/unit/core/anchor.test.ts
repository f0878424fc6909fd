import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { anchorAfter, anchorAt, find, strictAnchorAt } from "../../../src/core/anchor.ts";

/** A text and changes of it, each told to the anchor, and what it finds at last. */
function follow(
  marked: string,
  strict: boolean,
  changes: readonly (readonly [from: string, to: string])[],
): { readonly text: string; readonly found: string | undefined } {
  let text = marked.replaceAll("|", "");
  const start = marked.indexOf("|");
  const document = { uri: "file:///a.lean", languageId: "lean4", text };
  const span = { start, end: marked.lastIndexOf("|") - 1 };
  let anchor = strict ? strictAnchorAt(document, span) : anchorAt(document, span);
  for (const [from, to] of changes) {
    const at = text.indexOf(from);
    anchor = anchorAfter(anchor, { start: at, end: at + from.length, text: to });
    text = text.replace(from, to);
  }
  const place = find(anchor, text);
  const found =
    place &&
    `${text.slice(0, place.start)}|${text.slice(place.start, place.end)}|${text.slice(place.end)}`;
  return { text, found };
}

suite("a place whose surroundings may change", () => {
  test("is where its text went, changed or not", () => {
    const { found } = follow("a\n|one two|\nb", false, [
      ["a", "much more"],
      ["two", "three"],
      ["b", "c"],
    ]);
    assert.equal(found, "much more\n|one three|\nc");
  });

  test("is gone with its text", () => {
    assert.equal(follow("a\n|one|\nb", false, [["one", ""]]).found, undefined);
  });

  test("without text of its own stays where it is", () => {
    assert.equal(follow("ab||cd", false, [["b", "x"]]).found, "ax||cd");
  });

  test("is looked for when changes may have been missed, and not guessed", () => {
    const known = anchorAt({ uri: "", languageId: "", text: "Say 1?" }, { start: 4, end: 6 });
    const anchor = { ...known, followed: false };
    assert.deepEqual(find(anchor, "So 1? Yes."), { start: 3, end: 5 });
    assert.equal(find(anchor, "1? and 1?"), undefined);
    assert.equal(find(anchor, "nothing"), undefined);
    assert.equal(find({ ...anchor, raw: "" }, "nothing"), undefined);
  });
});

suite("a place that is only itself between the same texts", () => {
  const proof = "theorem t : P := by\n  |sorry|\n\nlemma next : Q := by simp\n";

  test("moves with what is far from it", () => {
    const far = `import A\n${"-- far\n".repeat(200)}${proof}`;
    const { found } = follow(far, true, [["import A", "import A\nimport B"]]);
    assert.equal(found, `import A\nimport B\n${"-- far\n".repeat(200)}${proof}`);
  });

  test("is gone when something changed right before it", () => {
    assert.equal(follow(proof, true, [["P", "R"]]).found, undefined);
  });

  test("is gone when it is filled, and back when that is undone", () => {
    const filled = ["sorry", "exact h"] as const;
    assert.equal(follow(proof, true, [filled]).found, undefined);
    assert.equal(follow(proof, true, [filled, ["exact h", "sorry"]]).found, proof);
  });

  test("at the end of the text likewise", () => {
    const open = "theorem t : P := by\n  ||";
    assert.equal(follow(open, true, [["by\n  ", "by\n  simp"]]).found, undefined);
    const { found } = follow(open, true, [
      ["by\n  ", "by\n  simp"],
      ["simp", ""],
    ]);
    assert.equal(found, open);
  });

  test("is found again after changes that were missed, if it is the only one", () => {
    const text = proof.replaceAll("|", "");
    const start = text.indexOf("sorry");
    const known = strictAnchorAt({ uri: "", languageId: "", text }, { start, end: start + 5 });
    const anchor = { ...known, followed: false };
    assert.deepEqual(find(anchor, `\n\n${text}`), { start: start + 2, end: start + 7 });
    assert.equal(find(anchor, text + text), undefined);
    assert.equal(find(anchor, text.replace("sorry", "simp")), undefined);
  });
});
