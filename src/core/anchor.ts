import { movedBy, type Change } from "./insertion.ts";

/** A place that something may go into later, and by what it is known again when its text has changed. */
export interface Anchor {
  readonly uri: string;
  readonly languageId: string;
  /** Offsets, moved along with every change that was heard of. */
  readonly start: number;
  readonly end: number;
  /** What stood there, and right around it where that has to be the same still; else empty. */
  readonly raw: string;
  readonly before: string;
  readonly after: string;
  /** Whether every change was heard of. */
  readonly followed: boolean;
}

/** How much around a place has to be the same, in UTF-16 code units. */
const reach = { before: 1_000, after: 200 } as const;

interface Text {
  readonly uri: string;
  readonly languageId: string;
  readonly text: string;
}

/** A place whose surroundings may change: a problem, say, behind which a solution goes. */
export function anchorAt(
  { uri, languageId, text }: Text,
  { start, end }: { readonly start: number; readonly end: number },
): Anchor {
  const raw = text.slice(start, end);
  return { uri, languageId, start, end, raw, before: "", after: "", followed: true };
}

/** A place that is only itself between the same texts: a verdict of Lean's holds nowhere else. */
export function strictAnchorAt(
  document: Text,
  span: { readonly start: number; readonly end: number },
): Anchor {
  const { text } = document;
  return {
    ...anchorAt(document, span),
    before: text.slice(Math.max(0, span.start - reach.before), span.start),
    after: text.slice(span.end, span.end + reach.after),
  };
}

/** Where a place is after a change; text that is put right before or behind it does not belong to it. */
export function anchorAfter(anchor: Anchor, change: Change): Anchor {
  const { start, end } = anchor;
  return { ...anchor, start: movedBy(start, change), end: movedBy(end, change) };
}

/** Where the place is in the text now; undefined when it is gone or cannot be told. */
export function find(
  anchor: Anchor,
  text: string,
): { readonly start: number; readonly end: number } | undefined {
  const { before, raw, after, followed, start } = anchor;
  if (followed && before + after === "") return movedTo(anchor, text);
  const whole = before + raw + after;
  const isHere = followed && text.startsWith(whole, start - before.length);
  const at = isHere ? start - before.length : onlyOne(text, whole);
  if (at === undefined) return undefined;
  const found = { start: at + before.length, end: at + before.length + raw.length };
  // Something may have come to stand where there was nothing up to the end.
  const isAtEnd = before !== "" && after.trim() === "";
  return isAtEnd && text.slice(found.end).trim() !== "" ? undefined : found;
}

function movedTo({ start, end, raw }: Anchor, text: string): ReturnType<typeof find> {
  const last = Math.min(end, text.length);
  if (raw === "") return { start: last, end: last };
  // Otherwise what was there is deleted.
  return start < last ? { start, end: last } : undefined;
}

function onlyOne(text: string, part: string): number | undefined {
  const at = text.indexOf(part);
  return part === "" || at < 0 || text.includes(part, at + 1) ? undefined : at;
}
