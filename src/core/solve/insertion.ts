import { commented } from "../insertion.ts";
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
  const { text, answer } = bestSample(solving) ?? {};
  if (text === undefined || answer === undefined) return undefined;
  return form === "answer"
    ? answerFor(answer, languageId)
    : solutionFor({ text, answer, origin: headline(solving) }, form, languageId);
}

/** An answer as it stands in a line of a document. */
export function answerFor(answer: string, languageId: string): string {
  return isProse(languageId) ? asMaths(answer) : answer;
}

/** A solution as it stands in a document. `origin` says how it came about. */
export function solutionFor(
  solution: { readonly text: string; readonly answer: string | undefined; readonly origin: string },
  form: Exclude<InsertionForm, "answer">,
  languageId: string,
): string {
  const origin = `Llemma: ${solution.origin}`;
  const text = withoutFormula(solution.text, solution.answer);
  if (form === "comment" || !isProse(languageId))
    return commented(`${origin}\n${text}`, languageId);
  return languageId === "markdown"
    ? `${commented(origin, languageId)}\n**Solution.** ${text}`
    : `${commented(origin, languageId)}\n\\begin{proof}[Solution]\n${text}\n\\end{proof}`;
}

/** Whether solutions stand in a document of this language as text. */
export function isProse(languageId: string): boolean {
  return ["latex", "tex", "markdown"].includes(languageId);
}

/** A solution without the closing sentence of its frame, which says the answer once more. */
function withoutFormula(text: string, answer: string | undefined): string {
  const body = text.replace(/\s*Final Answer:[^\n]*$/i, "").trim();
  if (answer === undefined || body === text || body.includes("\\boxed")) return body;
  return `${body} The answer is ${asMaths(answer)}.`.trim();
}
