import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { proseAsMarkdown } from "../../../src/sidebar/latexProse.ts";

suite("LaTeX prose as Markdown", () => {
  for (const [latex, markdown] of [
    ["a \\emph{convex} map", "a *convex* map"],
    ["\\textbf{\\emph{so}}", "***so***"],
    ["see Lemma~\\ref{lem:a} and \\cite[p.~3]{knuth}", "see Lemma\u00A0(lem:a) and [knuth]"],
    ["``so'' it is", "“so” it is"],
    ["\\begin{proof}\nTrivial.\n\\end{proof}", "*Proof.* Trivial. ∎"],
    ["\\begin{itemize}\n\\item one\n\\item two\n\\end{itemize}", "\n- one\n- two\n\n"],
    ["$\\text{a~b}$ is \\emph{it}", "$\\text{a~b}$ is *it*"],
    ["`\\emph{x}` and\n```\n\\emph{y}\n```", "`\\emph{x}` and\n```\n\\emph{y}\n```"],
    ["half \\emph{of", "half \\emph{of"],
    ["half $\\emph{of", "half $\\emph{of"],
    ["\\$5 is *much*", "\\$5 is *much*"],
    ["**plain** Markdown - with dashes", "**plain** Markdown - with dashes"],
    ["pages 3--4", "pages 3–4"],
    ["it --- as said --- is", "it — as said — is"],
    ["| a | b |\n| --- | --- |\n| ~ | --- |", "| a | b |\n| --- | --- |\n| ~ | --- |"],
  ] as const) {
    test(JSON.stringify(latex), () => {
      assert.equal(proseAsMarkdown(latex), markdown);
    });
  }

  test("is quick with what never ends", () => {
    for (const text of ["`".repeat(50_000), "\\".repeat(50_001), "$ ".repeat(25_000)]) {
      assert.equal(typeof proseAsMarkdown(text), "string");
    }
  });
});
