import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { debounceAt } from "../../../../src/core/complete/debounce.ts";

function at(text: string): number {
  const offset = text.indexOf("█");
  const document = { uri: "", languageId: "latex", text: text.replace("█", "") };
  return debounceAt(document, offset, 100);
}

suite("debounce", () => {
  test("is as set behind a word", () => {
    for (const text of ["Let █", "x = (█", "exact h.1 █", "$x$█", "a,█"])
      assert.equal(at(text), 100);
  });

  test("is shorter at the start of a line", () => {
    for (const text of ["█", "by\n█", "by\n  █", "a\r\n\t█\r\nb"]) assert.equal(at(text), 50);
  });

  test("is longer in a word", () => {
    for (const text of ["Let█", "\\al█", "\\█", "x_█", "h'█", "𝔽█", "é█", "12█"]) {
      assert.equal(at(text), 150, text);
    }
  });
});
