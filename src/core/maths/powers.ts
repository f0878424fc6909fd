import * as complex from "./complex.ts";
import { abs, size, toNumber, wholeRoot, mostBits } from "./rational.ts";
import {
  approximate,
  doubled,
  exact,
  integerOf,
  isNought,
  lift,
  none,
  over,
  settle,
  times,
  whole,
  type Approximate,
  type Exact,
  type Value,
} from "./value.ts";

/**
 * Powers on the principal branch, but, where the exponent is written in numerals, for odd roots of negative real numbers:
 * `\sqrt[3]{-8}` and `(-8)^{1/3}` are -2, as in school. With letters in the exponent that would break the laws of powers.
 */
export function power(base: Value, exponent: Value, isNumeral: boolean): Value {
  if (base.kind === "none") return base;
  if (exponent.kind === "none") return exponent;
  if (isNought(base)) return ofNought(exponent);
  const count = integerOf(exponent);
  if (count !== undefined) return wholePower(base, count);
  const hasRealRoots = isNumeral || (base.kind === "exact" && base.top > 0n);
  return (
    (hasRealRoots ? fractionPower(base, exponent) : undefined) ?? lift(base, exponent, generalPower)
  );
}

function fractionPower(base: Value, exponent: Value): Value | undefined {
  if (exponent.kind !== "exact" || exponent.bottom > 1000n) return undefined;
  const single = realRoot(base, Number(exponent.bottom));
  return single === undefined ? undefined : wholePower(single, exponent.top);
}

/** `index` counts the root: 2 is the square root. */
export function root(of: Value, index: Value): Value {
  if (integerOf(index) === 2n && of.kind === "approximate") return squareRoot(of);
  return power(of, over(whole(1), index), true);
}

function squareRoot(of: Approximate): Value {
  const z = settle(of);
  const result = complex.sqrt(z);
  const length = complex.size(result);
  const error = length > 0 ? of.error / (2 * length) : Math.sqrt(of.error);
  return approximate(result, error + 2 * Number.EPSILON * length);
}

function ofNought(exponent: Value): Value {
  const number = exponent.kind === "exact" ? toNumber(exponent) : undefined;
  if (number === 0) return whole(1);
  return number !== undefined && number > 0 ? whole(0) : none("undefined");
}

function wholePower(base: Value, count: bigint): Value {
  if (count < 0n) return over(whole(1), wholePower(base, -count));
  if (base.kind === "exact") {
    const length = size(base) * Number(count);
    // 1 and -1 stay small; what would grow too large is not even begun.
    if (abs(base.top) === 1n && base.bottom === 1n) return count % 2n === 0n ? whole(1) : base;
    if (length <= mostBits + 64) {
      return exact({ top: base.top ** count, bottom: base.bottom ** count });
    }
  }
  const z = doubled(base);
  if (z.kind === "none") return z;
  if (count > 1_000_000n) return none("tooLarge");
  return repeated(z, Number(count));
}

function repeated(base: Value, count: number): Value {
  let result: Value = whole(1);
  let square = base;
  for (let rest = count; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = times(result, square);
    if (rest > 1) square = times(square, square);
  }
  return result;
}

/** Exact where it is whole, and real where the base is negative and the index odd. */
function realRoot(base: Value, index: number): Value | undefined {
  if (base.kind === "exact") return exactRoot(base, index);
  if (base.kind === "none") return undefined;
  const z = settle(base);
  if (z.im !== 0 || z.re >= 0 || index % 2 === 0) return undefined;
  return oddRoot(z, index);
}

function oddRoot({ re, error }: Approximate, index: number): Value {
  const value = -(Math.abs(re) ** (1 / index));
  return approximate(
    { re: value, im: 0 },
    (Math.abs(value) * error) / (index * Math.abs(re)) + 4 * Number.EPSILON * Math.abs(value),
  );
}

function exactRoot(base: Exact, index: number): Value | undefined {
  const isNegative = base.top < 0n;
  const [top, bottom] = [wholeRoot(abs(base.top), index), wholeRoot(base.bottom, index)];
  const isWhole = top !== undefined && bottom !== undefined;
  if (isNegative && index % 2 === 0) {
    if (index !== 2) return undefined;
    const positive = isWhole ? toNumber({ top, bottom }) : Math.sqrt(-toNumber(base));
    return approximate({ re: 0, im: positive }, Number.EPSILON * positive);
  }
  if (isWhole) return exact({ top: isNegative ? -top : top, bottom });
  if (!isNegative) return undefined;
  const z = doubled(base);
  return z.kind === "none" ? z : oddRoot(z, index);
}

function generalPower(base: Approximate, exponent: Approximate): Value {
  const [z, w] = [settle(base), settle(exponent)];
  const log = complex.ln(z);
  const product = complex.multiply(w, log);
  const result = complex.exp(product);
  const length = complex.size(result);
  const growth =
    (complex.size(w) * z.error) / complex.size(z) +
    complex.size(log) * w.error +
    2 * Number.EPSILON * (1 + complex.size(product));
  const isSaturated = length === 1 && complex.size(product) < 1e-15 && complex.size(product) > 0;
  return approximate(result, isSaturated ? 1 : length * growth);
}
