import { commented } from "../insertion.ts";
import type { ExplainedSymbol, Explanation } from "./explanation.ts";
import { unchecked } from "./report.ts";

/** How an explanation goes into the text. */
export type ExplanationForm = "comment" | "text";

/** What to insert below an equation; undefined while the model has written nothing. */
export function insertionOf(
  { question, text }: Explanation,
  form: ExplanationForm,
  languageId: string,
): string | undefined {
  if (text === "") return undefined;
  if (form === "text") return `${commented(unchecked, languageId)}\n${text}`;
  const said = question.symbols.flatMap(quoteOf);
  return commented([...said, `${unchecked}: ${text}`].join("\n"), languageId);
}

function quoteOf({ written, meaning }: ExplainedSymbol): readonly string[] {
  return meaning.kind === "defined" ? [`$${written}$: ${meaning.quote}`] : [];
}
