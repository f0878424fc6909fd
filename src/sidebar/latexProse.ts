import { formulaAt } from "./formulas.ts";

type Rule = readonly [pattern: RegExp, replacement: string];

/** What LaTeX writes between formulas, as Markdown; a command whose end is still to come stays as it is. */
const rules: readonly Rule[] = [
  [/\\(?:label|index|vspace\*?|hspace\*?|setcounter\{[^{}]*\})\{[^{}]*\}/g, ""],
  [/\\(?:emph|textit|textsl)\{([^{}]*)\}/g, "*$1*"],
  [/\\textbf\{([^{}]*)\}/g, "**$1**"],
  [/\\texttt\{([^{}`]*)\}/g, "`$1`"],
  [/\\(?:text|textrm|textsc|mbox|underline)\{([^{}]*)\}/g, "$1"],
  [/\\(?:eq|auto|c|C)?ref\{([^{}]*)\}/g, "($1)"],
  [/\\cite[tp]?\*?(?:\[[^\]]*\])?\{([^{}]*)\}/g, "[$1]"],
  [/\\begin\{proof\}(?:\[([^\]]*)\])?\s*/g, "*Proof.* "],
  [/\s*\\end\{proof\}/g, " ∎"],
  [/\\(?:begin|end)\{(?:itemize|enumerate|description|center|quote)\}(?:\[[^\]]*\])?\n?/g, "\n"],
  [/^[ \t]*\\item(?:\[([^\]]*)\])?[ \t]*/gm, "- "],
  [/\\(?:begin|end)\{[a-zA-Z]+\*?\}(?:\[[^\]]*\])?\n?/g, ""],
  [/\\(?:noindent|medskip|bigskip|smallskip|qedhere|qed|par|centering)(?![a-zA-Z])[ \t]*/g, ""],
  [/\\(?:ldots|dots)(?![a-zA-Z])[ \t]?/g, "…"],
  [/``([^`\n]*?)''/g, "“$1”"],
  [/(?<=[^\s~])~(?=[^\s~])/g, "\u00A0"],
  [/(?<=[\w)$.,;] ?)---(?= ?[\w($])/g, "—"],
  [/(?<=[\w$])--(?=[\w$])/g, "–"],
];

/** LaTeX prose as Markdown; formulas and code stay as they are, and so does Markdown. */
export function proseAsMarkdown(text: string): string {
  if (!/[\\~]|``|--/.test(text)) return text;
  let result = "";
  let prose = "";
  let at = 0;
  const flush = (): void => {
    if (prose !== "") {
      result += rules.reduce((all, [pattern, by]) => all.replaceAll(pattern, by), prose);
    }
    prose = "";
  };
  while (at < text.length) {
    const end = endOfLiteral(text, at);
    if (end === undefined) {
      const next = text.slice(at + 1).search(/[$\\`\n]/);
      const to = next < 0 ? text.length : at + 1 + next;
      prose += text.slice(at, to);
      at = to;
    } else {
      flush();
      result += text.slice(at, end);
      at = end;
    }
  }
  flush();
  return result;
}

/** Where code or a formula that begins at an offset ends. */
function endOfLiteral(text: string, at: number): number | undefined {
  const mark = text.charAt(at);
  if (mark === "`") return endOfCode(text, at);
  if (mark !== "$" && mark !== "\\") return undefined;
  const formula = formulaAt(text, at);
  if (formula !== undefined) return formula.end;
  // An escaped mark begins nothing.
  return /^\\[^a-zA-Z]/.test(text.slice(at, at + 2)) ? at + 2 : undefined;
}

function endOfCode(text: string, at: number): number | undefined {
  const run = /^`+/.exec(text.slice(at, at + 50))?.[0] ?? "";
  const close = text.indexOf(run, at + run.length);
  return close < 0 || (run.length < 3 && /\n\s*\n/.test(text.slice(at, close)))
    ? undefined
    : close + run.length;
}
