import type { LeanProblem } from "./lean.ts";

/** In words, with what to do. */
export interface LeanExplanation {
  readonly sentence: string;
  readonly advice: string;
}

/** Why Lean cannot be asked, for the person; in every case suggestions go on without being checked. */
export function explainLeanProblem(problem: LeanProblem): LeanExplanation {
  switch (problem.kind) {
    case "leanMissing":
      return {
        sentence: "No Lean program was found, so Lean suggestions are not checked.",
        advice: "Install Lean with elan, or name the program in the settings.",
      };
    case "leanBroken":
      return {
        sentence: `Lean does not start${detail(problem)}`,
        advice: "Try `lean --version` in the project's folder.",
      };
    case "toolchainMissing":
      return {
        sentence: `The project wants ${problem.toolchain}, which is not installed.`,
        advice: `Install it: elan toolchain install ${problem.toolchain}`,
      };
    case "notBuilt":
      return {
        sentence: `What this file imports is not built${detail(problem)}`,
        advice: "Run `lake build` (with Mathlib, `lake exe cache get` first).",
      };
    case "importsOutOfDate":
      return {
        sentence: "What this file imports has changed since it was built.",
        advice: "Run `lake build`, or restart the file in the Lean extension.",
      };
    case "leanStopped":
      return {
        sentence: `Lean stopped${detail(problem)}`,
        advice: "The next suggestion starts it again.",
      };
    case "untrusted":
      return {
        sentence: "This workspace is not trusted, so Lean is not asked.",
        advice: "Trust the workspace to have suggestions checked.",
      };
    case "leanOff":
      return {
        sentence: "Checking with Lean is turned off.",
        advice: "Turn it on with the setting llemma.lean.check.",
      };
  }
}

/** The first line of what Lean said. */
function detail(problem: { readonly detail: string }): string {
  const [line = ""] = problem.detail.trim().split("\n");
  return line === "" ? "." : `: ${line.replace(/\.$/, "")}.`;
}
