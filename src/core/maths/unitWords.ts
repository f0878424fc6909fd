import type { Cursor } from "./cursor.ts";
import type { Expression } from "./expression.ts";
import { lookUp } from "./vocabulary.ts";

/** Words that say when a formula holds: the answer is then no single formula. */
const conditions = /^(?:if|for|when|where|with|such|otherwise|unless|as|is|are|to|mod)\b/i;

/** Words behind a number: a unit with its powers and quotients. `undefined` where they are none of it. */
export function readUnit(cursor: Cursor, of: Expression): Expression | undefined {
  const { text: word } = cursor.peek();
  if (/^(?:and|or)$/i.test(word)) return undefined;
  if (conditions.test(word)) return cursor.fail("unsupported");
  cursor.next();
  const [, amount = "", rest = word] =
    /^(hundred|thousand|million|billion|trillion|dozen)s?\b *(.*)$/i.exec(word) ?? [];
  const value = scaled(of, amount.toLowerCase());
  const unit = rest + readPower(cursor) + readRest(cursor);
  const { to } = cursor.peek(-1);
  const { from } = of;
  if (/^per ?cent$/i.test(unit)) return { kind: "percent", of: value, from, to };
  if (/^degrees?$/i.test(unit)) return { kind: "degrees", of: value, from, to };
  if (unit === "") return value;
  // "$3 per pound"
  return value.kind === "quantity"
    ? { ...value, unit: `${value.unit} ${unit}`, to }
    : { kind: "quantity", of: value, unit, from, to };
}

const amounts: Readonly<Record<string, bigint>> = {
  dozen: 12n,
  hundred: 100n,
  thousand: 1000n,
  million: 1_000_000n,
  billion: 1_000_000_000n,
  trillion: 1_000_000_000_000n,
};

function scaled(of: Expression, amount: string): Expression {
  const top = lookUp(amounts, amount);
  if (top === undefined) return of;
  if (of.kind === "quantity") return { ...of, of: scaled(of.of, amount) };
  const { from, to } = of;
  const scale: Expression = { kind: "number", value: { top, bottom: 1n }, from, to };
  return { kind: "product", factors: [of, scale], from, to };
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
