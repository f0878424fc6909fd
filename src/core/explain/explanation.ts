import type { ModelFailure } from "../model.ts";

/** A part of a file of the document, in offsets. */
export interface Place {
  readonly uri: string;
  readonly at: number;
  readonly end: number;
}

/** What the document says of a symbol. */
export type SymbolMeaning =
  | {
      readonly kind: "defined";
      /** The sentence, as it stands there. */
      readonly quote: string;
      /** `defines` what it is, `types` of what kind it is, `mentions` it in passing. */
      readonly how: "defines" | "types" | "mentions";
      readonly place: Place;
      /** Of the definition or equation that it stands in. */
      readonly label?: string;
    }
  /** It runs over something in the formula itself. */
  | { readonly kind: "bound" }
  | { readonly kind: "none" };

export interface ExplainedSymbol {
  /** As written in the formula, in the person's macros. */
  readonly written: string;
  readonly meaning: SymbolMeaning;
  /** Its definition where it is a macro of theirs; the place is undefined when it cannot be told. */
  readonly macro?: { readonly text: string; readonly place: Place | undefined };
}

/** All that the document says of an equation. */
export interface Question {
  /** Without its delimiters. */
  readonly tex: string;
  /** With them: an answer is inserted behind it. */
  readonly place: Place;
  readonly isDisplay: boolean;
  readonly symbols: readonly ExplainedSymbol[];
  /** The formula before it in the same argument. */
  readonly previous: { readonly tex: string; readonly place: Place } | undefined;
  /** The text that leads up to it. */
  readonly context: string;
}

/** An explanation as it stands. It is plain data, so that any surface can show it. */
export interface Explanation {
  readonly question: Question;
  /** What the model wrote so far, as far as it can be read. Nothing checks it. */
  readonly text: string;
  /** Undefined until one is chosen. */
  readonly model: string | undefined;
  /** Undefined while it is being written. */
  readonly ending: Ending | undefined;
}

export type Ending =
  | { readonly kind: "complete" }
  /** The most tokens were written; what is shown ends with the last whole sentence. */
  | { readonly kind: "cut" }
  /** It went in circles and was stopped. */
  | { readonly kind: "repetition" }
  /** It wrote nothing that can be read. */
  | { readonly kind: "empty" }
  /** With its examples and context the equation is more than the model reads at once; counts of tokens. */
  | { readonly kind: "tooLong"; readonly tokens: number; readonly room: number }
  | { readonly kind: "cancelled" }
  | ModelFailure;

/** Explains equations. */
export interface Explainer {
  /**
   * `onProgress` hears of every change, of what the document says first. The signal ends it and keeps what is there.
   * Never rejects for what is expected to go wrong.
   */
  explain(
    question: Question,
    signal: AbortSignal,
    onProgress?: (explanation: Explanation) => void,
  ): Promise<Explanation>;
}
