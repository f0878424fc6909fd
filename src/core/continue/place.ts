import { crowded, latexPlace } from "../complete/latex.ts";
import type { Place } from "../complete/language.ts";
import { cursorBetween, latexAt, surroundings, type LatexCursor } from "../context/latex/cursor.ts";
import { markdownAt } from "../context/markdown.ts";
import { mathsSiteAt } from "../context/mathsSite.ts";
import { whyUnread } from "../context/readable.ts";
import type { Document } from "../document.ts";
import { hasMathematics } from "../solve/problem.ts";

/** A place at which nothing can be continued. */
export interface NoContinuation {
  readonly kind: "noPlace";
  readonly reason: keyof typeof sentences | "unread";
  /** Why, in a sentence for the person. */
  readonly words: string;
}

/** A place at which an argument can be continued. */
export interface ContinuationPlace {
  readonly kind: "place";
  readonly cursor: LatexCursor;
  /** What is sent for a step there. */
  readonly place: Place;
}

/** What is selected, or the cursor: the argument goes on at `end`. */
export interface Selected {
  readonly start: number;
  readonly end: number;
}

/** How far back there has to be mathematics, in UTF-16 code units. */
const near = 2_000;

const instead = "Put the cursor behind the last step of a proof or derivation.";
const sentences = {
  lean: "In Lean, Suggest Tactics gives the next steps, checked by Lean.",
  otherLanguage: "Continue Proof works in LaTeX and Markdown.",
  preamble: `The cursor is in the preamble. ${instead}`,
  comment: `The cursor is in a comment. ${instead}`,
  verbatim: `The cursor is in text that is shown as it is. ${instead}`,
  inLine: `The cursor is in the middle of a line. ${instead}`,
  acrossEdge: `The selection goes over the edge of a proof or a formula. ${instead}`,
  noArgument: `There is no proof or derivation at the cursor: no mathematics stands before it. ${instead}`,
} as const;

/** Looks whether there is an argument to go on with. */
export function continuationAt(
  document: Document,
  { start, end }: Selected,
): ContinuationPlace | NoContinuation {
  const { languageId, text } = document;
  if (languageId === "lean4" || languageId === "lean") return refused("lean");
  if (!["latex", "tex", "markdown"].includes(languageId)) return refused("otherLanguage");
  const unread = whyUnread(text);
  if (unread !== undefined) return { kind: "noPlace", reason: "unread", words: unread };
  if (start !== end && isAcross(document, start, end)) return refused("acrossEdge");
  const cursor = cursorAt(document, end);
  if (cursor.kind !== "cursor") return refused(cursor.kind);
  if (crowded(cursor, true) !== undefined) return refused("inLine");
  if (!hasMathematics(text.slice(Math.max(0, end - near), end))) return refused("noArgument");
  return { kind: "place", cursor, place: latexPlace(cursor, document, end) };
}

function refused(reason: keyof typeof sentences): NoContinuation {
  return { kind: "noPlace", reason, words: sentences[reason] };
}

/** Whether a selection begins in one part of a document and ends in another. */
function isAcross(document: Document, start: number, end: number): boolean {
  const [first, last] = [start, end].map((offset) => {
    const { environments, formula } = mathsSiteAt(document, offset);
    return JSON.stringify([environments.map(({ at }) => at), formula?.at]);
  });
  return first !== last;
}

/** The cursor as steps are read there: in Markdown's prose as in LaTeX's, for it has the same sentences and formulas. */
export function cursorAt(
  { languageId, text, verbatim }: Document,
  offset: number,
): ReturnType<typeof latexAt> {
  if (languageId !== "markdown") return latexAt(text, offset, verbatim);
  const cursor = markdownAt(text, offset);
  if (cursor.kind !== "outsideMaths") return cursor;
  const { before, after } = surroundings(text, offset);
  const paragraph = before.split(/\n[ \t]*\n/).at(-1) ?? "";
  return cursorBetween(paragraph, after);
}
