/**
 * Keystrokes as people make them, drawn from a seeded generator by what is published.
 *
 * - Between keys: log-normal, which fits keystroke timings well (González et al. 2021, Heliyon 7, e08413), with the
 *   mean of 239 ms and the spread of 112 ms of Dhakal et al. 2018 (CHI, 136 million keystrokes).
 * - Pauses to think stand where writers make them, before a line or sentence far more than before a word and least
 *   within one (Conijn, Roeser and van Zaanen 2019): at least 0.8 s, and 3 to 4 in 100 keys, as in the measurement of
 *   the other extensions that `README.md` quotes.
 * - A letter in sixty is a slip, noticed within three keys and corrected with Backspace. Indentation is a held key.
 */
import { Random } from "../test/support/random.ts";

const between = { mean: 239, spread: 112 };
const thinking = { least: 800, more: 1200 };
const thinksBefore = { line: 0.42, clause: 0.35, word: 0.09 };
const slips = 1 / 60;
const heldKey = 80;

/** The keys in one text, `\b` for Backspace, and the milliseconds before each. */
export function keystrokes(text: string, seed: number): { keys: string; gaps: number[] } {
  const random = chance(seed);
  let keys = "";
  const gaps: number[] = [];
  function press(key: string, gap: number): void {
    keys += key;
    gaps.push(Math.round(gap));
  }
  const characters = Array.from(text);
  for (const [index, key] of characters.entries()) {
    const line = characters.slice(0, index).join("").split("\n").at(-1) ?? "";
    if (key === " " && line.trim() === "") {
      press(key, heldKey);
      continue;
    }
    if (/[a-z]/.test(key) && random() < slips) slip(press, random, characters.slice(index));
    press(key, key !== "\n" && thinks(line, random) ? pause(random) : interval(random));
  }
  return { keys, gaps };
}

/** A wrong letter and up to two right ones after it, taken back. */
function slip(
  press: (key: string, gap: number) => void,
  random: () => number,
  rest: readonly string[],
): void {
  const wrong = String.fromCharCode(97 + Math.floor(random() * 26));
  const more = rest.slice(1, 1 + Math.floor(random() * 3)).filter((key) => key !== "\n");
  for (const key of [wrong, ...more]) press(key, interval(random));
  for (let count = 0; count <= more.length; count += 1) press("\b", interval(random));
}

function thinks(line: string, random: () => number): boolean {
  if (line.trim() === "") return random() < thinksBefore.line;
  if (/[.,;:] $/.test(line)) return random() < thinksBefore.clause;
  return line.endsWith(" ") && random() < thinksBefore.word;
}

function pause(random: () => number): number {
  return thinking.least - thinking.more * Math.log(1 - random());
}

/** Log-normal; two uniform numbers make a normal one (Box and Muller 1958). */
function interval(random: () => number): number {
  const variance = Math.log(1 + (between.spread / between.mean) ** 2);
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return between.mean * Math.exp(Math.sqrt(variance) * normal - variance / 2);
}

/** Numbers from 0 up to but without 1, the same ones for the same seed. */
function chance(seed: number): () => number {
  const random = new Random(seed);
  return () => random.below(2 ** 32) / 2 ** 32;
}
