import type { LeanProblem } from "./lean.ts";

export interface LeanExplanation {
  /** One plain sentence about what is wrong. */
  readonly sentence: string;
  /** One plain sentence about what to do. */
  readonly advice: string;
}

/** The words for a problem with Lean. */
export function explainLeanProblem(problem: LeanProblem): LeanExplanation {
  switch (problem.kind) {
    case "leanMissing":
      return {
        sentence: "No Lean was found, so Lean suggestions are not checked.",
        advice: "Install Lean with elan, or set llemma.lean.path.",
      };
    case "leanBroken":
      return {
        sentence: `Lean does not start${withDetail(problem.detail)}.`,
        advice: "See whether it does in a terminal, or set llemma.lean.path.",
      };
    case "toolchainMissing":
      return {
        sentence: `The Lean of this project is not installed (${problem.toolchain}).`,
        advice: `Install it: elan toolchain install ${problem.toolchain}`,
      };
    case "notBuilt":
      return {
        sentence: `What this file imports is not built${withDetail(problem.detail)}.`,
        advice: "Run `lake build` in the project, then go on typing.",
      };
    case "importsOutOfDate":
      return {
        sentence: `What this file imports has changed since it was built${withDetail(problem.detail)}.`,
        advice: "Run `lake build` in the project, then go on typing.",
      };
    case "leanStopped":
      return {
        sentence: `Lean ended before it had answered${withDetail(problem.detail)}.`,
        advice: "It is started again for the next suggestion.",
      };
    case "untrusted":
      return {
        sentence: "Lean is not started in a workspace that is not trusted.",
        advice: "Trust the workspace to have suggestions checked.",
      };
    case "leanOff":
      return {
        sentence: "Checking with Lean is turned off.",
        advice: "The setting llemma.lean.check turns it on.",
      };
  }
}

/** The end of what a program wrote, where a sentence has room for it. */
function withDetail(detail: string): string {
  const line = detail.trim().split("\n").at(-1)?.trim() ?? "";
  return line === "" ? "" : ` (${line.length > 120 ? `${line.slice(0, 120)}…` : line})`;
}
