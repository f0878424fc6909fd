import { extrapolate } from "./analysis.ts";
import type { Function } from "./analysis.ts";
import { approximate, integerOf, none, plus, realPart, times, whole, type Value } from "./value.ts";
import { charge, type Work } from "./work.ts";

interface Series {
  readonly lower: Value;
  readonly upper: Value | "infinite";
  readonly term: Function;
  readonly work: Work;
}

const mostTerms = 4000n;

/** A finite sum or product term by term; an infinite sum as the limit of its partial sums. */
export function sumUp(by: "sum" | "product", { lower, upper, term, work }: Series): Value {
  const first = integerOf(lower);
  if (first === undefined) return none("unsupported");
  if (upper === "infinite") return by === "sum" ? infiniteSum(first, term) : none("unsupported");
  const last = integerOf(upper);
  if (last === undefined) return none("unsupported");
  if (last - first > mostTerms) return none("tooLong");
  return finite(by === "sum" ? plus : times, {
    first,
    last,
    start: whole(by === "sum" ? 0 : 1),
    term,
    work,
  });
}

interface Finite {
  readonly first: bigint;
  readonly last: bigint;
  readonly start: Value;
  readonly term: Function;
  readonly work: Work;
}

function finite(
  combine: (a: Value, b: Value) => Value,
  { first, last, start, term, work }: Finite,
): Value {
  let result = start;
  for (let index = first; index <= last; index += 1n) {
    result = combine(result, term(whole(index)));
    charge(work, result);
    if (result.kind === "none") return result;
    if (work.left <= 0) return none("tooLong");
  }
  return result;
}

/** Partial sums of 2, 4, 8 … terms: they either settle, or are extrapolated in powers of 1/n. */
function infiniteSum(first: bigint, term: Function): Value {
  const partial: number[] = [];
  let sum = 0;
  let idle = 0;
  for (let count = 1; count <= 512; count += 1) {
    const found = term(whole(first + BigInt(count - 1)));
    const value = realPart(found);
    if (value === undefined) return found.kind === "none" ? found : none("unsupported");
    sum += value;
    idle = Math.abs(value) <= 1e-18 * Math.abs(sum) ? idle + 1 : 0;
    if (idle === 8) return approximate({ re: sum, im: 0 }, 1e-14 * Math.abs(sum));
    if ((count & (count - 1)) === 0) partial.push(sum);
  }
  return extrapolate(partial);
}
