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
      const found = displayIn(state.src.slice(start, state.eMarks[endLine - 1] ?? 0));
      if (found === undefined || (!found.isComplete && !isGrowing(state.env))) return false;
      if (silent) return true;
      const token = state.push(found.isComplete ? "maths_block" : "maths_pending", "", 0);
      token.content = found.tex;
      token.info = "display";
      token.block = true;
      state.line = startLine + found.lines;
      return true;
    },
    { alt: ["paragraph", "reference", "blockquote", "list"] },
  );
}

interface Display {
  readonly tex: string;
  readonly lines: number;
  readonly isComplete: boolean;
}

/** The display that a text begins with; with words behind it, it belongs to a paragraph. */
function displayIn(text: string): Display | undefined {
  const formula = /^(?:\$\$|\\\[|\\begin)/.test(text) ? formulaAt(text, 0) : undefined;
  if (formula?.display !== true) return undefined;
  const { tex, end, isComplete } = formula;
  const behind = /^[^\n]*/.exec(text.slice(end))?.[0] ?? "";
  if (!/^[ \t]*[.,;:]?[ \t]*$/.test(behind)) return undefined;
  return { tex: tex + behind.trim(), lines: text.slice(0, end).split("\n").length, isComplete };
}

function isGrowing(env: unknown): boolean {
  return typeof env === "object" && env !== null && "isGrowing" in env && env.isGrowing === true;
}
