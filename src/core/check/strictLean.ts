/** A piece of Lean text that Lean reads as one, whatever stands around it. Comments are none. */
export interface Lexeme {
  /** `quote`: a string or a character. */
  readonly kind: "word" | "number" | "quote" | "symbol";
  /** Words have their dots: `Nat.succ`, `h.1` is three; symbols are one character, except `/--` and `/-!`. */
  readonly text: string;
}

export interface StrictReading {
  readonly lexemes: readonly Lexeme[];
  /** What Lean could read in another way than we do, and so hide from us. */
  readonly doubt: string | undefined;
  /** What never ends. */
  readonly unclosed: "comment" | "string" | undefined;
  /** Whether there is a tab or a carriage return in the code, where Lean allows none. */
  readonly tab: boolean;
}

// What Lean takes for letters (`isLetterLike`; λ, Π and Σ are none), and for the rest of a name. What newer
// versions add to them is left out: then a word is cut up and each part looked at.
const greek = "α-κμ-ωΑ-ΟΡΤ-Ω\u{3ca}-\u{3fb}\u{1f00}-\u{1ffe}";
const letters = `A-Za-z_${greek}\u{2100}-\u{214f}\u{1d49c}-\u{1d59f}`;
const letter = `[${letters}]`;
const letterOrDigit = `[${letters}0-9]`;
const rest = `[${letters}0-9'!?₀-₉\u{2090}-\u{209c}\u{1d62}-\u{1d6a}\u{2c7c}]`;
const part = `${letter}${rest}*`;

const lexeme = new RegExp(
  [
    "(?<space>\\s+)",
    "(?<line>--[^\\n]*)",
    "(?<block>/-(?![-!]))",
    "(?<doc>/-[-!])",
    '(?<raw>r#*")',
    '(?<string>"(?:[^"\\\\]|\\\\[^])*"?)',
    "(?<char>'(?!')(?:\\\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[\\\\\"'nrt])|[^\\\\])')",
    `(?<word>${part}(?:\\.${part})*%?)`,
    `(?<number>[0-9]${letterOrDigit}*)`,
    "(?<symbol>[^])",
  ].join("|"),
  "uy",
);

/**
 * Reads text as Lean does, for telling what it can do: other than the readers of `context`, which are for text
 * under work, this one is exact, and where symbols that a project may have make it uncertain, it says so.
 */
export function readStrictly(text: string): StrictReading {
  const lexemes: Lexeme[] = [];
  let doubt: string | undefined;
  let unclosed: StrictReading["unclosed"];
  let tab = false;
  for (let at = 0; at < text.length;) {
    const { kind, piece } = pieceAt(text, at);
    doubt ??= doubtOf(kind, piece, text.slice(Math.max(0, at - 2), at));
    tab ||= kind === "space" && /[\t\r]/.test(piece);
    const plain = plainKind(kind);
    if (plain !== undefined) lexemes.push({ kind: plain, text: piece });
    if (kind === "open") unclosed ??= piece === '"' ? "string" : "comment";
    at += piece.length;
  }
  return { lexemes, doubt, unclosed, tab };
}

/** `open`: what begins a string or comment that never ends; Lean goes on behind it as if it were code. */
function pieceAt(text: string, at: number): { readonly kind: string; readonly piece: string } {
  lexeme.lastIndex = at;
  const groups: Partial<Record<string, string>> = lexeme.exec(text)?.groups ?? {};
  const [kind = "", piece = ""] =
    Object.entries(groups).find(([, match]) => match !== undefined) ?? [];
  if (kind === "string" && !closedString.test(piece)) return { kind: "open", piece: '"' };
  if (kind !== "block") return { kind, piece };
  const stop = endOfComment(text, at);
  return stop === undefined
    ? { kind: "open", piece }
    : { kind: "block", piece: text.slice(at, stop) };
}

const closedString = /^"(?:[^"\\]|\\[^])*"$/;

function plainKind(kind: string): Lexeme["kind"] | undefined {
  switch (kind) {
    case "word":
    case "number":
    case "symbol":
      return kind;
    case "string":
    case "char":
      return "quote";
    case "doc":
      return "symbol";
    default:
      return undefined;
  }
}

/**
 * `{x //-x …}`, `<--h` and `⁻¹'"'` begin a comment or a character only for who does not know the symbols `//`,
 * `<-` and `⁻¹'`; `3run_tac` is a number and a tactic; of an interpolated string the holes are code.
 */
function doubtOf(kind: string, piece: string, before: string): string | undefined {
  const doubt = doubts.find(
    (each) => each.kind === kind && each.piece.test(piece) && (each.before?.test(before) ?? true),
  );
  return doubt?.what;
}

const inSymbol = /[^\s\p{L}\p{N}_'!?()[\]{}⟨⟩,;]$/u;
const number = "0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|[0-9]+(?:_[0-9]+)*(?:e[0-9]*)?";
const escape = "\\\\(?:[\\\\\"'nrt\\n]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4})";

const doubts: readonly {
  readonly kind: string;
  readonly piece: RegExp;
  readonly before?: RegExp;
  readonly what: string;
}[] = [
  { kind: "line", piece: /^/, before: inSymbol, what: "a comment in a symbol" },
  { kind: "block", piece: /^/, before: inSymbol, what: "a comment in a symbol" },
  { kind: "open", piece: /^\/-/, before: inSymbol, what: "a comment in a symbol" },
  // Older versions do not take this for the end of a comment, newer ones do.
  { kind: "block", piece: /--\//, what: "a comment with --/" },
  { kind: "char", piece: /^/, before: /[^\s([{⟨,]$/u, what: "a character in a symbol" },
  { kind: "raw", piece: /^/, what: "a raw string" },
  { kind: "string", piece: /\{/, what: "a string with a hole" },
  // After a wrong escape Lean goes on in the middle of the string, and what follows is code.
  {
    kind: "string",
    piece: new RegExp(`^(?!"(?:[^"\\\\]|${escape})*"$)`),
    what: "a string with an escape that Lean does not know",
  },
  {
    kind: "number",
    piece: new RegExp(`^(?!(?:${number})$)`),
    what: "a number that runs into a word",
  },
  { kind: "symbol", piece: /[«»]/, what: "a quoted name" },
  { kind: "symbol", piece: /`/, what: "a quotation" },
];

function endOfComment(text: string, from: number): number | undefined {
  const delimiter = /\/-|-\//g;
  delimiter.lastIndex = from;
  let depth = 0;
  do {
    const found = delimiter.exec(text);
    if (found === null) return undefined;
    depth += found[0] === "/-" ? 1 : -1;
  } while (depth > 0);
  return delimiter.lastIndex;
}
