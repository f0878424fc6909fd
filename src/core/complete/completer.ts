import type { Document } from "../document.ts";
import type { Verdict } from "../lean.ts";
import type { ModelFailure } from "../model.ts";
import type { DropReason, Refusal } from "./language.ts";

/** One call of an editor or a command line for suggestions. */
export interface CompletionCall {
  readonly document: Document;
  /** Of the cursor, in UTF-16 code units. */
  readonly offset: number;
  /** `explicit`: the person asked, and gets up to four alternatives without a pause. */
  readonly trigger: "automatic" | "explicit";
  /** The entry that is marked in the editor's list of completions: suggestions must go on from it. */
  readonly selected?: Replacement;
}

/** Text for a part of the document, in offsets; `start === end` inserts. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** What Lean said about it; undefined where Lean is never asked, as in LaTeX. */
  readonly verdict?: Verdict;
  /** The goals that it leaves, where Lean told. */
  readonly goals?: readonly string[];
}

export type CompletionResult =
  | {
      readonly kind: "suggestions";
      /** Best first; at least one. Line breaks are `\n`. */
      readonly suggestions: readonly Replacement[];
      /** Where they came from; only `request` and `adopted` touched the server. */
      readonly source: "shown" | "cache" | "adopted" | "request";
    }
  | {
      readonly kind: "none";
      readonly reason: Refusal | DropReason | "off" | "stopped" | LeanReason;
    }
  /** The call was given up: by its signal, or by newer typing. */
  | { readonly kind: "cancelled" }
  | ModelFailure;

/** Why nothing is shown in a Lean proof: Lean took none of what was tried, sees no proof to go on with, or no goal. */
type LeanReason = "notAccepted" | "notChecked" | "nothingToProve";

/** The inline pipeline. It owns at most one request; calls come and go. */
export interface Completer {
  /** The signal ends only the wait of this call. Never rejects. */
  complete(call: CompletionCall, signal: AbortSignal): Promise<CompletionResult>;
  /** To be told at once of every change of a text, before any call for it. */
  edited(document: Document): void;
  /** The cursor is now here. */
  moved(document: Document, offset: number): void;
  /** The editor of this document is no longer the active one, or the document is closed. */
  left(uri: string): void;
  /** The person wants quiet: ends the request, and every call that waits. */
  stop(): void;
  /** Settings or the model changed: nothing that was answered before counts any more. */
  clear(): void;
}
