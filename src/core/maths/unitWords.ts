import type { Cursor } from "./cursor.ts";
import type { Expression } from "./expression.ts";

/** Words that say when a formula holds: the answer is then no single formula. */
const conditions = /^(?:if|for|when|where|with|such|otherwise|unless|as|is|are|to|mod)\b/i;

/** Words behind a number: a unit with its powers and quotients. `undefined` where they are none of it. */
export function readUnit(cursor: Cursor, of: Expression): Expression | undefined {
  const { text: word, from } = cursor.peek();
  if (/^(?:and|or)$/i.test(word)) return undefined;
  if (conditions.test(word)) return cursor.fail("unsupported");
  const { to } = cursor.next();
  if (/^per ?cent$/i.test(word)) return { kind: "percent", of, from: of.from, to };
  if (/^degrees?$/i.test(word)) return { kind: "degrees", of, from: of.from, to };
  const unit = word + readPower(cursor) + readRest(cursor);
  return { kind: "quantity", of, unit, from: of.from, to: Math.max(to, cursor.peek().from, from) };
}

function readRest(cursor: Cursor): string {
  let rest = "";
  for (;;) {
    const isQuotient = cursor.is("/") && cursor.peek(1).kind === "words";
    const isProduct = cursor.is("\\cdot", "·", "*") && cursor.peek(1).kind === "words";
    if (isQuotient || isProduct) cursor.next();
    const { kind, text } = cursor.peek();
    if (kind !== "words" || /^(?:and|or)$/i.test(text)) return rest;
    cursor.next();
    rest += (isQuotient ? "/" : isProduct ? "*" : " ") + text + readPower(cursor);
  }
}

/** `^2`, `^{-1}` */
function readPower(cursor: Cursor): string {
  if (!cursor.accept("^")) return "";
  const isGroup = cursor.accept("{");
  const sign = cursor.accept("-") ? "-" : "";
  const digits = cursor.peek();
  if (digits.kind !== "number") cursor.fail("unexpected");
  cursor.next();
  if (isGroup) cursor.expect("}");
  return `^${sign}${digits.text}`;
}
