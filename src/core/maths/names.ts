import type { Cursor, Grammar } from "./cursor.ts";
import type { Expression } from "./expression.ts";
import { decimal, plus, rational } from "./rational.ts";
import { blackboard, constants, greek, lookUp } from "./vocabulary.ts";

/** Commands that make a letter another letter. */
const accents: ReadonlySet<string> = new Set(
  (
    "vec hat bar tilde dot ddot mathbf mathcal mathbb mathfrak mathscr overline underline widehat widetilde overrightarrow " +
    "bm pmb boldsymbol"
  )
    .split(" ")
    .map((name) => `\\${name}`),
);

const functionLetters = /^[fghFGH]$/;
const mostDigits = 2500;

export function startsSymbol(cursor: Cursor): boolean {
  const { kind, text } = cursor.peek();
  if (kind === "letter") return true;
  if (kind !== "command" && kind !== "sign") return false;
  return greek.has(text) || accents.has(text) || lookUp(constants, text) !== undefined;
}

/** A letter, a constant, or an unknown function with its arguments. */
export function readSymbol(grammar: Grammar): Expression {
  const { cursor } = grammar;
  const token = cursor.next();
  const { from } = token;
  const accented = accents.has(token.text) ? readAccented(cursor, token.text) : undefined;
  const letter = accented ?? token.text;
  const index = readIndex(cursor);
  const { to } = cursor.peek(-1);
  const constant = index === "" && !cursor.isBound(letter) ? lookUp(constants, letter) : undefined;
  if (constant !== undefined) return { kind: "constant", name: constant, from, to };
  const name = letter + index;
  if (functionLetters.test(letter) && isCalled(cursor)) return readApplication(grammar, name, from);
  const isConjugate = /^\\(?:overline|bar)\{z\}$/.test(name);
  return isConjugate ? conjugate(from, to) : { kind: "symbol", name, from, to };
}

function isCalled(cursor: Cursor): boolean {
  return cursor.is("(") && cursor.peek().spaced !== true;
}

function conjugate(from: number, to: number): Expression {
  const z: Expression = { kind: "symbol", name: "z", from, to };
  return { kind: "call", name: "conj", args: [z], from, to };
}

/** The `^{-1}` of `f^{-1}(x)` */
function isInverse(cursor: Cursor): boolean {
  const written = [0, 1, 2, 3, 4, 5].map((ahead) => cursor.peek(ahead).text).join("");
  return written === "^{-1}(" && functionLetters.test(cursor.peek(-1).text);
}

function readApplication(grammar: Grammar, name: string, from: number): Expression {
  const { cursor } = grammar;
  cursor.next();
  const inside = cursor.within("(", () => grammar.list());
  const { to } = cursor.peek();
  cursor.expect(")");
  return { kind: "apply", name, args: inside.kind === "list" ? inside.items : [inside], from, to };
}

function readAccented(cursor: Cursor, command: string): string {
  const content = rawArgument(cursor);
  if (command === "\\mathbb") {
    const set = lookUp(blackboard, content);
    if (set !== undefined) return set;
  }
  return `${command}{${content}}`;
}

