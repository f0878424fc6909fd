import { asMaths, bestSample, headline } from "./report.ts";
import type { Solving } from "./solver.ts";

/** What of a run goes into the text. */
export type InsertionForm = "solution" | "comment" | "answer";

/**
 * What to insert behind a problem; undefined when no sample has an answer. Solutions say how they came about, in a
 * comment.
 */
export function insertionOf(
  solving: Solving,
  form: InsertionForm,
  languageId: string,
): string | undefined {
  const best = bestSample(solving);
  if (best?.answer === undefined) return undefined;
  if (form === "answer") return isProse(languageId) ? asMaths(best.answer) : best.answer;
  const origin = `Llemma: ${headline(solving)}`;
  const text = withoutFormula(best.text, best.answer);
  if (form === "comment" || !isProse(languageId))
    return commented(`${origin}\n${text}`, languageId);
  return languageId === "markdown"
    ? `${commented(origin, languageId)}\n**Solution.** ${text}`
    : `${commented(origin, languageId)}\n\\begin{proof}[Solution]\n${text}\n\\end{proof}`;
}

function isProse(languageId: string): boolean {
  return ["latex", "tex", "markdown"].includes(languageId);
}

/** A solution without the closing sentence of its frame, which says the answer once more. */
function withoutFormula(text: string, answer: string): string {
  const body = text.replace(/\s*Final Answer:[^\n]*$/i, "").trim();
  if (body === text || body.includes("\\boxed")) return body;
  return `${body} The answer is ${asMaths(answer)}.`.trim();
}

/** Line comments where they are not `//`. */
const marks: Readonly<Record<string, string>> = {
  latex: "%",
  tex: "%",
  lean4: "--",
  lean: "--",
  python: "#",
  r: "#",
  julia: "#",
  ruby: "#",
  perl: "#",
  shellscript: "#",
  yaml: "#",
  haskell: "--",
  sql: "--",
  matlab: "%",
  plaintext: "",
};

function commented(text: string, languageId: string): string {
  // Two hyphens would end the comment.
  if (languageId === "markdown") return `<!-- ${text.replaceAll(/-(?=-)/g, "- ")} -->`;
  const mark = (Object.hasOwn(marks, languageId) ? marks[languageId] : undefined) ?? "//";
  return text
    .split("\n")
    .map((line) => `${mark} ${line}`.trim())
    .join("\n");
}

/** One change of a text, in offsets of the text before it. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Where a place is after a change: text that is put right there comes behind it. */
export function movedBy(offset: number, { start, end, text }: Change): number {
  if (start >= offset) return offset;
  return end <= offset ? offset + text.length - (end - start) : start + text.length;
}

/** A problem in a text that may have changed since. */
export interface Mark {
  /** The problem as it stood there. */
  readonly raw: string;
  /** Its end, moved along with every change that was heard of. */
  readonly end: number;
  /** Whether every change was heard of. */
  readonly followed: boolean;
}

/** Where the problem ends now; undefined when it cannot be told. */
export function endOf({ raw, end, followed }: Mark, text: string): number | undefined {
  if (followed) return Math.min(end, text.length);
  const start = text.indexOf(raw);
  const isUnique = raw !== "" && start >= 0 && !text.includes(raw, start + 1);
  return isUnique ? start + raw.length : undefined;
}

/** An insertion with the spaces or line breaks that it needs between these parts of a line. */
export function fitted(
  text: string,
  line: { readonly before: string; readonly after: string },
  form: InsertionForm,
): string {
  if (form !== "answer") return `\n${text}${line.after.trim() === "" ? "" : "\n"}`;
  const left = line.before === "" || /[\s([{]$/.test(line.before) ? "" : " ";
  return `${left}${text}${/^[\p{L}\p{N}$\\]/u.test(line.after) ? " " : ""}`;
}
