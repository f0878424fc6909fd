import { execFileSync } from "node:child_process";

/** The Lean program for tests; empty where there is none. */
export const lean = process.env["LLEMMA_TEST_LEAN"] ?? "";

/** The Lean servers that run: those that check answer without delay. */
export function servers(): { readonly checking: number; readonly others: number } {
  const all = execFileSync("ps", ["-eo", "args"], { encoding: "utf8" });
  const ours = all.split("\n").filter((line) => line.startsWith(`${lean} --server`));
  const checking = ours.filter((line) => line.includes("reportDelayMs=0")).length;
  return { checking, others: ours.length - checking };
}
