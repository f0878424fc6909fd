import { Layout } from "../context/lean/layout.ts";
import { leanCode } from "../context/lean/code.ts";
import { closerOf, isCloser, tokensOf, type Token } from "../context/lean/tokens.ts";
import { lineEnd } from "../document.ts";
import { declarationAt, type Declaration } from "./declaration.ts";

/** A cursor in a declaration and the step that it is in. Offsets are UTF-16 code units of the whole text. */
export interface Place {
  readonly text: string;
  readonly declaration: Declaration;
  /** What a candidate replaces: empty at the cursor, or the `sorry` that the cursor touches. */
  readonly from: number;
  readonly to: number;
  /** Where the step that the cursor is in begins: `from` where nothing of it is typed. */
  readonly step: number;
  /** Where the step ends, as far as its line and its brackets tell: `to` where nothing of it follows the cursor. */
  readonly stepEnd: number;
  /** Column of the step in characters, as Lean counts. */
  readonly column: number;
  /** A space where a step would otherwise grow together with the word before it: right after `by`. */
  readonly glue: "" | " ";
  /** The cursor is in a tactic proof; otherwise a term or nothing at all is expected. */
  readonly inProof: boolean;
  /** Code of the declaration follows the place. */
  readonly followed: boolean;
  /** What follows the place cannot be left out: it closes brackets, or belongs to the whole. */
  readonly bound: boolean;
  /** Each `sorry` of the declaration outside of the place. */
  readonly holes: readonly Hole[];
}

/** A `sorry` that the person wrote. */
interface Hole {
  readonly offset: number;
  /** It stands for a step, otherwise for a term. */
  readonly step: boolean;
}

/** The place of a cursor; the text has `\n` line breaks. Undefined outside of declarations. */
export function placeAt(text: string, offset: number): Place | undefined {
  const declaration = declarationAt(text, offset);
  if (declaration === undefined) return undefined;
  const { head, end } = declaration;
  const code = leanCode(text.slice(head, Math.max(end, offset))).code;
  const at = offset - head;
  const { from, to } = sorryAt(code, at) ?? { from: at, to: at };
  const column = columnOf(text, head);
  const { step, inProof, inBracket } = readSteps(code, column, from);
  const rest = code.slice(to, Math.max(end - head, to));
  const followed = rest.trim() !== "";
  return {
    text,
    declaration,
    from: head + from,
    to: head + to,
    step: head + step,
    stepEnd: head + to + restOfStep(code.slice(step, from), rest),
    column: columnOf(text, head + step),
    glue: step === from && /[\p{L}\p{N}_]$/u.test(code.slice(0, from)) ? " " : "",
    inProof,
    followed,
    bound:
      followed && (declaration.whole || inBracket || rest.slice(0, lineEnd(rest, 0)).trim() !== ""),
    holes: holesIn(code, column, { from, to }).map((hole) => ({
      ...hole,
      offset: head + hole.offset,
    })),
  };
}

/** The `sorry` that the offset touches. */
function sorryAt(code: string, offset: number): { from: number; to: number } | undefined {
  for (const { index } of code.matchAll(/(?<![\p{L}\p{N}_'.!?])sorry(?![\p{L}\p{N}_'!?])/gu)) {
    if (index <= offset && offset <= index + 5) return { from: index, to: index + 5 };
    if (index > offset) break;
  }
  return undefined;
}

/** Column, in characters, of the last step of the place's block with `insert` in it: of `b` in `a; b`. */
export function lastColumn(place: Place, insert: string): number {
  const { text, declaration, step, from } = place;
  const { head } = declaration;
  const { code } = leanCode(text.slice(head, from) + insert);
  const reader = new StepReader(columnOf(text, head));
  let depth: number | undefined;
  let last = step - head;
  for (const token of tokensOf(code, columnOf(text, head))) {
    const block = reader.feed(token);
    if (block === undefined || token.index < step - head) continue;
    depth ??= block;
    if (block === depth) last = token.index;
  }
  // A step that hangs over several lines has others to the left of where it begins.
  const hangs = code.slice(last).includes("\n");
  return last === step - head || hangs
    ? place.column
    : columnOf(text.slice(0, head) + code, head + last);
}

interface Steps {
  readonly step: number;
  readonly inProof: boolean;
  readonly inBracket: boolean;
}

function readSteps(code: string, column: number, at: number): Steps {
  const reader = new StepReader(column);
  for (const token of tokensOf(code.slice(0, at), column)) reader.feed(token);
  return reader.at(code, column, at);
}

function holesIn(code: string, column: number, place: { from: number; to: number }): Hole[] {
  const reader = new StepReader(column);
  const holes: Hole[] = [];
  for (const token of tokensOf(code, column)) {
    const step = reader.feed(token) !== undefined;
    const { text, index } = token;
    if (text === "sorry" && (index < place.from || index >= place.to)) {
      holes.push({ offset: index, step });
    }
  }
  return holes;
}

/** How much of the text behind the place belongs to the step that is typed before it. */
function restOfStep(typed: string, rest: string): number {
  let depth = 0;
  for (const { text } of tokensOf(typed)) depth += depthOf(text);
  let end = 0;
  for (const { text, index, first } of tokensOf(rest, 0, false)) {
    if (depth <= 0 && (first || isCloser(text) || /^(?:;|<;>|,|\|)$/.test(text))) break;
    depth += depthOf(text);
    end = index + text.length;
  }
  return end;
}

function depthOf(token: string): number {
  if (closerOf(token) !== undefined) return 1;
  return isCloser(token) ? -1 : 0;
}

/** Follows where the steps of a proof begin. */
class StepReader {
  readonly #layout: Layout;
  /** For each block, by its depth, where its last step begins. */
  readonly #starts = new Map<number, number>();
  #last = "";

  constructor(column: number) {
    this.#layout = new Layout(column);
  }

  /** Number of the block in which the token begins a step; undefined if it begins none. */
  feed(token: Token): number | undefined {
    const begins = this.#begins(token);
    const { depth } = this.#layout;
    if (begins) this.#starts.set(depth, token.index);
    this.#layout.feed(token);
    this.#last = token.text;
    return begins ? depth : undefined;
  }

  at(code: string, column: number, offset: number): Steps {
    const line = code.lastIndexOf("\n", offset - 1) + 1;
    const fresh = code.slice(line, offset).trim() === "";
    const begins = this.#begins({
      text: "",
      index: offset,
      column: offset - line + (line === 0 ? column : 0),
      first: fresh,
    });
    const start = begins ? undefined : this.#starts.get(this.#layout.depth);
    return {
      step: start ?? offset,
      inProof: this.#layout.inProof,
      inBracket: this.#layout.brackets.length > 0,
    };
  }

  #begins(token: Token): boolean {
    const { waits } = this.#layout;
    const starts = token.first ? this.#layout.startLine(token) : waits;
    return this.#layout.inProof && (starts || this.#last === ";" || this.#last === "<;>");
  }
}

/** In characters, as Lean counts. */
function columnOf(text: string, offset: number): number {
  return Array.from(text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset)).length;
}
