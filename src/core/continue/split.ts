import { fault } from "../complete/quality.ts";
import type { Reading } from "../complete/language.ts";
import { latexReader } from "../complete/latexStep.ts";
import { enclosing, type Open } from "../context/latex/nesting.ts";
import type { Document } from "../document.ts";
import type { Ending } from "./continuer.ts";
import { cursorAt } from "./place.ts";

/** What an answer consists of so far. */
export interface Split {
  /** Finished steps, each with the white space before it. */
  readonly steps: readonly string[];
  /** What follows them. */
  readonly rest: string;
  /** Why no more of the answer counts. */
  readonly end: Extract<Ending["kind"], "proofEnd" | "document" | "stop" | "circles"> | undefined;
}

/** What says that a proof is over. In a formula beside other things a square is something else. */
const qed =
  /\\qed(?:symbol)?(?![a-zA-Z])|\$\s*\\(?:blacksquare|Box|square)\s*\$|\\\(\s*\\(?:blacksquare|Box|square)\s*\\\)|[∎□■]|\bQ\.\s?E\.\s?D\.|\bQED\b\.?/;
/** A step that says again what an earlier one says goes in circles, unless it is shorter than this. */
const shortestRepeat = 12;

/**
 * Splits a growing answer into steps by the rules of single suggestions. Text only ever grows, so what was split once
 * is not looked at again.
 */
export class Splitter {
  readonly #document: Document;
  readonly #offset: number;
  /** What stands before the place: a new line, a space, or neither. */
  readonly #stands: "line" | "space" | "text";
  #steps: readonly string[] = [];
  /** How much of the answer the steps take. */
  #length = 0;
  #reader: Reader | undefined;
  /** What the next step stands in. */
  #around: readonly string[] = [];
  /** The environment whose end ends the continuation. */
  #goal: string | undefined;
  #end: Split["end"];

  constructor(document: Document, offset: number) {
    this.#document = document;
    this.#offset = offset;
    const before = document.text.slice(Math.max(0, offset - 256), offset);
    this.#stands = /(?:^|[\n\r])[ \t]*$/.test(before)
      ? "line"
      : /[ \t]$/.test(before)
        ? "space"
        : "text";
    const cursor = cursorAt(document, offset);
    this.#goal = cursor.kind === "cursor" ? goalOf(cursor.open) : undefined;
  }

  /** Reads the answer as far as it has come; `ended`: there is no more. */
  read(streamed: string, ended: boolean): Split {
    const answer = streamed.replaceAll("\r", "");
    while (this.#end === undefined && this.#next(answer, ended));
    return { steps: this.#steps, rest: answer.slice(this.#length).trim(), end: this.#end };
  }

  /** Takes one more step; false when there is none yet, or no more. */
  #next(answer: string, ended: boolean): boolean {
    const rest = answer.slice(this.#length);
    const said = rest.trimStart();
    // More white space may follow.
    if (said === "") return false;
    const gap = rest.slice(0, rest.length - said.length);
    const reading = this.#readingOf(said, gap, ended);
    if (reading.kind === "finished") return this.#take(reading.text, said, gap);
    if (reading.kind === "dropped") this.#end = this.#reasonFor(said, reading.reason);
    return false;
  }

  #readingOf(said: string, gap: string, ended: boolean): Reading {
    // The prompt ended before the space, so the model goes on with the word there.
    if (this.#length === 0 && this.#stands === "space" && gap === "") return nothing;
    return (this.#reader ??= this.#readerAfter(this.#gapOf(gap)))(said, ended);
  }

  /** The white space before a step. What stands before the place already is not repeated. */
  #gapOf(gap: string): string {
    const isFirst = this.#steps.length === 0;
    if (isFirst && this.#stands === "line") return "";
    const line = gap.indexOf("\n");
    if (line < 0) return isFirst && this.#stands === "space" ? "" : gap;
    const isParagraph = /\n[ \t]*\n/.test(gap);
    return (isParagraph ? "\n" : "") + gap.slice(gap.lastIndexOf("\n"));
  }

  #readerAfter(gap: string): Reader {
    const { text } = this.#document;
    const grown = this.#before() + gap;
    const document = { ...this.#document, text: grown + text.slice(this.#offset) };
    const cursor = cursorAt(document, grown.length);
    if (cursor.kind !== "cursor") return () => nothing;
    this.#around = enclosing(cursor.open).map(({ name }) => name);
    return latexReader(cursor);
  }

  /** The document up to the next step. */
  #before(): string {
    return this.#document.text.slice(0, this.#offset) + this.#steps.join("");
  }

  #take(text: string, said: string, gap: string): boolean {
    const { step, opened, closes } = wholeStep(text, said);
    if (this.#saysNothingNew(step)) {
      this.#end = "circles";
      return false;
    }
    this.#steps = [...this.#steps, this.#gapOf(gap) + step];
    this.#length += gap.length + step.length;
    this.#reader = undefined;
    this.#goal = opened ?? this.#goal;
    if (closes || step.endsWith(`\\end{${this.#goal ?? " "}}`)) this.#end = "proofEnd";
    return this.#end === undefined;
  }

  #saysNothingNew(step: string): boolean {
    return (
      fault(step, this.#before()) !== undefined ||
      this.#steps.some((earlier) => isRepeat(step, earlier))
    );
  }

  #reasonFor(said: string, reason: string | undefined): Split["end"] {
    if (this.#goal !== undefined && said.startsWith(`\\end{${this.#goal}}`)) return "proofEnd";
    if (reason === "repetition" || reason === "echo") return "circles";
    return reason === "suffix" || this.#around.includes(openerFor(said)) ? "document" : "stop";
  }
}

type Reader = ReturnType<typeof latexReader>;
const nothing: Reading = { kind: "dropped", reason: "gap" };

/** A step as it is written here, where the content of what it opens follows. */
function wholeStep(
  text: string,
  said: string,
): { readonly step: string; readonly opened: string | undefined; readonly closes: boolean } {
  // A single suggestion that opens an environment comes with its end.
  const isOpening = !said.startsWith(text);
  const line = isOpening ? text.slice(0, text.indexOf("\n")) : text;
  const opened = isOpening ? /\\begin\{([^{}]*)\}/.exec(line)?.[1] : undefined;
  const sign = qed.exec(line);
  const step = sign === null ? line : line.slice(0, sign.index + sign[0].length);
  return { step, opened, closes: sign !== null || step.includes("\\qedhere") };
}

/** The environment of text around a place: the proof, as a rule. */
function goalOf(open: Open): string | undefined {
  const around = enclosing(open).find(
    ({ kind, mode }) => kind === "environment" && mode === "text",
  );
  return around?.name === "document" ? undefined : around?.name;
}

/** What the end at the beginning of a text would close; empty when it begins with none. */
function openerFor(said: string): string {
  const [, environment, close, dollars] =
    /^(?:\\end\{([^{}]*)\}|(\\[\])])|(\$\$?))/.exec(said) ?? [];
  return environment ?? dollars ?? (close === undefined ? "" : close === "\\]" ? "\\[" : "\\(");
}

function isRepeat(step: string, earlier: string): boolean {
  const [now, then] = [step, earlier].map((text) => text.replaceAll(/\s+/g, ""));
  return now === then && (now?.length ?? 0) >= shortestRepeat;
}
