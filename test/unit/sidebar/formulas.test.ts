import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { formulaAt } from "../../../src/sidebar/formulas.ts";

/** The formula at `█`, with `…` behind it when its end is missing. */
function read(marked: string): string | undefined {
  const at = marked.indexOf("█");
  const found = formulaAt(marked.replace("█", ""), at);
  if (found === undefined) return undefined;
  return `${found.display ? "display" : "inline"} ${found.tex}${found.isComplete ? "" : "…"}`;
}

suite("formulas in a text", () => {
  for (const [text, expected] of [
    ["so █$x+1$ is", "inline x+1"],
    ["so █\\(x\\) is", "inline x"],
    ["█$$x$$", "display x"],
    ["█\\[ x \\]", "display  x "],
    ["█$a\\$b$", "inline a\\$b"],
    ["█\\begin{align*}a&b\\end{align*} c", "display \\begin{align*}a&b\\end{align*}"],
    [
      "█\\begin{array}{c}\\begin{array}{c}x\\end{array}\\end{array}",
      "display \\begin{array}{c}\\begin{array}{c}x\\end{array}\\end{array}",
    ],
    ["█$ x $ too", "inline  x "],
    ["█$\\frac{1", "inline \\frac{1…"],
    ["█\\[ x", "display  x…"],
    ["█\\begin{align}a", "display \\begin{align}a…"],
    ["costs █$5 and $6", undefined],
    ["costs █$5 and", "inline 5 and…"],
    ["█$x$5", undefined],
    ["█$$", "display …"],
    ["█$x\n\ny$", undefined],
    ["█\\begin{proof}x\\end{proof}", undefined],
    ["█\\$5", undefined],
  ] as const) {
    test(JSON.stringify(text), () => {
      assert.equal(read(text), expected);
    });
  }
});
