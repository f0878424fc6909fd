import { extractAnswer } from "./extract.ts";
import { frames } from "../prompts/frames/frames.ts";
import type { Sample, Setup } from "./solver.ts";
import type { Finished } from "../write.ts";

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
    answer: kind === "repetition" ? undefined : bare(extractAnswer(text)),
    end: kind,
    confidence: draft.tokens === 0 ? undefined : draft.logprob / draft.tokens,
    resumed: draft.resumed,
  };
}

/** Without the dollars around all of it. */
function bare(answer: string | undefined): string | undefined {
  return answer?.replace(/^\$\s*([^$]*?)\s*\$$/, "$1");
}
