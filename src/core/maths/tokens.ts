import type { Unread } from "./expression.ts";
import {
  bracketNames,
  functions,
  invisible,
  lookUp,
  shortWords,
  wordCommands,
} from "./vocabulary.ts";

export type TokenKind =
  /** A decimal; `repeating` follows its digits for ever. */
  | "number"
  | "letter"
  /** The name of a function without a backslash. */
  | "function"
  | "words"
  | "command"
  | "sign"
  /** `\begin{pmatrix}` and `\end{pmatrix}`; the text is the environment's name. */
  | "begin"
  | "end"
  | "stop";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly repeating?: string;
  /** Whether a space stands before it. */
  readonly spaced?: boolean;
}

/** Longer formulas are not read: nobody's answer or step is that long. */
const mostCharacters = 6000;

const separator = String.raw`(?:,\\!|\{,\}|\\[,;: ]|\\!)`;
const pieces = new RegExp(
  [
    String.raw`(?<space>\s+)`,
    String.raw`(?<repeated>\d*\.(?<digits>\d*)(?:\\(?:overline|bar|dot)\s*(?:\{(?<cycle>\d+)\}|(?<single>\d))|\((?<round>\d+)\)))`,
    String.raw`(?<grouped>[1-9]\d{0,2}(?:(?:${separator}|,)\d{3})+(?!\d)(?:\.\d+)?)`,
    String.raw`(?<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)`,
    String.raw`\\(?<edge>begin|end)\s*\{(?<environment>[a-zA-Z]+)\*?\}`,
    String.raw`(?<command>\\(?:[a-zA-Z]+|[^]))`,
    String.raw`(?<run>[a-zA-Z]{2,})`,
    String.raw`(?<letter>\p{L})`,
    String.raw`(?<sign><=|>=|!=|:=|[^])`,
  ].join("|"),
  "uy",
);

const constantNames: Readonly<Record<string, string>> = {
  pi: "\\pi",
  infinity: "\\infty",
  infty: "\\infty",
};

type Groups = Readonly<Record<string, string | undefined>>;

/** Tokens in one pass, the last one a `stop`. */
export function tokenize(text: string): readonly Token[] | Unread {
  if (text.length > mostCharacters) return { kind: "tooLong", what: "", at: mostCharacters };
  const lexer = new Lexer(text);
  return lexer.failure ?? lexer.tokens;
}

class Lexer {
  readonly tokens: Token[] = [];
  failure: Unread | undefined;
  readonly #text: string;
  /** Brackets open around here: a comma in them stands between items, never within a number. */
  #brackets = 0;
  #spaced = false;

  constructor(text: string) {
    this.#text = text;
    this.#read(0, text.length, 0);
    this.tokens.push({ kind: "stop", text: "", from: text.length, to: text.length });
  }

  #read(start: number, end: number, depth: number): void {
    let at = start;
    while (at < end && this.failure === undefined) {
      pieces.lastIndex = at;
      const found = pieces.exec(this.#text);
      if (found === null) return;
      const to = Math.min(pieces.lastIndex, end);
      at = Math.max(this.#take(found.groups ?? {}, { from: at, to, end, depth }), to);
    }
  }

  /** Adds what was found; returns where to go on. */
  #take(groups: Groups, place: Place): number {
    const { space, repeated, grouped, number, command } = groups;
    if (space !== undefined) this.#spaced = true;
    else if (repeated !== undefined) this.#repeating(repeated, groups, place);
    else if (grouped !== undefined) return this.#grouped(grouped, place);
    else if (number !== undefined) this.#add("number", number, place);
    else if (command !== undefined) return this.#command(command, place);
    else this.#takeName(groups, place);
    return place.to;
  }

