import type { Expression, Unread } from "./expression.ts";
import type { Token } from "./tokens.ts";

/** Nesting beyond this is not read; it bounds the recursion of everything that walks a formula. */
const mostDepth = 240;

/**
 * Where the parser stands. After the first failure it stands at the end for good, so that every loop of the grammar ends
 * and no rule has to ask.
 */
export class Cursor {
  failure: Unread | undefined;
  #at = 0;
  #depth = 0;
  /** Tokens from here on belong to somebody else: the `dx` of an integral. */
  #limit: number;
  readonly #tokens: Token[];
  readonly #stop: Token;
  readonly #bound: string[] = [];
  /** The innermost bracket around here. */
  #bracket = "";

  constructor(tokens: readonly Token[], end: number) {
    this.#tokens = [...tokens];
    this.#stop = { kind: "stop", text: "", from: end, to: end };
    this.#limit = tokens.length;
  }

  get position(): number {
    return this.#at;
  }

  peek(ahead = 0): Token {
    const at = this.#at + ahead;
    return (at < this.#limit ? this.#tokens[at] : undefined) ?? this.#stop;
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== "stop") this.#at += 1;
    return token;
  }

  /** Whether a sign or a command with this text comes next. */
  is(...texts: readonly string[]): boolean {
    const { kind, text } = this.peek();
    return (kind === "sign" || kind === "command") && texts.includes(text);
  }

  accept(...texts: readonly string[]): boolean {
    const found = this.is(...texts);
    if (found) this.#at += 1;
    return found;
  }

  expect(text: string): void {
    if (!this.accept(text)) this.fail(this.peek().kind === "stop" ? "unbalanced" : "unexpected");
  }

  /** Puts tokens in place of the next one. */
  replace(...tokens: readonly Token[]): void {
    this.#tokens.splice(this.#at, 1, ...tokens);
    this.#limit += tokens.length - 1;
  }

  /** Every rule that can call itself goes through here. */
  deeper(read: () => Expression): Expression {
    if (this.#depth >= mostDepth) return this.fail("tooDeep");
    this.#depth += 1;
    const result = read();
    this.#depth -= 1;
    return result;
  }

  /** Reads what stands within a bracket. */
  within<T>(bracket: string, read: () => T): T {
    const before = this.#bracket;
    this.#bracket = bracket;
    const result = read();
    this.#bracket = before;
    return result;
  }

  /** Whether a bar here would close one that is open, or end the left half of a set's description. */
  isInBars(bar: string): boolean {
    return this.#bracket === bar || (this.isInSet && bar === "|");
  }

  /** Reads where a letter is the variable of a sum, even if it is an i or an e elsewhere. */
  binding<T>(variable: string, read: () => T): T {
    this.#bound.push(variable);
    const result = read();
    this.#bound.pop();
    return result;
  }

  isBound(letter: string): boolean {
    return this.#bound.includes(letter);
  }

  /** Whether a colon or a bar here would begin the condition of a set. */
  get isInSet(): boolean {
    return this.#bracket === "\\{";
  }

  /** Reads with the tokens from `limit` on hidden. */
  until<T>(limit: number, read: () => T): T {
    const [before, length] = [this.#limit, this.#tokens.length];
    this.#limit = Math.min(limit, before);
    const result = read();
    // What was put in while reading has moved everything behind it.
    this.#limit = before + this.#tokens.length - length;
    return result;
  }

  /** A stand-in that lets the caller go on to its end. */
  fail(kind: Unread["kind"], token = this.peek()): Expression {
    this.failure ??= { kind, what: token.text, at: token.from };
    this.#at = this.#tokens.length;
    return { kind: "text", text: "", from: token.from, to: token.to };
  }
}

/** What the parts of the grammar call of each other. */
export interface Grammar {
  readonly cursor: Cursor;
  /** Items between commas, or the only one. */
  list(): Expression;
  chain(): Expression;
  sum(): Expression;
  product(): Expression;
  factor(): Expression;
  atom(): Expression;
  /** What a command or `^` takes: a group, or one token. */
  argument(): Expression;
}
