import type { Document } from "../document.ts";
import type { CompletionCall, CompletionResult, Replacement } from "./completer.ts";
import type { Language } from "./language.ts";
import type { Typed } from "./spot.ts";

/** A cursor that is asked about; with an entry of the editor's list, as if that entry were in the text. */
export interface Asked {
  readonly document: Document;
  readonly offset: number;
  readonly language: Language;
  readonly explicit: boolean;
  readonly selected: Replacement | undefined;
}

export type Source = (CompletionResult & { readonly kind: "suggestions" })["source"];

/** The text and cursor as they would be with the marked entry of the editor's list inserted. */
export function withSelected({ document, offset, selected }: CompletionCall): {
  readonly document: Document;
  readonly offset: number;
} {
  if (selected === undefined) return { document, offset };
  const { start, end, text } = selected;
  const whole = document.text.slice(0, start) + text + document.text.slice(end);
  return { document: { ...document, text: whole }, offset: start + text.length };
}

/** The texts as replacements in the real document. */
export function suggestions(
  texts: readonly string[],
  typed: Typed,
  asked: Asked,
  source: Source,
): CompletionResult {
  const { selected, offset } = asked;
  return {
    kind: "suggestions",
    source,
    suggestions: texts.map((text) =>
      selected === undefined
        ? { start: offset, end: offset + overtyped(text, typed.closers), text }
        : { ...selected, text: selected.text + text },
    ),
  };
}

/** How many of the closers that the editor added behind the cursor the text brings itself. */
function overtyped(text: string, closers: string): number {
  return closers !== "" && text.includes(closers) ? closers.length : 0;
}
