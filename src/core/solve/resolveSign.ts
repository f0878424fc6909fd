import type { Expression } from "../maths/expression.ts";

/** The formula with every ± read as this sign, and every ∓ as the other. */
// One case a kind.
// eslint-disable-next-line complexity
export function resolveSign(of: Expression, sign: 1 | -1): Expression {
  const go = (part: Expression) => resolveSign(part, sign);
  switch (of.kind) {
    case "either":
      return of.sign === sign
        ? go(of.of)
        : { kind: "negative", of: go(of.of), from: of.from, to: of.to };
    case "sum":
      return { ...of, terms: of.terms.map(go) };
    case "product":
      return { ...of, factors: of.factors.map(go) };
    case "negative":
    case "percent":
    case "degrees":
    case "quantity":
      return { ...of, of: go(of.of) };
    case "quotient":
      return { ...of, over: go(of.over), under: go(of.under) };
    case "power":
      return { ...of, base: go(of.base), exponent: go(of.exponent) };
    case "call":
    case "apply":
      return { ...of, args: of.args.map(go) };
    case "tuple":
    case "set":
    case "list":
      return { ...of, items: of.items.map(go) };
    case "setOperation":
      return { ...of, parts: of.parts.map(go) };
    case "matrix":
      return { ...of, rows: of.rows.map((row) => row.map(go)) };
    case "chain":
      return { ...of, sides: of.sides.map(go) };
    default:
      return of;
  }
}
