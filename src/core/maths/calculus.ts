import type { Cursor, Grammar } from "./cursor.ts";
import type { Expression } from "./expression.ts";

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
  const body = grammar.product();
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
  const end = differential(cursor);
  if (end === undefined) return cursor.fail("unsupported", sign);
  const one: Expression = {
    kind: "number",
    value: { top: 1n, bottom: 1n },
    from: sign.to,
    to: sign.to,
  };
  const body = end === 0 ? one : cursor.until(cursor.position + end, () => grammar.sum());
  cursor.next();
  const variable = cursor.next().text;
  return {
    kind: "integral",
    variable,
    lower,
    upper,
    body,
    from: sign.from,
    to: cursor.peek(-1).to,
  };
}

/** How many tokens away the `d` of this integral's `dx` is. */
function differential(cursor: Cursor): number | undefined {
  let depth = 0;
  for (let ahead = 0; depth >= 0 && cursor.peek(ahead).kind !== "stop"; ahead += 1) {
    const { kind, text } = cursor.peek(ahead);
    if (/^[{(]$/.test(text)) depth += 1;
    if (/^[})]$/.test(text)) depth -= 1;
    const isD = text === "d" && (kind === "letter" || kind === "words");
    if (isD && depth === 0 && isVariable(cursor, ahead + 1)) return ahead;
  }
  return undefined;
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
