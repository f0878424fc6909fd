import { isVerbatim } from "./names.ts";

export type TokenKind =
  | "comment"
  /** A whole environment that TeX does not read. */
  | "verbatim"
  /** `\verb|…|`, `\url{…}`: a piece that TeX does not read. */
  | "verb"
  | "begin"
  | "end"
  /** What could still become one of these when more text follows; only at the end of the text. */
  | "partial"
  /** `\left(`; without a delimiter at the end of the text. */
  | "left"
  | "right"
  /** `\\`, `\\*`, `\\[2pt]` */
  | "row"
  | "cell"
  | "command"
  /** A command of one character: `\,`, `\{` */
  | "symbol"
  | "maths"
  | "mathsEnd"
  | "brace"
  | "braceEnd"
  | "group"
  | "groupEnd"
  /** An empty line, which ends a paragraph. */
  | "blank"
  | "space"
  | "punctuation"
  | "mark"
  | "word";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** The name of a command or an environment, else empty. */
  readonly name: string;
}

/** Control sequences. Those that are more than a name come first; what is not complete yet counts as partial. */
const control = new RegExp(
  [
    String.raw`\\(?<edge>begin|end)[ \t]*\{(?<environment>[^{}\\$\n]*)\}`,
    String.raw`\\(?:verb|lstinline)\*?(?<quote>[^\sa-zA-Z*{[])[^\n]*?(?:\k<quote>|(?=\n)|$)`,
    String.raw`\\(?<address>url|path|href)\{[^{}\n]*\}`,
    String.raw`(?<partial>\\(?:(?:begin|end)[ \t]*(?:\{[^{}\\$\n]*)?|(?:url|path|href)\{[^{}\n]*|\\\*?\[[\w.+ -]{0,40}|)$)`,
    String.raw`\\(?<side>left|right|middle)(?![a-zA-Z@])[ \t]*(?:\\(?:(?!begin|end|left|right)[a-zA-Z]+|[{}|]|$)|[()[\]|/.<>⟨⟩⌈⌉⌊⌋‖])?`,
    String.raw`\\(?<command>[a-zA-Z@]+)\*?`,
    // A longer distance than 40 characters is none; the limit keeps a line of many such brackets cheap.
    String.raw`(?<row>\\\\\*?(?:\[[\w.+ -]{0,40}\])?)`,
    String.raw`\\[^\n]?`,
  ].join("|"),
  "uy",
);

/** Everything else, told apart by the first character. */
const plain =
  /%[^\n]*|\n[ \t]*\n\s*|[ \t]+|\n[ \t]*|\$\$?|[{}()[\]&.?!:;,=<>+*/^_~|⟨⟩]|[^\\%\s$&{}()[\].?!:;,=<>+*/^_~|⟨⟩]+|[^]/uy;

const kinds: Readonly<Record<string, TokenKind>> = {
  "%": "comment",
  " ": "space",
  "\t": "space",
  "\n": "space",
  "{": "brace",
  "}": "braceEnd",
  "(": "group",
  "[": "group",
  ")": "groupEnd",
  "]": "groupEnd",
  "&": "cell",
  $: "maths",
  ...Object.fromEntries(Array.from(".?!:;,", (mark) => [mark, "punctuation"] as const)),
  ...Object.fromEntries(Array.from("=<>+*/^_~|⟨⟩", (mark) => [mark, "mark"] as const)),
};

const mathsSymbols: Readonly<Record<string, TokenKind>> = {
  "\\(": "maths",
  "\\[": "maths",
  "\\)": "mathsEnd",
  "\\]": "mathsEnd",
};

/**
 * The token that starts at `at`, which is before the end of the text. `inline`: in inline maths; `verbatim`: more
 * environments that TeX does not read.
 */
export function tokenAt(
  text: string,
  at: number,
  inline: boolean,
  verbatim: readonly string[] = [],
): Token {
  return text.charAt(at) === "\\" ? controlAt(text, at, verbatim) : plainAt(text, at, inline);
}

