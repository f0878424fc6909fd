import type { GoalsReply, LeanProblem } from "../lean.ts";
import { explainLeanProblem } from "../leanProblem.ts";
import type { PanelAction } from "./actions.ts";
import type { Place } from "./panelState.ts";

/** What Lean says of a place, for people; undefined when it was not asked to the end. */
export function leanPlace(reply: GoalsReply, where: string): Place | undefined {
  switch (reply.kind) {
    case "goals":
      return { kind: "goals", where, goals: reply.goals };
    case "none":
      return {
        kind: "nothing",
        sentence: reply.reason.split("\n", 1)[0] ?? "",
        advice: "Lean tells the goals where the cursor is in a tactic proof, behind “by”.",
        actions: [],
      };
    case "aborted":
      return undefined;
    default:
      return {
        kind: "nothing",
        ...explainLeanProblem(reply),
        actions: [...helpWith(reply), "suggestTactics"],
      };
  }
}

function helpWith({ kind }: LeanProblem): readonly PanelAction[] {
  switch (kind) {
    case "untrusted":
      return ["trust"];
    case "leanMissing":
    case "leanOff":
      return ["openSettings"];
    default:
      return ["showLog"];
  }
}
