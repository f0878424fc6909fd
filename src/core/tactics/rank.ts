import type { Checked, Verdict } from "../lean.ts";
import type { SuggestJob, TacticSuggestion } from "./suggester.ts";

/** Lower is better; undefined: not worth inserting. */
const places: Readonly<Record<Verdict, number | undefined>> = {
  closesAll: 0,
  closesGoal: 1,
  progress: 2,
  sorry: 3,
  axiom: 3,
  unchecked: 4,
  noChange: undefined,
  error: undefined,
  timeout: undefined,
  refused: undefined,
};

/** Whether a person may want to insert it, if only knowing what it rests on. */
export function insertable({ verdict }: Pick<TacticSuggestion, "verdict">): boolean {
  return places[verdict] !== undefined;
}

/** Whether Lean takes it as it is. */
export function accepted({ verdict }: Pick<TacticSuggestion, "verdict">): boolean {
  return closes({ verdict }) || verdict === "progress";
}

export function closes({ verdict }: Pick<TacticSuggestion, "verdict">): boolean {
  return verdict === "closesAll" || verdict === "closesGoal";
}

/** Whether Lean likes one form of a tactic better than another. */
export function better(a: Checked, b: Checked): boolean {
  const [inA, inB] = [places[a.verdict] ?? Infinity, places[b.verdict] ?? Infinity];
  return inA < inB || (inA === inB && goalsLeft(a) < goalsLeft(b));
}

/** By verdict, goals left, the model's confidence, and length. Closers stay in their order, cheap ones first. */
export function compare(a: TacticSuggestion, b: TacticSuggestion): number {
  const keys = [keyOf(a), keyOf(b)] as const;
  const index = keys[0].findIndex((key, at) => key !== keys[1][at]);
  return index < 0 ? 0 : (keys[0][index] ?? 0) - (keys[1][index] ?? 0);
}

function keyOf(one: TacticSuggestion): readonly number[] {
  const place = places[one.verdict] ?? Infinity;
  const length = one.origin === "closer" ? 0 : one.text.length;
  return [place, goalsLeft(one), -confidence(one), length];
}

function goalsLeft({ verdict, goals }: Checked): number {
  return verdict === "progress" ? goals.length : 0;
}

/** A closer that closes is sure; one that only changes the goal is the last thing to want. */
function confidence(one: TacticSuggestion): number {
  if (one.origin === "closer") return closes(one) ? 0 : Number.NEGATIVE_INFINITY;
  return one.score ?? -10;
}

/**
 * What to show without being asked: the best one that Lean accepted, as soon as it is worth showing. A closer that
 * leaves something open waits for the model's word.
 */
export function firstChoice({
  results,
  state,
}: Pick<SuggestJob, "results" | "state">): TacticSuggestion | undefined {
  const [best] = results;
  if (best === undefined || !accepted(best)) return undefined;
  const early = closes(best) || best.origin !== "closer";
  return early || state.kind !== "running" ? best : undefined;
}
