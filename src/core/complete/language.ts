import type { Project } from "../context/latex/project.ts";
import type { Document } from "../document.ts";

/** Why nothing is suggested here; shown in the log and by `llemma inspect`. */
export type Refusal =
  | "otherLanguage"
  | "outsideProof"
  | "outsideMaths"
  | "comment"
  | "string"
  | "verbatim"
  | "preamble"
  | "abbreviation"
  | "midLine"
  | "midWord";

/** A cursor at which a step can be suggested: what to ask, and how to read the answer. */
export interface Place {
  readonly kind: "place";
  /** In one line, for people: "tactic proof of `and_swap`", "display maths in align*". */
  readonly description: string;
  /**
   * The text before the cursor that the model continues, with `\n` line breaks, without the spaces and tabs
   * right before the cursor (a tokenizer joins them with the next word). The caller cuts it to the window.
   */
  readonly prefix: string;
  /**
   * What the model should know beside the prefix: asked for when the whole prefix does not fit into the window, or
   * the document has other files. `shown` is how much of the prefix there is room for, in UTF-16 code units.
   */
  readonly preface?: (shown: number, project?: Project) => string;
  /** Those spaces and tabs. */
  readonly gap: string;
  /** Mean characters a token of this text, to be careful with: facts of Llemma's tokenizer. */
  readonly charactersPerToken: number;
  /** The most tokens that a step here takes. */
  readonly maxTokens: number;
  /** Texts at which the server itself can stop. */
  readonly stop: readonly string[];
  /**
   * Reads what has streamed so far, without the `gap` at its start. Pure; called again with longer text as it
   * comes and a last time with `ended` true.
   */
  read(streamed: string, ended: boolean): Reading;
}

export type Reading =
  /** The step goes on. `soFar` is the part that could be inserted as it is, if there is one. */
  | { readonly kind: "unfinished"; readonly soFar: string | undefined }
  /** The step has ended: nothing more is needed from the server. */
  | { readonly kind: "finished"; readonly text: string }
  | { readonly kind: "dropped"; readonly reason: DropReason };

export type DropReason =
  "empty" | "echo" | "repetition" | "refusedWord" | "unbalanced" | "suffix" | "gap";

export type Refused = { readonly kind: "refused"; readonly reason: Refusal };

/** What the inline pipeline knows of one language. */
export interface Language {
  /** Looks at the text around the cursor. `explicit`: the person asked, so be less shy. Fast on any text. */
  place(document: Document, offset: number, explicit: boolean): Place | Refused;
}
