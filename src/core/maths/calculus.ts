import type { Cursor, Grammar } from "./cursor.ts";
import type { Expression } from "./expression.ts";
import type { TokenKind } from "./tokens.ts";

/** `\sum_{k=1}^{10} k^2`; the sign has been read. */
export function readSeries(grammar: Grammar, by: "sum" | "product"): Expression {
  const { cursor } = grammar;
  const { from } = cursor.peek(-1);
  cursor.expect("_");
  cursor.expect("{");
  const variable = cursor.next();
  cursor.expect("=");
  const lower = grammar.sum();
  cursor.expect("}");
  cursor.expect("^");
  const upper = grammar.atom();
  if (variable.kind !== "letter") return cursor.fail("unsupported", variable);
  const body = cursor.binding(variable.text, () => grammar.product());
  return { kind: "series", by, variable: variable.text, lower, upper, body, from, to: body.to };
}

/** `\int_0^1 x^2\,dx`; the sign has been read. */
export function readIntegral(grammar: Grammar): Expression {
  const { cursor } = grammar;
  const sign = cursor.peek(-1);
  if (!cursor.accept("_")) return cursor.fail("unsupported", sign);
  const lower = grammar.argument();
  cursor.expect("^");
  const upper = grammar.argument();
  const { variable, body } = readDifferential(grammar) ?? readIntegrand(grammar);
  const { to } = cursor.peek(-1);
  return { kind: "integral", variable, lower, upper, body, from: sign.from, to };
}

interface Integrand {
  readonly variable: string;
  readonly body: Expression;
}

/** `x^2\,dx` */
function readIntegrand(grammar: Grammar): Integrand {
  const { cursor } = grammar;
  const end = differential(cursor);
  if (end === undefined) return { variable: "", body: cursor.fail("unsupported") };
  const body = end === 0 ? one : cursor.until(cursor.position + end, () => grammar.sum());
  cursor.next();
  return { variable: cursor.next().text, body };
}

const one: Expression = { kind: "number", value: { top: 1n, bottom: 1n }, from: 0, to: 0 };

/** `\frac{dx}{1+x}` */
function readDifferential(grammar: Grammar): Integrand | undefined {
  const { cursor } = grammar;
  const isFraction = /^\\[dt]?frac$/.test(cursor.peek().text) && cursor.peek(1).text === "{";
  const isOver =
    cursor.peek(2).text === "d" && isVariable(cursor, 3) && cursor.peek(4).text === "}";
  if (!isFraction || !isOver) return undefined;
  const variable = cursor.peek(3).text;
  for (let count = 0; count < 5; count += 1) cursor.next();
  const under = grammar.argument();
  return { variable, body: { kind: "quotient", over: one, under, from: under.from, to: under.to } };
}

/** How many tokens away the `d` of this integral's `dx` is. */
function differential(cursor: Cursor): number | undefined {
  let depth = 0;
  // Integrals within this one take the first differentials.
  let inner = 0;
  for (let ahead = 0; depth >= 0 && cursor.peek(ahead).kind !== "stop"; ahead += 1) {
    const { kind, text } = cursor.peek(ahead);
    if (/^[{(]$/.test(text)) depth += 1;
    if (/^[})]$/.test(text)) depth -= 1;
    if (text === "\\int") inner += 1;
    if (depth !== 0 || !isD(kind, text) || !isVariable(cursor, ahead + 1)) continue;
    if (inner === 0) return ahead;
    inner -= 1;
  }
  return undefined;
}

function isD(kind: TokenKind, text: string): boolean {
  return text === "d" && (kind === "letter" || kind === "words");
}

function isVariable(cursor: Cursor, ahead: number): boolean {
  const { kind, text } = cursor.peek(ahead);
  return kind === "letter" || /^\\(?:theta|phi|alpha|beta|tau|rho)$/.test(text);
}

/** `\lim_{x \to 0^+} f`; the word has been read. */
export function readLimit(grammar: Grammar): Expression {
  const { cursor } = grammar;
  const { from } = cursor.peek(-1);
  cursor.expect("_");
  cursor.expect("{");
  const variable = cursor.next();
  if (!cursor.accept("\\to", "\\rightarrow", "→")) return cursor.fail("unsupported");
  let ahead = 0;
  while (
    cursor.peek(ahead).kind !== "stop" &&
    !isSide(cursor, ahead) &&
    cursor.peek(ahead).text !== "}"
  ) {
    ahead += 1;
  }
  const target = cursor.until(cursor.position + ahead, () => grammar.sum());
  const side = cursor.accept("^") ? readSide(cursor) : "both";
  cursor.expect("}");
  const body = grammar.product();
  return { kind: "limit", variable: variable.text, target, side, body, from, to: body.to };
}

function isSide(cursor: Cursor, ahead: number): boolean {
  if (cursor.peek(ahead).text !== "^") return false;
  const [first, second] = [cursor.peek(ahead + 1).text, cursor.peek(ahead + 2).text];
  return /^[+-]$/.test(first === "{" ? second : first);
}

function readSide(cursor: Cursor): "above" | "below" {
  const isGroup = cursor.accept("{");
  const sign = cursor.next().text;
  if (isGroup) cursor.expect("}");
  return sign === "+" ? "above" : "below";
}
