import type { Checked, Verdict } from "./lean.ts";

/** Whether Lean took it and it gets the proof further: what may wear a tick. */
export function isAccepted(verdict: Verdict): boolean {
  return verdict === "closesAll" || verdict === "closesGoal" || verdict === "progress";
}

/** One sentence about a candidate, for people. */
export function explainVerdict({ verdict, goals, message }: Omit<Checked, "text">): string {
  const why = message?.split("\n", 1)[0] ?? "";
  switch (verdict) {
    case "closesAll":
      return "Lean accepts this: it finishes the proof.";
    case "closesGoal":
      return `Lean accepts this: it closes the goal, and ${goalsLeft(goals.length)}.`;
    case "progress":
      return `Lean accepts this: ${goalsLeft(goals.length)}.`;
    case "noChange":
      return "It changes nothing.";
    case "error":
      return `Lean refuses this: ${why}`;
    case "sorry":
      return `It rests on ${why} (sorry).`;
    case "axiom":
      return `It rests on ${why} (axiom).`;
    case "timeout":
      return "Lean did not come to an end with it in time.";
    case "refused":
      return `It was not given to Lean: ${why}`;
    case "unchecked":
      return "Lean has not checked this.";
  }
}

function goalsLeft(count: number): string {
  return count === 1 ? "one goal is left" : `${count} goals are left`;
}
