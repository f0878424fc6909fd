import type { Frame } from "./frame.ts";
import { mathFrame } from "./mathFrame.ts";
import { hasChoices, multipleChoiceFrame } from "./multipleChoiceFrame.ts";
import { wordProblemFrame } from "./wordProblemFrame.ts";

export type FrameName = "math" | "gsm8k" | "choice";

export const frames: Readonly<Record<FrameName, Frame>> = {
  math: mathFrame,
  gsm8k: wordProblemFrame,
  choice: multipleChoiceFrame,
};

export const frameNames: readonly FrameName[] = ["math", "gsm8k", "choice"];

export function isFrameName(name: string): name is FrameName {
  return Object.hasOwn(frames, name);
}

/**
 * The frame that fits a problem: choices ask for the one, a story in plain words with numbers and a question for a
 * quantity for the other, and everything else is mathematics.
 */
export function chooseFrame(problem: string): FrameName {
  if (hasChoices(problem)) return "choice";
  const words = problem.match(/\p{L}{2,}/gu)?.length ?? 0;
  const quantities = problem.match(/\d+/g)?.length ?? 0;
  const isStory = words >= 15 && quantities >= 2 && !/[\\^_=]|\$[^$\d]|\d\$/.test(problem);
  return isStory && /\bhow (?:many|much|long|old|far|tall)\b/i.test(problem) ? "gsm8k" : "math";
}

/**
 * Tokens of a prompt, estimated with care: four letters, each digit, sign and line break, and a byte of anything that
 * is not ASCII. Code Llama's tokenizer takes digits one by one and joins signs only now and then.
 */
export function promptTokens(text: string): number {
  const ascii = text.match(/[a-zA-Z]{1,4}|[^a-zA-Z \x80-\uffff]| {2,}/g)?.length ?? 0;
  let bytes = 0;
  for (const character of text.match(/[\x80-\uffff]/g) ?? []) {
    bytes += character < "\u0800" || (character >= "\ud800" && character < "\ue000") ? 2 : 3;
  }
  return ascii + bytes;
}
