import { placeAt } from "../check/place.ts";
import { leanCode } from "../context/lean/code.ts";
import { leanSite } from "../context/lean/site.ts";
import { closerOf, isCloser, tokensOf } from "../context/lean/tokens.ts";
import { lean as language } from "../complete/lean.ts";
import type { Place as LanguagePlace, Refusal } from "../complete/language.ts";
import { lineEnd, withLineFeeds, type Document } from "../document.ts";
import type { Cursor } from "../lean.ts";
import type { Spacing } from "./insertion.ts";

/** A place in a tactic proof at which candidates are tried. */
export interface TacticPlace extends Spacing {
  readonly kind: "tacticPlace";
  readonly cursor: Cursor;
  /** The cursor in the text that Lean is asked about: there a `sorry` that stands for a term is one of a proof. */
  readonly asked: Cursor;
  /** What stands before and behind a candidate where a term is expected: `by `. */
  readonly around: readonly [before: string, behind: string];
  /** What a candidate replaces, in offsets of the document: nothing, or the `sorry` that the cursor touches. */
  readonly start: number;
  readonly end: number;
  /** How the text around the place is read and asked about; a `sorry` at the place is no part of it. */
  readonly language: LanguagePlace;
}

type Refused = { readonly kind: "refused"; readonly reason: Refusal };

/** Looks at the cursor; a person who asks may stand at places where suggestions do not come by themselves. */
export function tacticPlace(cursor: Cursor, explicit: boolean): TacticPlace | Refused {
  const term = termAt(cursor);
  if (term === undefined) return placeIn(cursor, explicit);
  const { asked, around } = term;
  const place = placeIn(asked, explicit);
  if (place.kind === "refused") return place;
  const [before] = around;
  return {
    ...place,
    cursor,
    around,
    start: place.start - before.length,
    end: place.end - before.length,
  };
}

/** The `sorry` that stands for a term at the cursor, as a proof. `exact sorry` is a step that goes on as typed. */
function termAt({ document, offset }: Cursor): Pick<TacticPlace, "asked" | "around"> | undefined {
  const text = withLineFeeds(document.text);
  const at = withLineFeeds(document.text.slice(0, offset)).length;
  const found = placeAt(text, at);
  if (found === undefined || found.from === found.to) return undefined;
  const { inProof, step, from, to } = found;
  if (inProof && /^(?:\S+\s+)?$/u.test(text.slice(step, from))) return undefined;
  const around = bare(text, from, to) ? (["by ", ""] as const) : (["(by ", ")"] as const);
  const start = offset + from - at;
  const end = offset + to - at;
  const pieces = [document.text.slice(0, start), document.text.slice(end)];
  return {
    around,
    asked: {
      document: { ...document, text: pieces.join(around.join("sorry")) },
      offset: start + around[0].length,
    },
  };
}

/** Whether `by` can stand there without parentheses, and its proof ends where the term does. */
function bare(text: string, from: number, to: number): boolean {
  const before = leanCode(text.slice(0, from)).code;
  const [behind = ""] = leanCode(text.slice(to)).code.split("\n");
  return /(?::=|=>|<\||[([{⟨,]|\bfrom)\s*$/u.test(before) && /^\s*(?:$|[)\]}⟩,])/u.test(behind);
}

function placeIn(cursor: Cursor, explicit: boolean): TacticPlace | Refused {
  const { document, offset } = cursor;
  const text = withLineFeeds(document.text);
  const at = withLineFeeds(document.text.slice(0, offset)).length;
  const found = placeAt(text, at);
  if (found?.inProof !== true) return { kind: "refused", reason: whyNone(cursor, explicit) };
  const start = offset + found.from - at;
  const end = offset + found.to - at;
  const without = withoutHole(document, start, end);
  const place = language.place(without, start, explicit || end > start);
  if (place.kind === "refused") return place;
  const typed = text.slice(found.step, found.from);
  const lead = leadAt(without.text, start, typed);
  return {
    kind: "tacticPlace",
    cursor,
    asked: cursor,
    around: ["", ""],
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

/** Nor is what follows a `sorry` in its line, up to the bracket that it is in, for a candidate to go on with. */
function withoutHole(document: Document, start: number, end: number): Document {
  if (start === end) return document;
  const { text } = document;
  const line = lineEnd(text, end);
  return {
    ...document,
    text: text.slice(0, start) + outside(text.slice(end, line)) + text.slice(line),
  };
}

function outside(rest: string): string {
  const { code } = leanCode(rest);
  let depth = 0;
  for (const { text, index } of tokensOf(code)) {
    if (closerOf(text) !== undefined) depth += 1;
    else if (isCloser(text) && depth === 0) return code.slice(index);
    else if (isCloser(text)) depth -= 1;
  }
  return "";
}

function columnAt(text: string, offset: number): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}
