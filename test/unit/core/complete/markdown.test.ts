import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { markdown } from "../../../../src/core/complete/markdown.ts";
import { placeAt, suggested } from "../../../support/readings.ts";

const r = String.raw;

const golden: readonly (readonly [name: string, at: string, answer: string, shows: string])[] = [
  ["a formula that the editor closed", "Let $█$", "x = 1$ be", "Let $├x = 1┤$"],
  ["a formula that the document closes", "Let $x = █$.", "1$ be. So", "Let $x = ├1┤$."],
  ["a formula with text behind it", "so $n =█$ for $k$.", " 2k$ for", "so $n =├ 2k┤$ for $k$."],
  ["a formula that nothing closes", "Let $x = █", "1$ be. So", "Let $x = ├1$┤"],
  ["a formula across lines", "Let $x\n= █", "1$ be. So", "Let $x\n= ├1$┤"],
  ["a formula in round brackets", r`Let \(x = █\)`, r`1\) be`, r`Let \(x = ├1┤\)`],
  ["a block", "$$\nx = █\n$$", "1 + y.\n$$\n\nSo", "$$\nx = ├1 + y.┤\n$$"],
  ["a block that nothing closes", "$$\nx = █", "1.\n$$\n\nSo", "$$\nx = ├1.\n$$┤"],
  ["a display in brackets", "\\[\nx = █\n\\]", "1\n\\]", "\\[\nx = ├1┤\n\\]"],
  ["a fence", "```math\nx = █\n```", "1 + y\n```\nSo", "```math\nx = ├1 + y┤\n```"],
  ["a fence that nothing closes", "```math\nx = █", "1 + y\n```\nSo", "```math\nx = ├1 + y┤"],
  ["a fraction", r`$\frac{1}{█}$`, "2} + x$", r`$\frac{1}{├2┤}$`],
  ["a half-typed fraction", r`$x = \frac{1}{█`, "2} + x$ so", r`$x = \frac{1}{├2} + x$┤`],
  [
    "a row",
    "$$\n\\begin{aligned}\nx &= █\n\\end{aligned}\n$$",
    "1 \\\\\n&= 2",
    "$$\n\\begin{aligned}\nx &= ├1 \\\\┤\n\\end{aligned}\n$$",
  ],
  ["a left that waits", r`$\left(█$`, r`x \right)^2$ so`, r`$\left(├x \right)^2┤$`],
  ["text in a formula", r`$x \text{ if █}$`, "$y$}$", r`$x \text{ if ├$y$┤}$`],
  ["no second formula", "Let $█$", "$ and $y$", "dropped: empty"],
  ["no prose after a formula that is cut", "Let $x = █$", "1\n\nSo", "Let $x = ├1┤$"],
  ["nothing that leaves a brace open", r`Let $x_{█$`, "1$ be", "dropped: unbalanced"],
  ["nothing that stands there already", "$$\nx = █\n  1 + y\n$$", "1 + y\n$$", "dropped: suffix"],
  ["CRLF", "$$\r\nx = █\r\n$$\r\n", "1\n$$", "$$\r\nx = ├1┤\r\n$$\r\n"],
];

const refusals: readonly (readonly [at: string, reason: string])[] = [
  ["Let █", "outsideMaths"],
  ["Let $x$ █", "outsideMaths"],
  ["It costs $5 and █", "outsideMaths"],
  ["`$x█$`", "verbatim"],
  ["```\n$x█$\n```", "verbatim"],
  ["<!-- $x█$ -->", "comment"],
  ["---\na: $x█$\n---\n", "verbatim"],
  ["Let $x = █ y$ be", "midLine"],
  ["Let $\\█$", "midWord"],
];

void suite("Markdown maths", () => {
  for (const [name, at, answer, shows] of golden) {
    void test(name, () => {
      assert.equal(suggested(markdown, at, answer), shows);
    });
  }
});

void suite("Markdown places", () => {
  for (const [at, reason] of refusals) {
    void test(`${JSON.stringify(at)}: ${reason}`, () => {
      assert.deepEqual(placeAt(markdown, at), { refused: reason });
    });
  }

  void test("being asked does not make prose maths", () => {
    assert.deepEqual(placeAt(markdown, "Let █", true), { refused: "outsideMaths" });
  });

  void test("the prompt is the whole text before the cursor", () => {
    const found = placeAt(markdown, "# Title\n\nLet $x = █$");
    assert.ok("place" in found);
    assert.equal(found.place.prefix + found.place.gap, "# Title\n\nLet $x = ");
    assert.equal(found.place.description, "inline maths");
  });
});
