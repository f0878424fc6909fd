import type { Document } from "./document.ts";

/** What Lean said about a candidate; only the first three are good news. */
export type Verdict =
  /** No goal is left, and the whole declaration was accepted with the candidate in its place. */
  | "closesAll"
  /** The goal at the cursor is gone; others are left. */
  | "closesGoal"
  /** Accepted, and the goals are other ones now. */
  | "progress"
  /** Accepted, and the goals are the same as before. */
  | "noChange"
  | "error"
  /** The proof would rest on a `sorry`; `message` names it. */
  | "sorry"
  /** The proof would rest on an axiom beyond Lean's own three; `message` names it. */
  | "axiom"
  | "timeout"
  /** Never sent to Lean: it could run code or is not one step; `message` says why. */
  | "refused"
  /** There is no Lean to ask. */
  | "unchecked";

/** A candidate and what became of it. */
export interface Checked {
  /** As it would be inserted at the place that was asked about, with `\n` line breaks. */
  readonly text: string;
  readonly verdict: Verdict;
  /** The goals after it as Lean prints them, main goal first; empty where there is no answer. */
  readonly goals: readonly string[];
  /** What Lean or the filter said, in one or more lines. */
  readonly message: string | undefined;
}

/** Why Lean cannot be asked, each said once in words with what to do (`explainLeanProblem`). */
export type LeanProblem =
  /** No Lean program was found. */
  | { readonly kind: "leanMissing" }
  /** It was found and does not start; `detail` is what it wrote last. */
  | { readonly kind: "leanBroken"; readonly detail: string }
  /** The toolchain that the project names is not installed, and is never fetched unasked. */
  | { readonly kind: "toolchainMissing"; readonly toolchain: string }
  /** The project's dependencies or its own modules are not built, or older than their sources. */
  | { readonly kind: "notBuilt"; readonly detail: string }
  | { readonly kind: "importsOutOfDate"; readonly detail: string }
  /** The process ended or fell silent; the next question starts another. */
  | { readonly kind: "leanStopped"; readonly detail: string }
  /** In an untrusted workspace nothing is elaborated. */
  | { readonly kind: "untrusted" }
  | { readonly kind: "leanOff" };

/** A position in a document; `offset` in UTF-16 code units. */
export interface Cursor {
  readonly document: Document;
  readonly offset: number;
}

export type GoalsReply =
  /** The goals before the cursor's step as Lean prints them, main goal first; empty: nothing is left to prove. */
  | { readonly kind: "goals"; readonly goals: readonly string[] }
  /** There is no tactic proof here, or what stands before the cursor in it has an error. */
  | { readonly kind: "none"; readonly reason: string }
  | { readonly kind: "aborted" }
  | LeanProblem;

export type CheckReply =
  /** One for each candidate, in the same order. */
  | { readonly kind: "checked"; readonly results: readonly Checked[] }
  | { readonly kind: "aborted" }
  | LeanProblem;

/** What the checking is doing, for the status. */
export type LeanState =
  | { readonly kind: "idle" }
  | { readonly kind: "starting" }
  /** The text before the proof is being elaborated. */
  | { readonly kind: "reading"; readonly uri: string }
  | { readonly kind: "checking"; readonly candidates: number }
  | { readonly kind: "ready" }
  | LeanProblem;

/** Port: asks Lean about the proof at a cursor, apart from the user's own server. Nothing here throws or rejects. */
export interface LeanChecker {
  /** The cursor is in this proof: reads the text before it, so that a check needs not wait for that. */
  enter(cursor: Cursor): void;
  goals(cursor: Cursor, signal: AbortSignal): Promise<GoalsReply>;
  /**
   * Checks texts for the cursor's place (what is typed of a step there is part of each, a `sorry` there is
   * replaced). All of one call are checked together. Only the last call counts: an earlier one is aborted.
   */
  check(cursor: Cursor, candidates: readonly string[], signal: AbortSignal): Promise<CheckReply>;
  /** The document was closed or left: its shadow goes after a while. */
  left(uri: string): void;
  /** Lean is to be found in another way: servers end, and what runs is given up. */
  restart(): void;
  readonly state: LeanState;
  onState(listener: (state: LeanState) => void): () => void;
  dispose(): void;
}

/** What a JSON-RPC request came to. */
export type LeanResponse =
  | { readonly kind: "ok"; readonly value: unknown }
  | { readonly kind: "failed"; readonly code: number; readonly message: string }
  | { readonly kind: "aborted" }
  | { readonly kind: "closed" };

/** Port: the JSON-RPC connection to a Lean server, whoever started it. Nothing here throws or rejects. */
export interface LeanConnection {
  request(method: string, params: unknown, signal: AbortSignal): Promise<LeanResponse>;
  notify(method: string, params: unknown): void;
  /** Every notification from the server. Returns how to stop listening. */
  onNotification(listener: (method: string, params: unknown) => void): () => void;
  /** Once, when the server is gone. */
  onClosed(listener: () => void): () => void;
}
