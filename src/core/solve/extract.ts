import { closingBrace } from "../maths/tokens.ts";

/**
 * The final answer of a solution, or `undefined` where it gives none (an abstention): the last final-answer sentence of
 * the frames in the variants that models write, else the last `\boxed` whose braces balance.
 */
export function extractAnswer(solution: string): string | undefined {
  const answer = fromSentence(solution) ?? lastBoxed(solution);
  const trimmed = answer?.trim();
  return trimmed === "" ? undefined : trimmed;
}

const longest = 2000;

/** "Final Answer: The final answer is $…$. I hope it is correct.", "The answer is 5.", "The correct choice is (C)." */
const sentence =
  /(?:final\s+answer\s*(?::\s*(?:the\s+(?:final\s+)?answer\s+is)?|is)|the\s+(?:final\s+|correct\s+)?(?:answer|choice|option)\s*(?:is|:)|^\s*answer\s*:|####)(?:\s*:)?\s*/gim;

/** Far more than any solution has; a text made of them is not read for ever. */
const mostTries = 50;

function fromSentence(solution: string): string | undefined {
  return latest(solution.matchAll(sentence), (start) => {
    const found = ending(solution.slice(start, start + longest));
    return found === "" ? undefined : found;
  });
}

/** What is read behind the last match that has something there. */
function latest(
  matches: Iterable<RegExpExecArray>,
  read: (start: number) => string | undefined,
): string | undefined {
  for (const { index, 0: words } of [...matches].reverse().slice(0, mostTries)) {
    const answer = read(index + words.length);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** What follows the sentence's words, up to its end. */
function ending(rest: string): string {
  const hope = /\.?\s*I\s+hope\b/i.exec(rest);
  if (hope !== null) return dropStop(rest.slice(0, hope.index));
  const formula = /^(?:\$\$[^$]+\$\$|\$[^$]+\$|\\\([^]+?\\\)|\\\[[^]+?\\\])/.exec(rest);
  if (formula !== null) return withWords(rest, formula[0].length);
  const boxed = /^\\(?:boxed|fbox)\s*\{/.exec(rest);
  const close = boxed === null ? undefined : closingBrace(rest, boxed[0].length - 1);
  if (close !== undefined) return rest.slice(0, close + 1);
  return dropStop(/^[^]*?(?=\.(?:\s|$)|\n|$)/.exec(rest)?.[0] ?? "");
}

/** A formula with what still belongs to it, such as its unit or a second formula. */
function withWords(rest: string, length: number): string {
  const more = /^[^.\n]*/.exec(rest.slice(length))?.[0] ?? "";
  return dropStop(rest.slice(0, length) + more);
}

function dropStop(text: string): string {
  return text.trim().replace(/(?<!\.)\.$/, "");
}

/** The content of the last `\boxed{…}`, `\fbox{…}` or `\boxed X` that is closed. */
function lastBoxed(solution: string): string | undefined {
  return latest(solution.matchAll(/\\(?:boxed|fbox)(?![a-zA-Z])\s*/g), (start) => {
    const rest = solution.slice(start, start + longest);
    if (!rest.startsWith("{")) return /^[^$\n]{1,200}?(?=\s*(?:\$|\n|\.\s|\.?$))/.exec(rest)?.[0];
    const close = closingBrace(rest, 0);
    return close === undefined ? undefined : rest.slice(1, close);
  });
}
