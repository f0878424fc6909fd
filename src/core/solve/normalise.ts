import { closingBrace } from "../maths/tokens.ts";

const longest = 20_000;

/** Commands and signs that change nothing of what an answer says. */
const unseen =
  /\\(?:left|right|[bB]igg?[lrm]?|displaystyle|textstyle|limits|quad|qquad)(?![a-zA-Z])|\\[,;:!> ]|\s+/g;

/**
 * The text of an answer in one spelling, for those that cannot be read as a formula. Equal results are equal answers,
 * whatever their size. Linear in the length.
 */
export function normaliseText(answer: string): string {
  // What is longer is read by nobody; a copy of it is all that can be equal to it.
  if (answer.length > longest) return unwrap(answer).replaceAll(/\s+/g, " ");
  return unwrap(answer)
    .replaceAll(/\\[dtc]frac(?![a-zA-Z])/g, "\\frac")
    .replaceAll(/\\(?:text(?:bf|it|rm|sf|tt|normal)?|mathrm|mbox|operatorname)(?![a-zA-Z])/g, "")
    .replaceAll(unseen, " ")
    .replaceAll(/ ?([^a-zA-Z0-9\\]) ?/g, "$1")
    .replaceAll(/\{([a-zA-Z0-9])\}(?![a-zA-Z0-9])/g, "$1")
    .trim();
}

/** Without what only wraps an answer: dollars, boxes, `\text`, braces, brackets of displays, a full stop, "The answer is". */
export function unwrap(answer: string): string {
  let text = answer.trim();
  for (let round = 0; round < 20; round += 1) {
    const inner = text.length > longest ? text : peel(text).trim();
    if (inner === text) return text;
    text = inner;
  }
  return text;
}

const introduction =
  /^(?:so |thus,? |hence,? |therefore,? )?(?:the )?(?:final |correct )?(?:answer|value|result|solution|choice|option)(?: of [a-z ]{1,30})? ?(?:is|=|:)[ :]*(?=\S)/i;

function peel(text: string): string {
  if (/(?<![.\\])[.]$/.test(text) && !/\\(?:right|left)\.$/.test(text)) return text.slice(0, -1);
  if (/^[-*_`]{2}.*[-*_`]{2}$/.test(text)) return text.replace(/^(\*\*|__|``)(.*)\1$/, "$2");
  return (
    between(text, "$$", "$$") ??
    between(text, "$", "$") ??
    between(text, "\\(", "\\)") ??
    between(text, "\\[", "\\]") ??
    command(text) ??
    text
      .replace(introduction, "")
      .replace(/^\\text\{ *the (?:final )?answer is:? *\}/i, "")
      .replace(/^\\displaystyle(?![a-zA-Z])/, "")
  );
}

/** The inside, where the wrapper is one pair around all of it. */
function between(text: string, open: string, close: string): string | undefined {
  if (text.length < open.length + close.length || !text.startsWith(open) || !text.endsWith(close)) {
    return undefined;
  }
  const inside = text.slice(open.length, text.length - close.length);
  return inside.includes(open[0] === "$" ? "$" : open) || inside.endsWith("\\")
    ? undefined
    : inside;
}

function command(text: string): string | undefined {
  const found =
    /^(?:\\(?:boxed|fbox|text(?:bf|it|rm|normal)?|mbox|mathbf|boldsymbol|ensuremath)\s*)?\{/.exec(
      text,
    );
  if (found === null) return undefined;
  const open = found[0].length - 1;
  if (closingBrace(text, open) !== text.length - 1) return undefined;
  const inside = text.slice(open + 1, -1);
  // Bare braces around several items are meant for a set; a bold letter is another letter.
  const isMore =
    open === 0 ? /,|\\choose/.test(inside) : /^\\(?:mathbf|bold).*\{[a-zA-Z]\}$/.test(text);
  return isMore ? undefined : inside;
}
