import type { Domain } from "../maths/sample.ts";
import { evaluate, type Scope } from "../maths/evaluate.ts";
import type { Work } from "../maths/work.ts";
import { contains, lettersOf, partsOf, type Expression } from "../maths/expression.ts";
import { rational } from "../maths/rational.ts";
import { approximate, exact, minus, realPart, whole, type Value } from "../maths/value.ts";
import { lettersOfGiven, type Facts, type Given } from "./facts.ts";

/** Where the letters of a step are tried. */
export type Points = Generator<Scope>;

const tries = 400;
/** Denominators that no whole number and no half hides among. */
const denominators = [7n, 11n, 13n, 119n] as const;

/** Facts about some letters, sorted by what can be done with them. */
export interface Ground {
  readonly letters: readonly string[];
  readonly domainOf: (letter: string) => Domain;
  /** `n` is to be what `2k` is. */
  readonly replaced: ReadonlyMap<string, Expression>;
  /** Inequalities to be fulfilled. */
  readonly conditions: readonly Given[];
  /** An equation that relates some letters and cannot be put in. */
  readonly unsolved: Given | undefined;
}

/** Letters that count by custom. */
const counting = /^[nmkN](?:_|$)/;

export function groundOf(sides: readonly Expression[], facts: Facts): Ground {
  const replaced = new Map<string, Expression>();
  const letters = new Set(lettersOf(...sides));
  const about = facts.given.filter((given) =>
    lettersOfGiven(given).some((letter) => letters.has(letter)),
  );
  let unsolved: Given | undefined;
  for (const given of about) {
    if (given.relation !== "=" || isSame(given, sides)) continue;
    const solved = solvedFor(given, replaced);
    if (solved === undefined) unsolved ??= given;
    else replaced.set(...solved);
  }
  const conditions = about.filter(({ relation }) => /^[<>≤≥≠]$/.test(relation));
  for (const expression of [
    ...replaced.values(),
    ...conditions.flatMap(({ left, right }) => [left, right]),
  ]) {
    for (const letter of lettersOf(expression)) letters.add(letter);
  }
  return {
    letters: [...letters].filter((letter) => !replaced.has(letter)).sort(),
    domainOf: (letter) => facts.domains.get(letter) ?? customary(letter, sides),
    replaced,
    conditions,
    unsolved,
  };
}

/** Whether the text only says beforehand what the step says. */
function isSame({ left, right }: Given, sides: readonly Expression[]): boolean {
  const texts = sides.map((side) => JSON.stringify(withoutPlaces(side)));
  return [left, right].every((side) => texts.includes(JSON.stringify(withoutPlaces(side))));
}

function withoutPlaces(of: Expression): unknown {
  return JSON.parse(
    JSON.stringify(of, (key, value: unknown) =>
      key === "from" || key === "to"
        ? undefined
        : typeof value === "bigint"
          ? String(value)
          : value,
    ),
  );
}

/** The letter that a given equation says the value of, with that value. */
function solvedFor(
  { left, right }: Given,
  replaced: ReadonlyMap<string, Expression>,
): readonly [string, Expression] | undefined {
  for (const [letter, value] of [
    [left, right],
    [right, left],
  ] as const) {
    if (letter.kind !== "symbol" || replaced.has(letter.name)) continue;
    const inner = lettersOf(value);
    const isFree = !inner.includes(letter.name) && inner.every((name) => !replaced.has(name));
    const isUsed = [...replaced.values()].some((other) => lettersOf(other).includes(letter.name));
    if (isFree && !isUsed) return [letter.name, value];
  }
  return undefined;
}

function customary(letter: string, sides: readonly Expression[]): Domain {
  const isCounted = sides.some((side) => contains(side, (part) => counts(part, letter)));
  if (isCounted || counting.test(letter)) return "natural";
  return /^(?:z|w|\\omega)(?:_|$)/.test(letter) && !sides.some(isOrdered) ? "complex" : "real";
}

function counts(part: Expression, letter: string): boolean {
  const mentions = (of: Expression): boolean => lettersOf(of).includes(letter);
  if (part.kind === "series") return mentions(part.lower) || mentions(part.upper);
  const isCounting =
    part.kind === "call" && /^(?:factorial|doubleFactorial|binomial|gcd|lcm)$/.test(part.name);
  return isCounting && part.args.some(mentions);
}

function isOrdered(of: Expression): boolean {
  return contains(of, ({ kind }) => kind === "chain");
}

