import type { MarkdownIt } from "markdown-it";
import { formulaAt } from "./formulas.ts";

/** What the parser is told of a text. */
export interface Reading {
  /** More is to come, so that a formula without its end is only unfinished. */
  readonly isGrowing: boolean;
}

/**
 * Formulas are tokens of their own: `maths` inside of a line or a paragraph, `maths_block` beside paragraphs,
 * `maths_pending` where the end is still to come. `info` is `display` or `inline`.
 */
export function addMaths(parser: MarkdownIt): void {
  parser.inline.ruler.before("escape", "maths", (state, silent) => {
    const formula = formulaAt(state.src, state.pos);
    if (formula === undefined || formula.end > state.posMax) return false;
    if (!formula.isComplete && !isGrowing(state.env)) return false;
    if (!silent) {
      const token = state.push(formula.isComplete ? "maths" : "maths_pending", "", 0);
      token.content = formula.tex;
      token.info = formula.display ? "display" : "inline";
    }
    state.pos = formula.end;
    return true;
  });

  parser.block.ruler.before(
    "fence",
    "maths_block",
    (state, startLine, endLine, silent) => {
      const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
      const end = state.eMarks[endLine - 1] ?? 0;
      const text = state.src.slice(start, end);
      if (!/^(?:\$\$|\\\[|\\begin)/.test(text)) return false;
      const formula = formulaAt(text, 0);
      if (formula?.display !== true) return false;
      if (!formula.isComplete && !isGrowing(state.env)) return false;
      const behind = /^[^\n]*/.exec(text.slice(formula.end))?.[0] ?? "";
      // With words behind it belongs to a paragraph.
      if (!/^[ \t]*[.,;:]?[ \t]*$/.test(behind)) return false;
      if (silent) return true;
      const lines = text.slice(0, formula.end).split("\n").length;
      const token = state.push(formula.isComplete ? "maths_block" : "maths_pending", "", 0);
      token.content = formula.tex + behind.trim();
      token.info = "display";
      token.block = true;
      state.line = startLine + lines;
      return true;
    },
    { alt: ["paragraph", "reference", "blockquote", "list"] },
  );
}

function isGrowing(env: unknown): boolean {
  return typeof env === "object" && env !== null && "isGrowing" in env && env.isGrowing === true;
}
