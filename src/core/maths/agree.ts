import { evaluate, type Scope, type Work } from "./evaluate.ts";
import { contains, partsOf, type Expression } from "./expression.ts";
import { abs } from "./rational.ts";
import {
  approximate,
  compareValues,
  isNought,
  over,
  realPart,
  whole,
  type Lack,
  type Value,
} from "./value.ts";

/** Where a letter is sampled. */
export type Domain = "real" | "positive" | "complex" | "integer" | "natural";

/** What two formulas are to each other at the points that were tried. `exact` where no doubles were needed. */
export type Agreement =
  | {
      readonly kind: "agree";
      readonly points: number;
      readonly letters: number;
      readonly exact: boolean;
    }
  | { readonly kind: "differ"; readonly at: ReadonlyMap<string, Value> }
  | { readonly kind: "unsure"; readonly why: Lack | "tooClose" };

export interface Trial {
  readonly log: "ten" | "natural";
  readonly work: Work;
  /** The domain of a letter that its name and use do not already tell. */
  readonly domain?: (letter: string) => Domain | undefined;
}

/** The letters of a formula that are to be sampled, sorted. */
export function lettersOf(...formulas: readonly Expression[]): readonly string[] {
  const found = new Set<string>();
  const walk = (of: Expression, bound: ReadonlySet<string>): void => {
    if (of.kind === "symbol" && !bound.has(of.name)) found.add(of.name);
    const inner = "variable" in of ? new Set([...bound, of.variable]) : bound;
    for (const part of partsOf(of)) walk(part, inner);
  };
  for (const formula of formulas) walk(formula, new Set());
  return [...found].sort();
}

const wanted = 5;
const tries = 12;
const fewest = 3;
/** Points where only one of the two has a value. */
const mostLone = 4;

/**
 * Compares two formulas at seeded random points, exactly as far as they are rational. Doubles alone can refute but
 * only make agreement likely: fractions of many digits beside irrational numbers never agree here.
 */
// One rule a line.
// eslint-disable-next-line complexity
export function agree(a: Expression, b: Expression, trial: Trial): Agreement {
  const letters = lettersOf(a, b).length;
  const isRisky = hasLongDecimal(a) || hasLongDecimal(b);
  const seen = { points: 0, lone: 0, exact: true };
  let why: Lack | "tooClose" = "tooClose";
  for (const scope of scopesFor(a, b, trial)) {
    const [left, right] = [evaluate(a, scope), evaluate(b, scope)];
    why = lackOf(left) ?? lackOf(right) ?? why;
    if (lackOf(left) !== lackOf(right)) seen.lone += 1;
    const found = compareValues(left, right);
    if (found === "apart") return { kind: "differ", at: scope.letters };
    const isExact = left.kind === "exact" && right.kind === "exact";
    const isOpen = isRisky || (letters === 0 && (isLong(left) || isLong(right)));
    if (found === "unsure" || (!isExact && isOpen)) continue;
    seen.points += 1;
    seen.exact &&= isExact;
    if (seen.points === wanted) break;
  }
  const isEnough = seen.points >= (letters === 0 ? 1 : fewest) && seen.lone <= mostLone;
  return isEnough ? { kind: "agree", letters, ...seen } : { kind: "unsure", why };
}

function lackOf(value: Value): Lack | undefined {
  return value.kind === "none" ? value.why : undefined;
}

/** Whether one formula is a constant multiple of the other, and the sign of the factor. */
export function proportion(
  a: Expression,
  b: Expression,
  trial: Trial,
): "positive" | "negative" | "none" | "unsure" {
  let factor: Value | undefined;
  let points = 0;
  for (const scope of scopesFor(a, b, trial)) {
    const ratio = over(evaluate(a, scope), evaluate(b, scope));
    if (ratio.kind === "none") continue;
    factor ??= ratio;
    const found = isNought(ratio) ? "apart" : compareValues(factor, ratio);
    if (found === "apart") return "none";
    if (found === "same") points += 1;
  }
  return factor === undefined || points < fewest ? "unsure" : signOf(factor);
}

function signOf(factor: Value): "positive" | "negative" | "unsure" {
  const real = realPart(factor);
  if (real === undefined) return "unsure";
  return real > 0 ? "positive" : "negative";
}

/** Points to try, as long as there is work left; a formula without letters has one. */
function* scopesFor(a: Expression, b: Expression, { domain, ...trial }: Trial): Generator<Scope> {
  const letters = lettersOf(a, b);
  const places = letters.map(
    (letter) => [letter, domain?.(letter) ?? domainOf(letter, [a, b])] as const,
  );
  const random = randomOf(letters.join());
  const count = letters.length === 0 ? 1 : tries;
  for (let index = 0; index < count && trial.work.left > 0; index += 1) {
    yield {
      ...trial,
      letters: new Map(places.map(([letter, where]) => [letter, sample(where, random)])),
    };
  }
}

/** A fraction that comes as near to any number as doubles can tell. */
function isLong(value: Value): boolean {
  return value.kind === "exact" && (value.bottom > 1_000_000n || abs(value.top) > 10n ** 12n);
}

function hasLongDecimal(of: Expression): boolean {
  return contains(of, (part) => part.kind === "number" && isLong({ kind: "exact", ...part.value }));
}

/** Letters that count things are natural, those named z and w complex, others real of either sign. */
function domainOf(letter: string, formulas: readonly Expression[]): Domain {
  if (formulas.some((formula) => contains(formula, (part) => counts(part, letter))))
    return "natural";
  return /^(?:z|w|\\omega)(?:_|$)/.test(letter) ? "complex" : "real";
}

function counts(part: Expression, letter: string): boolean {
  if (part.kind === "series") return mentions(part.lower, letter) || mentions(part.upper, letter);
  const isCounting =
    part.kind === "call" && /^(?:factorial|doubleFactorial|binomial|gcd|lcm)$/.test(part.name);
  return isCounting && part.args.some((arg) => mentions(arg, letter));
}

function mentions(of: Expression, letter: string): boolean {
  return contains(of, (part) => part.kind === "symbol" && part.name === letter);
}

/** A point of the domain. Real ones are fractions that no whole number and no half hides among. */
function sample(domain: Domain, random: () => number): Value {
  const below = (limit: number) => Math.floor(random() * limit);
  switch (domain) {
    case "natural":
      return whole(3 + below(18));
    case "integer":
      return whole(below(41) - 20);
    case "complex":
      return approximate({ re: 4 * random() - 2, im: 4 * random() - 2 }, 0);
    case "real":
    case "positive": {
      const sign = domain === "real" && random() < 0.5 ? -1n : 1n;
      const bottom = [7n, 11n, 13n, 119n][below(4)] ?? 7n;
      const whole = BigInt(below(3)) * bottom;
      return { kind: "exact", top: sign * (whole + BigInt(1 + below(6))), bottom };
    }
  }
}

/** Repeatable: the same letters are sampled at the same points, whichever formula comes first. */
function randomOf(text: string): () => number {
  let state = 0x9e3779b9;
  for (const character of text)
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** For telling a person where two formulas differ. */
export function printValue(value: Value): string {
  if (value.kind === "exact") {
    return value.bottom === 1n ? String(value.top) : `${String(value.top)}/${String(value.bottom)}`;
  }
  if (value.kind === "none") return "undefined";
  const real = realPart(value);
  const re = String(Number(value.re.toPrecision(6)));
  return real === undefined ? `${re} + ${String(Number(value.im.toPrecision(6)))}i` : re;
}
