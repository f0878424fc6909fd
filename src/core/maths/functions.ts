import * as complex from "./complex.ts";
import type { Complex } from "./complex.ts";
import { abs as absolute, gcd, less } from "./rational.ts";
import {
  approximate,
  doubled,
  exact,
  integerOf,
  isNought,
  minus,
  negate,
  none,
  over,
  realPart,
  settle,
  times,
  whole,
  type Value,
} from "./value.ts";
import { root } from "./powers.ts";

type Evaluate = (...args: readonly Value[]) => Value;

/** A function with the size of its derivative, by which an error grows. */
type Smooth = readonly [f: (z: Complex) => Complex, slope: (z: Complex, value: Complex) => number];

const { add, divide, multiply, one, size, sqrt, subtract } = complex;

function reciprocal(z: Complex): number {
  return 1 / size(z);
}

function besideOne(z: Complex, sign: 1 | -1): Complex {
  const square = multiply(z, z);
  return sign === 1 ? add(one, square) : subtract(one, square);
}

const smooth: Readonly<Record<string, Smooth>> = {
  exp: [complex.exp, (_, value) => size(value)],
  ln: [complex.ln, reciprocal],
  sin: [complex.sin, (z) => size(complex.cos(z))],
  cos: [complex.cos, (z) => size(complex.sin(z))],
  tan: [(z) => divide(complex.sin(z), complex.cos(z)), (_, value) => size(besideOne(value, 1))],
  sinh: [complex.sinh, (z) => size(complex.cosh(z))],
  cosh: [complex.cosh, (z) => size(complex.sinh(z))],
  tanh: [(z) => divide(complex.sinh(z), complex.cosh(z)), (_, value) => size(besideOne(value, -1))],
  arcsin: [complex.asin, (z) => reciprocal(sqrt(besideOne(z, -1)))],
  arccos: [complex.acos, (z) => reciprocal(sqrt(besideOne(z, -1)))],
  arctan: [complex.atan, (z) => reciprocal(besideOne(z, 1))],
  arcsinh: [complex.asinh, (z) => reciprocal(sqrt(besideOne(z, 1)))],
  arccosh: [complex.acosh, (z) => reciprocal(sqrt(besideOne(z, -1)))],
  arctanh: [complex.atanh, (z) => reciprocal(besideOne(z, -1))],
};

/** A function that needs one number; zero and one are often exact. */
function smoothly(name: string, value: Value): Value {
  const [f, slope] = smooth[name] ?? [];
  const z = doubled(value);
  if (z.kind === "none" || f === undefined || slope === undefined) return z;
  const settled = settle(z);
  const result = f(settled);
  // At the end of a root's domain the slope is infinite; the root of the error is what remains.
  const steep = slope(settled, result);
  const error = Number.isFinite(steep) ? steep * z.error : Math.sqrt(z.error);
  if (isSaturated(f, settled, result)) return approximate(result, Math.max(1, size(result)));
  return approximate(
    result,
    error + 4 * Number.EPSILON * Math.max(size(result), tinyOf(name, settled)),
  );
}

/** `e^{10^{-20}}` and `\tanh 50` are 1 in doubles, and so are others near: nothing is known of their difference. */
function isSaturated(f: (z: Complex) => Complex, z: Complex, result: Complex): boolean {
  if (size(z) === 0) return false;
  const further = f({ re: z.re * Math.sqrt(3), im: z.im * Math.sqrt(3) });
  return further.re === result.re && further.im === result.im;
}

/** `sin` near a multiple of π is as wrong as its argument is long. */
function tinyOf(name: string, z: Complex): number {
  return /^(?:sin|cos|tan)$/.test(name) ? Math.min(1, size(z)) / 4 : 0;
}

function inverted(name: string): Evaluate {
  return (x) => over(whole(1), call(name, [x]));
}

function ofReciprocal(name: string): Evaluate {
  return (x) => call(name, [over(whole(1), x)]);
}

const exactly: Readonly<Record<string, Evaluate>> = {
  ln: (x) => {
    if (isNought(x)) return none("undefined");
    return integerOf(x) === 1n ? whole(0) : smoothly("ln", x);
  },
  exp: (x) => (integerOf(x) === 0n ? whole(1) : smoothly("exp", x)),
  sin: (x) => (integerOf(x) === 0n ? whole(0) : smoothly("sin", x)),
  cos: (x) => (integerOf(x) === 0n ? whole(1) : smoothly("cos", x)),
  tan: (x) => (isNought(call("cos", [x])) ? none("undefined") : smoothly("tan", x)),
  cot: (x) => over(call("cos", [x]), call("sin", [x])),
  sec: inverted("cos"),
  csc: inverted("sin"),
  coth: inverted("tanh"),
  sech: inverted("cosh"),
  csch: inverted("sinh"),
  arccot: (x) => minus(over(call("arccos", [whole(-1)]), whole(2)), call("arctan", [x])),
  arcsec: ofReciprocal("arccos"),
  arccsc: ofReciprocal("arcsin"),
  log: (x, base = whole(10)) => logarithm(x, base),
  lg: (x) => logarithm(x, whole(10)),
  sqrt: (x) => root(x, whole(2)),
  cbrt: (x) => root(x, whole(3)),
  root: (x, index = whole(2)) => root(x, index),
  abs: length,
  norm: length,
  conj: (x) => (x.kind === "approximate" ? { ...x, im: 0 - x.im } : x),
  Re: (x) => (x.kind === "approximate" ? { ...x, im: 0 } : x),
  Im: (x) =>
    x.kind === "approximate" ? { ...x, re: x.im, im: 0 } : x.kind === "exact" ? whole(0) : x,
  arg: (x) => call("Im", [call("ln", [x])]),
  sgn: (x) => {
    const real = realPart(x);
    return real === undefined ? none("undefined") : whole(isNought(x) ? 0 : Math.sign(real));
  },
  floor,
  ceil: (x) => negate(floor(negate(x))),
  factorial: (n) => factorial(n, 1n),
  doubleFactorial: (n) => factorial(n, 2n),
  binomial: (n = none("unsupported"), k) => binomial(n, k),
  gcd: (...all) => integers(all, gcd),
  lcm: (...all) =>
    integers(all, (a, b) => (a === 0n || b === 0n ? 0n : absolute(a * b) / gcd(a, b))),
  max: (...all) => extreme(all, (a, b) => a > b),
  min: (...all) => extreme(all, (a, b) => a < b),
};

