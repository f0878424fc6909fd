import type { Project } from "../context/latex/project.ts";
import type { Document } from "../document.ts";
import type { ModelFailure } from "../model.ts";
import type { NoContinuation, Selected } from "./place.ts";

/** Where to go on. */
export interface Ask {
  readonly document: Document;
  /** The argument goes on at its end. */
  readonly selected: Selected;
  /** The document's files, where they were read. */
  readonly project?: Project;
  /** 0 is the model's likeliest continuation; every other number is one drawn at random, the same each time. */
  readonly sample: number;
}

/** One step of an argument, as the model wrote it. */
export interface ContinuedStep {
  /** As it is inserted behind the step before: with the white space between the two. */
  readonly text: string;
  readonly state: StepState;
}

type StepState =
  /** Nobody has checked it. That numbers refute nothing in it is no proof. */
  | { readonly kind: "unchecked" }
  /** Numbers refute something in it: a sentence for each relation that is false. */
  | { readonly kind: "refuted"; readonly words: readonly string[] };

/** A continuation as it stands: plain data. */
export interface Continuing {
  /** Where it goes on, in a few words: `proof of thm`. */
  readonly place: string;
  readonly languageId: string;
  readonly model: string;
  readonly sample: number;
  readonly steps: readonly ContinuedStep[];
  /** What there is of the step that is being written, or was when the continuation ended. */
  readonly unfinished: string;
  /** Undefined while it is being written. */
  readonly ending: Ending | undefined;
}

/** Why a continuation goes no further. */
export type Ending =
  /** The proof has ended, by its `\end` or by a sign such as `\qed`. */
  | { readonly kind: "proofEnd" }
  /** The model goes on with what the document says behind the place, or closes what the document closes. */
  | { readonly kind: "document" }
  /** The model ended, or went on with what is no step: a heading, another theorem. */
  | { readonly kind: "stop" }
  /** The model said the same again. */
  | { readonly kind: "circles" }
  /** As many tokens are written as a continuation has at most. */
  | { readonly kind: "limit" }
  | { readonly kind: "cancelled" }
  | ModelFailure;

export type ContinueResult =
  | { readonly kind: "continued"; readonly continuing: Continuing }
  | NoContinuation
  | { readonly kind: "cancelled" }
  | ModelFailure;

/** Writes several steps of a proof or a derivation at once. */
export interface Continuer {
  /**
   * `onProgress` hears of every change. The signal ends it and keeps what is there. Never rejects for what is expected
   * to go wrong.
   */
  continue(
    ask: Ask,
    signal: AbortSignal,
    onProgress?: (continuing: Continuing) => void,
  ): Promise<ContinueResult>;
}
