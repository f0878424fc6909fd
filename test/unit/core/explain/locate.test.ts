import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { structureOf } from "../../../../src/core/context/latex/structure.ts";
import { locate, type Located, type Refusal } from "../../../../src/core/explain/locate.ts";
import { refusalInWords } from "../../../../src/core/explain/words.ts";

const r = String.raw;

/** `█` is the cursor; two of them are the ends of a selection. */
function at(marked: string, languageId = "latex"): Located | Refusal {
  const start = marked.indexOf("█");
  const last = marked.lastIndexOf("█");
  const text = marked.replaceAll("█", "");
  const document = { uri: "file:///a.tex", languageId, text };
  return locate(document, () => structureOf(text), {
    start,
    end: last === start ? start : last - 1,
  });
}

suite("the equation", () => {
  for (const [marked, tex, outer] of [
    ["So $a█ = b$.", "a = b", "$a = b$"],
    ["So █$a = b$.", "a = b", "$a = b$"],
    ["So $a = b$█.", "a = b", "$a = b$"],
    ["█\\begin{align}a = b\\end{align}", "a = b", "\\begin{align}a = b\\end{align}"],
    ["\\begin{align}a = b\\end{align}█", "a = b", "\\begin{align}a = b\\end{align}"],
    [r`So \[ a = b█ \] is`, " a = b ", r`\[ a = b \]`],
    [r`So \(a = b█\) is`, "a = b", r`\(a = b\)`],
    ["\\begin{align}\na &= b█\n\\end{align}", "\na &= b\n", "\\begin{align}\na &= b\n\\end{align}"],
    ["\\begin{align}\na &= b █\n", "\na &= b \n", "\\begin{align}\na &= b \n"],
    ["So $a + █b + c█ = d$.", "b + c", "$a + b + c = d$"],
    ["█So $a = b$ holds.█", "a = b", "$a = b$"],
    ["So █$a = b$█.", "a = b", "$a = b$"],
    ["So █a = b█.", "a = b", "a = b"],
  ] as const) {
    test(marked, () => {
      const found = at(marked);
      assert.ok(found.kind === "located", found.kind);
      const text = marked.replaceAll("█", "");
      assert.equal(found.tex, tex);
      assert.equal(text.slice(found.at, found.end), tex);
      assert.equal(text.slice(found.outer.at, found.outer.end), outer);
    });
  }
});

suite("where there is none, a sentence says why", () => {
  for (const [marked, words, languageId] of [
    ["So it is█.", /no equation at the cursor/],
    ["", /no equation at the cursor/],
    ["% $a█ = b$", /no equation at the cursor/],
    [r`\begin{verbatim}$a█ = b$\end{verbatim}`, /no equation at the cursor/],
    [r`\newcommand{\x}{$a█ = b$}\begin{document}\end{document}`, /no equation at the cursor/],
    ["It costs $5 █and $6.", /no equation at the cursor/, "markdown"],
    ["`$a█ = b$`", /no equation at the cursor/, "markdown"],
    ["█Some words█", /the selection holds no equation/],
    ["█$a = b$ and $c = d$█", /holds 2 equations. Select one/],
    ["█So $a█ = b$.", /over the edge of a formula/],
    [
      r`\documentclass{article}█\begin{document} $a = b█$ \end{document}`,
      /goes from the preamble into the document's body/,
    ],
    [
      r`\begin{lemma} █$a = b$ \end{lemma}\begin{proof} $c█ = d$ \end{proof}`,
      /goes from the environment lemma into the environment proof/,
    ],
    [
      r`\begin{lemma} █$a = b$ \end{lemma}\begin{lemma} $c█ = d$ \end{lemma}`,
      /goes from the environment lemma into the environment lemma/,
    ],
    ["theorem a █: a = b", /in LaTeX and Markdown. In Lean/, "lean4"],
    ["a █= b", /^equations are explained in LaTeX and Markdown\.$/, "python"],
    ["\0\0█$a = b$", /is no text/],
  ] as const) {
    test(JSON.stringify(marked), () => {
      const found = at(marked === "" ? "█" : marked, languageId);
      assert.ok(found.kind !== "located");
      assert.match(refusalInWords(found), words);
    });
  }

  test("a file of 5 MB is not read", () => {
    const text = `So $a = b$. ${"Word ".repeat(1_000_000)}`;
    const document = { uri: "file:///a.tex", languageId: "latex", text };
    const structure = (): never => assert.fail("it was read");
    const found = locate(document, structure, { start: 5, end: 5 });
    assert.ok(found.kind === "tooLarge");
    assert.match(refusalInWords(found), /too large: it has 5\.0 million .* at most 4\.0 million/);
  });
});