/** The value of a known function; `unsupported` for any other name. */
export function call(name: string, args: readonly Value[]): Value {
  const lacking = args.find((arg) => arg.kind === "none");
  if (lacking !== undefined) return lacking;
  const evaluate = Object.hasOwn(exactly, name) ? exactly[name] : undefined;
  if (evaluate !== undefined) return evaluate(...args);
  const [x] = args;
  return x !== undefined && Object.hasOwn(smooth, name) ? smoothly(name, x) : none("unsupported");
}

function logarithm(x: Value, base: Value): Value {
  const power = wholePower(integerOf(x), integerOf(base));
  return power === undefined ? over(call("ln", [x]), call("ln", [base])) : whole(power);
}

/** The exponent, where x is the base to a whole power. */
function wholePower(x: bigint | undefined, base: bigint | undefined): number | undefined {
  if (x === undefined || base === undefined || x < 1n || base < 2n) return undefined;
  const guess = Math.round(Math.log(Number(x)) / Math.log(Number(base)));
  return Number.isSafeInteger(guess) && guess < 2000 && base ** BigInt(guess) === x
    ? guess
    : undefined;
}

function length(x: Value): Value {
  if (x.kind === "exact") return x.top < 0n ? negate(x) : x;
  return x.kind === "none" ? x : approximate({ re: size(x), im: 0 }, x.error);
}

function floor(x: Value): Value {
  if (x.kind === "exact") {
    const down = x.top / x.bottom;
    return whole(x.top < 0n && down * x.bottom !== x.top ? down - 1n : down);
  }
  const real = realPart(x);
  if (real === undefined || x.kind === "none") return none("undefined");
  const down = Math.floor(real);
  const isUnsure = Math.min(real - down, down + 1 - real) <= 8 * x.error;
  return isUnsure ? none("undefined") : whole(down);
}

const mostFactors = 1500n;

function factorial(n: Value, step: bigint): Value {
  const count = integerOf(n);
  if (count === undefined || count < 0n) return none(n.kind === "none" ? n.why : "unsupported");
  if (count > mostFactors) return none("tooLarge");
  let product = 1n;
  for (let factor = count; factor > 1n; factor -= step) product *= factor;
  return exact({ top: product, bottom: 1n });
}

function binomial(n: Value, k: Value = none("unsupported")): Value {
  const [total = -1n, chosen] = [integerOf(n), integerOf(k)];
  if (chosen === undefined) return none("unsupported");
  if (chosen < 0n) return whole(0);
  // The smaller of the two gives the shorter product; from natural numbers no more can be chosen than there are.
  const isShorter = total >= 0n && total - chosen < chosen;
  return isShorter ? falling(n, total - chosen) : falling(n, chosen);
}

/** n(n - 1)…(n - count + 1)/count! */
function falling(n: Value, count: bigint): Value {
  if (count < 0n) return whole(0);
  if (count > mostFactors) return none("tooLarge");
  const total = integerOf(n);
  if (total !== undefined) return wholeFalling(total, count);
  let product: Value = whole(1);
  for (let index = 0n; index < count; index += 1n) {
    product = over(times(product, minus(n, whole(index))), whole(index + 1n));
  }
  return product;
}

/** Each quotient on the way is a binomial coefficient itself, so the divisions leave no rest. */
function wholeFalling(total: bigint, count: bigint): Value {
  let product = 1n;
  for (let index = 0n; index < count; index += 1n)
    product = (product * (total - index)) / (index + 1n);
  return exact({ top: product, bottom: 1n });
}

function integers(all: readonly Value[], combine: (a: bigint, b: bigint) => bigint): Value {
  const numbers = all.map(integerOf);
  const [first, ...rest] = numbers;
  if (first === undefined || numbers.includes(undefined)) return none("unsupported");
  return exact({ top: rest.reduce<bigint>((a, b) => combine(a, b ?? 0n), first), bottom: 1n });
}

function extreme(all: readonly Value[], isBetter: (a: number, b: number) => boolean): Value {
  let [best = none("unsupported")] = all;
  for (const value of all) {
    const [a, b] = [realPart(value), realPart(best)];
    if (a === undefined || b === undefined) return none("undefined");
    const order =
      value.kind === "exact" && best.kind === "exact" ? (less(best, value) ? 1 : -1) : a - b;
    if (isBetter(order, 0)) best = value;
  }
  return best;
}