/** `_1`, `_{n+1}`, primes: as text, since they are part of a name. */
function readIndex(cursor: Cursor): string {
  let index = "";
  for (;;) {
    if (cursor.accept("_")) index += `_{${rawArgument(cursor)}}`;
    else if (cursor.accept("'", "′")) index += "'";
    else if (isInverse(cursor)) {
      for (let count = 0; count < 5; count += 1) cursor.next();
      index += "^{-1}";
    } else if (cursor.is("^") && /^\\(?:prime|star|ast)$|^[*']$/.test(cursor.peek(1).text)) {
      cursor.next();
      index += cursor.next().text;
    } else return index;
  }
}

/** The tokens of a group or of one token, joined. */
export function rawArgument(cursor: Cursor): string {
  if (!cursor.accept("{")) return cursor.next().text;
  let text = "";
  for (let depth = 1; depth > 0;) {
    const token = cursor.next();
    if (token.kind === "stop") {
      cursor.fail("unbalanced");
      return text;
    }
    if (token.text === "{") depth += 1;
    if (token.text === "}") depth -= 1;
    if (depth > 0) text += token.text;
  }
  return text;
}

/** A decimal; with an index its base, with a fraction behind it a mixed number. */
export function readNumber(grammar: Grammar): Expression {
  const { cursor } = grammar;
  const { text, repeating, from, to } = cursor.next();
  const [digits = "", power] = text.toLowerCase().split("e");
  const exponent = Number(power ?? 0);
  if (digits.length > mostDigits || Math.abs(exponent) > mostDigits) return cursor.fail("tooLong");
  if (cursor.is("_")) return readBased(cursor, text, from);
  const plain = decimal(digits, repeating);
  const scale = 10n ** BigInt(Math.abs(exponent));
  const value =
    exponent < 0
      ? rational(plain.top, plain.bottom * scale)
      : rational(plain.top * scale, plain.bottom);
  const whole: Expression = { kind: "number", value, from, to };
  return /^\d+$/.test(text) ? (readMixed(grammar, whole) ?? whole) : whole;
}

/** `1011_2`, `2F_{16}` without its letters. */
function readBased(cursor: Cursor, digits: string, from: number): Expression {
  cursor.next();
  const name = rawArgument(cursor);
  const base = Number({ two: "2", eight: "8", ten: "10", sixteen: "16" }[name] ?? name);
  const { to } = cursor.peek(-1);
  const value = inBase(digits, base);
  return value === undefined
    ? cursor.fail("unsupported")
    : { kind: "number", value: rational(value), from, to };
}

/** `undefined` where a digit does not belong to the base. */
export function inBase(digits: string, base: number): bigint | undefined {
  if (!Number.isInteger(base) || base < 2 || base > 36 || !/^[\da-z]+$/i.test(digits))
    return undefined;
  let value = 0n;
  for (const digit of digits) {
    const worth = parseInt(digit, 36);
    if (worth >= base) return undefined;
    value = value * BigInt(base) + BigInt(worth);
  }
  return value;
}

/** `2\frac{1}{3}` and `2 1/3` are sums where the fraction is a proper one of two numerals. */
function readMixed(
  { cursor }: Grammar,
  whole: Expression & { kind: "number" },
): Expression | undefined {
  const found = /^\\[dtc]?frac$/.test(cursor.peek().text)
    ? texFraction(cursor)
    : plainFraction(cursor);
  if (found === undefined || found.over >= found.under || found.over === 0n) return undefined;
  for (let count = 0; count < found.length; count += 1) cursor.next();
  const value = plus(whole.value, rational(found.over, found.under));
  return { kind: "number", value, from: whole.from, to: cursor.peek(-1).to };
}

interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
  /** In tokens. */
  readonly length: number;
}

function texFraction(cursor: Cursor): Fraction | undefined {
  // `{1}{3}`, `1{3}`, `13`
  const whole = /^(?:(\d)|\{(\d+)\})(?:(\d)|\{(\d+)\})$/;
  let written = "";
  for (let ahead = 1; ahead < 7; ahead += 1) {
    written += cursor.peek(ahead).text;
    const [, over, longOver, under, longUnder] = whole.exec(written) ?? [];
    const [top, bottom] = [over ?? longOver, under ?? longUnder];
    if (top !== undefined && bottom !== undefined) {
      return { over: BigInt(top), under: BigInt(bottom), length: ahead + 1 };
    }
  }
  return undefined;
}

function plainFraction(cursor: Cursor): Fraction | undefined {
  const [over, slash, under] = [cursor.peek(), cursor.peek(1), cursor.peek(2)];
  if (over.kind !== "number" || slash.text !== "/" || under.kind !== "number") return undefined;
  if (!/^\d+$/.test(over.text) || !/^\d+$/.test(under.text)) return undefined;
  return { over: BigInt(over.text), under: BigInt(under.text), length: 3 };
}
