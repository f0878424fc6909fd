import { integrate, integrateTail, limit, type Function } from "./analysis.ts";
import { contains, type Constant, type Expression } from "./expression.ts";
import { call } from "./functions.ts";
import { determinant, matrixOf } from "./matrixAlgebra.ts";
import { power } from "./powers.ts";
import { sumUp } from "./series.ts";
import * as values from "./value.ts";
import { approximate, exact, none, whole, type Value } from "./value.ts";
import { charge, type Work } from "./work.ts";

/** What a formula is evaluated with. */
export interface Scope {
  /** What the letters stand for; another letter makes a formula `unsupported`. */
  readonly letters: ReadonlyMap<string, Value>;
  readonly work: Work;
  /** What `\log` without a base is. */
  readonly log: "ten" | "natural";
}

const constants: Readonly<Record<Constant, Value>> = {
  π: approximate({ re: Math.PI, im: 0 }, 3 * Number.EPSILON),
  e: approximate({ re: Math.E, im: 0 }, 2 * Number.EPSILON),
  i: approximate({ re: 0, im: 1 }, 0),
  "∞": none("undefined"),
  "∅": none("unsupported"),
  ℝ: none("unsupported"),
  ℤ: none("unsupported"),
  ℚ: none("unsupported"),
  ℕ: none("unsupported"),
  ℂ: none("unsupported"),
};

const degree = values.over(constants.π, whole(180));

/** The value at a point. Never throws, and ends when the work is used up. */
export function evaluate(of: Expression, scope: Scope): Value {
  if (scope.work.left <= 0) return none("tooLong");
  const value = evaluateNode(of, scope);
  charge(scope.work, value);
  return value;
}

// One case a kind: as long as there are kinds.
// eslint-disable-next-line complexity, max-lines-per-function
function evaluateNode(of: Expression, scope: Scope): Value {
  switch (of.kind) {
    case "number":
      return exact(of.value);
    case "constant":
      return constants[of.name];
    case "symbol":
      return scope.letters.get(of.name) ?? none("unsupported");
    case "sum":
      return fold(of.terms, values.plus, scope);
    case "product":
      return fold(of.factors, values.times, scope);
    case "negative":
      return values.negate(evaluate(of.of, scope));
    case "quotient":
      return values.over(evaluate(of.over, scope), evaluate(of.under, scope));
    case "power":
      return evaluatePower(of.base, of.exponent, scope);
    case "call":
      return evaluateCall(of.name, of.args, scope);
    case "apply":
      return opaque(of.name, of.args, scope);
    case "percent":
      return values.over(evaluate(of.of, scope), whole(100));
    case "degrees":
      return values.times(evaluate(of.of, scope), degree);
    case "series":
      return sumUp(of.by, {
        lower: evaluate(of.lower, scope),
        upper: isInfinite(of.upper) ? "infinite" : evaluate(of.upper, scope),
        term: asFunction(of.body, of.variable, scope),
        work: scope.work,
      });
    case "integral":
      return evaluateIntegral(of, scope);
    case "limit":
      return limit(asFunction(of.body, of.variable, scope), {
        target: isInfinite(of.target) ? "infinite" : evaluate(of.target, scope),
        side: of.side,
      });
    case "tuple":
    case "set":
    case "list":
    case "builder":
    case "setOperation":
    case "matrix":
    case "chain":
    case "text":
    case "either":
    case "quantity":
      return none("unsupported");
  }
}

function evaluateIntegral(of: Expression & { kind: "integral" }, scope: Scope): Value {
  const f = asFunction(of.body, of.variable, scope);
  const lower = evaluate(of.lower, scope);
  return isInfinite(of.upper)
    ? integrateTail(lower, f)
    : integrate(lower, evaluate(of.upper, scope), f);
}

function isInfinite(of: Expression): boolean {
  return of.kind === "constant" && of.name === "∞";
}

function fold(
  parts: readonly Expression[],
  combine: (a: Value, b: Value) => Value,
  scope: Scope,
): Value {
  let result: Value | undefined;
  for (const part of parts) {
    const value = evaluate(part, scope);
    result = result === undefined ? value : combine(result, value);
    charge(scope.work, result);
    if (result.kind === "none") return result;
    if (scope.work.left <= 0) return none("tooLong");
  }
  return result ?? none("unsupported");
}

function evaluatePower(base: Expression, exponent: Expression, scope: Scope): Value {
  const raised = evaluate(exponent, scope);
  if (base.kind === "constant" && base.name === "e") return call("exp", [raised]);
  if (base.kind === "constant" && base.name === "i") return powerOfI(raised);
  const isNumeral =
    raised.kind === "exact" && !contains(exponent, (part) => part.kind === "symbol");
  return power(evaluate(base, scope), raised, isNumeral);
}

function powerOfI(exponent: Value): Value {
  const count = values.integerOf(exponent);
  if (count === undefined) return power(constants.i, exponent, false);
  const rest = ((count % 4n) + 4n) % 4n;
  if (rest % 2n === 0n) return whole(rest === 0n ? 1 : -1);
  return rest === 1n ? constants.i : values.negate(constants.i);
}

function evaluateCall(name: string, args: readonly Expression[], scope: Scope): Value {
  const [first] = args;
  if (first !== undefined && (name === "det" || name === "abs")) {
    const rows = matrixOf(first);
    if (rows !== undefined) {
      return determinant(
        rows.map((row) => row.map((cell) => evaluate(cell, scope))),
        scope.work,
      );
    }
  }
  if (name === "norm") return none("unsupported");
  const all = args.map((arg) => evaluate(arg, scope));
  if (name === "log" && args.length === 1 && scope.log === "natural") return call("ln", all);
  return call(name, all);
}

function asFunction(body: Expression, variable: string, scope: Scope): Function {
  const letters = new Map(scope.letters);
  return (value) => {
    letters.set(variable, value);
    return evaluate(body, { ...scope, letters });
  };
}

/** An unknown function is some smooth function of its own, the same for the same name. */
function opaque(name: string, args: readonly Expression[], scope: Scope): Value {
  let seed = 7;
  for (const character of name) seed = (seed * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  const scale: Value = { kind: "exact", top: BigInt(100 + (seed % 89)), bottom: 97n };
  let sum: Value = { kind: "exact", top: BigInt(seed), bottom: 1009n };
  for (const arg of args) {
    const turned = values.times(values.plus(sum, scale), evaluate(arg, scope));
    sum = values.plus(call("sin", [turned]), values.times(scale, sum));
  }
  return sum;
}
