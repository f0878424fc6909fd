import { expandMacros } from "../context/latex/expand.ts";
import { nameOf, notationOf, textOf, type Lexeme, type Macros, type Symbol } from "./notation.ts";

/** What the beginning of a formula would introduce, if its sentence introduces anything. */
export interface Head {
  readonly symbols: readonly Symbol[];
  /**
   * What follows the symbols: `bare` nothing, `assigned` a `:=`, `mapped` the arrow of a map, `equal` an equation,
   * `member` a set, `bounded` another relation.
   */
  readonly kind: "bare" | "assigned" | "mapped" | "equal" | "member" | "bounded";
  /** Whether it is a function with its letters: `f(x)`. */
  readonly called: boolean;
}

/** What is introduced stands at the beginning, in UTF-16 code units. */
const longest = 240;

const opens = /^(?:\(|\\(?:\{|langle|left|[bB]igg?l?))$/;
const closes = /^(?:\)|\\(?:\}|rangle|right|[bB]igg?r?))$/;
const dots = /^(?:\\[lcd]?dots[a-z]?|…|\.)$/;
const arrows =
  /^(?:→|\\(?:to|rightarrow|longrightarrow|mapsto|hookrightarrow|twoheadrightarrow|xrightarrow|rightrightarrows))$/;
const equals = /^(?:=|\\(?:equiv|cong|simeq))$/;
const assigns = /^(?::=|\\(?:coloneqq|coloneq|triangleq|vcentcolon|doteq))$/;
const members =
  /^(?:∈|⊂|⊆|\\(?:in|subset|subseteq|subsetneq|supset|supseteq|sim|trianglelefteq|lhd))$/;
const bounds = /^(?:<|>|≤|≥|\\(?:le|leq|leqslant|ge|geq|geqslant|lt|gt|ne|neq|mid|ll|gg))$/;

/** Reads `x`, `a, b \in A`, `(X, d)`, `f : A \to B`, `f(x) = …`, `0 < r < 1`; undefined for anything else. */
export function headOf(tex: string, macros: Macros): Head | undefined {
  const lexemes = notationOf(tex.slice(0, longest), macros).lexemes.filter(
    (one) => !isSpacing(one),
  );
  while (/^[.,;]$/.test(textOf(lexemes.at(-1)))) lexemes.pop();
  const start = /^\d/.test(textOf(lexemes[0])) && bounds.test(textOf(lexemes[1])) ? 2 : 0;
  const names = namesFrom(lexemes, start, macros);
  if (names.symbols.length === 0) return undefined;
  const kind = kindOf(lexemes, names.end);
  if (kind === undefined) return undefined;
  const parts =
    kind === "equal" || kind === "assigned" ? partsOf(lexemes, names.end + 1, macros) : [];
  return { symbols: [...names.symbols, ...parts], kind, called: names.called };
}

function isSpacing(lexeme: Lexeme): boolean {
  return /^\\(?:[,;:! ]|q?quad|displaystyle|left|right|[bB]igg?[lr]?|limits|nolimits)$|^[{}]$/.test(
    textOf(lexeme),
  );
}

interface Names {
  readonly symbols: readonly Symbol[];
  readonly called: boolean;
  /** The first lexeme behind them. */
  readonly end: number;
}

const none: Names = { symbols: [], called: false, end: 0 };

/** A list of symbols, perhaps in brackets with an index behind; the letters a function is called with belong to it. */
function namesFrom(lexemes: readonly Lexeme[], start: number, macros: Macros): Names {
  if (!opens.test(textOf(lexemes[start]))) return listFrom(lexemes, start, macros);
  const { symbols, called, end } = listFrom(lexemes, start + 1, macros);
  if (!closes.test(textOf(lexemes[end]))) return none;
  return { symbols, called, end: indexEnd(lexemes, end + 1) };
}

function listFrom(lexemes: readonly Lexeme[], start: number, macros: Macros): Names {
  const symbols: Symbol[] = [];
  let called = false;
  let at = start;
  for (;;) {
    const name = nameAt(lexemes, at, macros);
    if (name === undefined) return none;
    symbols.push(...name.symbols);
    called ||= name.called;
    if (textOf(lexemes[name.end]) !== ",") return { symbols, called, end: name.end };
    at = name.end + 1;
  }
}

/** A symbol with what it is called with; dots and operations name nothing. Undefined for anything else. */
function nameAt(lexemes: readonly Lexeme[], at: number, macros: Macros): Names | undefined {
  const lexeme = lexemes[at];
  if (lexeme?.kind !== "symbol") {
    const isPassed = dots.test(textOf(lexeme)) || operations.test(textOf(lexeme));
    return isPassed ? { ...none, end: dotsEnd(lexemes, at + 1) } : undefined;
  }
  const from = at + 1;
  const end = lexeme.called ? callEnd(lexemes, from) : from + argumentsOf(lexeme, macros);
  if (end === undefined) return undefined;
  return { symbols: [lexeme], called: end !== from, end: dotsEnd(lexemes, end) };
}