function controlAt(text: string, at: number, verbatim: readonly string[]): Token {
  control.lastIndex = at;
  const found = control.exec(text);
  const groups = found?.groups ?? {};
  const token = found?.[0] ?? "\\";
  const name = groups["command"] ?? groups["environment"] ?? "";
  const isWhole = groups["edge"] === "begin" && isVerbatim(name, verbatim);
  if (isWhole) return { kind: "verbatim", text: verbatimAt(text, at, name), name };
  return { kind: controlKind(token, groups), text: token, name };
}

/** A whole environment, or as much of it as there is. */
function verbatimAt(text: string, at: number, name: string): string {
  const end = `\\end{${name}}`;
  const found = text.indexOf(end, at);
  return text.slice(at, found < 0 ? text.length : found + end.length);
}

function plainAt(text: string, at: number, inline: boolean): Token {
  plain.lastIndex = at;
  const found = plain.exec(text)?.[0] ?? text.charAt(at);
  const kind = kinds[found.charAt(0)] ?? "word";
  // In inline maths two dollars are an end and a beginning.
  if (inline && kind === "maths") return { kind, text: "$", name: "" };
  const isBlank = kind === "space" && found.includes("\n", 1);
  return { kind: isBlank ? "blank" : kind, text: found, name: "" };
}

const address = /^\\(?:url|path|href)/;

/** Whether a piece that TeX does not read, or a comment, reaches beyond the end of the text. */
export function isUnclosed(token: Token): boolean {
  switch (token.kind) {
    case "comment":
      return true;
    case "verbatim":
      return !token.text.endsWith(`\\end{${token.name}}`);
    case "verb":
      return !address.test(token.text) && !closesQuote(token.text);
    case "partial":
      return address.test(token.text);
    default:
      return false;
  }
}

/** Whether a token lacks something that has to follow for it to mean anything. */
export function isIncomplete(token: Token): boolean {
  if (token.kind === "partial") return true;
  if (token.kind === "command") return token.name === "begin" || token.name === "end";
  const hasSide = token.kind === "left" || token.kind === "right";
  return hasSide && /^\\[a-z]+[ \t]*\\?$/.test(token.text);
}

/** Whether a token at the end of the text may turn into another one as the text grows. `inline`: in inline maths. */
export function mayGrow(token: Token, inline: boolean): boolean {
  switch (token.kind) {
    case "word":
    case "command":
    case "partial":
    case "row":
    case "left":
    case "right":
      return true;
    case "maths":
      return token.text === "$" && !inline;
    case "verb":
      return isUnclosed(token);
    default:
      return false;
  }
}

type Groups = Readonly<Record<string, string | undefined>>;

const kindOfGroup: readonly (readonly [group: string, kind: TokenKind])[] = [
  ["command", "command"],
  ["row", "row"],
  ["quote", "verb"],
  ["address", "verb"],
  // Its empty alternative stands for a lone backslash.
  ["partial", "partial"],
];

function controlKind(token: string, groups: Groups): TokenKind {
  if (groups["edge"] !== undefined) return groups["edge"] === "begin" ? "begin" : "end";
  if (groups["side"] !== undefined) return sideKind(groups["side"]);
  const group = kindOfGroup.find(([name]) => groups[name] !== undefined);
  return group?.[1] ?? mathsSymbols[token] ?? "symbol";
}

function sideKind(side: string): TokenKind {
  if (side === "middle") return "symbol";
  return side === "left" ? "left" : "right";
}

function closesQuote(verb: string): boolean {
  const quote = /^\\[a-z]+\*?(?<quote>[^])/u.exec(verb)?.groups?.["quote"] ?? "";
  return verb.replace(/^\\[a-z]+\*?/, "").length > quote.length && verb.endsWith(quote);
}
