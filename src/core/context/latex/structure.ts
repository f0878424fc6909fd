import { itemAt, nextStructural, type Item } from "./items.ts";

/** A chunk ends at the first empty line after so many UTF-16 code units. */
const least = 4_096;

/** A piece of a text, read apart from all others; offsets of its items count from its start. */
interface Chunk {
  readonly text: string;
  readonly items: readonly Item[];
}

/** A whole text, read in pieces, so that an edit costs the pieces that it touches. */
export interface Structure {
  readonly text: string;
  readonly chunks: readonly Chunk[];
  /** Environments that TeX does not read, beside those that it never reads. */
  readonly verbatim: readonly string[];
}

/**
 * Reads a text; what an earlier reading of nearly the same text found is used again. `verbatim`: environments that TeX
 * does not read, beside those that it never reads.
 */
export function structureOf(
  text: string,
  earlier?: Structure,
  verbatim: readonly string[] = earlier?.verbatim ?? [],
): Structure {
  if (earlier === undefined || earlier.verbatim.join() !== verbatim.join()) {
    return { text, chunks: new Chunks(text, verbatim).from(0, () => undefined), verbatim };
  }
  if (earlier.text === text) return earlier;
  const kept = keptAtStart(text, earlier.chunks);
  const rest = earlier.chunks.slice(kept.count);
  const ends = keptAtEnd(text, rest, kept.length);
  // What is read anew meets an earlier chunk at its start, and goes on with that one.
  const read = new Chunks(text, verbatim).from(kept.length, (at) => ends.get(at));
  return { text, chunks: [...earlier.chunks.slice(0, kept.count), ...read], verbatim };
}

/** Reads the chunks of a text. */
class Chunks {
  readonly #text: string;
  readonly #verbatim: readonly string[];

  constructor(text: string, verbatim: readonly string[]) {
    this.#text = text;
    this.#verbatim = verbatim;
  }

  /** Reads from `start`, until a place from which on the chunks are known. */
  from(start: number, known: (at: number) => readonly Chunk[] | undefined): readonly Chunk[] {
    const chunks: Chunk[] = [];
    let at = start;
    while (at < this.#text.length) {
      const rest = known(at);
      if (rest !== undefined) return [...chunks, ...rest];
      const chunk = this.#read(at, (end) => known(end) !== undefined);
      chunks.push(chunk);
      at += chunk.text.length;
    }
    return chunks;
  }

  #read(start: number, stops: (end: number) => boolean): Chunk {
    const text = this.#text;
    const items: Item[] = [];
    let at = start;
    for (;;) {
      const found = nextStructural(text, at, this.#verbatim);
      if (found === undefined) return { text: text.slice(start), items };
      const item = itemAt(text, found.at, found.token);
      at = Math.max(found.at + found.token.text.length, item?.end ?? 0);
      if (item !== undefined) items.push({ ...item, at: item.at - start, end: item.end - start });
      const isEnd = found.token.kind === "blank" && (at - start >= least || stops(at));
      if (isEnd) return { text: text.slice(start, at), items };
    }
  }
}

/** How many chunks at the start are as they were. */
function keptAtStart(
  text: string,
  chunks: readonly Chunk[],
): { readonly count: number; readonly length: number } {
  let count = 0;
  let length = 0;
  for (const chunk of chunks) {
    // One more code unit has to be the same: the empty line at the end of a chunk must not have grown.
    const next = chunks[count + 1]?.text.charAt(0) ?? "";
    if (next === "" || !text.startsWith(chunk.text + next, length)) break;
    count += 1;
    length += chunk.text.length;
  }
  return { count, length };
}

/** Places in the text from which on it consists of earlier chunks, with those. */
function keptAtEnd(
  text: string,
  chunks: readonly Chunk[],
  from: number,
): ReadonlyMap<number, readonly Chunk[]> {
  const places = new Map<number, readonly Chunk[]>();
  let at = text.length;
  for (let first = chunks.length - 1; first >= 1; first -= 1) {
    const { text: piece } = chunks[first] ?? { text: "" };
    if (at - piece.length < from || !text.endsWith(piece, at)) break;
    at -= piece.length;
    places.set(at, chunks.slice(first));
  }
  return places;
}

/** The items that start from one place on and before another, each with its place in the text. */
export function* itemsOf(
  { chunks }: Structure,
  until = Number.POSITIVE_INFINITY,
  from = 0,
): Generator<Item> {
  let start = 0;
  for (const { text, items } of chunks) {
    if (start >= until) return;
    for (const item of start + text.length < from ? [] : items) {
      if (start + item.at >= until) return;
      if (start + item.at >= from) yield { ...item, at: start + item.at, end: start + item.end };
    }
    start += text.length;
  }
}

/** Where the chunk starts that a place is in; at the end of one chunk, that one. */
export function chunkAt({ chunks }: Structure, offset: number): number {
  let start = 0;
  for (const { text } of chunks) {
    if (start + text.length >= offset) return start;
    start += text.length;
  }
  return start;
}
