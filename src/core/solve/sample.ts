import { frames } from "../prompts/frames/frames.ts";
import type { Sample, Setup } from "./solver.ts";
import type { Finished } from "./write.ts";

/** Reads what was written. */
export function sampleOf(
  { kind, draft }: Finished,
  { seed, setup }: { readonly seed: number; readonly setup: Setup },
): Sample {
  const { closing } = frames[setup.frame];
  const trimmed = draft.text.trim();
  // The stop string is the end of the sentence, and no part of the text.
  const isStopped = kind === "whole" && /final answer is[^\n]*$/i.test(trimmed);
  const text = isStopped ? `${trimmed} ${closing}`.trim() : trimmed;
  return {
    seed,
    text,
    answer: kind === "repetition" ? undefined : extractAnswer(text),
    end: kind,
    confidence: draft.tokens === 0 ? undefined : draft.logprob / draft.tokens,
    resumed: draft.resumed,
  };
}

function extractAnswer(text: string): string | undefined {
  return (/final answer is \$(.*)\$\. I hope/i.exec(text) ??
    /The answer is (\S+)\./.exec(text) ??
    /\\boxed\{([^{}]*)\}/.exec(text))?.[1];
}
