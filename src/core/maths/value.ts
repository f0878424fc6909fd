import * as complex from "./complex.ts";
import * as exactly from "./rational.ts";
import { mostBits, type Rational } from "./rational.ts";

/** Why a formula has no value at a point. */
export type Lack = "undefined" | "tooLarge" | "tooLong" | "unsupported";

/**
 * What a formula is worth at a point: exact as long as it stays rational, else a complex double with a bound of its
 * error (first order, kept through every operation), so that what the doubles cannot tell apart is known.
 */
export type Value = Exact | Approximate | None;

export interface Exact extends Rational {
  readonly kind: "exact";
}

export interface Approximate extends complex.Complex {
  readonly kind: "approximate";
  /** The distance to the true value is hardly more than this. */
  readonly error: number;
}

export interface None {
  readonly kind: "none";
  readonly why: Lack;
}

const epsilon = Number.EPSILON;

export function none(why: Lack): None {
  return { kind: "none", why };
}

export function exact({ top, bottom }: Rational): Value {
  const value: Exact = { kind: "exact", top, bottom };
  return exactly.size(value) <= mostBits ? value : rounded(value);
}

export function whole(value: number | bigint): Exact {
  return { kind: "exact", top: BigInt(value), bottom: 1n };
}

export function approximate({ re, im }: complex.Complex, error: number): Value {
  if (!Number.isFinite(re) || !Number.isFinite(im)) return none("tooLarge");
  const value = { kind: "approximate", re, im, error } as const;
  return Number.isFinite(error) ? value : none("undefined");
}

/** As a double; what loses its fraction by that counts as barely known. */
function rounded(value: Exact): Value {
  const re = exactly.toNumber(value);
  const isWhole = Number.isInteger(re);
  const lossy = isWhole && (value.bottom !== 1n || BigInt(re) !== value.top);
  const tiny = re === 0 && value.top !== 0n;
  return tiny ? none("tooLarge") : approximate({ re, im: 0 }, Math.abs(re) * (lossy ? 1 : epsilon));
}

type Two = (a: Approximate, b: Approximate) => Value;

/** Does what is to be done with two doubles, unless one has no value. */
export function lift(a: Value, b: Value, operate: Two): Value {
  const [left, right] = [doubled(a), doubled(b)];
  if (left.kind === "none") return left;
  if (right.kind === "none") return right;
  return operate(left, right);
}

export function doubled(value: Value): Approximate | None {
  if (value.kind !== "exact") return value;
  const result = rounded(value);
  return result.kind === "exact" ? none("tooLarge") : result;
}

/** Real and imaginary parts that are nothing but error become zero, so that no branch hangs on them. */
export function settle(value: Approximate): Approximate {
  const limit = 8 * value.error;
  if (value.im !== 0 && Math.abs(value.im) <= limit) return settle({ ...value, im: 0 });
  if (value.re !== 0 && Math.abs(value.re) <= limit) return { ...value, re: 0 };
  return value;
}

export function isNought(value: Value): boolean {
  if (value.kind === "exact") return value.top === 0n;
  return value.kind === "approximate" && complex.size(value) <= 8 * value.error;
}

export function plus(a: Value, b: Value): Value {
  if (a.kind === "exact" && b.kind === "exact") return exact(exactly.plus(a, b));
  return lift(a, b, (left, right) => {
    const sum = complex.add(left, right);
    const error = left.error + right.error + epsilon * complex.size(sum);
    return approximate(sum, Math.max(error, lost(left, right), lost(right, left)));
  });
}

/** A summand that counts but vanishes beside the other makes the sum barely known. */
function lost(large: Approximate, small: Approximate): number {
  const [rest, length] = [complex.size(small), complex.size(large)];
  const counts = rest > 8 * small.error;
  return counts && rest < Math.max(1e-13 * length, large.error) ? Math.max(length, 1) : 0;
}

export function negate(a: Value): Value {
  if (a.kind === "exact") return { ...a, top: -a.top };
  return a.kind === "none" ? a : { ...a, re: 0 - a.re, im: 0 - a.im };
}

export function minus(a: Value, b: Value): Value {
  return plus(a, negate(b));
}

export function times(a: Value, b: Value): Value {
  if (a.kind === "exact" && b.kind === "exact") {
    // Before it is computed: a product of large numbers is what takes time.
    if (exactly.size(a) + exactly.size(b) <= 2 * mostBits) return exact(exactly.times(a, b));
  }
  return lift(a, b, (left, right) => {
    const product = complex.multiply(left, right);
    const error = left.error * complex.size(right) + right.error * complex.size(left);
    return approximate(product, error + 2 * epsilon * complex.size(product));
  });
}

export function over(a: Value, b: Value): Value {
  if (a.kind !== "none" && isNought(b)) return none("undefined");
  if (a.kind === "exact" && b.kind === "exact") {
    const quotient = exactly.over(a, b);
    return quotient === undefined ? none("undefined") : exact(quotient);
  }
  return lift(a, b, (left, right) => {
    const quotient = complex.divide(left, right);
    const error = (left.error + complex.size(quotient) * right.error) / complex.size(right);
    return approximate(quotient, error + 3 * epsilon * complex.size(quotient));
  });
}

/** A real number as a double, if the value is one. */
export function realPart(value: Value): number | undefined {
  if (value.kind === "none") return undefined;
  if (value.kind === "exact") return exactly.toNumber(value);
  const { re, im } = settle(value);
  return im === 0 ? re : undefined;
}

/** A whole number, if the value is one exactly. */
export function integerOf(value: Value): bigint | undefined {
  return value.kind === "exact" && value.bottom === 1n ? value.top : undefined;
}

/**
 * Whether two values are one number. `unsure` where the doubles cannot tell: errors too large, or a difference close to
 * them.
 */
export function compareValues(a: Value, b: Value): "same" | "apart" | "unsure" {
  if (a.kind === "exact" && b.kind === "exact") return exactly.same(a, b) ? "same" : "apart";
  return compareDoubles(a, b);
}

function compareDoubles(a: Value, b: Value): "same" | "apart" | "unsure" {
  const [left, right] = [doubled(a), doubled(b)];
  if (left.kind === "none" || right.kind === "none") return "unsure";
  const difference = complex.size(complex.subtract(left, right));
  const scale = Math.max(complex.size(left), complex.size(right));
  const error = left.error + right.error;
  if (difference > 64 * error) return "apart";
  const isNear = difference <= 8 * error;
  const isKnown = error <= 1e-9 * scale || (scale <= 8 * error && error <= 1e-11);
  return isNear && isKnown ? "same" : "unsure";
}
