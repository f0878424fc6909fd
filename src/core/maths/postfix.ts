import type { Grammar } from "./cursor.ts";
import type { Expression } from "./expression.ts";

/** What stands behind an atom: powers, factorials, percent, degrees. */
export function readPostfix(grammar: Grammar, atom: Expression): Expression {
  const { cursor } = grammar;
  let result = atom;
  for (;;) {
    const { from } = result;
    const sign = cursor.peek();
    if (cursor.accept("!")) {
      const name = cursor.accept("!") ? "doubleFactorial" : "factorial";
      result = { kind: "call", name, args: [result], from, to: sign.to };
    } else if (cursor.accept("%", "\\%")) {
      result = { kind: "percent", of: result, from, to: sign.to };
    } else if (cursor.accept("°", "\\degree", "\\degrees")) {
      result = { kind: "degrees", of: result, from, to: sign.to };
    } else if (cursor.accept("^")) result = readPower(grammar, result);
    else if (cursor.is("*") && cursor.peek(1).text === "*" && !cursor.peek(1).spaced) {
      cursor.next();
      cursor.next();
      result = readPower(grammar, result);
    } else return result;
  }
}

function readPower(grammar: Grammar, base: Expression): Expression {
  const { cursor } = grammar;
  const { from } = base;
  const degrees = acceptDegrees(grammar);
  if (degrees) return { kind: "degrees", of: base, from, to: cursor.peek(-1).to };
  const exponent = readExponent(grammar);
  return { kind: "power", base, exponent, from, to: exponent.to };
}

/** `^\circ`, `^{\circ}` */
function acceptDegrees({ cursor }: Grammar): boolean {
  if (cursor.accept("\\circ", "\\degree")) return true;
  const isGroup = cursor.is("{") && cursor.peek(1).text === "\\circ" && cursor.peek(2).text === "}";
  if (isGroup) for (let count = 0; count < 3; count += 1) cursor.next();
  return isGroup;
}

/** A group or one token; typed plainly also `x^-1` and `2^10`. */
export function readExponent(grammar: Grammar): Expression {
  const { cursor } = grammar;
  const { from } = cursor.peek();
  const isNegative = cursor.accept("-");
  // `x^y^z` is an error in TeX and means what is typed elsewhere.
  const of = cursor.deeper(() => {
    const atom = grammar.atom();
    return cursor.is("^") ? readPostfix(grammar, atom) : atom;
  });
  return isNegative ? { kind: "negative", of, from, to: of.to } : of;
}
