import { languageFor } from "../src/core/complete/languages.ts";
import { isAtEnd, press, type Recording } from "./recording.ts";

/** What was seen while a recording was replayed. Times in milliseconds of one clock. */
export interface Observation {
  /** One for each key of the recording; `ghost` is what was on screen right before it. */
  readonly keys: readonly { readonly at: number; readonly ghost: string }[];
  readonly requests: readonly SentRequest[];
}

export interface SentRequest {
  readonly at: number;
  readonly prompt: string;
  /** When the last of its answer came; undefined when it never ended. */
  readonly endedAt: number | undefined;
  /** It was given up before there was a step. */
  readonly aborted: boolean;
  /** The suggestion on screen at that moment. */
  readonly ghost: string;
}

export interface TypingFigures {
  readonly keys: number;
  readonly requests: number;
  /** The prompt was not the document's text when it was sent. */
  readonly outdated: number;
  /** The prompt was the text until a key that was on its way to the extension when the request was sent. */
  readonly crossed: number;
  readonly aborted: number;
  /** Sent although a suggestion was on screen, which therefore matched what had been typed. */
  readonly whileShown: number;
  /** Characters beyond what a prompt has in common with the one before, against first prompt and typed text. */
  readonly newlyRead: number;
  /** Keys after which a suggestion was on screen without a request since. */
  readonly served: number;
  readonly pauses: number;
  readonly pausesServed: number;
  /** Pauses without one, at places where the language offers nothing. */
  readonly refused: number;
  /** Pauses without one, at whose end an answer had come with nothing in it that could be inserted. */
  readonly unusable: number;
  /** Pauses without one, at whose end the answer had not come far enough. */
  readonly late: number;
}

/** The longest time that a key takes from the window to the extension, and a request from there to the server. */
const travel = 30;
/** From here on an interval between two keys is a pause, in milliseconds. */
const pauseFrom = 800;

export function figuresOf(recording: Recording, { keys, requests }: Observation): TypingFigures {
  const texts = textsOf(recording);
  const textAt = (moment: number): string =>
    texts[keys.filter(({ at }) => at < moment).length] ?? "";
  const behind = requests.filter(({ at, prompt }) => !isAtEnd(prompt, textAt(at)));
  const crossed = behind.filter(({ at, prompt }) => isAtEnd(prompt, textAt(at - travel)));
  // Nothing was typed before the first key.
  const pauses = [...recording.gaps.keys()].filter(
    (index) => index > 0 && (recording.gaps[index] ?? 0) >= pauseFrom,
  );
  const unserved = pauses.filter((index) => keys[index]?.ghost === "");
  const open = unserved.filter((index) => isPlace(recording, texts[index] ?? ""));
  const late = open.filter((index) => {
    const { at: until = 0 } = keys[index] ?? {};
    const { at: from = 0 } = keys[index - 1] ?? {};
    return !requests.some(({ endedAt = Infinity }) => endedAt > from && endedAt < until);
  });
  const typed = recording.keys.filter((key) => key !== "\b").length;
  return {
    keys: keys.length,
    requests: requests.length,
    outdated: behind.length - crossed.length,
    crossed: crossed.length,
    aborted: requests.filter(({ aborted }) => aborted).length,
    whileShown: requests.filter(({ ghost }) => ghost !== "").length,
    newlyRead: newCharacters(requests) / ((requests[0]?.prompt.length ?? 0) + typed),
    served: keys.filter(({ at, ghost }, index) => {
      const since = keys[index - 1]?.at ?? 0;
      return ghost !== "" && !requests.some((request) => request.at >= since && request.at < at);
    }).length,
    pauses: pauses.length,
    pausesServed: pauses.length - unserved.length,
    refused: unserved.length - open.length,
    unusable: open.length - late.length,
    late: late.length,
  };
}

/** The text before each key, and at the end. */
function textsOf({ before, keys }: Recording): readonly string[] {
  const texts = [before];
  for (const key of keys) texts.push(press(texts.at(-1) ?? "", key));
  return texts;
}

function newCharacters(requests: readonly SentRequest[]): number {
  let sum = 0;
  let held = "";
  for (const { prompt } of requests) {
    let shared = 0;
    while (shared < prompt.length && prompt[shared] === held[shared]) shared += 1;
    sum += prompt.length - shared;
    held = prompt;
  }
  return sum;
}

function isPlace({ languageId }: Recording, text: string): boolean {
  const document = { uri: "", languageId, text };
  return languageFor(languageId)?.place(document, text.length, false).kind === "place";
}
