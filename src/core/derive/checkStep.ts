import { evaluate, type Scope } from "../maths/evaluate.ts";
import { lettersOf, contains, type Expression, type Relation } from "../maths/expression.ts";
import { parse } from "../maths/parse.ts";
import { compareValues, integerOf, minus, over, realPart, type Value } from "../maths/value.ts";
import type { Facts } from "./facts.ts";
import { groundOf, holdsAt, isRealAt, pointsOf, type Ground } from "./points.ts";
import { relationSigns, type DerivationStep } from "./steps.ts";

/** What numbers say of a step. They can refute it; they never prove it. */
export type StepVerdict =
  | { readonly kind: "holds"; readonly samples: number }
  | {
      readonly kind: "refuted";
      readonly samples: number;
      /** The letters' values at a point where the step is false. */
      readonly counterexample: Readonly<Record<string, string>>;
    }
  | { readonly kind: "untested"; readonly reason: string };

/** How many points are enough, and with how few a step still counts as tested. */
const samples = { wanted: 20, fewest: 5 } as const;
/** Operations on small numbers for one step: some milliseconds. */
const most = 60_000;

interface Sides {
  readonly from: Expression;
  readonly to: Expression;
  readonly sign: Relation;
  readonly modulus: Expression | undefined;
}

/** Tests a step at random points. `earlier`: the letters of its chain so far. */
export function checkStep(
  step: DerivationStep,
  facts: Facts,
  earlier: ReadonlySet<string>,
): StepVerdict {
  const read = sidesOf(step);
  if (typeof read === "string") return untested(read);
  const reason = untestable(read, facts);
  if (reason !== undefined) return untested(reason);
  const ground = groundOf(
    [read.from, read.to, ...(read.modulus === undefined ? [] : [read.modulus])],
    facts,
  );
  const verdict = tryPoints(read, ground);
  if (verdict.kind !== "refuted") return verdict;
  const [left, right] = [lettersOf(read.from), lettersOf(read.to)];
  const known = new Set([...earlier, ...left]);
  const doubt = doubts.find(([, fits]) => fits({ step, sides: read, ground, known, left, right }));
  return doubt === undefined ? verdict : untested(doubt[0]);
}

function untested(reason: string): StepVerdict {
  return { kind: "untested", reason };
}

const signs: ReadonlySet<string> = new Set(["=", "<", ">", "≤", "≥", "≠", "≡"]);
const reasons: Readonly<Record<string, string>> = {
  ":=": "this is a definition",
  "≈": "this is an approximation",
  "~": "this relation has no numbers to test",
  "→": "this is about a limit or a map",
  "∈": "this is about sets",
  "⊂": "this is about sets",
};

/** The two sides as formulas, or why they are none. */
function sidesOf({ from, to, relation, modulus }: DerivationStep): Sides | string {
  const sign = relationSigns[relation] ?? "~";
  if (!isSign(sign)) return reasons[sign] ?? "this relation cannot be tested";
  if (/\\[lcdv]?dots[a-z]?(?![a-zA-Z])|\.\.\.|…/.test(from.tex + to.tex)) {
    return "a part is left out (…)";
  }
  const [left, right, by] = [formulaIn(from.tex), formulaIn(to.tex), formulaIn(modulus ?? "1")];
  if (typeof left === "string") return left;
  if (typeof right === "string") return right;
  if (typeof by === "string") return by;
  return { from: left, to: right, sign, modulus: modulus === undefined ? undefined : by };
}

/** A formula, or that it is none. */
function formulaIn(tex: string): Expression | string {
  const parsed = parse(clean(tex));
  return parsed.kind === "formula"
    ? parsed.formula
    : `\`${tex.trim()}\` is no formula that can be evaluated`;
}

function isSign(sign: string): sign is Relation {
  return signs.has(sign);
}

/** Without the punctuation at the end and the words behind it. */
function clean(tex: string): string {
  return tex
    .replace(/\\(?:quad|qquad)\b.*$/s, "")
    .replace(/(?:\\[,;!: ]|\s)*\\text\s*\{[^{}]*\}\s*[.,;]?\s*$/, "")
    .replace(/[\s.,;]+$/, "");
}

/** Why a step is not for numbers. */
function untestable({ from, to, sign, modulus }: Sides, facts: Facts): string | undefined {
  const both = [from, to];
  const unknown = both.map((side) => firstPart(side, "apply")).find((name) => name !== undefined);
  if (unknown === "O" || unknown === "o") return `${unknown}(·) says nothing of single numbers`;
  if (unknown !== undefined) return `nothing is known about the function ${unknown}`;
  if (both.some((side) => contains(side, ({ kind }) => kind === "limit")))
    return "this is about a limit";
  if (sign === "≡" && modulus === undefined) return "the modulus is not given";
  if (facts.mayNotCommute || both.some(swaps)) return "the factors may not commute";
  if (both.some((side) => contains(side, ({ kind }) => kind === "either")))
    return "± stands for two formulas";
  return undefined;
}

function firstPart(of: Expression, kind: "apply"): string | undefined {
  let name: string | undefined;
  contains(of, (part) => {
    if (part.kind === kind) name ??= part.name;
    return false;
  });
  return name;
}

