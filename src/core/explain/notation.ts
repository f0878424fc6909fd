import { braced } from "../context/latex/arguments.ts";
import type { Definition } from "../context/latex/definitions.ts";
import { expandMacros } from "../context/latex/expand.ts";
import { greek } from "../maths/vocabulary.ts";

/** A symbol as it stands in a formula: a letter with its accents, index and marks, a named operator or a macro. */
export interface Symbol {
  readonly kind: "symbol";
  /** As written: `a_n`, `\mathbf{x}'`. */
  readonly written: string;
  /** The letter with its accents, or the macro, without spaces. */
  readonly base: string;
  /** What stands below it, without spaces; empty when nothing does. */
  readonly index: string;
  /** Primes and stars. */
  readonly marks: string;
  /** Whether a parenthesis opens right behind it. */
  readonly called: boolean;
}

/** Everything else, sign by sign or command by command. */
interface Sign {
  readonly kind: "sign";
  readonly text: string;
}

export type Lexeme = Symbol | Sign;

export type Macros = ReadonlyMap<string, Definition>;

export interface Notation {
  readonly lexemes: readonly Lexeme[];
  /** Names of symbols that have their meaning in the formula itself: the `k` of a sum, the `x` of `\,dx`. */
  readonly bound: ReadonlySet<string>;
}

/** What tells one symbol from another. */
export function nameOf({
  base,
  index,
  marks,
}: Omit<Symbol, "kind" | "written" | "called">): string {
  return `${base}${index === "" ? "" : `_{${index}}`}${marks}`;
}

/** Reads a formula as far as its symbols go: anything at all may stand around them. */
export function notationOf(tex: string, macros: Macros): Notation {
  const reader = new Reader(tex, macros);
  reader.read();
  return reader;
}

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));
const accents = words(
  `vec hat bar tilde dot ddot check breve acute grave mathring mathbf mathcal mathbb mathfrak mathscr mathit mathsf mathtt
   overline underline widehat widetilde overrightarrow overleftarrow bm pmb boldsymbol boldmath`,
);
const operators = words("operatorname mathrm mathop textnormal textsc");
/** Their argument says nothing in symbols. */
const silent = words(
  "text textrm textbf textit texttt mbox hbox label tag ref eqref cref Cref cite intertext shortintertext hspace vspace begin end color",
);
const letters = words("ell hbar imath jmath wp aleph beth eth");
/** What binds the symbols below it. */
const binders = words(
  `sum prod coprod bigcup bigcap bigsqcup bigoplus bigotimes bigvee bigwedge max min sup inf lim limsup liminf argmax argmin
   arg oint`,
);
const relation =
  /^(?:=|<|>|≤|≥|∈|→|:|;|\||\\(?:in|le|leq|leqslant|ge|geq|lt|gt|to|rightarrow|mapsto|mid|colon|neq?|subseteq|subset|mathrel))$/;

class Reader implements Notation {
  readonly lexemes: Lexeme[] = [];
  readonly bound = new Set<string>();
  readonly #tex: string;
  readonly #macros: Macros;
  #at = 0;
  #hasIntegral = false;

  constructor(tex: string, macros: Macros) {
    this.#tex = tex;
    this.#macros = macros;
  }

  read(): void {
    while (this.#at < this.#tex.length) this.#next();
    this.#bindDescribed();
  }

  #next(): void {
    const rest = this.#tex.slice(this.#at, this.#at + 256);
    const skipped = /^(?:\s+|%[^\n]*|~|&)/.exec(rest);
    if (skipped !== null) {
      this.#at += skipped[0].length;
      return;
    }
    const command = /^\\([a-zA-Z@]+)\*?/.exec(rest);
    if (command !== null) this.#command(command[1] ?? "", command[0].length);
    else if (/^\p{L}/u.test(rest)) this.#letter(rest);
    else this.#sign(/^(?::=|=:|\\[^]|\d+(?:\.\d+)?|[^])/u.exec(rest)?.[0] ?? rest.charAt(0));
  }

