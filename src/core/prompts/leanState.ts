import { cutToWindow, tokensIn } from "../context/window.ts";
import { tacticExamples } from "./examples/leanTactics.ts";
import { leanCharactersPerToken, leanMaxTokens } from "./leanStep.ts";

/** A prompt whose answer is a tactic for a state, and where that answer ends. */
export interface StateFrame {
  readonly stop: readonly string[];
  /** `typed`: what stands of the tactic already, without spaces at its end. `window` in tokens. */
  readonly prompt: (goals: readonly string[], typed: string, window: number) => string;
}

const frame = (state: string): string => `Tactic state:\n---\n${state}\n---\nNext tactic:\n---`;
const shots = tacticExamples
  .map(({ state, tactic }) => `${frame(state)}\n${tactic}\n---\n\n`)
  .join("");
const head = `Given the Lean 4 tactic state, suggest a next tactic.\nHere are some examples:\n\n${shots}`;

/**
 * The frame of Llemma's evaluation (llemma_formal2formal, `proofsearch.py`): three examples, then the state. It ends
 * at the mark; as in llmstep, what is typed follows on a line of its own.
 */
export const fewShot: StateFrame = {
  stop: ["---"],
  prompt: (goals, typed, window) => {
    const room = window - tokensIn(head + frame("") + typed, leanCharactersPerToken);
    return `${head}${frame(cutState(goals, room))}${typed === "" ? "" : `\n${typed}`}`;
  },
};

/** The form in which Llemma saw Lean's proof steps in training (lean-training-data). */
export const proofStep: StateFrame = {
  stop: ["[GOAL]", "[PROOFSTEP]"],
  prompt: (goals, typed, window) => {
    const ends = `[GOAL]\n\n[PROOFSTEP]\n${typed}`;
    const room = window - tokensIn(ends, leanCharactersPerToken);
    return `[GOAL]\n${cutState(goals, room)}\n[PROOFSTEP]\n${typed}`;
  },
};

/** As many goals as fit, the main one first; of one that is too long its end, which holds the target. */
function cutState(goals: readonly string[], window: number): string {
  const [main = "", ...others] = goals;
  let state = cutToWindow(main, {
    window,
    reserved: leanMaxTokens,
    charactersPerToken: leanCharactersPerToken,
  });
  for (const goal of others) {
    const longer = `${state}\n\n${goal}`;
    if (tokensIn(longer, leanCharactersPerToken) > window - leanMaxTokens) break;
    state = longer;
  }
  return state;
}