/** What stands for an operation in `(G, \cdot)`. */
const operations = /^(?:\\(?:cdot|circ|ast|star|times|oplus|leq?)|[+*])$/;

function dotsEnd(lexemes: readonly Lexeme[], at: number): number {
  const rest = lexemes.slice(at).findIndex((lexeme) => !dots.test(textOf(lexeme)));
  return rest < 0 ? lexemes.length : at + rest;
}

/** How many lexemes behind a macro are what it is called with: `\norm{x}`, `\norm{\cdot}`. */
function argumentsOf({ base }: Symbol, macros: Macros): number {
  const definition = macros.get(base.slice(1))?.text ?? "";
  return Number(
    /^\\[a-zA-Z]+\*?\s*\{?\s*\\[a-zA-Z@]+\s*\}?\s*\[([1-9])\]/.exec(definition)?.[1] ?? 0,
  );
}

/** Behind the `(x, y)` of a call: anything but an equation may stand in it. */
function callEnd(lexemes: readonly Lexeme[], at: number): number | undefined {
  const close = lexemes.findIndex((lexeme, index) => index > at && textOf(lexeme) === ")");
  return close < 0 ? undefined : close + 1;
}

/** Behind the `_{n \ge 1}` of `(a_n)_{n \ge 1}`. */
function indexEnd(lexemes: readonly Lexeme[], at: number): number {
  if (textOf(lexemes[at]) !== "_") return at;
  const rest = lexemes.slice(at + 1);
  // All of the index, since nothing follows it but a relation at most.
  const next = rest.findIndex(
    (lexeme) => equals.test(textOf(lexeme)) || /^(?:\\subset(?:eq)?|\.)$/.test(textOf(lexeme)),
  );
  return next < 0 || textOf(rest[next]) === "=" ? lexemes.length : at + 1 + next;
}

function kindOf(lexemes: readonly Lexeme[], at: number): Head["kind"] | undefined {
  if (at >= lexemes.length) return "bare";
  const sign = textOf(lexemes[at]);
  if (assigns.test(sign)) return "assigned";
  if (sign === ":" || sign === "\\colon") {
    if (textOf(lexemes[at + 1]) === "=") return "assigned";
    return lexemes.slice(at).some((one) => arrows.test(textOf(one))) ? "mapped" : undefined;
  }
  if (equals.test(sign)) return "equal";
  if (members.test(sign)) return "member";
  return bounds.test(sign) ? "bounded" : undefined;
}

/** The `V` and `E` of `G = (V, E)`. */
function partsOf(lexemes: readonly Lexeme[], start: number, macros: Macros): readonly Symbol[] {
  if (!opens.test(textOf(lexemes[start]))) return [];
  const { symbols, called, end } = namesFrom(lexemes, start, macros);
  return called || symbols.length < 2 || end < lexemes.length ? [] : symbols;
}

/** A symbol by another name: the letter that a macro stands for, as far as it stands for one. */
function canonical(symbol: Symbol, macros: Macros): Symbol {
  const name = symbol.base.slice(1);
  if (!symbol.base.startsWith("\\") || !macros.has(name)) return symbol;
  const written = expandMacros(symbol.base, macros).replace(/^\{(.*)\}$/s, "$1");
  const { lexemes } = notationOf(written, new Map());
  const [only] = lexemes;
  if (lexemes.length !== 1 || only?.kind !== "symbol") return symbol;
  const { base, index, marks } = only;
  return { ...symbol, base, index: index + symbol.index, marks: marks + symbol.marks };
}

/** Whether a head introduces a symbol: the same name, or the same letter with an index that runs. */
export function introduces({ symbols }: Head, symbol: Symbol, macros: Macros): boolean {
  const wanted = canonical(symbol, macros);
  return symbols.some((one) => {
    const head = canonical(one, macros);
    return nameOf(head) === nameOf(wanted) || isFamily(head, wanted);
  });
}

function isFamily(one: Symbol, other: Symbol): boolean {
  if (one.base !== other.base || one.marks !== other.marks) return false;
  if (one.index === "" || other.index === "") return false;
  return isRunning(one.index) || isRunning(other.index);
}

/** Whether an index is a letter that stands for numbers, and not the name of something: `n`, `i+1`, `ij`. */
export function isRunning(index: string): boolean {
  return /^(?:[a-zA-Z]{1,2}|[a-zA-Z][+-]\d+|[a-zA-Z](?:,[a-zA-Z])+|\\(?:alpha|beta|lambda|mu|nu))$/.test(
    index,
  );
}
