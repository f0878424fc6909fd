import type { Verdict } from "../lean.ts";
import type { SuggestJob } from "./suggester.ts";

/** What a job came to, in one sentence: how many passed, or that none did, and why. */
export function summaryOf({ state, results, failed }: SuggestJob): string {
  if (state.kind === "noGoals") return "Nothing is left to prove here.";
  if (state.kind === "noProof")
    return `There is no tactic proof to go on with here: ${state.reason}.`;
  const unchecked = results.filter(({ verdict }) => verdict === "unchecked").length;
  if (unchecked > 0) return `${counted(unchecked, "suggestion")}, not checked.`;
  if (results.length > 0) {
    const rest = failed.length === 0 ? "" : `, ${failed.length} did not: ${reasons(failed)}`;
    return `${counted(results.length, "suggestion")} passed${rest}.`;
  }
  if (state.kind === "running") return "Nothing has passed so far.";
  if (failed.length === 0) return "No suggestion passed: there was none to try.";
  return `No suggestion passed: ${failed.length} tried, ${reasons(failed)}.`;
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
