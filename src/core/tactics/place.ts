import { placeAt } from "../check/place.ts";
import { leanSite } from "../context/lean/site.ts";
import { lean as language } from "../complete/lean.ts";
import type { Place as LanguagePlace, Refusal } from "../complete/language.ts";
import { withLineFeeds, type Document } from "../document.ts";
import type { Cursor } from "../lean.ts";
import type { Spacing } from "./insertion.ts";

/** A place in a tactic proof at which candidates are tried. */
export interface TacticPlace extends Spacing {
  readonly kind: "tacticPlace";
  readonly cursor: Cursor;
  /** What a candidate replaces, in offsets of the document: nothing, or the `sorry` that the cursor touches. */
  readonly start: number;
  readonly end: number;
  /** How the text around the place is read and asked about; a `sorry` at the place is no part of it. */
  readonly language: LanguagePlace;
}

/** Looks at the cursor; a person who asks may stand at places where suggestions do not come by themselves. */
export function tacticPlace(
  cursor: Cursor,
  explicit: boolean,
): TacticPlace | { readonly kind: "refused"; readonly reason: Refusal } {
  const { document, offset } = cursor;
  const text = withLineFeeds(document.text);
  const at = withLineFeeds(document.text.slice(0, offset)).length;
  const found = placeAt(text, at);
  if (found?.inProof !== true) return { kind: "refused", reason: whyNone(cursor, explicit) };
  const start = offset + found.from - at;
  const end = offset + found.to - at;
  const without = withoutRange(document, start, end);
  const place = language.place(without, start, explicit || end > start);
  if (place.kind === "refused") return place;
  const typed = text.slice(found.step, found.from);
  const lead = leadAt(without.text, start, typed);
  return {
    kind: "tacticPlace",
    cursor,
    start,
    end,
    language: place,
    typed,
    column: columnAt(text, found.step) + lead.length,
    fresh: text.slice(found.step - columnAt(text, found.step), found.step).trim() === "",
    lead,
  };
}

function whyNone({ document, offset }: Cursor, explicit: boolean): Refusal {
  const place = language.place(document, offset, explicit);
  return place.kind === "refused" ? place.reason : "outsideProof";
}

/** A space after `by`, or the indentation of a line that has too little for a proof to go on. */
function leadAt(text: string, offset: number, typed: string): string {
  const site = leanSite(text, offset, true);
  if (site.kind === "refused" || typed !== "") return "";
  if (site.outdented) return " ".repeat(site.layout.floor + 2 - site.lineCode.length);
  return site.fresh || /[\s([{⟨]$/u.test(site.line) ? "" : " ";
}

function withoutRange(document: Document, start: number, end: number): Document {
  if (start === end) return document;
  return { ...document, text: document.text.slice(0, start) + document.text.slice(end) };
}

function columnAt(text: string, offset: number): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}
