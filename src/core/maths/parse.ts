import { readAtom, startsAtom } from "./atoms.ts";
import { Cursor, type Grammar } from "./cursor.ts";
import type { Expression, Parsed, Relation } from "./expression.ts";
import { readPostfix } from "./postfix.ts";
import { tokenize } from "./tokens.ts";
import { readUnit } from "./unitWords.ts";
import { divisionSigns, lookUp, relations, setOperations, timesSigns } from "./vocabulary.ts";

/**
 * Reads a formula in LaTeX or as people type it, in one pass: time linear in its length, recursion bounded. What is read
 * is never executed.
 */
export function parse(text: string): Parsed {
  const tokens = tokenize(text);
  if (!("length" in tokens)) return { kind: "unread", unread: tokens };
  if (tokens.length === 1) return { kind: "unread", unread: { kind: "empty", what: "", at: 0 } };
  const parser = new Parser(new Cursor(tokens, text.length));
  const formula = parser.list();
  const { cursor } = parser;
  if (cursor.failure === undefined && cursor.peek().kind !== "stop") cursor.fail("unexpected");
  const { failure } = cursor;
  return failure === undefined ? { kind: "formula", formula } : { kind: "unread", unread: failure };
}

class Parser implements Grammar {
  readonly cursor: Cursor;

  constructor(cursor: Cursor) {
    this.cursor = cursor;
  }

  list(): Expression {
    const items = [this.chain()];
    while (this.#acceptSeparator()) items.push(this.chain());
    return join(items, (all) => ({ kind: "list", items: all }));
  }

  chain(): Expression {
    const sides = [this.#setOperation()];
    const found: Relation[] = [];
    for (let relation = this.#relation(); relation !== undefined; relation = this.#relation()) {
      this.cursor.next();
      found.push(relation);
      sides.push(this.#setOperation());
    }
    const modulus = found.length > 0 ? this.#modulus() : undefined;
    return join(sides, (all) => ({
      kind: "chain",
      sides: all,
      relations: found,
      ...(modulus && { modulus }),
    }));
  }

  sum(): Expression {
    const terms = [this.#signed(() => this.product())];
    while (this.cursor.is("+", "-", "\\pm", "\\mp", "±", "∓")) {
      terms.push(this.#signed(() => this.product()));
    }
    return join(terms, (all) => ({ kind: "sum", terms: all }));
  }

  product(): Expression {
    const { cursor } = this;
    let factors = [this.#signed(() => this.factor())];
    const whole = () => join(factors, (all) => ({ kind: "product", factors: all }));
    for (;;) {
      if (this.#acceptSign(timesSigns)) factors.push(this.#signed(() => this.factor()));
      else if (this.#acceptSign(divisionSigns)) {
        const isRatio = cursor.peek(-1).text === ":";
        const [over, under] = [whole(), this.#signed(() => this.factor())];
        // `2 : 3 : 4` is no number.
        if (isRatio && cursor.is(":")) return cursor.fail("unsupported");
        factors = [{ kind: "quotient", over, under, from: over.from, to: under.to }];
      } else if (cursor.peek().kind === "words") {
        const quantity = readUnit(cursor, whole());
        if (quantity === undefined) return whole();
        factors = [quantity];
      } else if (startsAtom(cursor)) factors.push(this.factor());
      else return whole();
    }
  }

  #acceptSign(signs: ReadonlySet<string>): boolean {
    const { cursor } = this;
    const { kind, text } = cursor.peek();
    if ((kind !== "sign" && kind !== "command") || !signs.has(text)) return false;
    // In a set, a colon begins its condition.
    if (text === ":" && cursor.isInSet) return false;
    cursor.next();
    return true;
  }

  factor(): Expression {
    return readPostfix(this, this.atom());
  }

  atom(): Expression {
    return this.cursor.deeper(() => readAtom(this));
  }

  /** One token is one digit: `\frac12`. */
  argument(): Expression {
    const { cursor } = this;
    const token = cursor.peek();
    if (token.kind === "number" && token.text.length > 1 && token.repeating === undefined) {
      const from = token.from + 1;
      const first = { ...token, text: token.text.charAt(0), to: from };
      cursor.replace(first, { ...token, text: token.text.slice(1), from, spaced: false });
    }
    return this.atom();
  }

  #setOperation(): Expression {
    const { cursor } = this;
    let left = this.sum();
    for (;;) {
      const { kind, text } = cursor.peek();
      const by = kind === "words" ? undefined : lookUp(setOperations, text);
      if (by === undefined) return left;
      cursor.next();
      const right = this.sum();
      const before =
        left.kind === "setOperation" && left.by === by && by !== "∖" ? left.parts : [left];
      const { from } = left;
      left = { kind: "setOperation", by, parts: [...before, right], from, to: right.to };
    }
  }

  #relation(): Relation | undefined {
    const { kind, text } = this.cursor.peek();
    if (text === "\\mid" && this.cursor.isInSet) return undefined;
    return kind === "sign" || kind === "command" ? lookUp(relations, text) : undefined;
  }

  /** `\pmod 5`, `\mod 5`, `(\text{mod } 5)` */
  #modulus(): Expression | undefined {
    const { cursor } = this;
    if (cursor.accept("\\pmod", "\\mod", "\\bmod")) return this.argumentOrFactor();
    const [bracket, word] = [cursor.peek(), cursor.peek(1)];
    const isMod = word.text === "mod" || word.text === "\\mod" || word.text === "\\bmod";
    if (bracket.text !== "(" || !isMod) return undefined;
    cursor.next();
    cursor.next();
    const modulus = this.sum();
    cursor.expect(")");
    return modulus;
  }

  argumentOrFactor(): Expression {
    return this.cursor.is("{") ? this.argument() : this.factor();
  }

  #signed(read: () => Expression): Expression {
    const { cursor } = this;
    const { from } = cursor.peek();
    let isNegative = false;
    let either: 1 | -1 | undefined;
    for (; cursor.is("+", "-", "\\pm", "\\mp", "±", "∓"); cursor.next()) {
      if (cursor.is("-")) isNegative = !isNegative;
      if (cursor.is("\\pm", "±")) either = 1;
      if (cursor.is("\\mp", "∓")) either = -1;
    }
    const of = read();
    const value: Expression = isNegative ? { kind: "negative", of, from, to: of.to } : of;
    return either === undefined
      ? value
      : { kind: "either", of: value, sign: either, from, to: of.to };
  }

  /** A comma, a semicolon, `and`, `or`, or a comma with one of these. */
  #acceptSeparator(): boolean {
    const { cursor } = this;
    const hasComma = cursor.accept(",", ";");
    const { kind, text } = cursor.peek();
    const hasWord =
      (kind === "words" && /^(?:and|or)$/i.test(text)) ||
      cursor.is("\\lor", "\\land", "\\vee", "\\wedge");
    if (hasWord) cursor.next();
    return hasComma || hasWord;
  }
}

type Bare<T> = T extends unknown ? Omit<T, "from" | "to"> : never;

/** The only one itself, or all under a new node. */
function join(
  items: readonly Expression[],
  build: (items: readonly Expression[]) => Bare<Expression>,
): Expression {
  const [first] = items;
  const last = items.at(-1);
  if (first === undefined || last === undefined || first === last) {
    return first ?? { kind: "text", text: "", from: 0, to: 0 };
  }
  return { ...build(items), from: first.from, to: last.to };
}
