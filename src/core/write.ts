import { runsInCircles } from "./complete/quality.ts";
import type { CompletionRequest, Model, ModelFailure, Target } from "./model.ts";
import type { Turns } from "./turns.ts";

/** What there is of a solution. */
export interface Draft {
  readonly text: string;
  /** Sum of the log-probabilities of its tokens, and how many had one. */
  readonly logprob: number;
  readonly tokens: number;
  readonly resumed: boolean;
}

export const blank: Draft = { text: "", logprob: 0, tokens: 0, resumed: false };

export interface Finished {
  /** `cut`: it had not come to its end; `repetition`: it went in circles and was stopped. */
  readonly kind: "whole" | "cut" | "repetition";
  readonly draft: Draft;
}

export type Written = Finished | { readonly kind: "aborted"; readonly draft: Draft } | ModelFailure;

interface Writing {
  readonly model: Model;
  readonly target: Target;
  /** The request for the whole solution. */
  readonly request: CompletionRequest;
  /** What was written of it before. */
  readonly begun: Draft;
  /** Where a growing text is over though the model writes on; undefined while it is not. */
  readonly over: (text: string) => number | undefined;
  readonly onText: (draft: Draft) => void;
}

/** Writes to the end, to where it is over or until it goes in circles. */
export async function write(writing: Writing, signal: AbortSignal): Promise<Written> {
  const { model, target, onText } = writing;
  const enough = new AbortController();
  let draft = beginning(writing.begun);
  for await (const event of model.complete(
    target,
    goingOn(writing.request, draft),
    AbortSignal.any([signal, enough.signal]),
  )) {
    if (event.kind === "end") return { kind: event.reason === "stop" ? "whole" : "cut", draft };
    if (event.kind === "aborted") break;
    if (event.kind !== "text") return event;
    draft = {
      ...draft,
      text: draft.text + event.text,
      logprob: event.logprobs.reduce((sum, one) => sum + one, draft.logprob),
      tokens: draft.tokens + event.logprobs.length,
    };
    const end = writing.over(draft.text);
    if (end !== undefined || runsInCircles(draft.text)) {
      // Leaving the loop closes the connection, so that the server stops.
      enough.abort();
      return end === undefined
        ? { kind: "repetition", draft }
        : { kind: "whole", draft: { ...draft, text: draft.text.slice(0, end) } };
    }
    onText(draft);
  }
  return { kind: "aborted", draft };
}

/** Writes as `write` does, but gives way to typing as often as that wants the model, and goes on from what is written. */
export async function writeInTurns(
  { turns, ...writing }: Omit<Writing, "begun"> & { readonly turns: Turns },
  signal: AbortSignal,
): Promise<Written> {
  let begun = blank;
  for (;;) {
    await turns.free(signal);
    const giving = new AbortController();
    const unlisten = turns.onWanted(() => {
      giving.abort();
    });
    try {
      const either = AbortSignal.any([signal, giving.signal]);
      const written = await write({ ...writing, begun }, either);
      if (written.kind !== "aborted" || signal.aborted || !giving.signal.aborted) return written;
      begun = written.draft;
    } finally {
      unlisten();
    }
  }
}

/** A base model has to write the spaces at the end again: it joins them with the word that follows. */
function beginning(begun: Draft): Draft {
  return begun.text === "" ? begun : { ...begun, text: begun.text.trimEnd(), resumed: true };
}

function goingOn(request: CompletionRequest, { text, tokens }: Draft): CompletionRequest {
  return {
    ...request,
    prompt: request.prompt + text,
    maxTokens: Math.max(1, request.maxTokens - tokens),
  };
}

/** Where a line begins with the mark of another problem. */
export function startOf(mark: string, text: string): number | undefined {
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
    const before = text.slice(0, at).trimEnd();
    if (before === "" || text.slice(before.length, at).includes("\n")) return before.length;
  }
  return undefined;
}
