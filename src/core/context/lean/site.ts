import type { Refusal, Refused } from "../../complete/language.ts";
import { lineEnd, withLineFeeds } from "../../document.ts";
import { stableStart } from "../window.ts";
import { leanCode } from "./code.ts";
import { Layout } from "./layout.ts";
import { closerOf, isCloser, isWord, tokensOf, type Token } from "./tokens.ts";

/** A cursor in Lean code and what the layout around it says about a step there. Columns are UTF-16 code units. */
export interface Site {
  readonly kind: "site";
  /** The text before the cursor, with `\n` line breaks, from a left edge that seldom moves. */
  readonly before: string;
  /** The spaces and tabs right before the cursor. */
  readonly gap: string;
  /** The cursor's line up to the cursor, as it is and as code. */
  readonly line: string;
  readonly lineCode: string;
  /** Only spaces stand before the cursor in its line. */
  readonly fresh: boolean;
  /** Right after `by` and the like: the step may go to a line of its own. */
  readonly waits: boolean;
  /** The cursor is too far left for the block that waits, so that the step brings its own indentation. */
  readonly outdented: boolean;
  /** Whether the cursor is in a tactic proof or a calculation; otherwise the person asked outside of one. */
  readonly inProof: boolean;
  /** The word that touches the cursor: the step may go on with it. */
  readonly stem: Token | undefined;
  /** Up to the cursor, without the stem. */
  readonly layout: Layout;
  /** Depths of the open brackets that the text after the cursor closes. */
  readonly supplied: ReadonlySet<number>;
  /** `theorem`, `example` … and the name, if there is one; undefined outside of declarations. */
  readonly declaration: { readonly keyword: string; readonly name: string } | undefined;
  /** The rest of the cursor's line, and some of the lines after it that are not blank, trimmed. */
  readonly rest: string;
  readonly following: readonly string[];
}

/** How far the text after the cursor is looked at, in UTF-16 code units. */
const lookAhead = 4096;
/** No abbreviation of Lean's input method is longer. */
const longestAbbreviation = 48;

/**
 * Looks at the cursor. Only a bounded part of the file is read: a proof whose declaration begins further back
 * than its left edge (32,768 code units at least) counts as outside of a proof.
 */
export function leanSite(text: string, offset: number, explicit: boolean): Site | Refused {
  const start = stableStart(offset);
  const before = withLineFeeds(text.slice(start, offset));
  const after = withLineFeeds(text.slice(offset, offset + lookAhead));
  const { code, end } = leanCode(before, start === 0);
  const refusal = end === "code" ? shyness(before, after, explicit) : end;
  if (refusal !== undefined) return { kind: "refused", reason: refusal };
  const site = siteAt({ before, after, code, partial: start > 0 });
  return site.inProof || explicit ? site : { kind: "refused", reason: "outsideProof" };
}

function shyness(before: string, after: string, explicit: boolean): Refusal | undefined {
  if (/\\[^\s\\]*$/.test(before.slice(-longestAbbreviation))) return "abbreviation";
  const rest = after.slice(0, lineEnd(after, 0));
  const wordEnd = /^[\p{L}\p{N}_'!?]*/u.exec(rest)?.[0].length ?? 0;
  const inWord = wordEnd > 0 && /[\p{L}\p{N}_'!?.]$/u.test(before.slice(-2));
  if (inWord && !explicit) return "midWord";
  return mayGoOn(inWord ? rest.slice(wordEnd) : rest) ? undefined : "midLine";
}

/** Whether a step can stand before the rest of the line: before a closer, or where only punctuation follows. */
function mayGoOn(rest: string): boolean {
  return /^\s*(?:[)\]}⟩⟫⟧›»⌋⌉]|[,;]*\s*$)/u.test(rest);
}

interface Cut {
  readonly before: string;
  readonly after: string;
  readonly code: string;
  /** The text before the cursor is not all there is in the file. */
  readonly partial: boolean;
}

