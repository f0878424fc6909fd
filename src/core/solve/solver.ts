import type { ModelFailure } from "../model.ts";
import type { FrameName } from "../prompts/frames/frames.ts";
import type { Finished } from "../write.ts";
import type { Tally } from "./cluster.ts";

/** What to solve, and how. */
export interface Ask {
  readonly problem: string;
  readonly frame: FrameName | "auto";
  /** How many solutions at most. */
  readonly samples: number;
  /** Undefined: the frame's own. A single sample is greedy all the same. */
  readonly temperature: number | undefined;
  /** Of the first sample; each later one has the next number. */
  readonly seed: number;
}

/** How a run is carried out: with the same values, on the same server and model, it writes the same again. */
export interface Setup {
  readonly problem: string;
  readonly frame: FrameName;
  readonly samples: number;
  readonly temperature: number;
  readonly topP: number;
  readonly seed: number;
  readonly model: string;
}

/** One finished solution. */
export interface Sample {
  readonly seed: number;
  readonly text: string;
  /** Undefined: an abstention. */
  readonly answer: string | undefined;
  readonly end: Finished["kind"];
  /** Mean log-probability of its tokens; undefined where the server gives none. */
  readonly confidence: number | undefined;
  /** It was given up for typing and gone on with later, so that its seed alone does not bring it again. */
  readonly resumed: boolean;
}

/** A run as it stands. */
export interface Solving {
  readonly setup: Setup;
  /** In the order of their seeds. */
  readonly samples: readonly Sample[];
  /** Texts of the samples that are being written, or that were when the run ended. */
  readonly unfinished: readonly string[];
  readonly tally: Tally;
  readonly ending: Ending | undefined;
}

export type Ending =
  | { readonly kind: "complete" }
  /** More samples would not change the winner, by `isSettled`. */
  | { readonly kind: "settled" }
  | { readonly kind: "cancelled" }
  | ModelFailure;

export type SolveResult =
  | { readonly kind: "solved"; readonly solving: Solving }
  /** There is no text. */
  | { readonly kind: "empty" }
  /** Problem, examples and room for an answer are more than the model reads at once; counts of tokens. */
  | { readonly kind: "problemTooLong"; readonly tokens: number; readonly room: number }
  | { readonly kind: "cancelled" }
  | ModelFailure;

/** Samples solutions and counts their answers. */
export interface Solver {
  /**
   * `onProgress` hears of every change. The signal ends the run and keeps what is there. Never rejects for what is
   * expected to go wrong.
   */
  solve(
    ask: Ask,
    signal: AbortSignal,
    onProgress?: (solving: Solving) => void,
  ): Promise<SolveResult>;
}
