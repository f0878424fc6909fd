import type { Checked, Verdict } from "./lean.ts";

/** Whether Lean took it and it gets the proof further: what may wear a tick. */
export function isAccepted(verdict: Verdict): boolean {
  return verdict === "closesAll" || verdict === "closesGoal" || verdict === "progress";
}

/** Whether a value from outside is a verdict. */
export function isVerdict(value: unknown): value is Verdict {
  return typeof value === "string" && Object.hasOwn(sentences, value);
}

/** What is known of a candidate beside its text; without goals and message the sentence is more general. */
type Judged = Pick<Checked, "verdict"> & Partial<Pick<Checked, "goals" | "message">>;

/** One sentence about a candidate, for people. */
export function explainVerdict({ verdict, goals, message }: Judged): string {
  return sentences[verdict](goals?.length, message?.split("\n", 1)[0] ?? "");
}

type Sentence = (left: number | undefined, why: string) => string;

const sentences: Readonly<Record<Verdict, Sentence>> = {
  closesAll: () => "Lean accepts this: it finishes the proof.",
  closesGoal: (left) => `Lean accepts this: it closes the goal, ${leftOver(left)}.`,
  progress: (left) => `Lean accepts this, ${leftOver(left)}.`,
  noChange: () => "It changes nothing.",
  error: (_left, why) => because("Lean refuses this", why),
  sorry: (_left, why) => `It rests on ${why === "" ? "something unproved" : why} (sorry).`,
  axiom: (_left, why) => `It rests on ${why === "" ? "a further axiom" : why} (axiom).`,
  timeout: () => "Lean did not come to an end with it in time.",
  refused: (_left, why) => because("It was not given to Lean", why),
  unchecked: () => "Lean has not checked this.",
};

function leftOver(goals: number | undefined): string {
  if (goals === undefined) return "and there is more to prove";
  return goals === 1 ? "one goal is left" : `${goals} goals are left`;
}

function because(sentence: string, why: string): string {
  return why === "" ? `${sentence}.` : `${sentence}: ${why}`;
}
