import { tokens, type LatexCursor } from "../context/latex/cursor.ts";
import { leftOpen } from "../context/latex/names.ts";
import { advance, closedBetween, type Nested, type Open } from "../context/latex/nesting.ts";
import { isIncomplete, mayGrow, tokenAt, type Token } from "../context/latex/tokens.ts";
import { lineEnd } from "../document.ts";
import type { DropReason, Reading } from "./language.ts";
import { openingStep } from "./latexOpening.ts";
import { overlap } from "./latexOverlap.ts";
import { endsSentence } from "./latexSentence.ts";
import { stepEnd, type Step, type Surroundings } from "./latexStepEnd.ts";

/** Fewer visible characters than these say the same as the document by chance. */
const chance = { atLineStart: 3, inLine: 12 } as const;

/** Reads the answer of a model at a cursor: where the step ends, and what of it can be inserted. */
export function latexReader(cursor: LatexCursor): (streamed: string, ended: boolean) => Reading {
  const { before, after, tail } = cursor;
  const says = after.replace(/^[ \t\n]+/, "");
  const around = { cursor, says, homes: homesOf(cursor), follower: followerIn(after) };
  const joins = before.slice(tail);
  const recent = before.slice(Math.max(0, tail - 24), tail);
  const followsSpace = /(?:^|\s)$/.test(before);
  return (streamed, ended) => {
    const answer = streamed.replaceAll("\r", "");
    const text = joins + (followsSpace ? answer.trimStart() : answer);
    return new Walk({ text, start: joins.length, recent }, around).read(ended);
  };
}

interface Answer {
  /** The token that touches the cursor, and what was written. */
  readonly text: string;
  /** Where what was written starts. */
  readonly start: number;
  /** The end of the text before `text`. */
  readonly recent: string;
}

/** One pass over an answer as far as it has streamed. */
class Walk {
  readonly #answer: Answer;
  readonly #around: Surroundings;
  /** Starts of tokens at which everything that has to be closed is closed. */
  readonly #homes: number[] = [];
  /** Those of them that end a word, a row or a term. */
  readonly #words: number[] = [];
  #open: Open;
  #sentence = false;
  /** The last visible token. */
  #last: Token | undefined;

  constructor(answer: Answer, around: Surroundings) {
    this.#answer = answer;
    this.#around = around;
    this.#open = around.cursor.open;
  }