function siteAt(cut: Cut): Site {
  const { before, after } = cut;
  // Lean knows no tabs; where there are some all the same they count as much as in the answer.
  const code = cut.code.replaceAll("\t", "  ");
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const lineCode = code.slice(code.lastIndexOf("\n") + 1);
  const column = lineCode.length;
  const fresh = line.trim() === "";
  const command = lastCommand(code, cut.partial);
  const { layout, stem } = readLayout(code.slice(command.index), command.column);
  const full = new Layout(layout);
  if (stem !== undefined) feed(full, stem);
  const { waits } = full;
  const outdented = fresh && waits && column <= full.floor;
  if (fresh && !outdented) full.startLine({ text: "", index: 0, column, first: true });
  const inProof = full.inProof && !(fresh && column <= command.column);
  const restEnd = lineEnd(after, 0);
  return {
    kind: "site",
    before,
    gap: spacesAtEnd(line),
    line,
    lineCode,
    fresh,
    waits,
    outdented,
    inProof,
    stem,
    layout,
    supplied: suppliedBy(after, full),
    declaration: fresh && column <= command.column ? undefined : declarationAt(code, command),
    rest: after.slice(0, restEnd),
    following: after
      .slice(restEnd)
      .split("\n")
      .map((next) => next.trim())
      .filter((next) => next !== ""),
  };
}

/** The tokens of a command up to the cursor, and the word that touches the cursor. */
function readLayout(code: string, column: number): { layout: Layout; stem: Token | undefined } {
  const layout = new Layout(column);
  let last: Token | undefined;
  for (const token of tokensOf(code)) {
    if (last !== undefined) feed(layout, last);
    last = token;
  }
  const touches =
    last !== undefined && isWord(last.text) && last.index + last.text.length === code.length;
  if (last !== undefined && !touches) feed(layout, last);
  return { layout, stem: touches ? last : undefined };
}

function feed(layout: Layout, token: Token): void {
  if (token.first) layout.startLine(token);
  layout.feed(token);
}

interface Command {
  /** Start of its line in the code. */
  readonly index: number;
  readonly column: number;
}

const modifiers = String.raw`(?:@\[[^\]\n]*\][ \t]*)?(?:(?:private|protected|public|noncomputable|partial|unsafe|nonrec|scoped|local|meta)[ \t]+)*`;
// A letter, `@` or `#` at column 0 begins a command, except for words that go on with one. Some people indent declarations.
const commandStart = new RegExp(
  String.raw`^(?:(?!(?:where|deriving|termination_by|decreasing_by|else|then|by|at|using|with|from)\b)[\p{L}@#]|(?<indent>[ \t]+)${modifiers}(?:theorem|lemma|def|example|abbrev|instance)\b)`,
  "gmu",
);

/** The command that the end of the code may be part of. */
function lastCommand(code: string, partial: boolean): Command {
  const whole = partial ? code.indexOf("\n") + 1 || code.length : 0;
  let command: Command = { index: code.length, column: 0 };
  for (const { index, groups } of code.slice(whole).matchAll(commandStart)) {
    command = { index: whole + index, column: groups?.["indent"]?.length ?? 0 };
  }
  return command;
}

function declarationAt(code: string, { index }: Command): Site["declaration"] {
  // Attributes and `open … in` may come first; a header longer than this has them without end.
  const header = code.slice(index, index + 1000);
  const found =
    /\b(theorem|lemma|example|def|abbrev|instance|structure|class|inductive|opaque)\b\s*([^\s()[\]{}⦃:,]*)/u.exec(
      header,
    );
  const [, keyword, name] = found ?? [];
  if (keyword === undefined || name === undefined) return undefined;
  return { keyword, name: name.replace(/\.$/, "") };
}

/** Which open brackets the text after the cursor closes, as far as it belongs to the block of the cursor. */
function suppliedBy(after: string, layout: Layout): ReadonlySet<number> {
  const open = layout.brackets.toReversed();
  const supplied = new Set<number>();
  if (open.length === 0) return supplied;
  let next = 0;
  for (const closer of strayClosers(leanCode(after).code, layout.column)) {
    const match = open.findIndex(({ close }, index) => index >= next && close === closer);
    const bracket = open[match];
    if (bracket === undefined) continue;
    supplied.add(bracket.depth);
    next = match + 1;
  }
  return supplied;
}

/** The closers of brackets that are opened before the text, up to a line that is outside of the block. */
function strayClosers(code: string, column: number): readonly string[] {
  const open: string[] = [];
  const stray: string[] = [];
  for (const token of tokensOf(code, 0, false)) {
    if (token.first && token.column <= column && !isCloser(token.text)) break;
    const close = closerOf(token.text);
    if (close !== undefined) open.push(close);
    else if (isCloser(token.text) && open.pop() !== token.text) stray.push(token.text);
  }
  return stray;
}

function spacesAtEnd(line: string): string {
  let start = line.length;
  while (start > 0 && (line[start - 1] === " " || line[start - 1] === "\t")) start -= 1;
  return line.slice(start);
}
