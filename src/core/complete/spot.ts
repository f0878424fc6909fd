import { withLineFeeds, type Document } from "../document.ts";

/** How much text on each side tells one spot from another, in UTF-16 code units. */
const before = 4096;
const after = 1024;
/** What an editor may add behind the cursor by itself when an opening character is typed. */
const autoClosed = /^[)\]}⟩⟫›»|$"]{1,2}/;

/** A cursor in a text, remembered without keeping the whole text alive. */
export interface Spot {
  readonly uri: string;
  readonly offset: number;
  /** Length of the whole text. */
  readonly length: number;
  readonly before: string;
  readonly after: string;
}

/** What was typed between two spots: the text, and the closers that the editor put behind the cursor. */
export interface Typed {
  /** With `\n` line breaks. */
  readonly text: string;
  readonly closers: string;
}

export function spotAt(document: Document, offset: number): Spot {
  const { uri, text } = document;
  return {
    uri,
    offset,
    length: text.length,
    before: text.slice(Math.max(0, offset - before), offset),
    after: text.slice(offset, offset + after),
  };
}

/**
 * What was typed at `spot` to give this text; undefined when anything else changed.
 * Without `offset` the cursor is taken to stand behind what was typed.
 */
export function typedSince(spot: Spot, document: Document, offset?: number): Typed | undefined {
  const grown = document.text.length - spot.length;
  if (document.uri !== spot.uri || grown < 0) return undefined;
  const inserted = document.text.slice(spot.offset, spot.offset + grown);
  const closers = closersOf(inserted, offset === undefined ? undefined : offset - spot.offset);
  if (closers === undefined || !surrounds(spot, document.text, grown)) return undefined;
  return { text: withLineFeeds(inserted.slice(0, grown - closers.length)), closers };
}

/** The end of the inserted text that stands behind the cursor; undefined when that is no closer. */
function closersOf(inserted: string, cursor: number | undefined): string | undefined {
  if (cursor === undefined) return "";
  if (cursor < 0 || cursor > inserted.length) return undefined;
  const rest = inserted.slice(cursor);
  return rest === "" || autoClosed.exec(rest)?.[0] === rest ? rest : undefined;
}

function surrounds(spot: Spot, text: string, grown: number): boolean {
  const end = spot.offset + grown;
  return (
    text.slice(spot.offset - spot.before.length, spot.offset) === spot.before &&
    text.slice(end, end + spot.after.length) === spot.after
  );
}

/** Whether two texts say the same as far as both go. */
export function agree(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a);
}

/**
 * Whether a text that was inserted without the cursor being known (an edit is told before the cursor)
 * can still become `text`: closers that the editor added at its end do not count.
 */
export function mayBecome(inserted: string, text: string): boolean {
  for (let closers = 0; closers <= 2; closers += 1) {
    const cut = inserted.length - closers;
    if (closers > 0 && !autoClosed.test(inserted.slice(cut))) continue;
    if (cut >= 0 && agree(inserted.slice(0, cut), text)) return true;
  }
  return false;
}