/** Random points that fulfil the conditions, the same ones each time. */
export function* pointsOf(ground: Ground, work: Work): Points {
  const random = randomOf(ground.letters.join());
  const count = ground.letters.length === 0 ? 1 : tries;
  for (let index = 0; index < count && work.left > 0; index += 1) {
    const letters = new Map<string, Value>();
    for (const letter of ground.letters) letters.set(letter, sample(letter, ground, random));
    const scope: Scope = { letters, work, log: "natural" };
    for (const [letter, value] of ground.replaced) letters.set(letter, evaluate(value, scope));
    if (ground.conditions.every((given) => holdsAt(given, scope) !== false)) yield scope;
  }
}

/** Whether a relation holds at a point: undefined when the doubles or the lack of a value leave it open. */
export function holdsAt({ left, relation, right }: Given, scope: Scope): boolean | undefined {
  const difference = minus(evaluate(left, scope), evaluate(right, scope));
  const sign = signOf(difference);
  if (sign === undefined) return undefined;
  switch (relation) {
    case "<":
      return sign < 0;
    case ">":
      return sign > 0;
    case "≤":
      return sign <= 0;
    case "≥":
      return sign >= 0;
    case "≠":
      return sign !== 0;
    default:
      return undefined;
  }
}

/** -1, 0 or 1; undefined for what is not real or too near to zero to tell. */
function signOf(value: Value): -1 | 0 | 1 | undefined {
  if (value.kind === "none") return undefined;
  if (value.kind === "exact") return value.top === 0n ? 0 : value.top > 0n ? 1 : -1;
  const real = realPart(value);
  if (real === undefined || Math.abs(real) <= 4 * value.error) return undefined;
  return real > 0 ? 1 : -1;
}

/** The bounds that conditions without other letters put on a letter. */
function boundsOf(letter: string, { conditions }: Ground, scope: Scope): readonly [number, number] {
  let [low, high] = [-Infinity, Infinity];
  for (const { left, relation, right } of conditions) {
    const [side, other] = isLetter(left, letter)
      ? [right, 1]
      : isLetter(right, letter)
        ? [left, -1]
        : [];
    if (side === undefined || lettersOf(side).length > 0) continue;
    const bound = realPart(evaluate(side, scope));
    if (bound === undefined || relation === "≠") continue;
    if (/[<≤]/.test(relation) === (other === 1)) high = Math.min(high, bound);
    else low = Math.max(low, bound);
  }
  return [low, high];
}

function isLetter(of: Expression, letter: string): boolean {
  return of.kind === "symbol" && of.name === letter;
}

function sample(letter: string, ground: Ground, random: () => number): Value {
  const below = (limit: number): number => Math.floor(random() * limit);
  const domain = ground.domainOf(letter);
  const scope = {
    letters: new Map<string, Value>(),
    work: { left: 1_000 },
    log: "natural",
  } as const;
  const [low, high] = boundsOf(letter, ground, scope);
  switch (domain) {
    case "natural":
      return whole(
        Math.max(1, Math.ceil(low)) + below(Math.min(12, Math.max(1, high - Math.max(1, low)))),
      );
    case "integer":
      return whole(low > -Infinity ? Math.ceil(low) + below(20) : below(41) - 20);
    case "complex":
      return approximate({ re: 4 * random() - 2, im: 4 * random() - 2 }, 0);
    case "real":
    case "positive":
    case "mixed":
      return fraction(domain === "positive" ? Math.max(0, low) : low, high, below);
  }
}

/** A fraction between two bounds, near zero where there are none. */
function fraction(low: number, high: number, below: (limit: number) => number): Value {
  const from = Number.isFinite(low) ? low : Number.isFinite(high) ? high - 3 : -3;
  const to = Number.isFinite(high) ? high : Number.isFinite(low) ? low + 3 : 3;
  const bottom = denominators[below(denominators.length)] ?? 7n;
  const first = Math.floor(from * Number(bottom)) + 1;
  const count = Math.ceil(to * Number(bottom)) - first;
  // A narrow interval has none of these denominators.
  if (count < 3) return narrow(from, to, (below(97) + 1) / 99);
  return exact(rational(BigInt(first + below(count)), bottom));
}

function narrow(from: number, to: number, share: number): Value {
  return exact(rational(BigInt(Math.round((from + (to - from) * share) * 1e6)), 1_000_000n));
}

/** Whether a formula is real at a point in all its parts: no root or logarithm of a negative number in it. */
export function isRealAt(of: Expression, scope: Scope): boolean {
  const isBinding = of.kind === "series" || of.kind === "integral" || of.kind === "limit";
  const parts = isBinding ? [] : partsOf(of);
  return (
    parts.every((part) => isRealAt(part, scope)) && realPart(evaluate(of, scope)) !== undefined
  );
}

/** Repeatable random numbers from 0 up to but without 1 (mulberry32), seeded by a text. */
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