  #takeName({ edge, environment = "", run, letter, sign }: Groups, place: Place): void {
    if (edge !== undefined) this.#add(edge === "begin" ? "begin" : "end", environment, place);
    else if (run !== undefined) this.#run(run, place);
    else if (letter !== undefined) this.#add("letter", letter, place);
    else if (sign !== undefined) this.#sign(sign, place);
  }

  #add(kind: TokenKind, text: string, { from, to }: Span, repeating?: string): void {
    const token = { kind, text, from, to, spaced: this.#spaced };
    this.tokens.push(repeating === undefined ? token : { ...token, repeating });
    this.#spaced = false;
  }

  #repeating(text: string, { digits, cycle, single, round }: Groups, place: Place): void {
    const whole = text.slice(0, text.indexOf("."));
    this.#add("number", `${whole}.${digits ?? ""}`, place, cycle ?? single ?? round);
  }

  /** `1,000` is a number, but in brackets it is two; other separators are never between items. */
  #grouped(text: string, place: Place): number {
    const comma = /,(?!\\!|\})/.exec(text);
    if (comma === null || this.#brackets === 0) {
      const digits = text.replaceAll(/[^\d.]/g, "");
      this.#add("number", digits, place);
      return place.to;
    }
    const to = place.from + comma.index;
    this.#add("number", text.slice(0, comma.index).replaceAll(/[^\d.]/g, ""), {
      from: place.from,
      to,
    });
    this.#add("sign", ",", { from: to, to: to + 1 });
    pieces.lastIndex = to + 1;
    // What follows is read anew, by the caller, from behind the comma.
    this.#read(to + 1, place.to, place.depth);
    return place.to;
  }

  #command(name: string, place: Place): number {
    const text = lookUp(bracketNames, name) ?? name;
    if (wordCommands.has(name)) return this.#words(place);
    if (invisible.has(name) || this.#isPlainBold(name, place.to)) {
      this.#spaced ||= name !== "\\!";
      return this.#emptyDelimiter(name, place.to);
    }
    this.#count(text);
    this.#add("command", text, place);
    return place.to;
  }

  /** Bold digits and brackets are what they are; a bold letter is another letter. */
  #isPlainBold(name: string, to: number): boolean {
    if (!/^\\(?:mathbf|boldsymbol|bm)$/.test(name)) return false;
    return !/^\s*\{?\s*(?:[a-zA-Z]|\\[a-z])/.test(this.#text.slice(to, to + 8));
  }

  /** `\left.` and `\right.` are nothing at all. */
  #emptyDelimiter(name: string, to: number): number {
    return /^\\(?:left|right)$/.test(name) && this.#text[to] === "." ? to + 1 : to;
  }

  /** `\text{…}`: words, or what could as well stand outside, such as `\text{(B)}` or `\text{-}3`. */
  #words({ from, to, end, depth }: Place): number {
    const open = skipSpaces(this.#text, to);
    if (this.#text[open] !== "{") return this.#fail("unexpected", from);
    const close = closingBrace(this.#text, open, end);
    if (close === undefined) return this.#fail("unbalanced", from);
    if (depth > 8) return this.#fail("tooDeep", from);
    const content = this.#text.slice(open + 1, close).trim();
    // `\text{min}` and `\text{sec}` behind a number are times.
    const isUnit = this.tokens.at(-1)?.kind === "number";
    const name = isUnit ? undefined : lookUp(functions, content);
    if (name !== undefined) this.#add("function", name, { from, to: close + 1 });
    else if (/\p{L}[\s/.]*\p{L}|^\p{L}(?:\^\d)?$/u.test(content) && !content.includes("$")) {
      this.#add("words", content.replaceAll(/\s+/g, " "), { from, to: close + 1 });
    } else this.#read(open + 1, close, depth + 1);
    return close + 1;
  }

  /** Several letters without a backslash: the name of a function or a constant, a word, or a product. */
  #run(text: string, place: Place): void {
    const [, prefix, rest] = /^(arcsin|arccos|arctan|sin|cos|tan|ln)([a-z])$/.exec(text) ?? [];
    const constant = lookUp(constantNames, text);
    const name = lookUp(functions, text);
    if (name !== undefined) this.#add("function", name, place);
    else if (constant !== undefined) this.#add("command", constant, place);
    else if (prefix !== undefined && rest !== undefined) {
      this.#add("function", prefix, { from: place.from, to: place.to - 1 });
      this.#add("letter", rest, { from: place.to - 1, to: place.to });
    } else if (this.#isWord(text, place)) this.#add("words", text, place);
    else this.#letters(text, place.from);
  }

  #letters(text: string, start: number): void {
    for (let index = 0; index < text.length; index += 1) {
      const from = start + index;
      this.#add("letter", text.charAt(index), { from, to: from + 1 });
    }
  }

  #isWord(text: string, { from, to }: Place): boolean {
    if (shortWords.has(text.toLowerCase())) return true;
    const around = (this.#text[from - 1] ?? " ") + (this.#text[to] ?? " ");
    if (/^[\^_{\\]|[\^_(!']$/.test(around)) return false;
    const last = this.tokens.at(-1)?.kind;
    return text.length > 3 || last === "words" || (last === "number" && isUnit(text));
  }

  #sign(text: string, place: Place): void {
    const name = lookUp(bracketNames, text) ?? text;
    if (text === "~") return;
    if (text === "$") this.#dollar(place);
    else if (text === "¢") this.#add("words", "cent", place);
    else {
      this.#count(name);
      this.#add("sign", text === "−" || text === "–" ? "-" : name, place);
    }
  }

  /** One that opens or closes a formula says nothing; one before an amount is money. */
  #dollar(place: Place): void {
    if (this.tokens.length === 0 && /^\s*[\d.]/.test(this.#text.slice(place.to, place.to + 4))) {
      const dollars = this.#text.split("$").length - 1;
      if (dollars === 1) this.#add("command", "\\$", place);
    }
  }

  #count(bracket: string): void {
    if (/^(?:[([]|\\\{|\\langle)$/.test(bracket)) this.#brackets += 1;
    if (/^(?:[)\]]|\\\}|\\rangle)$/.test(bracket)) this.#brackets = Math.max(0, this.#brackets - 1);
  }

  #fail(kind: Unread["kind"], at: number): number {
    this.failure ??= { kind, what: this.#text.slice(at, at + 20), at };
    return this.#text.length;
  }
}

interface Span {
  readonly from: number;
  readonly to: number;
}

interface Place extends Span {
  readonly end: number;
  readonly depth: number;
}

/** Units that are written without `\text` behind a number: `5 cm`. */
function isUnit(text: string): boolean {
  return /^(?:mm|cm|dm|km|in|ft|yd|mi|mg|kg|lb|oz|ml|mL|hr|min|sec|ms|mph|kph|m|s|g|h|L)$/.test(
    text,
  );
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text[at] ?? "x")) at += 1;
  return at;
}

/** The brace that closes the one at `open`, before `end`. */
export function closingBrace(text: string, open: number, end = text.length): number | undefined {
  let depth = 0;
  for (let at = open; at < end; at += 1) {
    const character = text[at];
    if (character === "\\") at += 1;
    else if (character === "{") depth += 1;
    else if (character === "}") {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return undefined;
}
