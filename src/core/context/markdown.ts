import { cursorBetween, surroundings, type LatexCursor, type Unread } from "./latex/cursor.ts";
import { formulaFile } from "./latex/nesting.ts";

/** A cursor that is not in maths. */
interface Prose {
  readonly kind: "outsideMaths";
}

/** The longest front matter that is looked for, in UTF-16 code units. */
const longestFrontMatter = 65_536;

/**
 * The cursor in the maths of a Markdown text: `$…$`, `$$…$$`, `\(…\)`, `\[…\]` and fences of the language
 * `math`. What comes back is about the formula alone. Looks at a bounded part of the text.
 */
export function markdownAt(text: string, offset: number): LatexCursor | Unread | Prose {
  if (offset < frontMatterEnd(text)) return { kind: "verbatim" };
  const { before, after } = surroundings(text, offset);
  const found = scan(before, after);
  if (found.kind !== "maths") return found;
  const { opener, from } = found;
  const formula = before.slice(from);
  const mode = opener === "$" || opener === "\\(" ? "inline" : "display";
  const root = formulaFile(opener, mode);
  const rest = mode === "inline" ? paragraphRest(after) : after;
  const cursor = cursorBetween(formula, rest, { root });
  const isPrice = opener === "$" && /^\d/.test(formula);
  const isOpen = cursor.kind === "cursor" && !cursor.closed.has(root);
  return isPrice && isOpen ? { kind: "outsideMaths" } : cursor;
}

type Opener = "$" | "$$" | "\\(" | "\\[" | "```";

interface Maths {
  readonly kind: "maths";
  readonly opener: Opener;
  /** Where the formula starts. */
  readonly from: number;
}

/** What the cursor is in, or where to look on. */
type Found = Maths | Unread | number;

/** Goes through the text before the cursor. */
function scan(before: string, after: string): Maths | Unread | Prose {
  let at = 0;
  while (at < before.length) {
    const found = pass(before, at, after);
    if (typeof found !== "number") return found;
    at = found;
  }
  return { kind: "outsideMaths" };
}

const piece = /<!--[^]*?(?:-->|$)|`+|\$\$?|\\[^]|\n|[^<`$\\\n]+|[^]/uy;

function pass(before: string, at: number, after: string): Found {
  const fenced = startsLine(before, at) ? fencedCode(before, at) : undefined;
  if (fenced !== undefined) return fenced;
  piece.lastIndex = at;
  const token = piece.exec(before)?.[0] ?? " ";
  const from = at + token.length;
  if (token.startsWith("<!--")) return token.endsWith("-->") ? from : { kind: "comment" };
  if (token.startsWith("`")) return codeSpan(before, from, { ticks: token, after });
  return isOpener(token) ? formula(before, at, token) : from;
}

function startsLine(text: string, at: number): boolean {
  return at === 0 || text.charAt(at - 1) === "\n";
}

const fence = /[ \t>]*(?<marks>`{3,}|~{3,})[ \t]*(?<info>[^\n`]*)(?:\n|$)/y;

function fencedCode(text: string, at: number): Found | undefined {
  fence.lastIndex = at;
  const found = fence.exec(text);
  const { marks, info } = found?.groups ?? {};
  if (found === null || marks === undefined) return undefined;
  const from = at + found[0].length;
  const end = new RegExp(`^[ \\t>]*${marks}+[ \\t]*(?:\\n|$)`, "m").exec(text.slice(from));
  if (end !== null) return from + end.index + end[0].length;
  const isMaths = info?.trim() === "math" && found[0].endsWith("\n");
  return isMaths ? { kind: "maths", opener: "```", from } : { kind: "verbatim" };
}

function codeSpan(
  before: string,
  from: number,
  span: { readonly ticks: string; readonly after: string },
): Found {
  const end = new RegExp(`(?<!\`)${span.ticks}(?!\`)`);
  const inside = paragraphRest(before.slice(from));
  const found = end.exec(inside);
  if (found !== null) return from + found.index + span.ticks.length;
  const reachesCursor = from + inside.length === before.length;
  return reachesCursor && end.test(paragraphRest(span.after)) ? { kind: "verbatim" } : from;
}

function isOpener(token: string): token is Exclude<Opener, "```"> {
  return token === "$" || token === "$$" || token === "\\(" || token === "\\[";
}

// A formula goes up to its closer; it is none when its paragraph or block or another opener comes before.
const content = String.raw`(?:\\[^]|[^\\])*?`;
const paragraphEnd = String.raw`\n[ \t]*\n`;
const blockEnd = String.raw`\n(?:#{1,6}[ \t]|[ \t>]*(?:\x60{3}|~{3}))`;
const closers = {
  $: String.raw`(?<closer>\$)`,
  $$: String.raw`(?<closer>\$\$)`,
  "\\(": String.raw`(?<closer>\\\))|\\\(`,
  "\\[": String.raw`(?<closer>\\\])|\\\[`,
} as const;

function formula(text: string, at: number, opener: Exclude<Opener, "```">): Found {
  const from = at + opener.length;
  if (opener === "$" && !canOpen(text, at)) return from;
  const end = isBlock(text, at, opener) ? blockEnd : paragraphEnd;
  const expression = new RegExp(`${content}(?:${closers[opener]}|${end})`, "uy");
  expression.lastIndex = from;
  const found = expression.exec(text);
  if (found === null) return { kind: "maths", opener, from };
  const past = expression.lastIndex;
  const closes = found.groups?.["closer"] !== undefined;
  return closes && (opener !== "$" || canClose(text, past - 1)) ? past : from;
}

/** Whether a display starts on a line of its own, so that it may contain empty lines. */
function isBlock(text: string, at: number, opener: Opener): boolean {
  const isDisplay = opener === "$$" || opener === "\\[";
  return isDisplay && /(?:^|\n)[ \t>]*$/.test(text.slice(Math.max(0, at - 80), at));
}

/** A dollar opens before a visible character or the cursor, and not behind a letter or digit. */
function canOpen(text: string, at: number): boolean {
  return (
    !/^\s/.test(text.charAt(at + 1)) && !/[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, at - 2), at))
  );
}

/** A dollar closes behind a visible character, and not before a digit. */
function canClose(text: string, at: number): boolean {
  return /\S/.test(text.charAt(at - 1)) && !/\d/.test(text.charAt(at + 1));
}

/** The text up to the next empty line. */
function paragraphRest(text: string): string {
  const end = /\n[ \t]*\n/.exec(text);
  return end === null ? text : text.slice(0, end.index);
}

/** Where the YAML at the top of the file ends; 0 when there is none. */
function frontMatterEnd(text: string): number {
  if (!/^---[ \t]*\r?\n/.test(text)) return 0;
  const end = /\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text.slice(0, longestFrontMatter));
  return end === null ? 0 : end.index + end[0].length;
}
