import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { structureOf } from "../../../../src/core/context/latex/structure.ts";
import { formulaIn } from "../../../../src/core/derive/derivationAt.ts";

const r = String.raw;

/** What is taken of the selection between the marks. */
function selected(marked: string): string | undefined {
  const at = marked.indexOf("█");
  const end = marked.lastIndexOf("█") - 1;
  const text = marked.replaceAll("█", "");
  const formula = formulaIn(structureOf(text), { at, end });
  if (formula !== undefined) assert.equal(text.slice(formula.at, formula.end), formula.tex);
  return formula?.tex;
}

suite("a selection as a formula", () => {
  for (const [marked, tex] of [
    [r`so █$a = b$█.`, "a = b"],
    [r`so $a █= b█$.`, "= b"],
    ["█\\[\n a = b\n\\]\n█", "\n a = b\n"],
    ["█\\begin{align*}a &= b\\end{align*}█", "a &= b"],
    [r`$a = \text{if $x$ so} █b = \text{$y$}█$`, r`b = \text{$y$}`],
    ["█a = b█ without signs", "a = b"],
    [r`█$a = b$ and $c = d$█`, undefined],
    [r`█so $a█ = b$`, undefined],
    ["█\\[ a = b \\] and \\[ c = d \\]█", undefined],
  ] as const) {
    test(marked, () => {
      assert.equal(selected(marked), tex);
    });
  }
});