/** Whether capital letters are multiplied in one order here and in the other there. */
function swaps(of: Expression): boolean {
  const orders = new Set<string>();
  return contains(of, (part) => {
    if (part.kind !== "product") return false;
    const names = part.factors.flatMap((factor) =>
      factor.kind === "symbol" && /^[A-Z]$/.test(factor.name) ? [factor.name] : [],
    );
    return names.some((name, index) => {
      const next = names[index + 1];
      if (next === undefined || next === name) return false;
      orders.add(name + next);
      return orders.has(next + name);
    });
  });
}

function tryPoints(sides: Sides, ground: Ground): StepVerdict {
  const both = [sides.from, sides.to];
  const isComplex = needsComplex(sides, ground);
  if (isComplex && both.some(hasBranches)) {
    return untested("complex roots and logarithms have several values");
  }
  let count = 0;
  for (const scope of pointsOf(ground, { left: most })) {
    const holds = holdsBetween(sides, scope, isComplex);
    if (holds === undefined) continue;
    count += 1;
    if (!holds) return { kind: "refuted", samples: count, counterexample: printed(scope) };
    if (count === samples.wanted) break;
  }
  const fewest = ground.letters.length === 0 ? 1 : samples.fewest;
  return count >= fewest
    ? { kind: "holds", samples: count }
    : untested("no points were found at which both sides have a value");
}

function printed({ letters }: Scope): Readonly<Record<string, string>> {
  return Object.fromEntries([...letters].map(([name, value]) => [name, printValue(value)]));
}

function printValue(value: Value): string {
  if (value.kind === "exact") {
    return value.bottom === 1n ? String(value.top) : `${String(value.top)}/${String(value.bottom)}`;
  }
  if (value.kind === "none") return "undefined";
  const re = String(Number(value.re.toPrecision(6)));
  const isReal = realPart(value) !== undefined;
  return isReal ? re : `${re} + ${String(Number(value.im.toPrecision(6)))}i`;
}

function holdsBetween(sides: Sides, scope: Scope, isComplex: boolean): boolean | undefined {
  const isDefined = isComplex || [sides.from, sides.to].every((side) => isRealAt(side, scope));
  if (!isDefined) return undefined;
  return sides.sign === "≡" ? isCongruent(sides, scope) : relationAt(sides, scope);
}

function relationAt({ from, to, sign }: Sides, scope: Scope): boolean | undefined {
  if (sign !== "=") return holdsAt({ left: from, relation: sign, right: to }, scope);
  const found = compareValues(evaluate(from, scope), evaluate(to, scope));
  return found === "unsure" ? undefined : found === "same";
}

function isCongruent({ from, to, modulus }: Sides, scope: Scope): boolean | undefined {
  if (modulus === undefined) return undefined;
  const difference = minus(evaluate(from, scope), evaluate(to, scope));
  const by = evaluate(modulus, scope);
  if (integerOf(difference) === undefined || (integerOf(by) ?? 0n) === 0n) return undefined;
  return integerOf(over(difference, by)) !== undefined;
}

function needsComplex({ from, to }: Sides, ground: Ground): boolean {
  const hasUnit = [from, to].some((side) =>
    contains(side, (part) => part.kind === "constant" && part.name === "i"),
  );
  return hasUnit || ground.letters.some((letter) => ground.domainOf(letter) === "complex");
}

function hasBranches(of: Expression): boolean {
  return contains(
    of,
    (part) =>
      (part.kind === "call" && /^(?:ln|log|lg|sqrt|cbrt|root|arg|arc)/.test(part.name)) ||
      (part.kind === "power" && part.exponent.kind === "quotient"),
  );
}

interface Case {
  readonly step: DerivationStep;
  readonly sides: Sides;
  readonly ground: Ground;
  /** Letters of the chain before its right side. */
  readonly known: ReadonlySet<string>;
  readonly left: readonly string[];
  readonly right: readonly string[];
}

/** Why a step that is false at some point need not be wrong; the first reason that fits. */
const doubts: readonly (readonly [reason: string, fits: (one: Case) => boolean])[] = [
  [
    "the text relates the letters by an equation that cannot be put in",
    ({ ground }) => ground.unsolved !== undefined,
  ],
  [
    "a relation that stands alone may be given, or be one to solve",
    ({ step }) => step.first && step.last,
  ],
  [
    "a letter of the right side comes from elsewhere",
    ({ right, known, ground }) =>
      right.some((letter) => !known.has(letter) && !ground.replaced.has(letter)),
  ],
  ["the chain may begin with a definition", mayDefine],
  [
    "this may be an equation to solve",
    ({ sides: { sign, to } }) => sign === "=" && to.kind === "number" && to.value.top === 0n,
  ],
  [
    "the sides are equal up to rounding",
    ({ step, sides }) => sides.sign === "=" && /\d\.\d{2,}/.test(`${step.from.tex} ${step.to.tex}`),
  ],
  [
    "this may be a condition on the letters",
    ({ sides: { sign }, left, right }) =>
      sign !== "=" && sign !== "≡" && (left.length === 0 || right.length === 0),
  ],
];

function mayDefine({ step, sides, left, right }: Case): boolean {
  const isName = sides.from.kind === "symbol" || left.some((letter) => !right.includes(letter));
  return step.first && sides.sign === "=" && isName;
}
