import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { provideLean } from "../scripts/provide/lean.ts";
import { createLeanChecker } from "../src/core/check/createLeanChecker.ts";
import { LeanDocument } from "../src/core/check/leanDocument.ts";
import type { Cursor, LeanChecker } from "../src/core/lean.ts";
import { positionAt } from "../src/core/document.ts";
import { startOwnLean } from "../src/node/lean/ownLean.ts";
import { systemClock } from "../src/node/systemClock.ts";
import { silentLog } from "../test/fakes/silentLog.ts";
import { atMost, milliseconds, quantile, ratio, type Figure } from "./figure.ts";
import { candidatesOf, leanFiles, proofBefore, textBefore, type LeanFile } from "./leanFile.ts";

const counts = [1, 4, 8, 16];
const rounds = 9;

/** Checking of several candidates against that of one, and against the two plain ways to check them. */
export async function leanChecks(): Promise<readonly Figure[]> {
  const lean = await provideLean();
  if (lean.kind === "missing") throw new Error(lean.reason);
  const folder = await mkdtemp(path.join(tmpdir(), "llemma-bench-"));
  const figures: Figure[] = [];
  try {
    for (const file of leanFiles) figures.push(...(await measure(file, folder, lean.program)));
  } finally {
    await rm(folder, { recursive: true });
  }
  return figures;
}

async function measure(
  file: LeanFile,
  folder: string,
  program: string,
): Promise<readonly Figure[]> {
  const checker = createLeanChecker({
    projectOf: () => folder,
    connect: () => startOwnLean({ folder, setting: program, env: process.env }),
    trusted: () => true,
    clock: systemClock,
    log: silentLog,
    times: { checking: 60_000 },
  });
  const plain = await PlainWays.start(file, folder, program);
  try {
    const cursor = cursorIn(file, folder);
    await checker.goals(cursor, forever);
    const times = new Map<string, number[]>();
    const note = async (name: string, work: () => Promise<void>): Promise<void> => {
      const started = performance.now();
      await work();
      times.set(name, [...(times.get(name) ?? []), performance.now() - started]);
    };
    // In turns, so that what else the machine does meets all of them.
    for (let round = 0; round < rounds; round += 1) {
      for (const count of counts) {
        await note(`${count}`, () => check(checker, cursor, candidatesOf(count, round)));
      }
      await note("each", () => plain.oneByOne(candidatesOf(8, round)));
      await note("copies", () => plain.copies(candidatesOf(8, round)));
    }
    return figuresOf(file, (name) => quantile(times.get(name) ?? [], 0.5));
  } finally {
    checker.dispose();
    plain.end();
  }
}

function figuresOf(file: LeanFile, median: (name: string) => number): readonly Figure[] {
  const one = median("1");
  const better = Math.min(median("each"), median("copies"));
  const growth = counts.slice(1).map((count): Figure => {
    const name = `${file.name}: ${count} candidates / 1`;
    const value = median(`${count}`) / one;
    return count === 8 && file.declarations > 0
      ? atMost(name, value, 2, ratio)
      : { name, value: ratio(value) };
  });
  const name = `${file.name}: 8 candidates / the better plain way`;
  const against = median("8") / better;
  const all = ["1", "8", "each", "copies"].map((way) => milliseconds(median(way))).join(", ");
  return [
    ...growth,
    file.declarations === 0 ? atMost(name, against, 1.1, ratio) : { name, value: ratio(against) },
    { name: `${file.name}: 1, 8, 8 one by one, 8 plain copies`, value: all },
  ];
}

const forever = new AbortController().signal;

function cursorIn(file: LeanFile, folder: string): Cursor {
  const text = textBefore(file) + proofBefore(file);
  const uri = pathToFileURL(path.join(folder, "work.lean")).href;
  return { document: { uri, languageId: "lean4", text }, offset: text.length };
}

async function check(
  checker: LeanChecker,
  cursor: Cursor,
  candidates: readonly string[],
): Promise<void> {
  const reply = await checker.check(cursor, candidates, forever);
  if (reply.kind !== "checked") throw new Error(JSON.stringify(reply));
}

/** The two ways to check that come to mind first, without any care. */
class PlainWays {
  readonly #file: LeanFile;
  readonly #document: LeanDocument;
  readonly end: () => void;

  constructor(file: LeanFile, document: LeanDocument, end: () => void) {
    this.#file = file;
    this.#document = document;
    this.end = end;
  }

  static async start(file: LeanFile, folder: string, program: string): Promise<PlainWays> {
    const lean = await startOwnLean({ folder, setting: program, env: process.env });
    if (lean.kind !== "connected") throw new Error(JSON.stringify(lean));
    const uri = pathToFileURL(path.join(folder, "plain.lean")).href;
    const text = textBefore(file) + proofBefore(file);
    const document = new LeanDocument(lean.connection, uri, text);
    await document.settled(forever);
    return new PlainWays(file, document, () => {
      lean.end();
    });
  }

  /** A version for each. */
  async oneByOne(candidates: readonly string[]): Promise<void> {
    for (const candidate of candidates) {
      await this.#read([proofBefore(this.#file) + candidate]);
    }
  }

  /** All in one version, a copy of the declaration for each. */
  async copies(candidates: readonly string[]): Promise<void> {
    await this.#read(
      candidates.map((candidate, index) => proofBefore(this.#file, `work${index}`) + candidate),
    );
  }

  async #read(copies: readonly string[]): Promise<void> {
    let text = textBefore(this.#file);
    const ends = copies.map((copy) => {
      text += copy;
      const end = text.length;
      text += "\n\n";
      return end;
    });
    this.#document.write(text);
    await this.#document.settled(forever);
    for (const end of ends) await this.#document.goals(positionAt(text, end), forever);
  }
}
