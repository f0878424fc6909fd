import { agree, proportion, type Agreement } from "../maths/agree.ts";
import type { Work } from "../maths/work.ts";
import { contains, lettersOf, type Expression, type Relation } from "../maths/expression.ts";
import { infinity } from "./region.ts";
import type { Sides } from "./shape.ts";

type Verdict = "equal" | "different" | "unknown";

/** A verdict, and in a few words why, for a person. */
export interface Comparison {
  readonly verdict: Verdict;
  readonly reason: string;
}

export const unknown = (reason: string): Comparison => ({ verdict: "unknown", reason });
export const different = (reason: string): Comparison => ({ verdict: "different", reason });
export const equal = (reason: string): Comparison => ({ verdict: "equal", reason });

/**
 * Two formulas at random points. `\log` without a base is the decimal one of a number; of letters it may also be the
 * natural one, so both readings have to agree.
 */
export function compareFormulas(a: Expression, b: Expression, work: Work): Comparison {
  const [left, right] = [infinity(a), infinity(b)];
  if (left !== 0 || right !== 0) {
    return left === right ? equal("both infinite") : different("one is infinite");
  }
  const found = told(agree(a, b, { log: "ten", work }));
  const isOpen = (hasLog(a) || hasLog(b)) && lettersOf(a, b).length > 0;
  if (!isOpen) return found;
  const again = told(agree(a, b, { log: "natural", work }));
  return again.verdict === found.verdict
    ? found
    : unknown("it depends on the base of the logarithm");
}

function hasLog(of: Expression): boolean {
  return contains(
    of,
    (part) => part.kind === "call" && part.name === "log" && part.args.length === 1,
  );
}

function told(found: Agreement): Comparison {
  switch (found.kind) {
    case "agree": {
      const how = found.exact ? "exactly" : "as far as numbers tell";
      return equal(
        found.letters === 0 ? `the same number, ${how}` : `equal at ${found.points} points, ${how}`,
      );
    }
    case "differ":
      return different("other values");
    case "unsure":
      return unknown(reasons[found.why]);
  }
}

const reasons = {
  tooClose: "too close to tell apart",
  undefined: "one has no value",
  tooLarge: "one is too large",
  tooLong: "one takes too long to work out",
  unsupported: "one has parts that cannot be worked out",
} as const;

const flipped: Partial<Record<Relation, Relation>> = { "<": ">", ">": "<", "≤": "≥", "≥": "≤" };

interface Side {
  readonly relation: Relation;
  readonly sides: Sides;
}

/** Equations and inequalities are the same up to a factor, which turns `<` around when negative. */
export function compareRelations(a: Side, b: Side, work: Work): Comparison {
  const isScalable = /^[=≠<>≤≥]$/.test(a.relation) && /^[=≠<>≤≥]$/.test(b.relation);
  if (!isScalable) return compareSides(a, b, work);
  const found = proportion(difference(a.sides), difference(b.sides), { log: "ten", work });
  if (found === "unsure") return unknown("too few points could be compared");
  if (found === "none") return different("other relations");
  const turned = found === "positive" ? b.relation : (flipped[b.relation] ?? b.relation);
  return turned === a.relation ? equal("the same up to a factor") : different("other relations");
}

function difference({ left, right }: Sides): Expression {
  const negative: Expression = { kind: "negative", of: right, from: right.from, to: right.to };
  return { kind: "sum", terms: [left, negative], from: left.from, to: right.to };
}

function compareSides(a: Side, b: Side, work: Work): Comparison {
  if (a.relation !== b.relation) return different("other relations");
  const left = compareFormulas(a.sides.left, b.sides.left, work);
  return left.verdict === "equal" ? compareFormulas(a.sides.right, b.sides.right, work) : left;
}

interface Congruence {
  readonly sides: Sides;
  readonly modulus: Expression;
}

/** The same letter, the same modulus, and residues that differ by a multiple of it. */
export function compareCongruences(a: Congruence, b: Congruence, work: Work): Comparison {
  for (const [x, y] of [
    [a.modulus, b.modulus],
    [a.sides.left, b.sides.left],
  ] as const) {
    const found = compareFormulas(x, y, work);
    if (found.verdict !== "equal") return found;
  }
  const apart = difference({ left: a.sides.right, right: b.sides.right });
  const quotient: Expression = { kind: "quotient", over: apart, under: a.modulus, from: 0, to: 0 };
  const down: Expression = { kind: "call", name: "floor", args: [quotient], from: 0, to: 0 };
  const found = compareFormulas(quotient, down, work);
  return found.verdict === "equal" ? equal("the same residue") : found;
}
