import { size } from "./rational.ts";
import type { Value } from "./value.ts";

/** How much work is left: about one for each operation on small numbers, a microsecond or less. It is counted down. */
export interface Work {
  left: number;
}

/** Counts one operation that had this result. Fractions of many digits take long, because they are kept in lowest terms. */
export function charge(work: Work, value: Value): void {
  const isSmall = value.kind !== "exact" || (value.bottom === 1n && value.top < 1_000_000_000_000n);
  const words = isSmall ? 0 : size(value) / 64;
  const isFraction = value.kind === "exact" && value.bottom !== 1n;
  work.left -= 1 + words + (isFraction ? (words * words) / 7 : 0);
}
