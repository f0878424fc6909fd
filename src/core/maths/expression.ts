import type { Rational } from "./rational.ts";

/** Where a part stands in the text: UTF-16 offsets, `to` is behind its end. */
interface Span {
  readonly from: number;
  readonly to: number;
}

export type Relation =
  "=" | "≠" | "<" | ">" | "≤" | "≥" | "≈" | "≡" | "~" | "≅" | "∈" | "∉" | "⊂" | "⊆" | "∣" | "→";

export type Constant = "π" | "e" | "i" | "∞" | "∅" | "ℝ" | "ℤ" | "ℚ" | "ℕ" | "ℂ";

interface Bounds {
  readonly variable: string;
  readonly lower: Expression;
  readonly upper: Expression;
}

/** A formula as a tree. Sums, products and chains are flat, so that a long formula is not a deep tree. */
export type Expression = Span &
  (
    | { readonly kind: "number"; readonly value: Rational }
    /** A letter with its indices, primes and accents: `x`, `\alpha`, `a_{1}`, `\vec{v}`. */
    | { readonly kind: "symbol"; readonly name: string }
    | { readonly kind: "constant"; readonly name: Constant }
    | { readonly kind: "sum"; readonly terms: readonly Expression[] }
    | { readonly kind: "product"; readonly factors: readonly Expression[] }
    | { readonly kind: "negative"; readonly of: Expression }
    /** `\pm` has sign 1, `\mp` has -1. */
    | { readonly kind: "either"; readonly of: Expression; readonly sign: 1 | -1 }
    | { readonly kind: "quotient"; readonly over: Expression; readonly under: Expression }
    | { readonly kind: "power"; readonly base: Expression; readonly exponent: Expression }
    /** A known function, `functions.ts` says which. */
    | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
    /** An unknown one: `f(x)`. */
    | { readonly kind: "apply"; readonly name: string; readonly args: readonly Expression[] }
    | ({
        readonly kind: "series";
        readonly by: "sum" | "product";
        readonly body: Expression;
      } & Bounds)
    | ({ readonly kind: "integral"; readonly body: Expression } & Bounds)
    | {
        readonly kind: "limit";
        readonly variable: string;
        readonly target: Expression;
        readonly side: "both" | "above" | "below";
        readonly body: Expression;
      }
    | { readonly kind: "percent"; readonly of: Expression }
    | { readonly kind: "degrees"; readonly of: Expression }
    /** A number with words behind it: `5\text{ cm}^2` has the unit `cm^2`. */
    | { readonly kind: "quantity"; readonly of: Expression; readonly unit: string }
    /** A pair or longer in brackets: a point, a vector, an interval. */
    | {
        readonly kind: "tuple";
        readonly open: string;
        readonly close: string;
        readonly items: readonly Expression[];
      }
    | { readonly kind: "set"; readonly items: readonly Expression[] }
    /** `\{x : x > 3\}` */
    | { readonly kind: "builder"; readonly of: Expression; readonly where: Expression }
    /** Items without brackets, between commas, `and` or `or`. */
    | { readonly kind: "list"; readonly items: readonly Expression[] }
    | {
        readonly kind: "setOperation";
        readonly by: "∪" | "∩" | "∖";
        readonly parts: readonly Expression[];
      }
    | { readonly kind: "matrix"; readonly rows: readonly (readonly Expression[])[] }
    /** `a < b = c`: one relation fewer than sides. */
    | {
        readonly kind: "chain";
        readonly sides: readonly Expression[];
        readonly relations: readonly Relation[];
        readonly modulus?: Expression;
      }
    /** Words. */
    | { readonly kind: "text"; readonly text: string }
  );

/** Why a text is no formula that can be read. */
export interface Unread {
  readonly kind: "empty" | "tooLong" | "tooDeep" | "unbalanced" | "unsupported" | "unexpected";
  /** What the reader stumbled over; empty at the end of the text. */
  readonly what: string;
  readonly at: number;
}

export type Parsed =
  | { readonly kind: "formula"; readonly formula: Expression }
  | { readonly kind: "unread"; readonly unread: Unread };

/** The parts of a formula directly below it. */
// One case a kind.
// eslint-disable-next-line complexity
export function partsOf(of: Expression): readonly Expression[] {
  switch (of.kind) {
    case "number":
    case "symbol":
    case "constant":
    case "text":
      return [];
    case "sum":
      return of.terms;
    case "product":
      return of.factors;
    case "negative":
    case "either":
    case "percent":
    case "degrees":
    case "quantity":
      return [of.of];
    case "quotient":
      return [of.over, of.under];
    case "power":
      return [of.base, of.exponent];
    case "call":
    case "apply":
      return of.args;
    case "series":
    case "integral":
      return [of.lower, of.upper, of.body];
    case "limit":
      return [of.target, of.body];
    case "tuple":
    case "set":
    case "list":
      return of.items;
    case "builder":
      return [of.of, of.where];
    case "setOperation":
      return of.parts;
    case "matrix":
      return of.rows.flat();
    case "chain":
      return of.modulus === undefined ? of.sides : [...of.sides, of.modulus];
  }
}

/** Whether a part of the formula is of this kind. */
export function contains(of: Expression, test: (part: Expression) => boolean): boolean {
  return test(of) || partsOf(of).some((part) => contains(part, test));
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
