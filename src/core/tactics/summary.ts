import type { Verdict } from "../lean.ts";
import { explainFailure } from "../failure.ts";
import { explainLeanProblem } from "../leanProblem.ts";
import { accepted } from "./rank.ts";
import type { SuggestJob } from "./suggester.ts";

/** What a job came to, in one sentence: how many passed, or that none did, and why. */
export function summaryOf({ state, results, failed }: SuggestJob): string {
  if (state.kind === "noGoals") return "Nothing is left to prove here.";
  if (state.kind === "noProof") return `Nothing can be tried here: ${inLine(state.reason)}`;
  const unchecked = results.filter(({ verdict }) => verdict === "unchecked").length;
  if (unchecked > 0) return `${counted(unchecked, "suggestion")}, not checked.`;
  const passed = results.filter(accepted).length;
  const resting = results.length - passed;
  if (state.kind === "running" && results.length === 0) return "Nothing has passed so far.";
  const parts = [
    passed > 0 ? `${counted(passed, "suggestion")} passed` : "No suggestion passed",
    ...(resting > 0 ? [`${resting} on a sorry or an axiom`] : []),
    ...(failed.length > 0 ? [`${failed.length} failed (${reasons(failed)})`] : []),
  ];
  const tried = results.length + failed.length;
  return `${parts.join(", ")}${tried === 0 ? ": there was none to try" : ""}.`;
}

/** What else a person has to know: why Lean, or the model, is not asked. */
export function problemsOf({ lean, model }: SuggestJob): readonly string[] {
  const explained = [
    ...(lean === undefined ? [] : [explainLeanProblem(lean)]),
    ...(model === undefined ? [] : [explainFailure(model)]),
  ];
  return explained.map(({ sentence, advice }) => `${sentence} ${advice}`);
}

/** The first line, ended as a sentence. */
function inLine(text: string): string {
  const [line = ""] = text.trim().split("\n");
  return line.endsWith(".") ? line : `${line}.`;
}

function reasons(failed: SuggestJob["failed"]): string {
  const counts = new Map<string, number>();
  for (const { verdict } of failed) {
    const word = words[verdict] ?? verdict;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].map(([word, count]) => `${count} ${word}`).join(", ");
}

const words: Partial<Readonly<Record<Verdict, string>>> = {
  error: "with errors",
  noChange: "without effect",
  timeout: "took too long",
  refused: "refused unseen",
};

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
