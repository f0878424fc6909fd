import { crowded, latexPlace } from "../complete/latex.ts";
import type { Place } from "../complete/language.ts";
import { cursorBetween, latexAt, surroundings, type LatexCursor } from "../context/latex/cursor.ts";
import { markdownAt } from "../context/markdown.ts";
import type { Document } from "../document.ts";
import { hasMathematics } from "../solve/problem.ts";

/** A place at which nothing can be continued, and why. */
export interface NoContinuation {
  readonly kind: "noPlace";
  readonly reason:
    "lean" | "otherLanguage" | "preamble" | "comment" | "verbatim" | "inLine" | "noArgument";
}

/** A place at which an argument can be continued. */
export interface ContinuationPlace {
  readonly kind: "place";
  readonly cursor: LatexCursor;
  /** What is sent for a step there. */
  readonly place: Place;
}

/** How far back there has to be mathematics, in UTF-16 code units. */
const near = 2_000;

/** Looks whether there is an argument to go on with. */
export function continuationAt(
  document: Document,
  offset: number,
): ContinuationPlace | NoContinuation {
  const { languageId, text } = document;
  if (languageId === "lean4" || languageId === "lean") return refused("lean");
  if (!["latex", "tex", "markdown"].includes(languageId)) return refused("otherLanguage");
  const cursor = cursorAt(document, offset);
  if (cursor.kind !== "cursor") return refused(cursor.kind);
  if (crowded(cursor, true) !== undefined) return refused("inLine");
  if (!hasMathematics(text.slice(Math.max(0, offset - near), offset))) return refused("noArgument");
  return { kind: "place", cursor, place: latexPlace(cursor, document, offset) };
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

function refused(reason: NoContinuation["reason"]): NoContinuation {
  return { kind: "noPlace", reason };
}

/** What a person is told where nothing can be continued. */
export function explainRefusal({ reason }: NoContinuation): string {
  switch (reason) {
    case "lean":
      return "In Lean, Suggest Tactics gives the next steps, checked by Lean.";
    case "otherLanguage":
      return "Continue Proof works in LaTeX and Markdown.";
    case "preamble":
      return "The cursor is in the preamble. Put it behind the last step of a proof or derivation.";
    case "comment":
      return "The cursor is in a comment. Put it behind the last step of a proof or derivation.";
    case "verbatim":
      return "The cursor is in text that is shown as it is. Put it behind the last step of a proof or derivation.";
    case "inLine":
      return "The cursor is in the middle of a line. Put it behind the last step of the proof or derivation.";
    case "noArgument":
      return "There is no proof or derivation at the cursor: no mathematics stands before it.";
  }
}
