import type { Cursor, Grammar } from "./cursor.ts";
import type { Expression } from "./expression.ts";
import { readExponent, readPostfix } from "./postfix.ts";
import { constants, functions, greek, inverses, lookUp } from "./vocabulary.ts";

/** A known function with its argument: `\sin^2 x`, `\log_2 8`, `\tan^{-1}(1)`, `\max(a, b)`. */
export function readFunction(grammar: Grammar): Expression {
  const { cursor } = grammar;
  const token = cursor.next();
  const { from } = token;
  const name = lookUp(functions, token.text.replace("\\", "")) ?? token.text;
  const readBase = () => (cursor.accept("_") ? [grammar.argument()] : []);
  // The index may stand before the power or behind it.
  const early = readBase();
  const power = cursor.accept("^") ? readExponent(grammar) : undefined;
  const base = [...early, ...readBase()];
  if (base.length > 0 && name !== "log") return cursor.fail("unsupported", token);
  const all = [...readArguments(grammar), ...base];
  const { to } = cursor.peek(-1);
  const inverse = power !== undefined && isMinusOne(power) ? lookUp(inverses, name) : undefined;
  if (inverse !== undefined) return { kind: "call", name: inverse, args: all, from, to };
  const call: Expression = { kind: "call", name, args: all, from, to };
  return power === undefined ? call : { kind: "power", base: call, exponent: power, from, to };
}

function isMinusOne(power: Expression): boolean {
  if (power.kind !== "negative" || power.of.kind !== "number") return false;
  return power.of.value.top === 1n && power.of.value.bottom === 1n;
}

function readArguments(grammar: Grammar): readonly Expression[] {
  const { cursor } = grammar;
  if (cursor.is("(", "[", "{", "\\{")) {
    const inside = grammar.atom();
    if (inside.kind === "tuple" || inside.kind === "set") return inside.items;
    return [inside];
  }
  return [readOpenArgument(grammar)];
}

/** Without brackets: one factor, and after it those that only multiply: `\sin 2\pi x`. */
function readOpenArgument(grammar: Grammar): Expression {
  const { cursor } = grammar;
  const isNegative = cursor.accept("-");
  const { from } = cursor.peek();
  const first = readPostfix(grammar, grammar.atom());
  const factors = [first];
  while (continues(cursor)) factors.push(grammar.factor());
  const { to } = cursor.peek(-1);
  const of: Expression = factors.length === 1 ? first : { kind: "product", factors, from, to };
  return isNegative ? { kind: "negative", of, from, to } : of;
}

function continues(cursor: Cursor): boolean {
  const { kind, text } = cursor.peek();
  if (kind === "number") return true;
  if (kind === "letter") return text !== "d" || cursor.peek(1).kind !== "letter";
  return (
    greek.has(text) ||
    text === "\\frac" ||
    (kind !== "words" && lookUp(constants, text) !== undefined)
  );
}
