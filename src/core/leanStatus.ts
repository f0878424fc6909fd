import type { LeanState } from "./lean.ts";
import { explainLeanProblem, needsNoMessage, problemIn } from "./leanProblem.ts";

/** What a surface says about Lean. */
export interface LeanStatus {
  /** A few words. */
  readonly text: string;
  /** Whole sentences; empty where the words say it all. */
  readonly detail: string;
  readonly severity: "normal" | "problem";
  readonly busy: boolean;
}

/** The words for what the checking is doing. */
export function leanStatusOf(state: LeanState): LeanStatus {
  const problem = problemIn(state);
  if (problem !== undefined) {
    const { sentence, advice } = explainLeanProblem(problem);
    const severity = needsNoMessage(problem) ? "normal" : "problem";
    return { text: "Lean: not checking", detail: `${sentence} ${advice}`, severity, busy: false };
  }
  return { text: doing(state), detail: "", severity: "normal", busy: isBusy(state) };
}

function doing(state: LeanState): string {
  switch (state.kind) {
    case "starting":
      return "Lean is starting";
    case "reading":
      return "Lean is reading the file";
    case "checking":
      return state.candidates === 1
        ? "Lean is checking a suggestion"
        : `Lean is checking ${state.candidates} suggestions`;
    case "ready":
      return "Lean is ready to check";
    default:
      return "Lean checks suggestions";
  }
}

function isBusy({ kind }: LeanState): boolean {
  return kind === "starting" || kind === "reading" || kind === "checking";
}
