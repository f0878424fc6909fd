import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { markdownAt } from "../../../../src/core/context/markdown.ts";
import { atCursor } from "../../../support/cursor.ts";

/** The formula before the cursor and its mode, or why there is none. */
function formulaAt(marked: string): string {
  const { document, offset } = atCursor(marked);
  const found = markdownAt(document, offset);
  return found.kind === "cursor" ? `${found.open.mode}: ${found.before}` : found.kind;
}

const cases: readonly (readonly [marked: string, expected: string])[] = [
  ["█", "outsideMaths"],
  ["Let x█", "outsideMaths"],
  ["Let $█$", "inline: "],
  ["Let $x = █$ be", "inline: x = "],
  ["Let $x = █", "inline: x = "],
  ["Let $x\n= █$", "inline: x\n= "],
  ["Let $x$ be █", "outsideMaths"],
  ["Let $x\n\nbe █", "outsideMaths"],
  ["$x$ and $y█$", "inline: y"],
  [String.raw`\$x█`, "outsideMaths"],
  [String.raw`$x \$ y█$`, String.raw`inline: x \$ y`],
  // Prices.
  ["costs $5 and $6 or █", "outsideMaths"],
  ["costs $5 and x█", "outsideMaths"],
  ["costs US$5 or $x█$", "inline: x"],
  ["costs $5. Let $x = █$", "inline: x = "],
  ["Let $2x = █$", "inline: 2x = "],
  ["a $ b █", "outsideMaths"],
  // Displays.
  ["$$\nx = █\n$$", "display: \nx = "],
  ["$$\nx = 1\n\n= █\n$$", "display: \nx = 1\n\n= "],
  ["$$\nx = 1\n$$\n\nSo █", "outsideMaths"],
  ["$$\nx = 1\n\n# Next\n\nSo █", "outsideMaths"],
  ["So $$ x\n\nSo █", "outsideMaths"],
  [String.raw`\(x = █\)`, "inline: x = "],
  [String.raw`\(x\) = █`, "outsideMaths"],
  [String.raw`\[x = █\]`, "display: x = "],
  [String.raw`\\[x = █`, "outsideMaths"],
  ["> $$\n> x = █\n> $$", "display: \n> x = "],
  ["```math\nx = █\n```", "display: x = "],
  ["```math\nx\n```\nSo █", "outsideMaths"],
  ["```math█", "verbatim"],
  // Code, comments, front matter.
  ["```tex\n$x = █$\n```", "verbatim"],
  ["~~~\n$x = █$\n~~~", "verbatim"],
  ["````\n```\n$x█$\n````", "verbatim"],
  ["```\n$x\n```\n\n$y█$", "inline: y"],
  ["`$x█$`", "verbatim"],
  ["``$x` █``", "verbatim"],
  ["`$x$` and $y█$", "inline: y"],
  ["a ` tick and $y█$", "inline: y"],
  ["<!-- $x█$ -->", "comment"],
  ["<!-- $x -->$y█$", "inline: y"],
  ["---\ntitle: $x█$\n---\n", "verbatim"],
  ["---\ntitle: $x\n---\n$y█$", "inline: y"],
  ["---\n\n$y█$", "inline: y"],
  ["Let $x█$\r\nbe", "inline: x"],
];

void suite("maths in Markdown", () => {
  for (const [marked, expected] of cases) {
    void test(JSON.stringify(marked), () => {
      assert.equal(formulaAt(marked), expected);
    });
  }
});
