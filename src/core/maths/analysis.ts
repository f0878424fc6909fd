import {
  approximate,
  minus,
  none,
  over,
  plus,
  realPart,
  times,
  whole,
  type Value,
} from "./value.ts";

export type Function = (x: Value) => Value;

/** Nodes and weights of Gauss and Legendre with 10 points on [-1, 1], the positive half (Abramowitz and Stegun 25.4). */
const gauss: readonly (readonly [node: number, weight: number])[] = [
  [0.14887433898163122, 0.2955242247147529],
  [0.4333953941292472, 0.26926671930999635],
  [0.6794095682990244, 0.21908636251598204],
  [0.8650633666889845, 0.1494513491505806],
  [0.9739065285171717, 0.06667134430868814],
];

/** In doubles; the error is what finer steps still change. Smooth integrands by Gauss, others by double exponentials. */
export function integrate(lower: Value, upper: Value, f: Function): Value {
  if (lower.kind === "none") return lower;
  if (upper.kind === "none") return upper;
  const [from, to] = [realPart(lower), realPart(upper)];
  if (from === undefined || to === undefined) return none("unsupported");
  const smooth = refine([1, 2, 4], (steps) => quadrature({ from, to, f }, steps));
  if (smooth.kind !== "none") return smooth;
  return refine([8, 16, 32, 64], (steps) => doubleExponential({ from, to, f }, 1 / steps));
}

/** From a finite bound to infinity, by x = from + e^{π/2 sinh t}. */
export function integrateTail(lower: Value, f: Function): Value {
  const from = realPart(lower);
  if (from === undefined) return none("unsupported");
  return refine([4, 8, 16, 32], (steps) => {
    let sum = 0;
    for (let t = -4; t <= 4; t += 1 / steps) {
      const reach = Math.exp((Math.PI / 2) * Math.sinh(t));
      const value = at(f, from + reach);
      if (value === undefined) return undefined;
      sum += (value * reach * Math.cosh(t) * Math.PI) / 2 / steps;
    }
    return sum;
  });
}

function refine(levels: readonly number[], measure: (steps: number) => number | undefined): Value {
  let before: number | undefined;
  for (const steps of levels) {
    const value = measure(steps);
    if (value === undefined) return none("undefined");
    const scale = Math.max(1e-3, Math.abs(value));
    const change = before === undefined ? Infinity : Math.abs(value - before);
    if (change <= 1e-11 * scale) return approximate({ re: value, im: 0 }, change + 1e-14 * scale);
    before = value;
  }
  return none("tooLong");
}

interface Integral {
  readonly from: number;
  readonly to: number;
  readonly f: Function;
}

function quadrature({ from, to, f }: Integral, steps: number): number | undefined {
  const half = (to - from) / steps / 2;
  let sum = 0;
  for (let step = 0; step < steps; step += 1) {
    const middle = from + (2 * step + 1) * half;
    for (const [node, weight] of gauss) {
      for (const x of [middle - node * half, middle + node * half]) {
        const value = at(f, x);
        if (value === undefined) return undefined;
        sum += weight * value;
      }
    }
  }
  return sum * half;
}

/** Takahasi and Mori 1974: infinite slopes at the bounds do no harm. */
function doubleExponential({ from, to, f }: Integral, step: number): number | undefined {
  const half = (to - from) / 2;
  let sum = 0;
  for (let t = -4; t <= 4; t += step) {
    const inner = (Math.PI / 2) * Math.sinh(t);
    // Exact close to the lower bound, where most integrands have their pole.
    const x = from + (to - from) / (1 + Math.exp(-2 * inner));
    if (x === from || x === to) continue;
    const value = at(f, x);
    if (value === undefined) return undefined;
    sum += (value * (Math.PI / 2) * Math.cosh(t)) / Math.cosh(inner) ** 2;
  }
  return sum * half * step;
}

function at(f: Function, x: number): number | undefined {
  return realPart(f(approximate({ re: x, im: 0 }, Number.EPSILON * Math.abs(x))));
}

interface Approach {
  readonly target: Value | "infinite";
  readonly side: "both" | "above" | "below";
}

/** By ever closer values, extrapolated; from both sides where the limit is a two-sided one. */
export function limit(f: Function, { target, side }: Approach): Value {
  if (target === "infinite") return approach(f, (step) => whole(2 * step));
  if (target.kind === "none") return target;
  const near = (sign: 1 | -1) =>
    approach(f, (step) => plus(target, over(whole(sign), whole(2 * step))));
  if (side !== "both") return near(side === "above" ? 1 : -1);
  const [above, below] = [near(1), near(-1)];
  const gap = realPart(minus(above, below));
  if (gap === undefined || above.kind !== "approximate" || below.kind !== "approximate") {
    return none("undefined");
  }
  return Math.abs(gap) <= 1e-9 + 4 * (above.error + below.error)
    ? over(plus(above, below), whole(2))
    : none("undefined");
}

function approach(f: Function, at: (step: number) => Value): Value {
  const values: number[] = [];
  for (let step = 4; step <= 512; step *= 2) {
    const value = realPart(times(f(at(step)), whole(1)));
    if (value === undefined) return none("undefined");
    values.push(value);
  }
  return extrapolate(values);
}

/** Richardson's scheme for values at n, 2n, 4n … that differ from their limit by powers of 1/n. */
export function extrapolate(values: readonly number[]): Value {
  let row = values;
  let best = { value: NaN, error: Infinity };
  for (let power = 1; row.length > 2; power += 1) {
    const last = row.at(-1) ?? NaN;
    const change = Math.abs(last - (row.at(-2) ?? NaN)) + Math.abs(last - (row.at(-3) ?? NaN));
    if (change < best.error) best = { value: last, error: change };
    const scale = 2 ** power;
    row = row.slice(1).map((value, index) => (scale * value - (row[index] ?? NaN)) / (scale - 1));
  }
  const { value, error } = best;
  const isSettled = error <= 1e-9 * Math.max(1e-3, Math.abs(value));
  return isSettled
    ? approximate({ re: value, im: 0 }, error + 1e-13 * Math.abs(value))
    : none("tooLong");
}
