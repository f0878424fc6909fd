import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { endOf, fitted, movedBy, spanAfter } from "../../../src/core/insertion.ts";

suite("a place in a text", () => {
  for (const [what, change, moved] of [
    ["typing before it", { start: 3, end: 3, text: "ab" }, 12],
    ["deleting before it", { start: 3, end: 5, text: "" }, 8],
    ["typing right at it", { start: 10, end: 10, text: "ab" }, 10],
    ["typing behind it", { start: 11, end: 11, text: "ab" }, 10],
    ["replacing over it", { start: 8, end: 12, text: "abc" }, 11],
    ["replacing up to it", { start: 8, end: 10, text: "a" }, 9],
  ] as const) {
    test(what, () => {
      assert.equal(movedBy(10, change), moved);
    });
  }
});

suite("a part of a text that was put there", () => {
  for (const [what, change, after] of [
    ["typing before it", { start: 3, end: 3, text: "ab" }, [12, 22]],
    ["typing right before it", { start: 10, end: 10, text: "ab" }, [12, 22]],
    ["typing in it", { start: 15, end: 15, text: "ab" }, [10, 22]],
    ["typing behind it", { start: 20, end: 20, text: "ab" }, [10, 20]],
    ["deleting its beginning", { start: 8, end: 12, text: "" }, [8, 16]],
    ["deleting its end", { start: 18, end: 25, text: "" }, [10, 18]],
    ["deleting all of it", { start: 10, end: 20, text: "" }, [10, 10]],
    ["deleting more than it", { start: 5, end: 30, text: "" }, [5, 5]],
    ["replacing it", { start: 10, end: 20, text: "other" }, [10, 10]],
  ] as const) {
    test(what, () => {
      const span = spanAfter({ start: 10, end: 20 }, change);
      assert.deepEqual([span.start, span.end], after);
    });
  }
});

suite("the end of a part of a text", () => {
  test("is where it was moved to, while every change was heard of", () => {
    assert.equal(endOf({ raw: "1?", end: 5, followed: true }, "other text"), 5);
    assert.equal(endOf({ raw: "1?", end: 50, followed: true }, "short"), 5);
  });

  test("is looked for when changes may have been missed, and not guessed", () => {
    const mark = { raw: "1?", end: 50, followed: false };
    assert.equal(endOf(mark, "So 1? Yes."), 5);
    assert.equal(endOf(mark, "1? and 1?"), undefined);
    assert.equal(endOf(mark, "nothing"), undefined);
    assert.equal(endOf({ ...mark, raw: "" }, "nothing"), undefined);
  });

  test("gets the spaces and line breaks that the text needs", () => {
    assert.equal(fitted("$2$", { before: "is", after: "" }, "inLine"), " $2$");
    assert.equal(fitted("$2$", { before: "is ", after: "now" }, "inLine"), "$2$ ");
    assert.equal(fitted("$2$", { before: "", after: "." }, "inLine"), "$2$");
    assert.equal(fitted("so", { before: "is", after: " " }, "below"), "\nso");
    assert.equal(fitted("so", { before: "is", after: " now" }, "below"), "\nso\n");
  });
});
