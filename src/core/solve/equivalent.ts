import { readAnswer, type Answer } from "./answer.ts";
import type { Comparison } from "./compareFormulas.ts";
import { compareShapes } from "./compareShapes.ts";

/** Whether two final answers say the same. Symmetric; never throws; ends within a bounded amount of work. */
export function equivalent(a: string, b: string): Comparison {
  return compareAnswers(readAnswer(a), readAnswer(b));
}

/** The same for answers that have been read before, as many comparisons of one answer need. */
export function compareAnswers(a: Answer, b: Answer): Comparison {
  if (a.normal === b.normal) return { verdict: "equal", reason: "the same text" };
  // In one order, so that the verdict does not depend on which comes first.
  const [first, second] = a.normal < b.normal ? [a, b] : [b, a];
  if (first.shape === undefined || second.shape === undefined) {
    const { unread = "unsupported" } = first.shape === undefined ? first : second;
    return { verdict: "unknown", reason: reasons[unread] };
  }
  return compareShapes(first.shape, second.shape);
}

const reasons = {
  empty: "one is empty",
  tooLong: "one is too long",
  tooDeep: "one is nested too deeply",
  unbalanced: "one is not complete",
  unsupported: "one has signs that cannot be compared",
  unexpected: "one is no formula",
} as const;
