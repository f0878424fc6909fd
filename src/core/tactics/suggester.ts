import type { Replacement } from "../complete/completer.ts";
import type { Document } from "../document.ts";
import type { Checked, Cursor, LeanProblem, Verdict } from "../lean.ts";
import type { ModelFailure } from "../model.ts";

/** Where a candidate came from: a tactic that needs no model, or one of the model's frames. */
export type Origin = "closer" | Frame;

/** The forms of prompt for the model, named as in the setting `llemma.lean.frames`. */
export const frames = ["fewShot", "proofStep", "file"] as const;
export type Frame = (typeof frames)[number];

/** A candidate that was checked, and what of the document it would replace, in offsets. */
export interface TacticSuggestion extends Checked, Replacement {
  readonly verdict: Verdict;
  readonly goals: readonly string[];
  readonly origin: Origin;
  /** Mean log-probability of its tokens; undefined for closers, and where the server tells none. */
  readonly score: number | undefined;
}

/**
 * How much is asked. `automatic`: closers and the model's first choice, more only when Lean accepts none of them.
 * `explicit`: some to cycle through. `all`: as many candidates as the setting `llemma.lean.candidates` says.
 */
export type SuggestTrigger = "automatic" | "explicit" | "all";

export type JobState =
  | { readonly kind: "running" }
  /** All that was asked for has been tried. */
  | { readonly kind: "done" }
  /** Given up: the place was left or edited, or somebody said stop. What came before counts. */
  | { readonly kind: "stopped" }
  /** Lean sees no tactic proof here, or an error in front of it. */
  | { readonly kind: "noProof"; readonly reason: string }
  /** Nothing is left to prove here. */
  | { readonly kind: "noGoals" };

/** One search for tactics at a place, while it runs and after. */
export interface SuggestJob {
  readonly cursor: Cursor;
  readonly state: JobState;
  /** The goals at the place, main goal first; empty until Lean has told them. */
  readonly goals: readonly string[];
  /** What may be inserted, best first: accepted ones, then those that rest on a `sorry` or an axiom, then unchecked ones. */
  readonly results: readonly TacticSuggestion[];
  /** What was tried and is not worth inserting: errors, no change, time-outs, refused ones. */
  readonly failed: readonly TacticSuggestion[];
  /** Why Lean is not asked; the results are `unchecked` then. */
  readonly lean: LeanProblem | undefined;
  /** Why the model is not asked; closers are tried all the same. */
  readonly model: ModelFailure | undefined;
  /** Called after each change of the above. Returns how to stop listening. */
  onChange(listener: () => void): () => void;
  /** Resolves when the job runs no more; never rejects. */
  readonly done: Promise<void>;
  /** Gives up what is not there yet. Asking again at the same place goes on with what is known. */
  stop(): void;
}

/** Searches tactics that Lean accepts. One job runs at a time; it owns the model's only slot while it samples. */
export interface TacticSuggester {
  /**
   * The job for this place. Where one is at work or has ended, it is the same one, and goes on if more is asked
   * for now. A job elsewhere is stopped. Answers at once; never throws.
   */
  suggest(cursor: Cursor, trigger: SuggestTrigger): SuggestJob;
  /**
   * To be told at once of every change of a text and of every place of the cursor: a job goes on while what is typed
   * is what one of its results says, and is stopped by anything else.
   */
  edited(document: Document): void;
  moved(document: Document, offset: number): void;
  /** The editor of this document is no longer the active one, or the document is closed. */
  left(uri: string): void;
  /** Stops the running job, if there is one. */
  stop(): void;
  /** Settings, the model or Lean changed: no job is gone on with. */
  clear(): void;
}
