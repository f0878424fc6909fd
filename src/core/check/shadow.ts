import { positionAt, type Position } from "../document.ts";
import type { Region } from "./classify.ts";
import { holeName, writeCopy, type Copy } from "./copy.ts";
import { withOriginal } from "./names.ts";
import { lastColumn, type Place } from "./place.ts";

/** Where a copy stands in the shadow. Lines and characters count from 0, characters in UTF-16 code units. */
export interface Span {
  /** First line, and the line of the command behind it. */
  readonly line: number;
  readonly endLine: number;
  /** Where to ask for the goals. */
  readonly goalsAt: Position;
  readonly region: Region;
  /** What Lean says of the copy, in the names of the original. */
  original(message: string): string;
  /** The line that asks for its axioms. */
  readonly axiomsLine: number | undefined;
}

/** The text that Lean gets, and where things are in it. */
export interface Shadow {
  readonly text: string;
  readonly spans: readonly Span[];
}

/** Harmless commands, at which a parse error of the copy before them surfaces. */
const sentinel = "section end";

/**
 * Everything before the declaration as it is, and one copy of the declaration for each of `copies`. Their axioms
 * are asked for at the end, because Lean answers that only when the proof is done.
 */
export function writeShadow(place: Place, copies: readonly Copy[], axioms: boolean): Shadow {
  const prefix = place.text.slice(0, place.declaration.start);
  const text = new Lines();
  if (prefix !== "") text.add(prefix.endsWith("\n") ? prefix.slice(0, -1) : prefix);
  if (place.holes.length > 0) {
    text.add("noncomputable section");
    text.add(`axiom ${holeName}.{uₓ} {α : Sort uₓ} : α`);
  }
  const written = copies.map((copy, number) => {
    const { text: code, step, stepEnd, insert, name } = writeCopy(place, copy, number);
    // Lean tells from the column of a place behind a step which block's goals are meant.
    const rest = code.slice(stepEnd);
    const room = /^[ \t]*(?:\n|$)/.test(rest)
      ? `\n${" ".repeat(lastColumn(place, copy.insert))}`
      : "";
    const all = `${code.slice(0, stepEnd)}${room}${rest}`;
    const line = text.add(all);
    const endLine = text.add(sentinel);
    const goalsAt = positionAt(
      all,
      copy.goals === "before" ? insert + copy.insert.search(/\S|$/) : stepEnd + room.length,
    );
    const region = {
      start: positionAt(all, step),
      insert: positionAt(all, insert),
      end: copy.whole ? positionAt(all, stepEnd) : undefined,
    };
    const original = (message: string): string =>
      place.declaration.names.reduce(
        (said, word) => withOriginal(said, word.text, number),
        message,
      );
    return {
      ...{ line, endLine, region, original, name },
      goalsAt: { ...goalsAt, line: line + goalsAt.line },
    };
  });
  const spans = written.map(({ name, ...span }) => ({
    ...span,
    axiomsLine: axioms && name !== undefined ? text.add(`#print axioms ${name}`) : undefined,
  }));
  return { text: `${text.all}\n`, spans };
}

/** A text that grows by whole lines. */
class Lines {
  readonly #pieces: string[] = [];
  #count = 0;

  /** Adds lines and gives the number of the first. */
  add(text: string): number {
    const line = this.#count;
    this.#pieces.push(text);
    this.#count += text.split("\n").length;
    return line;
  }

  get all(): string {
    return this.#pieces.join("\n");
  }
}
