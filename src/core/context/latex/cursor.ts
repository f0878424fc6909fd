import { withLineFeeds } from "../../document.ts";
import { isStatement } from "./names.ts";
import {
  advance,
  enclosing,
  file,
  fileWith,
  nearest,
  outermost,
  type Nested,
  type Open,
} from "./nesting.ts";
import { isIncomplete, isUnclosed, tokenAt, type Token, type TokenKind } from "./tokens.ts";

/** How far the scanner looks, in UTF-16 code units. */
const reach = { before: 32_768, after: 4_096, beyond: 65_536 } as const;

/** A cursor in text or maths. */
export interface LatexCursor {
  readonly kind: "cursor";
  /** The innermost thing open at the cursor. */
  readonly open: Open;
  /** Those of the things open at the cursor that the text after it closes. */
  readonly closed: ReadonlySet<Open>;
  /** The text before the cursor as far as it was scanned, with `\n` line breaks. */
  readonly before: string;
  /** The text after the cursor as far as it was scanned, with `\n` line breaks. */
  readonly after: string;
  /** Where in `before` the cursor's paragraph starts. */
  readonly paragraph: number;
  /** Where in `before` the token starts that touches the cursor and may go on; else its length. */
  readonly tail: number;
  /** The theorem-like environment that ended last, by name. */
  readonly statement: string | undefined;
}

/** A cursor in something that TeX does not typeset as text or maths. */
export interface Unread {
  readonly kind: "comment" | "verbatim" | "preamble";
}

/**
 * What the place at `offset` is. Looks at a bounded part of the text, so it is fast on any text. `verbatim`:
 * environments that TeX does not read, beside those that it never reads.
 */
export function latexAt(
  text: string,
  offset: number,
  verbatim?: readonly string[],
): LatexCursor | Unread {
  const body = bodyStart(text);
  if (body !== undefined && offset < body) return { kind: "preamble" };
  const { before, after, beyond } = surroundings(text, offset);
  return cursorBetween(before, after, { root: fileWith(verbatim), beyond });
}

/** The bounded parts of a text that are looked at: from an empty line to the offset, behind it, and beyond. */
export function surroundings(
  text: string,
  offset: number,
): { readonly before: string; readonly after: string; readonly beyond: string } {
  return {
    before: withLineFeeds(text.slice(safeStart(text, offset), offset)),
    after: withLineFeeds(text.slice(offset, offset + reach.after)),
    beyond: text.slice(offset + reach.after, offset + reach.beyond),
  };
}

/**
 * The cursor between two texts. `root` is what the first one starts in, `beyond` text further on in which only
 * the ends of environments are looked for.
 */
export function cursorBetween(
  before: string,
  after: string,
  around: { readonly root?: Open; readonly beyond?: string } = {},
): LatexCursor | Unread {
  const { last, ...scanned } = scan(before, around.root ?? file);
  if (last !== undefined && isUnclosed(last.token)) return unread(last.token);
  const tail = last !== undefined && touches(last.token) ? last.at : before.length;
  const closed = closedAfter(scanned.open, after, around.beyond ?? "");
  return { kind: "cursor", ...scanned, closed, before, after, tail };
}

/** What a text that starts in `root` leaves behind. */
function scan(
  text: string,
  root: Open,
): Pick<LatexCursor, "open" | "paragraph" | "statement"> & { readonly last: Placed | undefined } {
  let open = root;
  let paragraph = 0;
  let statement: string | undefined;
  let last: Placed | undefined;
  for (const placed of tokens(text, () => open)) {
    const { token, at, previous, end } = placed;
    if (token.kind === "blank") paragraph = end;
    if (token.kind === "end" && isStatement(token.name)) statement = token.name;
    open = advance(open, { token, at, previous });
    last = placed;
  }
  return { open, paragraph, statement, last };
}

interface Placed {
  readonly token: Token;
  readonly at: number;
  readonly end: number;
  readonly previous: Token | undefined;
}

/** The tokens of a text; `open` tells what is open before each. */
export function* tokens(text: string, open: () => Open): Generator<Placed> {
  const { verbatim } = outermost(open());
  let previous: Token | undefined;
  let at = 0;
  while (at < text.length) {
    const token = tokenAt(text, at, open().mode === "inline", verbatim);
    const end = at + token.text.length;
    yield { token, at, end, previous };
    previous = token;
    at = end;
  }
}

