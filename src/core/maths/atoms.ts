import { readBars, readBrackets } from "./brackets.ts";
import { readIntegral, readLimit, readSeries } from "./calculus.ts";
import type { Cursor, Grammar } from "./cursor.ts";
import type { Expression } from "./expression.ts";
import { readFunction } from "./functionCalls.ts";
import { readMatrix } from "./matrices.ts";
import { readNumber, readSymbol, startsSymbol } from "./names.ts";
import type { TokenKind } from "./tokens.ts";
import { constants, functions, lookUp, openers } from "./vocabulary.ts";

type Read = (grammar: Grammar) => Expression;

const commands: Readonly<Record<string, Read>> = {
  "\\frac": readFraction,
  "\\dfrac": readFraction,
  "\\tfrac": readFraction,
  "\\cfrac": readFraction,
  "\\binom": readBinomial,
  "\\dbinom": readBinomial,
  "\\tbinom": readBinomial,
  "\\sqrt": readRoot,
  "√": readRoot,
  "\\sum": (grammar) => readSeries(grammar, "sum"),
  "\\prod": (grammar) => readSeries(grammar, "product"),
  "\\int": readIntegral,
  "\\lim": readLimit,
  "|": readBars,
  "\\|": readBars,
  "\\$": (grammar) => readMoney(grammar, "$"),
  "£": (grammar) => readMoney(grammar, "£"),
  "\\pounds": (grammar) => readMoney(grammar, "£"),
  "€": (grammar) => readMoney(grammar, "€"),
  "\\euro": (grammar) => readMoney(grammar, "€"),
  "{": readGroup,
};

/** One operand without what stands behind it. */
export function readAtom(grammar: Grammar): Expression {
  const { cursor } = grammar;
  const { kind, text, from, to } = cursor.peek();
  switch (kind) {
    case "number":
      return readNumber(grammar);
    case "begin":
      return readMatrix(grammar);
    case "words":
      cursor.next();
      return { kind: "text", text, from, to };
    case "letter":
      return readSymbol(grammar);
    case "function":
      return readFunction(grammar);
    case "command":
    case "sign":
      return readSign(grammar, text);
    case "end":
    case "stop":
      return cursor.fail("unbalanced");
  }
}

function readSign(grammar: Grammar, text: string): Expression {
  const { cursor } = grammar;
  const read = lookUp(commands, text);
  if (read !== undefined) {
    cursor.next();
    return read(grammar);
  }
  if (isFunction(cursor)) return readFunction(grammar);
  if (startsSymbol(cursor)) return readSymbol(grammar);
  if (lookUp(openers, text) !== undefined) return readBrackets(grammar);
  return cursor.fail(cursor.peek().kind === "command" ? "unsupported" : "unexpected");
}

const operands: ReadonlySet<TokenKind> = new Set(["number", "letter", "function", "begin"]);

/** Whether the next token begins another factor without a sign before it. */
export function startsAtom(cursor: Cursor): boolean {
  const { kind, text } = cursor.peek();
  if (kind !== "sign" && kind !== "command") return operands.has(kind);
  if (text === "|" || text === "\\|") return !cursor.isInBars(text);
  // `(mod 5)` belongs to the relation.
  if (text === "(" && /^\\?b?mod$/.test(cursor.peek(1).text)) return false;
  const isKnown = lookUp(commands, text) !== undefined || lookUp(openers, text) !== undefined;
  return isKnown || isFunction(cursor) || startsSymbol(cursor);
}

function isFunction(cursor: Cursor): boolean {
  const { kind, text } = cursor.peek();
  if (kind !== "command" || lookUp(constants, text) !== undefined) return kind === "function";
  return lookUp(functions, text.slice(1)) !== undefined;
}

function readFraction(grammar: Grammar): Expression {
  const { cursor } = grammar;
  const { from } = cursor.peek(-1);
  if (isDerivative(cursor)) return cursor.fail("unsupported");
  const over = grammar.argument();
  const under = grammar.argument();
  return { kind: "quotient", over, under, from, to: cursor.peek(-1).to };
}

/** `\frac{dy}{dx}`, `\frac{\partial}{\partial x}` are no quotients. */
function isDerivative(cursor: Cursor): boolean {
  if (!cursor.is("{")) return false;
  let ahead = 1;
  const isD = () => /^(?:d|\\partial)$/.test(cursor.peek(ahead).text);
  if (!isD()) return false;
  while (ahead < 12 && cursor.peek(ahead).text !== "}") ahead += 1;
  while (ahead < 14 && !isD()) ahead += 1;
  return ahead < 14;
}

function readBinomial(grammar: Grammar): Expression {
  const { from } = grammar.cursor.peek(-1);
  const args = [grammar.argument(), grammar.argument()];
  return { kind: "call", name: "binomial", args, from, to: grammar.cursor.peek(-1).to };
}

function readRoot(grammar: Grammar): Expression {
  const { cursor } = grammar;
  const { from } = cursor.peek(-1);
  const index = cursor.accept("[") ? grammar.sum() : undefined;
  if (index !== undefined) cursor.expect("]");
  const of = grammar.argument();
  const args = index === undefined ? [of] : [of, index];
  return {
    kind: "call",
    name: index === undefined ? "sqrt" : "root",
    args,
    from,
    to: cursor.peek(-1).to,
  };
}

function readMoney(grammar: Grammar, unit: string): Expression {
  const { from } = grammar.cursor.peek(-1);
  const isNegative = grammar.cursor.accept("-");
  const of = grammar.factor();
  const amount: Expression = isNegative ? { kind: "negative", of, from, to: of.to } : of;
  return { kind: "quantity", of: amount, unit, from, to: of.to };
}

/** Braces group and are not seen; a list in them is taken for a set. */
function readGroup(grammar: Grammar): Expression {
  const { cursor } = grammar;
  const { from } = cursor.peek(-1);
  const first = grammar.list();
  const choose = cursor.accept("\\choose") ? grammar.sum() : undefined;
  cursor.expect("}");
  const { to } = cursor.peek(-1);
  if (choose !== undefined) {
    return { kind: "call", name: "binomial", args: [first, choose], from, to };
  }
  return first.kind === "list"
    ? { kind: "set", items: first.items, from, to }
    : { ...first, from, to };
}
