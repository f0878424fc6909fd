import { withLineFeeds } from "../../document.ts";
import { cursorBetween, tokens, type LatexCursor, type Unread } from "./cursor.ts";
import type { Item } from "./items.ts";
import { environmentFacts, isVerbatim } from "./names.ts";
import { advance, enclosing, fileWith, outermost, type Nested, type Open } from "./nesting.ts";
import type { Token } from "./tokens.ts";
import { chunkAt, itemsOf, type Structure } from "./structure.ts";

/** How far a place is looked at, in UTF-16 code units. */
const reach = { before: 32_768, after: 4_096, beyond: 65_536 } as const;

type SiteMode = "text" | "inlineMath" | "displayMath" | "comment" | "verbatim" | "preamble";

/** What a place stands in. Offsets are those of the text. */
export interface LatexSite {
  readonly mode: SiteMode;
  /** Outermost first. */
  readonly environments: readonly Enclosing[];
  /** The formula around the place, without its delimiters at the start; undefined in text. */
  readonly formula: Formula | undefined;
  /** Row and cell of the innermost environment that has them, from 0. */
  readonly alignment: { readonly row: number; readonly cell: number } | undefined;
  /** What is open beside environments, outermost first: `{`, `(`, `\left(`, `$`, `\[`. */
  readonly delimiters: readonly string[];
  /** Those delimiters and environments that the text after the place closes, innermost first. */
  readonly closed: readonly string[];
}

interface Enclosing {
  readonly name: string;
  /** Where its `\begin` starts. */
  readonly at: number;
}

interface Formula {
  /** `$`, `\[` … or the environment's name. */
  readonly opener: string;
  readonly at: number;
}

/** What stands around a place. Takes a bounded time whatever the text. */
export function siteAt(structure: Structure, offset: number): LatexSite {
  const { text } = structure;
  const { start, root } = rootAt(structure, offset);
  const before = withoutDefinitions(structure, start, offset);
  const cursor = cursorBetween(before, withLineFeeds(text.slice(offset, offset + reach.after)), {
    root,
    beyond: text.slice(offset + reach.after, offset + reach.beyond),
  });
  const site = siteOf(cursor, {
    text,
    offset,
    open: cursor.kind === "cursor" ? cursor.open : openIn(before, root),
    startOf: placeOf(root, start),
  });
  if (offset < preambleEnd(structure)) return { ...site, mode: "preamble" };
  if (cursor.kind === "cursor") return site;
  return { ...site, environments: withVerbatim(site.environments, { before, start, root }) };
}

/** Where things start: those of `root` know it, the others count from `start`. */
function placeOf(root: Open, start: number): (node: Nested) => number {
  const known = new Set<Open>(enclosing(root));
  return (node) => (known.has(node) ? node.at : start + node.at);
}

interface Ground {
  readonly text: string;
  readonly offset: number;
  /** What is open at the place. */
  readonly open: Open;
  readonly startOf: (node: Nested) => number;
}

/** What a cursor stands in. */
export function siteOf(cursor: LatexCursor | Unread, ground: Ground): LatexSite {
  const { open, startOf } = ground;
  const nodes = enclosing(open).toReversed();
  const closed = cursor.kind === "cursor" ? [...cursor.closed] : [];
  return {
    mode: modeOf(cursor),
    environments: nodes
      .filter(({ kind }) => kind === "environment")
      .map((node) => ({ name: node.name, at: startOf(node) })),
    formula: formulaAround(open, startOf),
    alignment: alignmentAt(ground),
    delimiters: nodes.filter(({ kind }) => kind !== "environment").map(({ name }) => name),
    closed: closed.flatMap((node) => (node.kind === "file" ? [] : [node.name])),
  };
}

/** Where the chunk of a place starts, or a later place from which on it is looked at, and what is open there. */
function rootAt(
  structure: Structure,
  offset: number,
): { readonly start: number; readonly root: Open } {
  const start = Math.max(chunkAt(structure, offset), offset - reach.before);
  let root = fileWith(structure.verbatim);
  let at = 0;
  for (const { text, items } of structure.chunks) {
    for (const item of items) {
      if (at + item.end > start) return { start, root };
      root = after(root, item, at);
    }
    at += text.length;
  }
  return { start, root };
}

