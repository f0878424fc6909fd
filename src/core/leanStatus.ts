import type { LeanProblem, LeanState } from "./lean.ts";
import { explainLeanProblem } from "./leanProblem.ts";

/** What is known of the suggestion that is shown. */
export interface Mark {
  /** Lean took it: the only thing that ever wears a tick. */
  readonly accepted: boolean;
  readonly sentence: string;
}

/** What a surface says about Lean. */
export interface LeanStatus {
  /** The verdict on what is shown, else what Lean is doing. A codicon may stand in front. */
  readonly text: string;
  /** What is wrong and what to do, in whole sentences; else empty. */
  readonly detail: string;
  /** All of it for those who cannot see the icon. */
  readonly spoken: string;
  readonly severity: "normal" | "problem";
  readonly busy: boolean;
}

/** The words for what the checking is doing, and what it said about the suggestion on screen. */
export function leanStatusOf(state: LeanState, mark: Mark | undefined): LeanStatus {
  const problem = problemIn(state);
  const { sentence, advice } =
    problem === undefined ? { sentence: "", advice: "" } : explainLeanProblem(problem);
  const detail = `${sentence} ${advice}`.trim();
  const words = mark?.sentence ?? doing(state);
  return {
    text: mark === undefined ? words : `${iconOf(mark)} ${words}`,
    detail,
    spoken: detail === "" ? words : `${words} ${detail}`,
    severity: problem === undefined || needsNoMessage(problem) ? "normal" : "problem",
    busy: state.kind === "starting" || state.kind === "reading" || state.kind === "checking",
  };
}

/** Whether nobody has to do anything about it, or somebody wanted it so: no message needs to say it. */
export function needsNoMessage({ kind }: LeanProblem): boolean {
  return kind === "leanStopped" || kind === "leanOff";
}

/** The problem that a state is, if it is one. */
export function problemIn(state: LeanState): LeanProblem | undefined {
  switch (state.kind) {
    case "idle":
    case "starting":
    case "reading":
    case "checking":
    case "ready":
      return undefined;
    default:
      return state;
  }
}

function iconOf({ accepted }: Mark): string {
  return accepted ? "$(check)" : "$(circle-large-outline)";
}

function doing(state: LeanState): string {
  switch (state.kind) {
    case "idle":
      return "Lean checks suggestions.";
    case "starting":
      return "Lean is starting.";
    case "reading":
      return "Lean is reading the file.";
    case "checking":
      return `Lean is checking ${state.candidates === 1 ? "a suggestion" : `${state.candidates} suggestions`}.`;
    case "ready":
      return "Lean is ready to check suggestions.";
    default:
      return "Lean does not check suggestions.";
  }
}
