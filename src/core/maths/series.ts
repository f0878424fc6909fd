import { extrapolate } from "./analysis.ts";
import type { Function } from "./analysis.ts";
import { integerOf, none, plus, realPart, times, whole, type Value } from "./value.ts";

interface Series {
  readonly lower: Value;
  readonly upper: Value | "infinite";
  readonly term: Function;
}

const mostTerms = 4000n;

/** A finite sum or product term by term; an infinite sum as the limit of its partial sums. */
export function sumUp(by: "sum" | "product", { lower, upper, term }: Series): Value {
  const first = integerOf(lower);
  if (first === undefined) return none("unsupported");
  if (upper === "infinite") return by === "sum" ? infiniteSum(first, term) : none("unsupported");
  const last = integerOf(upper);
  if (last === undefined) return none("unsupported");
  if (last - first > mostTerms) return none("tooLong");
  let result: Value = whole(by === "sum" ? 0 : 1);
  for (let index = first; index <= last; index += 1n) {
    const value = term(whole(index));
    result = by === "sum" ? plus(result, value) : times(result, value);
    if (result.kind === "none") return result;
  }
  return result;
}

/** Partial sums of 2, 4, 8 … terms: they either settle, or are extrapolated in powers of 1/n. */
function infiniteSum(first: bigint, term: Function): Value {
  const partial: number[] = [];
  let sum = 0;
  for (let count = 1; count <= 512; count += 1) {
    const value = realPart(term(whole(first + BigInt(count - 1))));
    if (value === undefined) return none("unsupported");
    sum += value;
    if ((count & (count - 1)) === 0) partial.push(sum);
  }
  return extrapolate(partial);
}
