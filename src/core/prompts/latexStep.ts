import type { Mode } from "../context/latex/nesting.ts";

/** Mean characters a token on LaTeX prose: 2.65 over the MATH prompt with Code Llama's tokenizer. */
export const latexCharactersPerToken = 2.6;

/** The most tokens that a step takes: a long sentence (about 400 characters), a display of a few rows. */
export const latexMaxTokens: Readonly<Record<Mode, number>> = {
  text: 160,
  inline: 96,
  display: 192,
};

/** What no step of an argument contains. */
export const latexHeadings: readonly string[] = [
  "\\section",
  "\\begin{document}",
  "\\end{document}",
  "\\documentclass",
];

/** A paragraph's end, and what no step contains. The step's reader ends most answers long before. */
export const latexStop: readonly string[] = ["\n\n", ...latexHeadings];
