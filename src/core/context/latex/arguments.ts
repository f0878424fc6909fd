/** No argument is looked for further than this, in UTF-16 code units. */
const longest = 4_096;

/** An argument of a command. */
export interface Argument {
  /** Without its braces or brackets. */
  readonly text: string;
  /** Where the text stands. */
  readonly from: number;
  /** Behind the closer. */
  readonly end: number;
}

const gap = /(?:[ \t]|%[^\n]*\n|\n(?![ \t]*\n))*/y;
const braces = /[{}\\%]/g;

/** Skips white space, comments and one line break, as TeX does before an argument. */
export function skipGap(text: string, at: number): number {
  gap.lastIndex = at;
  return at + (gap.exec(text)?.[0].length ?? 0);
}

/** The argument in braces that comes next; undefined when there is none or it is not closed. */
export function braced(text: string, at: number): Argument | undefined {
  const open = skipGap(text, at);
  if (text.charAt(open) !== "{") return undefined;
  const end = balancedEnd(text, open + 1, "}");
  return end === undefined
    ? undefined
    : { text: text.slice(open + 1, end), from: open + 1, end: end + 1 };
}

/** The argument in brackets that comes next. */
export function bracketed(text: string, at: number): Argument | undefined {
  const open = skipGap(text, at);
  if (text.charAt(open) !== "[") return undefined;
  const end = balancedEnd(text, open + 1, "]");
  return end === undefined
    ? undefined
    : { text: text.slice(open + 1, end), from: open + 1, end: end + 1 };
}

/** Where the closer stands that fits what was opened before `from`. */
function balancedEnd(text: string, from: number, closer: "}" | "]"): number | undefined {
  let depth = 0;
  const limit = Math.min(text.length, from + longest);
  const pattern = closer === "}" ? braces : /[{}\]\\%]/g;
  pattern.lastIndex = from;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    const { index } = found;
    if (index >= limit) return undefined;
    switch (found[0]) {
      case "\\":
        pattern.lastIndex = index + 2;
        break;
      case "%":
        pattern.lastIndex = lineAfter(text, index);
        break;
      case "{":
        depth += 1;
        break;
      default:
        if (depth === 0) return found[0] === closer ? index : undefined;
        if (found[0] === "}") depth -= 1;
    }
  }
  return undefined;
}

function lineAfter(text: string, at: number): number {
  const line = text.indexOf("\n", at);
  return line < 0 ? text.length : line + 1;
}
