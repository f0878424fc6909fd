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
