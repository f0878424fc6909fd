import { leanCode } from "../context/lean/code.ts";
import { Layout } from "../context/lean/layout.ts";
import type { Site } from "../context/lean/site.ts";
import { continuesWord, isCloser, isWord, tokensOf, type Token } from "../context/lean/tokens.ts";
import { withLineFeeds } from "../document.ts";
import { leanMaxTokens } from "../prompts/leanStep.ts";
import type { DropReason, Reading } from "./language.ts";
import { refusedIn } from "./leanWords.ts";
import { withoutSuffix } from "./leanSuffix.ts";

/**
 * Reads a stream into one step: one tactic with everything that is indented under it. Comments inside of it stay,
 * one at its end goes.
 */
export function readLeanStep(site: Site, streamed: string, ended: boolean): Reading {
  const answer = fit(site, streamed);
  const border = borderIn(site, answer);
  const text = answer.slice(0, border);
  const extent = measure(site, text, ended || border !== undefined);
  if (extent.kind === "dropped") return extent;
  const chosen = extent.closed || border !== undefined;
  const over = chosen || ended;
  const complete = over || extent.end < extent.code.length;
  if (refusedIn(site, extent.code.slice(0, extent.end), complete)) return drop("refusedWord");
  if (!over) return { kind: "unfinished", soFar: safePart(site, text, extent.safe) };
  return conclude(site, text, extent, chosen || !maybeCut(site, streamed));
}

/** Where no step can go on: a blank line, or the mark between the parts of a frame. */
function borderIn(site: Site, text: string): number | undefined {
  const pattern = site.fresh && !site.outdented ? /(?:^|\n) *(?=\n)|---/ : /\n *(?=\n)|---/;
  return pattern.exec(text)?.index;
}

function conclude(site: Site, text: string, extent: Extent, whole: boolean): Reading {
  if (extent.end === 0) return drop(extent.reason ?? "empty");
  const end = whole && !extent.open ? extent.end : extent.safe;
  if (end === undefined) return drop("unbalanced");
  const step = withoutSuffix(site, polish(text.slice(0, end)));
  return step === undefined ? drop("suffix") : { kind: "finished", text: step };
}

interface Extent {
  readonly kind: "extent";
  readonly code: string;
  /** End of the last token of the step; 0 when there is none. */
  readonly end: number;
  /** Something came that does not belong to the step. */
  readonly closed: boolean;
  /** Why a step without tokens has none. */
  readonly reason: DropReason | undefined;
  /** A bracket or string is open at the end, and the text after the cursor does not close it. */
  readonly open: boolean;
  /** End of the last part that can stand alone: the items of a block but the one under work. */
  readonly safe: number | undefined;
}

type Dropped = Extract<Reading, { kind: "dropped" }>;

function drop(reason: DropReason): Dropped {
  return { kind: "dropped", reason };
}

/** The answer in the document's columns: no tabs, and at the cursor's column when it began further right. */
function fit(site: Site, streamed: string): string {
  // The other half of an astral character is still to come.
  const text = withLineFeeds(streamed.replace(/[\uD800-\uDBFF]$/, "")).replaceAll("\t", "  ");
  if (site.outdented || (!site.fresh && site.gap === "")) return text;
  const stray = /^ */.exec(text)?.[0].length ?? 0;
  const rest = text.slice(stray);
  return site.fresh && stray > 0
    ? rest.replaceAll(new RegExp(`\n {1,${String(stray)}}`, "g"), "\n")
    : rest;
}

/** Follows the layout through the answer, up to the first token that is not part of the step. */
function measure(site: Site, text: string, over: boolean): Extent | Dropped {
  const scanned = leanCode(site.lineCode + text);
  const code = scanned.code.slice(site.lineCode.length);
  const walk = new Walk(site, code);
  for (const token of walk.tokens) {
    if (!over && walk.undecided(token)) break;
    if (!walk.take(token)) break;
  }
  if (walk.astray) return drop("empty");
  const open = walk.open || (!walk.closed && scanned.end === "string");
  const { end, closed, reason, safe } = walk;
  return { kind: "extent", code, end, closed, reason, open, safe };
}

/** Words and signs that make a difference at the start of a line; what could still become one has to wait. */
const decisive = ["else", "using", "at", "with", "from", "then", "_", "--", "/-"];

