import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { cutToWindow, stableStart, tokensIn } from "../../../../src/core/context/window.ts";

const room = { window: 4096, reserved: 128, charactersPerToken: 2.6 };

suite("window", () => {
  test("a text that fits is sent whole", () => {
    const text = "Let $x$ be a group element.\n".repeat(100);
    assert.equal(cutToWindow(text, room), text);
  });

  test("the cut text ends as the text does, fits, and starts with a whole line", () => {
    const text = Array.from({ length: 3000 }, (_, n) => `Line ${n} of the argument.`).join("\n");
    const cut = cutToWindow(text, room);
    assert.ok(text.endsWith(cut) && cut.startsWith("Line "));
    assert.ok(tokensIn(cut, 2.6) <= 4096 - 128);
  });

  test("while a text grows, its left edge moves rarely", () => {
    let text = "The quick argument. ".repeat(2000);
    const edges = new Set<number>();
    for (let key = 0; key < 4000; key += 1) {
      text += "x";
      edges.add(text.length - cutToWindow(text, room).length);
    }
    assert.ok(edges.size <= 2, `${edges.size} edges in 4000 keys`);
  });

  test("characters outside of the vocabulary count as their bytes", () => {
    assert.equal(tokensIn("日本語", 2.6), 9);
    assert.equal(tokensIn("𝔽", 2.6), 4);
    assert.equal(tokensIn("é", 2.6), 2);
    const cut = cutToWindow("漢".repeat(20_000), room);
    assert.ok(cut.length > 500 && tokensIn(cut, 2.6) <= 4096 - 128);
  });

  test("an astral character is never cut in half", () => {
    const cut = cutToWindow("x" + "𝔽".repeat(20_000), room);
    assert.match(cut, /^𝔽/u);
  });

  test("a window smaller than the answer leaves something rather than nothing", () => {
    assert.notEqual(cutToWindow("a".repeat(100), { ...room, window: 100 }), "");
  });

  test("a bounded look starts at the same place for long stretches", () => {
    assert.equal(stableStart(0), 0);
    assert.equal(stableStart(65_535), 0);
    const starts = new Set(Array.from({ length: 5000 }, (_, n) => stableStart(1_000_000 + n)));
    assert.ok(starts.size <= 2);
    assert.ok([...starts].every((start) => 1_005_000 - start >= 32_768));
  });
});
