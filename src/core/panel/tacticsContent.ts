import type { SuggestJob, TacticSuggestion } from "../tactics/suggester.ts";
import { problemsOf, summaryOf } from "../tactics/summary.ts";
import type { Candidate, Phase } from "./panelState.ts";
import { phase } from "./phase.ts";

/** Shows what was tried, best first, and then what did not pass. `textOf` says what goes into the document. */
export function createCandidates(
  textOf: (suggestion: TacticSuggestion) => string,
): (job: Pick<SuggestJob, "results" | "failed">) => readonly Candidate[] {
  // One that another comes before keeps its id.
  const numbers = new Map<string, number>();
  return ({ results, failed }) => {
    const shown = new Map<string, Candidate>();
    for (const one of [...results, ...failed]) {
      const { verdict, goals, message } = one;
      const text = textOf(one);
      const key = `${verdict} ${text}`;
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      const id = `candidate-${number}`;
      if (!shown.has(id)) shown.set(id, { id, text, verdict, goals, message });
    }
    return [...shown.values()];
  };
}

/** What a search is doing, or how it ended. */
export function phaseOfTactics(job: SuggestJob): Phase {
  const sentence = [summaryOf(job), ...problemsOf(job)].join(" ");
  switch (job.state.kind) {
    case "running":
      return phase("running", sentence);
    case "stopped":
      return phase("cancelled", sentence);
    case "done":
    case "noGoals":
    case "noProof":
      return phase("done", sentence);
  }
}