  read(ended: boolean): Reading {
    const { text, start } = this.#answer;
    for (const { token, at, end, previous } of tokens(text, () => this.#open)) {
      const next = advance(this.#open, { token, at, previous });
      if (end > start) {
        const isSure = ended || end < text.length || !this.#mayGrow(token);
        this.#noteCuts(at, isSure && endsWord(token, this.#open));
        if (!isSure) break;
        const reading = this.#finished({ token, at, end, next }, ended);
        if (reading !== undefined) return reading;
      }
      this.#remember(token, end, next);
    }
    return ended ? this.#cut(text.length, this.#isHome()) : this.#unfinished();
  }

  /** What can be inserted if the step ends at a token. */
  #finished(
    found: Pick<Step, "token" | "at" | "end" | "next">,
    ended: boolean,
  ): Reading | undefined {
    const step = this.#step(found);
    const opening = openingStep(step, this.#around, ended);
    if (opening !== undefined) return opening;
    const repeated = found.token.kind === "space" ? this.#repeatedLine(found.end) : undefined;
    if (repeated !== undefined) return this.#cut(repeated, true, "suffix");
    const over = stepEnd(step, this.#around);
    if (over?.where === "after") return this.#cut(found.end, true);
    return over === undefined ? undefined : this.#cut(found.at, this.#isHome(), over.reason);
  }

  #mayGrow(token: Token): boolean {
    return mayGrow(token, this.#open.mode === "inline");
  }

  #step(found: Pick<Step, "token" | "at" | "end" | "next">): Step {
    return {
      ...found,
      open: this.#open,
      closed: closedBetween(this.#open, found.next),
      text: this.#answer.text,
      start: this.#answer.start,
      sentence: this.#sentence,
      colon: this.#last?.text === ":",
    };
  }

  #isHome(): boolean {
    const lacksSomething = this.#last !== undefined && isLeftOpen(this.#last);
    return this.#around.homes.has(this.#open) && !lacksSomething;
  }

  #noteCuts(at: number, isWord: boolean): void {
    if (at < this.#answer.start || !this.#isHome()) return;
    this.#homes.push(at);
    if (isWord) this.#words.push(at);
  }

  #remember(token: Token, end: number, next: Open): void {
    const { text, start, recent } = this.#answer;
    const isNew = end > start;
    if (token.kind === "punctuation") {
      const ends = /[.?!]/.test(token.text) && endsSentence(recent + text.slice(0, end));
      this.#sentence = isNew && ends;
    } else if (!keepsSentence(token, next)) {
      this.#sentence = false;
    }
    if (token.kind !== "space") this.#last = token;
    this.#open = next;
  }

  /** Where the next line of the document starts, if the answer has said the whole of it before `end`. */
  #repeatedLine(end: number): number | undefined {
    return this.#homes.find((from) => {
      const { length, line } = overlap(this.#answer.text, from, end, this.#around.says);
      return line && this.#isTelling(length, from);
    });
  }

  /** Whether saying the same from a place on is no chance. */
  #isTelling(length: number, at: number): boolean {
    const { text, start } = this.#answer;
    const startsLine = at === start || /\n[ \t]*$/.test(text.slice(Math.max(0, at - 80), at));
    return length >= (startsLine ? chance.atLineStart : chance.inLine);
  }

  /** The answer up to a place, or up to the last place before it where it can be cut. */
  #cut(at: number, home: boolean, reason?: DropReason): Reading {
    const { text, start } = this.#answer;
    const { says } = this.#around;
    const most = home ? at : lastUpTo(this.#words, at, start);
    const repeated = this.#homes.find((from) => {
      const { length, whole } = overlap(text, from, most, says);
      return from < most && whole && this.#isTelling(length, from);
    });
    const step = text.slice(start, Math.max(start, repeated ?? most)).trimEnd();
    if (step !== "") return { kind: "finished", text: step };
    if (repeated !== undefined) return { kind: "dropped", reason: "suffix" };
    const isEmpty = text.slice(start, Math.max(start, at)).trim() === "";
    return { kind: "dropped", reason: reason ?? (isEmpty ? "empty" : "unbalanced") };
  }

  /**
   * What can be shown of an answer that goes on: nothing of it may turn out to be cut away later because the
   * document says it too.
   */
  #unfinished(): Reading {
    const { text, start } = this.#answer;
    const doubts = this.#homes
      .map((from) => ({ from, ...overlap(text, from, text.length, this.#around.says) }))
      .filter(({ from, length, whole }) => whole || this.#isTelling(length, from));
    const isSure = (word: number): boolean =>
      doubts.every(({ from, end }) => word <= from || word > end);
    const step = text.slice(start, this.#words.findLast(isSure) ?? start).trimEnd();
    // A display takes long, and the word before it reads well alone.
    const leadsToDisplay = step !== "" && this.#open.mode === "display" && !this.#isHome();
    return { kind: "unfinished", soFar: isWorthShowing(step) || leadsToDisplay ? step : undefined };
  }
}

/** The last of the growing numbers that is no greater than `most`. */
function lastUpTo(numbers: readonly number[], most: number, otherwise: number): number {
  return numbers.findLast((number) => number <= most) ?? otherwise;
}

function endsWord(token: Token, open: Open): boolean {
  switch (token.kind) {
    case "space":
    case "blank":
    case "cell":
    case "row":
      return true;
    case "mark":
      return open.mode !== "text" && token.text !== "^" && token.text !== "_";
    default:
      return false;
  }
}

/** Whether something has to follow, so that a step cannot end here. */
function isLeftOpen(token: Token): boolean {
  if (token.kind === "mark") return /[=<>^_~]/.test(token.text);
  // A backslash with a space is a command that needs its space.
  if (token.kind === "symbol") return /^\\\s?$/.test(token.text);
  return token.kind === "cell" || leftOpen.has(token.name) || isIncomplete(token);
}

/** Whether a sentence that has just ended still ends after this token: `.)`, `.$`, `.''` */
function keepsSentence(token: Token, next: Open): boolean {
  if (token.kind === "maths") return next.mode === "text";
  if (token.kind === "word") return /^['"’”]+$/.test(token.text);
  return token.kind === "mathsEnd" || token.kind === "braceEnd" || token.kind === "groupEnd";
}

/** At least two words, or a formula. */
function isWorthShowing(step: string): boolean {
  return /\S\s+\S|\$[^$]+\$|\\\([^]*\\\)/.test(step);
}

/**
 * The places at which a step may end: nothing that it opened is open, nothing that the document closes is closed,
 * and what the document leaves open within the cursor's paragraph is closed. Displays and environments may stay
 * open, since they are written in several steps.
 */
function homesOf({ open, closed, paragraph }: LatexCursor): ReadonlySet<Open> {
  const homes = new Set<Open>();
  for (let node = open; ; node = node.outer) {
    if (node.kind === "file" || closed.has(node)) return homes.add(node);
    if (!isOwed(node, paragraph)) homes.add(node);
  }
}

function isOwed(node: Nested, paragraph: number): boolean {
  switch (node.kind) {
    case "brace":
    case "left":
      return node.at >= paragraph;
    case "group":
      return node.mode !== "text";
    case "maths":
      return node.mode === "inline";
    case "environment":
      return false;
  }
}

/** The closer that follows the cursor on its line. */
function followerIn(after: string): Token | undefined {
  const line = after.slice(0, lineEnd(after, 0)).trimStart();
  return line === "" ? undefined : tokenAt(line, 0, false);
}
