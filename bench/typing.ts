import type { Settings } from "../src/core/settings.ts";
import { atMost, ratio, type Figure } from "./figure.ts";
import { recordings, type Recording } from "./recording.ts";
import { replayInWindow } from "./replayInWindow.ts";
import { replaySimulated } from "./replaySimulated.ts";
import { figuresOf, type TypingFigures } from "./typingFigures.ts";

/** What the simulated run is repeated with; a replay in real time has the first one alone. */
const seeds = [1, 2, 3, 4, 5, 6, 7, 8];

/** The recordings in a real window, which takes as long as typing them. */
export async function typing(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const recording of recordings) {
    const seen = await replayInWindow(recording, seeds[0] ?? 0);
    figures.push(...lines(recording.languageId, figuresOf(recording, seen)));
  }
  return figures;
}

/** The recordings in simulated time, in seconds: means over all seeds. */
export async function simulatedTyping(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const recording of recordings) {
    const found = await simulate(recording);
    figures.push(...lines(recording.languageId, meanOf(found)));
  }
  return figures;
}

/** What another `llemma.inline.debounce` would do: means over all seeds. */
export async function debounceSweep(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const recording of recordings) {
    for (const debounce of [300, 350, 400, 450, 500, 550, 600]) {
      const { keys, requests, pausesServed, pauses, refused } = meanOf(
        await simulate(recording, { "inline.debounce": debounce }),
      );
      const rate = hundredths((100 * requests) / keys);
      const served = `${rounded(pausesServed)} of ${rounded(pauses - refused)} pauses served`;
      const name = `${recording.languageId}: ${debounce} ms`;
      figures.push({ name, value: `${rate} requests per 100 keys, ${served}` });
    }
  }
  return figures;
}

async function simulate(
  recording: Recording,
  changes: Partial<Settings> = {},
): Promise<readonly TypingFigures[]> {
  const found: TypingFigures[] = [];
  for (const seed of seeds) {
    found.push(figuresOf(recording, await replaySimulated(recording, seed, changes)));
  }
  return found;
}

function meanOf(all: readonly TypingFigures[]): TypingFigures {
  const names = Object.keys(all[0] ?? {}) as (keyof TypingFigures)[];
  const mean = (name: keyof TypingFigures): number =>
    all.reduce((sum, one) => sum + one[name], 0) / all.length;
  return Object.fromEntries(names.map((name) => [name, mean(name)])) as unknown as TypingFigures;
}

function lines(language: string, found: TypingFigures): readonly Figure[] {
  const { keys, pauses, pausesServed, refused, unusable, late } = found;
  const none = (name: string, value: number): Figure => ({
    name: `${language}: ${name}`,
    value: rounded(value),
    target: { text: "none", met: value === 0 },
  });
  return [
    { name: `${language}: keys`, value: String(keys) },
    atMost(`${language}: requests per 100 keys`, (100 * found.requests) / keys, 4, hundredths),
    none("outdated when sent", found.outdated),
    { name: `${language}: met by a key on the way`, value: rounded(found.crossed) },
    none("sent while a suggestion is shown", found.whileShown),
    { name: `${language}: given up before there was a step`, value: rounded(found.aborted) },
    atMost(`${language}: newly read / (first prompt + typed)`, found.newlyRead, 1.1, ratio),
    { name: `${language}: keys served without a request`, value: rounded(found.served) },
    {
      name: `${language}: pauses of 0.8 s or more`,
      value: `${pauses}, ${rounded(refused)} of them where no step is offered`,
    },
    {
      name: `${language}: others that end with a suggestion`,
      value: `${rounded(pausesServed)} (not: ${rounded(late)} too short, ${rounded(unusable)} unusable answer)`,
      target: { text: "all", met: late + unusable === 0 },
    },
  ];
}

function rounded(value: number): string {
  return String(Number(value.toFixed(1)));
}

function hundredths(value: number): string {
  return value.toFixed(2);
}
