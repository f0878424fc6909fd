import type { Work } from "../maths/work.ts";
import { contains, type Expression } from "../maths/expression.ts";
import type { Rational } from "../maths/rational.ts";
import { compareFormulas, different, equal, type Comparison } from "./compareFormulas.ts";
import type { Shape } from "./shape.ts";

type ValueShape = Shape & { readonly kind: "value" };

/** Numbers and terms with their units: a missing unit matches any, others are converted. */
export function compareValues(a: ValueShape, b: ValueShape, work: Work): Comparison {
  const [left, right] = [a.unit, b.unit];
  if (left === undefined && right === undefined) return compareFormulas(a.formula, b.formula, work);
  if (left === undefined) return withOneUnit(b, a, work);
  if (right === undefined) return withOneUnit(a, b, work);
  if (left === "degrees" || right === "degrees") return compareAngles(a, b, work);
  return left.dimension === right.dimension
    ? compareFormulas(inBaseUnit(a.formula, left), inBaseUnit(b.formula, right), work)
    : different("other units");
}

/** At least one is in degrees. */
function compareAngles(a: ValueShape, b: ValueShape, work: Work): Comparison {
  if (a.unit === b.unit) return compareFormulas(a.formula, b.formula, work);
  if (a.unit !== "degrees") return compareAngles(b, a, work);
  if (b.unit === "degrees" || b.unit?.dimension !== "radian^1") return different("other units");
  return compareFormulas(radians(a.formula), b.formula, work);
}

function withOneUnit(a: ValueShape, b: ValueShape, work: Work): Comparison {
  const found = compareFormulas(a.formula, b.formula, work);
  if (found.verdict === "equal") return equal(`${found.reason}; only one has a unit`);
  if (
    a.unit !== "degrees" ||
    !contains(b.formula, (part) => part.kind === "constant" && part.name === "π")
  ) {
    return found;
  }
  const asRadians = compareFormulas(radians(a.formula), b.formula, work);
  return asRadians.verdict === "equal" ? equal("the same angle, in degrees and radians") : found;
}

function radians(of: Expression): Expression {
  return { kind: "degrees", of, from: of.from, to: of.to };
}

function inBaseUnit(of: Expression, { factor }: { readonly factor: Rational }): Expression {
  const scale: Expression = { kind: "number", value: factor, from: of.from, to: of.from };
  return { kind: "product", factors: [scale, of], from: of.from, to: of.to };
}