  #sign(text: string): void {
    this.#signOf(text, text.length);
  }

  #letter(rest: string): void {
    const letter = /^\p{L}/u.exec(rest)?.[0] ?? "";
    if (letter === "d" && this.#isDifferential(this.#at + 1)) this.#differential(1);
    else this.#symbol(letter, letter.length);
  }

  #command(name: string, length: number): void {
    const end = this.#at + length;
    if (this.#macros.has(name)) this.#macro(name, length);
    else if (silent.has(name)) this.#at = braced(this.#tex, end)?.end ?? end;
    else if (accents.has(name)) this.#accented(name, end);
    else if (operators.has(name)) this.#operator(name, end);
    else if (greek.has(`\\${name}`) || letters.has(name)) this.#symbol(`\\${name}`, length);
    else this.#plain(name, length);
  }

  /** A command that is a sign, and binds symbols perhaps. */
  #plain(name: string, length: number): void {
    this.#hasIntegral ||= /^i+nt$|^oint$/.test(name);
    this.#signOf(`\\${name}`, length);
    if (binders.has(name)) this.#bindBelow();
    if (name === "forall" || name === "exists") this.#bindAt(this.#tex.slice(this.#at));
  }

  /** A macro that stands for a relation is that; any other is a symbol of its own. */
  #macro(name: string, length: number): void {
    const written = `\\${name}`;
    const body = expandMacros(written, this.#macros);
    if (/:=|coloneqq|\\text(?:rm|tiny)?\{\s*def|triangleq|\\mathrm\{def/.test(body))
      this.#signOf(":=", length);
    else if (body !== written && relation.test(body.replace(/^\{|\}$|\s/g, "")))
      this.#signOf(body.replace(/^\{|\}$|\s/g, ""), length);
    else this.#symbol(written, length);
  }

  #signOf(text: string, length: number): void {
    this.lexemes.push({ kind: "sign", text });
    this.#at += length;
  }

  #accented(name: string, end: number): void {
    const argument = argumentAt(this.#tex, end);
    if (argument === undefined) {
      this.#at = end;
      return;
    }
    const inner = argument.text.replaceAll(/\s/g, "");
    // A line over or under a longer formula is no name.
    const isName =
      /^\\?[\p{L}]+$|^\\[a-z]+\{\\?\p{L}+\}$/u.test(inner) && !/^\p{L}{3}/u.test(inner);
    if (isName && /^[NZQRC]$/.test(inner) && name === "mathbb")
      this.#signOf(`\\mathbb{${inner}}`, argument.end - this.#at);
    else if (isName) this.#symbol(`\\${name}{${inner}}`, argument.end - this.#at);
    else this.#at = end;
  }

  #operator(name: string, end: number): void {
    const argument = argumentAt(this.#tex, end);
    const inner = argument?.text.trim() ?? "";
    if (argument === undefined || !/^\p{L}+$/u.test(inner)) this.#at = end;
    else if (inner === "d" && this.#isDifferential(argument.end))
      this.#differential(argument.end - this.#at);
    else this.#symbol(`\\${name}{${inner}}`, argument.end - this.#at);
  }

  /** A symbol whose letter takes this many characters, with what is attached to it. */
  #symbol(base: string, length: number): void {
    const start = this.#at;
    let at = start + length;
    let [index, marks] = ["", ""];
    for (;;) {
      const rest = this.#tex.slice(at, at + 64);
      const mark =
        /^\s*(?:'+|\^\s*(?:\{\s*)?(\*|\\(?:ast|star|prime|dagger|ddagger)(?![a-zA-Z]))(?:\s*\})?)/.exec(
          rest,
        );
      const below = /^\s*_/.exec(rest);
      if (mark !== null) {
        marks += mark[1] === undefined ? mark[0].trim() : markOf(mark[1]);
        at += mark[0].length;
      } else if (below !== null && index === "") {
        const argument = argumentAt(this.#tex, at + below[0].length);
        if (argument === undefined) break;
        index = argument.text.replaceAll(/\s/g, "");
        at = argument.end;
      } else break;
    }
    const called = /^\s*(?:\\(?:left|[bB]igg?l?)\s*)?\(/.test(this.#tex.slice(at, at + 32));
    const written = this.#tex.slice(start, at).trim();
    this.lexemes.push({ kind: "symbol", written, base, index, marks, called });
    this.#at = at;
  }

  #isDifferential(end: number): boolean {
    const rest = this.#tex.slice(end, end + 24);
    const isBefore = /^\s*(?:\p{L}|\\(?:[a-zA-Z]+))/u.test(rest);
    if (this.#hasIntegral && isBefore) return true;
    const before = this.#tex.slice(Math.max(0, this.#at - 40), this.#at);
    const isInFraction = /\\[dt]?frac\s*\{\s*$|\\[dt]?frac\s*\{\s*d[^{}]*\}\s*\{\s*$/.test(before);
    return isInFraction && (isBefore || /^\s*[}^]/.test(rest));
  }

  #differential(length: number): void {
    this.#signOf("d", length);
    if (this.#hasIntegral) this.#bindAt(this.#tex.slice(this.#at, this.#at + 64));
  }

  /** The symbols that a sum or a limit runs over: those before the first relation below it. */
  #bindBelow(): void {
    const below = /^\s*(?:\\(?:no)?limits\s*)?_/.exec(this.#tex.slice(this.#at, this.#at + 24));
    if (below === null) return;
    const argument = argumentAt(this.#tex, this.#at + below[0].length);
    if (argument !== undefined) this.#bindAt(argument.text);
  }

  /** The first symbol of a text, behind a number and a relation if need be, and those after it between commas. */
  #bindAt(tex: string): void {
    const { lexemes } = notationOf(
      tex.slice(0, 200).replace(/^\s*\d+\s*(?:<|\\leq?\b|≤)/, ""),
      this.#macros,
    );
    for (const [index, lexeme] of lexemes.entries()) {
      const isNext =
        index === 0 || (lexemes[index - 1]?.kind === "sign" && isComma(lexemes[index - 1]));
      if (lexeme.kind === "symbol" && isNext) this.bound.add(nameOf(lexeme));
      else if (!isComma(lexeme)) break;
    }
  }

  /** The `x` of `\{x : …\}` and of `x \mapsto`. */
  #bindDescribed(): void {
    for (const [index, lexeme] of this.lexemes.entries()) {
      const [before, after] = [textOf(this.lexemes[index - 1]), textOf(this.lexemes[index + 1])];
      if (lexeme.kind !== "symbol") continue;
      const isDescribed =
        /^\\(?:\{|lbrace)$/.test(before) && /^(?::|\||\\(?:mid|colon|in|vert))$/.test(after);
      if (isDescribed || after === "\\mapsto") this.bound.add(nameOf(lexeme));
    }
  }
}

function isComma(lexeme: Lexeme | undefined): boolean {
  return lexeme?.kind === "sign" && lexeme.text === ",";
}

/** The text of a sign; empty for a symbol. */
export function textOf(lexeme: Lexeme | undefined): string {
  return lexeme?.kind === "sign" ? lexeme.text : "";
}

function markOf(sign: string): string {
  if (sign === "\\prime") return "'";
  return /dagger/.test(sign) ? sign : "*";
}

/** What a command, `_` or `^` takes: a group, or one token. */
function argumentAt(
  tex: string,
  at: number,
): { readonly text: string; readonly end: number } | undefined {
  const group = braced(tex, at);
  if (group !== undefined) return group;
  const found = /^\s*(\\[a-zA-Z]+|\\[^]|[^\s{}])/u.exec(tex.slice(at, at + 64));
  return found === null ? undefined : { text: found[1] ?? "", end: at + found[0].length };
}