/** What is open after an item of the chunk that starts at `start`. */
function after(open: Open, item: Item, start: number): Open {
  const token = tokenOf(item);
  return token === undefined
    ? open
    : advance(open, { token, at: start + item.at, previous: undefined });
}

function tokenOf(item: Item): Token | undefined {
  switch (item.kind) {
    case "begin":
    case "end":
      return { kind: item.kind, text: item.name, name: item.name };
    case "display":
      return { kind: item.text === "\\]" ? "mathsEnd" : "maths", text: item.text, name: "" };
    case "heading":
      return { kind: "command", text: "", name: "section" };
    default:
      return undefined;
  }
}

/**
 * The text from `start` to `offset` with blanks for the definitions in it, which may open what they do not close.
 * A carriage return counts as a blank, so that offsets stay what they are.
 */
function withoutDefinitions(structure: Structure, start: number, offset: number): string {
  let before = structure.text.slice(start, offset).replaceAll("\r", " ");
  for (const { kind, at, end } of itemsOf(structure, offset, start)) {
    const isDefinition = kind === "macro" || kind === "statement" || kind === "environment";
    if (!isDefinition || end > offset) continue;
    before = before.slice(0, at - start) + " ".repeat(end - at) + before.slice(end - start);
  }
  return before;
}

function preambleEnd(structure: Structure): number {
  for (const { kind, end, ...item } of itemsOf(structure)) {
    if (kind === "begin" && "name" in item && item.name === "document") return end;
  }
  return 0;
}

function modeOf(cursor: LatexCursor | Unread): SiteMode {
  if (cursor.kind !== "cursor") return cursor.kind;
  const modes = { text: "text", inline: "inlineMath", display: "displayMath" } as const;
  return modes[cursor.open.mode];
}

/** What is open at the end of a text that ends in something that TeX does not read. */
function openIn(text: string, root: Open): Open {
  let open = root;
  for (const { token, at, previous } of tokens(text, () => open)) {
    open = advance(open, { token, at, previous });
  }
  return open;
}

/** With the environment around a place that TeX does not read. */
function withVerbatim(
  environments: readonly Enclosing[],
  { before, start, root }: { readonly before: string; readonly start: number; readonly root: Open },
): readonly Enclosing[] {
  const at = before.lastIndexOf("\\begin{");
  const name = /^\\begin\{([^{}]*)\}/.exec(before.slice(at))?.[1];
  const isOpen =
    name !== undefined &&
    isVerbatim(name, outermost(root).verbatim) &&
    !before.includes(`\\end{${name}}`, at);
  return isOpen ? [...environments, { name, at: start + at }] : environments;
}

/** The outermost thing that makes a place maths. */
function formulaAround(open: Open, startOf: (node: Nested) => number): Formula | undefined {
  const outermost = enclosing(open)
    .toReversed()
    .find((node) => node.mode !== "text" && node.outer.mode === "text");
  const inner = open.mode === "text" ? undefined : outermost;
  return inner === undefined ? undefined : { opener: inner.name, at: startOf(inner) };
}

/** Counts the rows and cells before a place in the innermost environment that has them. */
function alignmentAt({ text, offset, open, startOf }: Ground): LatexSite["alignment"] {
  const around = enclosing(open).find(
    ({ kind, name }) => kind === "environment" && environmentFacts(name).rows,
  );
  if (around === undefined || offset - startOf(around) > reach.before) return undefined;
  let [row, cell] = [0, 0];
  let now = around.outer;
  for (const { token, at, previous } of tokens(text.slice(startOf(around), offset), () => now)) {
    const inner = enclosing(now).find(({ kind }) => kind === "environment" || kind === "brace");
    const isOwn = inner?.at === 0;
    if (isOwn && (token.kind === "row" || /^\\\\/.test(token.text))) [row, cell] = [row + 1, 0];
    if (isOwn && token.kind === "cell") cell += 1;
    now = advance(now, { token, at, previous });
  }
  return { row, cell };
}
