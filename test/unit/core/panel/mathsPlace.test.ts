import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { structureOf } from "../../../../src/core/context/latex/structure.ts";
import { mathsPlaceAt } from "../../../../src/core/panel/mathsPlace.ts";
import type { MathsPlace } from "../../../../src/core/panel/panelState.ts";

const preamble = String.raw`\documentclass{article}
\newcommand{\R}{\mathbb{R}}
\newcommand{\norm}[1]{\lVert #1 \rVert_{\space}}
\newcommand{\space}{X}
\newcommand{\unused}{u}
\newtheorem{lem}{Lemma}
\newtheorem{main}{Main Theorem}
\begin{document}
`;

function placeIn(marked: string, others: Readonly<Record<string, string>> = {}): MathsPlace {
  const uri = "file:///a.tex";
  const offset = marked.indexOf("█");
  const files = new Map(
    Object.entries({ [uri]: marked.replace("█", ""), ...others }).map(([name, text]) => [
      name,
      structureOf(text),
    ]),
  );
  return mathsPlaceAt({ root: uri, files }, { uri, offset });
}

const lemma = String.raw`\begin{lem}\label{l}
  For $x \in \R$ there is more.
\end{lem}
`;

suite("the place of a cursor in LaTeX", () => {
  test("in a proof: what it proves, under the name that it has in print", () => {
    const { statement, equation } = placeIn(`${preamble}${lemma}\\begin{proof}\n  So █it is.\n`);
    assert.equal(statement?.title, "Lemma");
    assert.equal(statement.text, "\\label{l}\n  For $x \\in \\R$ there is more.");
    assert.equal(equation, undefined);
  });

  test("in a statement: that one, and the formula at the cursor", () => {
    const text = `${preamble}${lemma.replace("\\in", "█\\in")}`;
    const { statement, equation } = placeIn(text);
    assert.equal(statement?.title, "Lemma");
    assert.deepEqual(equation, { tex: "x \\in \\R", display: false });
  });

  test("a display keeps its environment, one in brackets its inside", () => {
    const align = placeIn("\\begin{align*}\n  a &= b█ \\\\\n  &= c\n\\end{align*}\n");
    assert.deepEqual(align.equation, {
      tex: "\\begin{align*}\na &= b \\\\\n  &= c\n\\end{align*}",
      display: true,
    });
    assert.deepEqual(placeIn("So \\[ a = █b \\] there.").equation, { tex: "a = b", display: true });
    assert.deepEqual(placeIn("So $$ a = █b $$ there.").equation, { tex: "a = b", display: true });
  });

  test("a formula that is still being written is one", () => {
    assert.deepEqual(placeIn("So \\[ \\frac{a}{█").equation, { tex: "\\frac{a}{", display: true });
  });

  test("macros that are used, and those that they use", () => {
    const { macros } = placeIn(`${preamble}${lemma}\\begin{proof} $\\norm{x}█ = 1$`);
    assert.deepEqual(macros, {
      "\\R": "\\mathbb{R}",
      "\\norm": "\\lVert #1 \\rVert_{\\space}",
      "\\space": "X",
    });
  });

  test("macros and statements of other files", () => {
    const { statement, macros } = placeIn("\\input{b}\n\\begin{proof}[Proof of \\ref{m}] █", {
      "file:///b.tex": String.raw`\newcommand{\Q}{\mathbb{Q}}
        \begin{theorem}\label{m} $\Q$ is dense.\end{theorem}`,
    });
    assert.equal(statement?.title, "Theorem");
    assert.deepEqual(macros, { "\\Q": "\\mathbb{Q}" });
  });

  test("in text there is nothing", () => {
    const nothing = { statement: undefined, equation: undefined, macros: {} };
    assert.deepEqual(placeIn(`${preamble}Some words█.\n`), nothing);
  });
});