class Walk {
  readonly tokens: Iterable<Token>;
  readonly #site: Site;
  readonly #layout: Layout;
  readonly #length: number;
  /** Characters of the stem in front of the code. */
  readonly #stem: number;
  #first: Token | undefined;
  /** Depth of the block that the step is an item of. */
  #home = 0;
  end = 0;
  closed = false;
  astray = false;
  reason: DropReason | undefined;
  open = false;
  safe: number | undefined;

  constructor(site: Site, code: string) {
    this.#site = site;
    this.#layout = new Layout(site.layout);
    const { stem } = site;
    const joined = stem !== undefined && continuesWord(code);
    if (stem !== undefined && !joined) {
      if (stem.first) this.#layout.startLine(stem);
      this.#layout.feed(stem);
    }
    const head = joined ? stem.text : "";
    this.#stem = head.length;
    this.#length = head.length + code.length;
    const first = joined ? stem.first : site.fresh;
    this.tokens = tokensOf(head + code, site.lineCode.length - head.length, first);
  }

  /** Whether the decision on this token could change as more text comes. */
  undecided({ text, index, first }: Token): boolean {
    if (!first || index + text.length < this.#length) return false;
    return decisive.some((word) => word.startsWith(text) && (word !== text || isWord(word)));
  }

  /** False when the token is not part of the step. */
  take(token: Token): boolean {
    const belongs = this.#first === undefined ? this.#begin(token) : this.#goOn(token);
    if (!belongs || !this.#mayClose(token)) {
      this.closed = true;
      return false;
    }
    this.#layout.feed(token);
    this.#home = Math.min(this.#home, this.#layout.depth);
    this.end = token.index + token.text.length - this.#stem;
    // Brackets around the block that the step is an item of may be closed later.
    this.open = this.#layout.brackets.some(
      ({ depth }) => depth > this.#home && !this.#site.supplied.has(depth),
    );
    return true;
  }

  /** The first token says which block the step is an item of. False when it is of none that it may be in. */
  #begin(token: Token): boolean {
    this.#first = token;
    const layout = this.#layout;
    const { depth, waits } = layout;
    if (token.first) {
      const starts = layout.startLine(token);
      const left = layout.depth < depth && (waits || !layout.inProof);
      this.astray = this.#site.inProof ? left : starts && this.#site.declaration !== undefined;
      if (this.#site.fresh && !starts) layout.indent(token);
    }
    this.#home = layout.depth;
    return !this.astray;
  }

  #goOn(token: Token): boolean {
    if (!token.first) return true;
    const layout = this.#layout;
    const filled = !layout.waits;
    const starts = layout.startLine(token);
    if (layout.depth < this.#home || (layout.depth === this.#home && starts)) return false;
    if (this.#nextArm(token)) return false;
    if (starts && filled && !this.open) this.safe = this.end;
    return true;
  }

  /** A step that is one arm of a `match` ends where the next arm begins. */
  #nextArm(token: Token): boolean {
    const first = this.#first;
    return token.text === "|" && first?.text === "|" && token.column <= first.column;
  }

  /** Whether the token is anything but a closer for which there is no bracket, or for which there is a closer already. */
  #mayClose({ text }: Token): boolean {
    if (!isCloser(text)) return true;
    const depth = this.#layout.closes(text);
    if (depth >= 0 && !this.#site.supplied.has(depth)) return true;
    this.reason = depth < 0 ? "unbalanced" : "suffix";
    return false;
  }
}

function safePart(site: Site, text: string, safe: number | undefined): string | undefined {
  return safe === undefined ? undefined : withoutSuffix(site, polish(text.slice(0, safe)));
}

/** Without spaces at line ends, and without a combinator or bullet that has nothing to work on. */
function polish(text: string): string {
  return text.replaceAll(/ +(?=\n)/g, "").replace(/\s*(?:<;>|·|\|)$/u, "");
}

/** Whether the limit of tokens could have ended the answer: a token is a byte of UTF-8 at least. */
function maybeCut(site: Site, streamed: string): boolean {
  const bytes = new TextEncoder().encode(streamed).length + site.gap.length;
  return bytes >= leanMaxTokens && !streamed.endsWith("\n");
}
