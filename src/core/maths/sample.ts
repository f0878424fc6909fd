import { contains, lettersOf, type Expression } from "./expression.ts";
import { approximate, whole, type Value } from "./value.ts";

/** Where a letter is sampled; `mixed` are real numbers with whole ones among them. */
export type Domain = "real" | "positive" | "complex" | "integer" | "natural" | "mixed";

const tries = 20;

/**
 * Seeded random points for all letters of the formulas, the same for the same letters whichever formula comes first. Real
 * letters take every pattern of signs, and now and then a large value. Formulas without letters have one point.
 */
export function* samplePoints(
  formulas: readonly Expression[],
  domain?: (letter: string) => Domain | undefined,
): Generator<ReadonlyMap<string, Value>> {
  const letters = lettersOf(...formulas);
  const places = letters.map(
    (letter) => [letter, domain?.(letter) ?? domainOf(letter, formulas)] as const,
  );
  const random = randomOf(letters.join());
  for (let index = 0; index < (letters.length === 0 ? 1 : tries); index += 1) {
    yield new Map(
      places.map(([letter, where], place) => {
        const sign = (index >> (place % 3)) % 2 === 0 ? 1n : -1n;
        return [letter, sample(where, sign, random)];
      }),
    );
  }
}

/** Letters that count things are natural, those named z and w complex, others real of either sign. */
function domainOf(letter: string, formulas: readonly Expression[]): Domain {
  if (formulas.some((formula) => contains(formula, (part) => counts(part, letter))))
    return "natural";
  // Between whole numbers roundings hide what they do at them.
  if (formulas.some((formula) => contains(formula, isRounding))) return "mixed";
  return /^(?:z|w|\\omega)(?:_|$)/.test(letter) ? "complex" : "real";
}

function isRounding(part: Expression): boolean {
  return part.kind === "call" && /^(?:floor|ceil)$/.test(part.name);
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

function sample(domain: Domain, sign: bigint, random: () => number): Value {
  const below = (limit: number) => Math.floor(random() * limit);
  switch (domain) {
    case "natural":
      return whole(2 + below(19));
    case "integer":
      return whole(sign * BigInt(below(20)));
    case "mixed":
      return sample(random() < 0.4 ? "integer" : "real", sign, random);
    case "complex":
      return approximate({ re: 4 * random() - 2, im: 4 * random() - 2 }, 0);
    case "real":
      return fraction(sign, random);
    case "positive":
      return fraction(1n, random);
  }
}

/** Never a whole number or a half. */
function fraction(sign: bigint, random: () => number): Value {
  const below = (limit: number) => BigInt(Math.floor(random() * limit));
  const bottom = [7n, 11n, 13n, 119n][Number(below(4))] ?? 7n;
  const reach = [3, 3, 3, 3, 30, 400][Number(below(6))] ?? 3;
  return { kind: "exact", top: sign * (below(reach) * bottom + 1n + below(6)), bottom };
}

/** Mulberry32 from the letters. */
function randomOf(text: string): () => number {
  let state = 0x9e3779b9;
  for (const character of text) {
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
