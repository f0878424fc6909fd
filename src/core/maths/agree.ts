import { evaluate, type Scope } from "./evaluate.ts";
import { contains, lettersOf, type Expression } from "./expression.ts";
import { abs } from "./rational.ts";
import { samplePoints, type Domain } from "./sample.ts";
import { compareValues, isNought, over, realPart, type Lack, type Value } from "./value.ts";
import type { Work } from "./work.ts";

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

const wanted = 8;
const fewest = 4;
/** Points where only one of the two has a value. */
const mostLone = 5;

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
    if (points === wanted) break;
  }
  return factor === undefined || points < fewest ? "unsure" : signOf(factor);
}

function signOf(factor: Value): "positive" | "negative" | "unsure" {
  const real = realPart(factor);
  if (real === undefined) return "unsure";
  return real > 0 ? "positive" : "negative";
}

/** As long as there is work left. */
function* scopesFor(a: Expression, b: Expression, { domain, log, work }: Trial): Generator<Scope> {
  for (const letters of samplePoints([a, b], domain)) {
    if (work.left > 0) yield { letters, log, work };
  }
}

/** A fraction that comes as near to any number as doubles can tell. */
function isLong(value: Value): boolean {
  return value.kind === "exact" && (value.bottom > 1_000_000n || abs(value.top) > 10n ** 12n);
}

function hasLongDecimal(of: Expression): boolean {
  return contains(of, (part) => part.kind === "number" && isLong({ kind: "exact", ...part.value }));
}
