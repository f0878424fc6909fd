import { mayBecome, typedSince, type Spot, type Typed } from "../complete/spot.ts";
import type { Document } from "../document.ts";
import type { SuggestJob, TacticSuggestion } from "./suggester.ts";

/** What is left of a job's results at a cursor to which one of them was typed. */
export interface Along {
  readonly typed: Typed;
  readonly results: readonly TacticSuggestion[];
}

/**
 * The results that go on as was typed since the job's place; undefined when anything else happened. The whole text
 * is compared, since a verdict holds for the whole text.
 */
export function along(job: SuggestJob, document: Document, offset: number): Along | undefined {
  const typed = typedSince(spotOf(job), document, offset);
  if (typed === undefined) return undefined;
  const results = job.results.filter(
    ({ text, start, end }) =>
      start === end && text.length > typed.text.length && text.startsWith(typed.text),
  );
  return { typed, results };
}

/** Whether a cursor there is the job's own, or one to which a result was typed. */
export function concerns(job: SuggestJob, document: Document, offset: number): boolean {
  const found = along(job, document, offset);
  return found !== undefined && (found.typed.text === "" || found.results.length > 0);
}

/** Whether the text can still be one of the results as it is typed. */
export function mayBecomeResult(job: SuggestJob, document: Document): boolean {
  const typed = typedSince(spotOf(job), document);
  if (typed === undefined) return false;
  return typed.text === "" || job.results.some(({ text }) => mayBecome(typed.text, text));
}

function spotOf({ cursor: { document, offset } }: SuggestJob): Spot {
  const { uri, text } = document;
  const [before, after] = [text.slice(0, offset), text.slice(offset)];
  return { uri, offset, length: text.length, before, after };
}
