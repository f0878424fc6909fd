import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import type { LeanMessage } from "../../scripts/provide/leanMessage.ts";
import { checkWithLeanWasm } from "../../scripts/provide/leanWasm.ts";
import type { Ask } from "../../src/core/check/checkInsertions.ts";
import { unsolvedIn } from "../../src/core/check/goals.ts";
import type { Message } from "../../src/core/check/messages.ts";
import type { Place } from "../../src/core/check/place.ts";
import { readingOf, type Round } from "../../src/core/check/round.ts";
import { writeShadow, type Shadow } from "../../src/core/check/shadow.ts";

interface Question {
  readonly shadow: Shadow;
  readonly answer: (round: Round) => void;
}

/**
 * Asks a Lean that has no server: the shadows of many checks become one file, each in a namespace of its own. What
 * the server would say about goals is read from "unsolved goals", so the cursor has to be in the outermost block,
 * with nothing behind it; and a declaration without an error is taken to rest on Lean's own axioms.
 */
export class LeanBatch {
  readonly #folder: string;
  #questions: Question[] = [];
  /** Files that Lean has read. */
  runs = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  ask(place: Place): Ask {
    return async (copies, axioms) => {
      const shadow = writeShadow(place, copies, axioms);
      return await new Promise((answer) => {
        this.#questions.push({ shadow, answer });
      });
    };
  }

  /** Answers until nobody asks any more. */
  async settle<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const settled = work.finally(() => {
      done = true;
    });
    for (;;) {
      await turn();
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- `finally` sets it
      if (done) return await settled;
      if (this.#questions.length > 0) await this.#answer();
    }
  }

  async #answer(): Promise<void> {
    const questions = this.#questions;
    this.#questions = [];
    const pieces = questions.map(
      ({ shadow }, index) => `namespace Case${index}\n${shadow.text}end Case${index}\n`,
    );
    const lines = pieces.join("").split("\n");
    const messages = (await elaborate(this.#folder, pieces.join(""))).map((message) =>
      read(message, lines),
    );
    this.runs += 1;
    let line = 0;
    for (const [index, { shadow, answer }] of questions.entries()) {
      const first = line + 1;
      line += (pieces[index] ?? "").split("\n").length - 1;
      answer(roundOf(shadow, messages, first, line));
    }
  }
}

/** What the Lean in WebAssembly says to a text. */
export async function elaborate(folder: string, text: string): Promise<readonly LeanMessage[]> {
  const work = await mkdtemp(path.join(tmpdir(), "llemma-batch-"));
  try {
    const file = path.join(work, "batch.lean");
    await writeFile(file, text);
    return await checkWithLeanWasm(folder, file);
  } finally {
    await rm(work, { recursive: true });
  }
}

function roundOf(shadow: Shadow, all: readonly Message[], first: number, end: number): Round {
  const messages = all
    .filter(({ start }) => start.line >= first && start.line < end)
    .map((message) => ({
      ...message,
      start: { ...message.start, line: message.start.line - first },
      end: { ...message.end, line: message.end.line - first },
    }));
  const readings = shadow.spans.map((span) => {
    const reading = readingOf(span, messages, undefined);
    const errors = reading.messages.filter(({ severity }) => severity === "error");
    const unsolved = errors.find((error) => error.unsolved);
    const proved = errors.length === 0;
    const goals = unsolved === undefined ? (proved ? [] : undefined) : unsolvedIn(unsolved.text);
    return { ...reading, goals, axioms: proved ? [] : undefined, sorried: [] };
  });
  return { kind: "read", readings };
}

/** Lines from 1 and columns in characters become lines from 0 and UTF-16 code units. */
function read(
  { severity, pos, endPos, kind, data }: LeanMessage,
  lines: readonly string[],
): Message {
  const at = ({ line, column }: LeanMessage["pos"]): Message["start"] => ({
    line: line - 1,
    character: Array.from(lines[line - 1] ?? "")
      .slice(0, column)
      .join("").length,
  });
  return {
    start: at(pos),
    end: at(endPos ?? pos),
    severity: severity === "information" ? "info" : severity,
    text: data,
    unsolved: kind === "Tactic.unsolvedGoals",
  };
}