/** Where the text after `\begin{document}` starts; undefined for a part of a document. */
function bodyStart(text: string): number | undefined {
  const begin = String.raw`\begin{document}`;
  for (let at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at + 1)) {
    const line = text.slice(Math.max(text.lastIndexOf("\n", at) + 1, at - 1000), at);
    if (!/(?<!\\)%/.test(line)) return at + begin.length;
  }
  return undefined;
}

/** An empty line about `reach.before` in front of the offset, so that scanning starts outside of maths. */
function safeStart(text: string, offset: number): number {
  const from = offset - reach.before;
  if (from <= 0) return 0;
  const part = text.slice(from, offset);
  const found = /\n[ \t]*\r?\n/.exec(part) ?? /\n/.exec(part);
  return from + (found === null ? 0 : found.index + found[0].length);
}

function unread(token: Token): Unread {
  return { kind: token.kind === "comment" || token.name === "comment" ? "comment" : "verbatim" };
}

/** Whether text written right behind the token may become a part of it. */
function touches(token: Token): boolean {
  return token.kind === "word" || token.kind === "command" || isIncomplete(token);
}

/** Which of the things open at the cursor the text after it closes. */
function closedAfter(open: Open, after: string, beyond: string): ReadonlySet<Open> {
  const around = new Set<Open>(enclosing(open));
  const closed = new Set<Open>();
  const lonely = lonelyDollar(open, after);
  let now = open;
  for (const { token, previous } of tokens(after, () => now)) {
    if (now.kind === "file") break;
    if (lonely?.name === token.text && isIn(now, lonely)) now = lonely.outer;
    const next = advance(now, { token, at: 0, previous });
    const ended = endedBy(token, now, next);
    if (ended !== undefined && around.has(ended)) closed.add(ended);
    now = next;
  }
  const rest = enclosing(now).filter((node) => node.kind === "environment" && around.has(node));
  for (const node of rest.slice(0, 16)) {
    if (beyond.includes(`\\end{${node.name}}`)) closed.add(node);
  }
  return closed;
}

/** Whether a place is maths inside of this. */
function isIn(open: Open, node: Nested): boolean {
  return open.mode !== "text" && enclosing(open).includes(node);
}

/** What a token closes itself; things inside of it were left open. */
function endedBy(token: Token, from: Open, to: Open): Nested | undefined {
  if (!closers.has(token.kind) || (to.kind !== "file" && to.outer === from)) return undefined;
  let node = from;
  let last: Nested | undefined;
  while (node !== to) {
    if (node.kind === "file") return undefined;
    last = node;
    node = node.outer;
  }
  return last;
}

/** `[` can close an interval. */
const closers: ReadonlySet<TokenKind> = new Set([
  "end",
  "mathsEnd",
  "maths",
  "right",
  "braceEnd",
  "groupEnd",
  "group",
] as const);

/**
 * The dollar that opened the cursor's maths, if the dollars in the rest of the paragraph pair up without it:
 * then the first of them opens the next formula.
 */
function lonelyDollar(open: Open, after: string): Nested | undefined {
  if (open.mode === "text") return undefined;
  const opener = nearest(open, (node) => node.kind === "maths");
  if (opener === undefined || !opener.name.startsWith("$")) return undefined;
  const count = dollarsIn(after, opener);
  return count > 0 && count % 2 === 0 ? opener : undefined;
}

/** How many of the dollars that opened something stand in the rest of its paragraph, or of the braces around it. */
function dollarsIn(after: string, opener: Nested): number {
  let count = 0;
  let depth = enclosing(opener.outer).some(({ kind }) => kind === "brace") ? 1 : Infinity;
  for (const { token } of tokens(after, () =>
    opener.mode === "inline" ? opener : outermost(opener),
  )) {
    depth += depths[token.kind] ?? 0;
    if (token.kind === "blank" || depth === 0) break;
    if (token.text === opener.name) count += 1;
  }
  return count;
}

const depths: Partial<Record<TokenKind, number>> = { brace: 1, braceEnd: -1 };
