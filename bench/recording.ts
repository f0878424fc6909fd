import { tokensOf } from "./pace.ts";
import lean from "./recordings/lean.json" with { type: "json" };
import tex from "./recordings/tex.json" with { type: "json" };
import { languageFor } from "../src/core/complete/languages.ts";
import { Random } from "../test/support/random.ts";

/** A document and what is typed at its end. */
export interface Recording {
  readonly languageId: string;
  /** Of the file. */
  readonly extension: string;
  /** What is there at the start. */
  readonly before: string;
  /** The character of each key; `\b` is Backspace. */
  readonly keys: readonly string[];
  /** Milliseconds before each key. */
  readonly gaps: readonly number[];
}

export const recordings: readonly Recording[] = [lean, tex].map((recording) => ({
  ...recording,
  keys: Array.from(recording.keys),
}));

/** Percentage of the requests that are answered with what is typed next. */
const right = 40;
/** Where a file's mathematics starts at the latest, in characters. */
const head = 200;
/** Some lines: more than any step takes. */
const answerLength = 400;

/** The text after a key. */
export function press(text: string, key: string): string {
  return key === "\b" ? text.slice(0, -1) : text + key;
}

/** What the document is in the end. */
export function finalText({ before, keys }: Recording): string {
  return keys.reduce(press, before);
}

/** Whether the prompt is what stands before the end of the text, but for spaces. */
export function isAtEnd(prompt: string, text: string): boolean {
  const tail = 200;
  return text.trimEnd().endsWith(prompt.trimEnd().slice(-tail));
}

/**
 * A model for a recording: it answers some requests with what is typed next, and the others with what stands at
 * another place of the text that looks the same around the cursor. One piece a token.
 */
export function createOracle(
  recording: Recording,
  seed: number,
): (prompt: string, text: string) => readonly string[] {
  const random = new Random(seed);
  const whole = finalText(recording);
  const places = Array.from({ length: whole.length }, (_, at) => kindOf(recording, whole, at));
  function elsewhere(at: number): number {
    const here = places[at];
    const others = [...places.entries()].filter(
      ([other]) => other >= head && Math.abs(other - at) > 20,
    );
    const inside = others.filter(([, kind]) => kind.inside === here?.inside);
    const alike = inside.filter(([, kind]) => kind.between === here?.between);
    const found = [alike, inside].find((some) => some.length > 0) ?? others;
    return random.pick(found)[0];
  }
  return (prompt, text) => {
    // The pipeline leaves the spaces before the cursor to the model.
    const at = prompt.endsWith(" ") ? text.length : text.replace(/[ \t]+$/, "").length;
    const isRight = random.below(100) < right && whole.startsWith(text);
    const from = isRight ? at : elsewhere(at);
    return tokensOf(whole.slice(from, from + answerLength));
  };
}

/** What a cursor is in, and between what kinds of characters. */
function kindOf(
  { languageId }: Recording,
  whole: string,
  offset: number,
): { readonly inside: string; readonly between: string } {
  const document = { uri: "", languageId, text: whole.slice(0, offset) };
  const place = languageFor(languageId)?.place(document, offset, false);
  return {
    inside: place?.kind === "place" ? place.description.replace(/ of .*/, "") : "",
    between: classOf(whole[offset - 1]) + classOf(whole[offset]),
  };
}

function classOf(character = "\n"): string {
  if (/[\s\\$.,]/.test(character)) return character;
  return /\w/.test(character) ? "w" : "p";
}
