import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Document } from "../../../../src/core/document.ts";
import { mayBecome, spotAt, typedSince } from "../../../../src/core/complete/spot.ts";

/** `█` is the cursor. */
function at(text: string): { document: Document; offset: number } {
  const offset = text.indexOf("█");
  return {
    document: { uri: "file:///a", languageId: "latex", text: text.replace("█", "") },
    offset,
  };
}

function typedBetween(before: string, later: string): unknown {
  const { document, offset } = at(before);
  const now = at(later);
  return typedSince(spotAt(document, offset), now.document, now.offset);
}

suite("spot", () => {
  test("what was typed is found", () => {
    assert.deepEqual(typedBetween("a █ z", "a bc█ z"), { text: "bc", closers: "" });
    assert.deepEqual(typedBetween("a █", "a █"), { text: "", closers: "" });
  });

  test("a line break typed in a file with CRLF counts as one character", () => {
    assert.deepEqual(typedBetween("a\r\n█\r\nz", "a\r\nb\r\nc█\r\nz"), {
      text: "b\nc",
      closers: "",
    });
  });

  test("a closer that the editor added stands behind the cursor", () => {
    assert.deepEqual(typedBetween("f█ z", "f(█) z"), { text: "(", closers: ")" });
    assert.deepEqual(typedBetween("f█ z", "f(x)█ z"), { text: "(x)", closers: "" });
  });

  test("anything else is another spot", () => {
    assert.equal(typedBetween("a b█", "a █"), undefined);
    assert.equal(typedBetween("a █ z", "b █ z"), undefined);
    assert.equal(typedBetween("a █ z", "a █ y"), undefined);
    assert.equal(typedBetween("a █ z", "a b█c z"), undefined);
    assert.equal(typedBetween("a █ z", "█a b z"), undefined);
  });

  test("an edit told before the cursor may still become the text", () => {
    assert.ok(mayBecome("(", "(x)"));
    assert.ok(mayBecome("()", "(x) y"));
    assert.ok(mayBecome("(x) y and", "(x)"));
    assert.ok(!mayBecome("[]", "(x)"));
    assert.ok(!mayBecome("(y", "(x)"));
  });
});
