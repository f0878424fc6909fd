import type { Verdict } from "../../../src/core/lean.ts";

/** A Lean text with the cursor in it (`█`), and what Lean has to say to texts that are put there. */
export interface Case {
  /** What the group shows. */
  readonly what: string;
  readonly text: string;
  readonly candidates: readonly Expected[];
}

export interface Expected {
  readonly candidate: string;
  readonly verdict: Verdict;
  /** The targets of the goals that are left. */
  readonly left?: readonly string[];
  /** The inserted text, where it is not the candidate. */
  readonly text?: string;
  /** What has to be in the message. */
  readonly says?: RegExp;
}

/** Short for a list of candidates with one verdict. */
export function all(verdict: Verdict, ...candidates: readonly string[]): readonly Expected[] {
  return candidates.map((candidate) => ({ candidate, verdict }));
}
