import type { Item } from "./items.ts";
import { itemsOf, type Structure } from "./structure.ts";

/** An environment or a display `\[…\]` of a text, with what is in it. Offsets are those of the text. */
export interface Region {
  /** The environment, or `\[`. */
  readonly name: string;
  /** Where `\begin` starts, and where it ends. */
  readonly at: number;
  readonly from: number;
  /** Where `\end` starts, and where it ends: the end of the text for one that is not closed. */
  readonly to: number;
  readonly end: number;
  readonly labels: readonly string[];
  /** What the first reference right behind `\begin{proof}` names: `[Proof of \cref{x}]`. */
  readonly refs: readonly string[];
}

/** A label, where it stands, and the innermost region around it; undefined for one of a heading. */
export interface Label {
  readonly name: string;
  readonly at: number;
  readonly region: Region | undefined;
}

interface Draft {
  readonly name: string;
  readonly at: number;
  readonly from: number;
  to: number;
  end: number;
  readonly labels: string[];
  readonly refs: string[];
}

/** Every region of a text but the document itself, in the order of their ends, and every label in its own order. */
export function regionsOf(structure: Structure): {
  readonly regions: readonly Region[];
  readonly labels: readonly Label[];
} {
  const { text } = structure;
  const open: Draft[] = [];
  const regions: Draft[] = [];
  const labels: Label[] = [];
  for (const item of itemsOf(structure)) {
    const around = open.at(-1);
    const name = opened(item);
    if (item.kind === "label") {
      around?.labels.push(...item.names);
      labels.push(...item.names.map((label) => ({ name: label, at: item.at, region: around })));
    } else if (item.kind === "ref") {
      if (around !== undefined && isInTitle(text, around.from, item.at))
        around.refs.push(...item.names);
    } else if (name !== undefined) {
      const { at, end: from } = item;
      open.push({ name, at, from, to: text.length, end: text.length, labels: [], refs: [] });
    } else {
      regions.push(...closedBy(open, item));
    }
  }
  return { regions: [...regions, ...open.toReversed()], labels };
}

/** The name of the region that an item opens. */
function opened(item: Item): string | undefined {
  if (item.kind === "display") return item.text === "\\[" ? item.text : undefined;
  return item.kind === "begin" && item.name !== "document" ? item.name : undefined;
}

/** What an end closes: the nearest region of its name with all that is open in it; a heading closes all. */
function closedBy(open: Draft[], item: Item): readonly Draft[] {
  const name = item.kind === "end" ? item.name : item.kind === "display" ? "\\[" : undefined;
  const index = item.kind === "heading" ? 0 : open.findLastIndex((draft) => draft.name === name);
  if (index < 0) return [];
  const closed = open.splice(index).toReversed();
  for (const draft of closed)
    [draft.to, draft.end] = [item.at, item.kind === "heading" ? item.at : item.end];
  return closed;
}

/** Whether a place is in the optional argument of the `\begin` that ends at `from`. */
function isInTitle(text: string, from: number, at: number): boolean {
  return at - from < 256 && /^[ \t]*\[[^\]]*$/.test(text.slice(from, at));
}
