import assert from "node:assert/strict";
import { suite, test } from "node:test";
import {
  lineEnd,
  lineStart,
  offsetAt,
  positionAt,
  withLineFeeds,
} from "../../../src/core/document.ts";

suite("document", () => {
  for (const [name, text] of [
    ["LF", "ab\n\ncd"],
    ["CRLF", "ab\r\n\r\ncd"],
    ["CR", "ab\r\rcd"],
    ["mixed and astral", "𝔽b\r\nc\n\rd"],
    ["empty", ""],
    ["a break at the end", "ab\n"],
  ] as const) {
    test(`offsets and positions are each other's inverse: ${name}`, () => {
      for (let offset = 0; offset <= text.length; offset += 1) {
        // Between the two characters of a break there is no position.
        if (text.slice(offset - 1, offset + 1) === "\r\n") continue;
        assert.equal(offsetAt(text, positionAt(text, offset)), offset, `offset ${offset}`);
      }
    });
  }

  test("a position outside gives the nearest place inside", () => {
    assert.equal(offsetAt("ab\ncd", { line: 0, character: 9 }), 2);
    assert.equal(offsetAt("ab\ncd", { line: 7, character: 0 }), 5);
    assert.equal(offsetAt("ab\ncd", { line: 1, character: -3 }), 3);
  });

  test("columns are UTF-16 code units", () => {
    assert.deepEqual(positionAt("x\n𝔽y", 5), { line: 1, character: 3 });
  });

  test("lines have a start and an end", () => {
    assert.equal(lineStart("ab\r\ncd", 5), 4);
    assert.equal(lineEnd("ab\r\ncd", 1), 2);
  });

  test("models read line feeds", () => {
    assert.equal(withLineFeeds("a\r\nb\rc\nd"), "a\nb\nc\nd");
  });
});
