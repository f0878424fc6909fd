import type { SuggestJob, TacticSuggestion } from "../tactics/suggester.ts";
import { problemsOf, summaryOf } from "../tactics/summary.ts";
import type { Candidate, Phase } from "./panelState.ts";

/** What was tried, best first, and then what did not pass. `textOf` says what goes into the document. */
export function candidatesOf(
  { results, failed }: SuggestJob,
  textOf: (suggestion: TacticSuggestion) => string,
): readonly Candidate[] {
  const byId = new Map<string, Candidate>();
  for (const one of [...results, ...failed]) {
    const { verdict, goals, message } = one;
    const text = textOf(one);
    const id = `${verdict} ${text}`;
    byId.set(id, byId.get(id) ?? { id, text, verdict, goals, message });
  }
  return [...byId.values()];
}

/** What a search is doing, or how it ended. */
export function phaseOfTactics(job: SuggestJob): Phase {
  const sentence = [summaryOf(job), ...problemsOf(job)].join(" ");
  switch (job.state.kind) {
    case "running":
      return { kind: "running", sentence };
    case "stopped":
      return { kind: "cancelled", sentence };
    case "done":
    case "noGoals":
    case "noProof":
      return { kind: "done", sentence };
  }
}
