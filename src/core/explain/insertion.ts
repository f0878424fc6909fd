import { commented } from "../insertion.ts";
import type { ExplainedSymbol, Explanation } from "./explanation.ts";
import { unchecked } from "./report.ts";

/** How an explanation goes into the text. */
export type ExplanationForm = "comment" | "text";

/** What to insert below an equation; undefined where there is nothing to say. */
export function insertionOf(
  { question, text }: Explanation,
  form: ExplanationForm,
  languageId: string,
): string | undefined {
  if (form === "text") {
    return text === "" ? undefined : `${commented(unchecked, languageId)}\n${text}`;
  }
  const written = text === "" ? [] : [`${unchecked}: ${text}`];
  const lines = [...question.symbols.flatMap(quoteOf), ...written];
  return lines.length === 0 ? undefined : commented(lines.join("\n"), languageId);
}

function quoteOf({ written, meaning }: ExplainedSymbol): readonly string[] {
  return meaning.kind === "defined" ? [`$${written}$: ${meaning.quote}`] : [];
}
