/** A word or a symbol of Lean code. */
export interface Token {
  readonly text: string;
  /** In UTF-16 code units from the start of the code. */
  readonly index: number;
  /** In UTF-16 code units from the start of its line; tokens that begin lines have only spaces before them. */
  readonly column: number;
  /** Whether it is the first of its line. */
  readonly first: boolean;
}

const pattern = /\n|[\p{L}\p{N}_][\p{L}\p{N}_'!?.]*|:=|=>|<;>|\S/gu;

/** The tokens of `code`, which begins at `column` of its line; `first`: with only spaces before it. */
export function* tokensOf(code: string, column = 0, first = true): Generator<Token, void> {
  let lineStart = -column;
  let fresh = first;
  // A pattern of our own for each run: runs overlap, and `matchAll` takes three times as long.
  const next = new RegExp(pattern);
  for (let found = next.exec(code); found !== null; found = next.exec(code)) {
    const [text] = found;
    const { index } = found;
    if (text === "\n") {
      lineStart = index + 1;
      fresh = true;
    } else {
      yield { text, index, column: index - lineStart, first: fresh };
      fresh = false;
    }
  }
}

/** Whether a text is, or begins with what continues, a word: an identifier, keyword or number. */
export function continuesWord(text: string): boolean {
  return /^[\p{L}\p{N}_'!?.]/u.test(text);
}

export function isWord(token: string): boolean {
  return /^[\p{L}\p{N}_]/u.test(token);
}

const closing: Readonly<Record<string, string>> = {
  "(": ")",
  "[": "]",
  "{": "}",
  "⟨": "⟩",
  "⟪": "⟫",
  "⟦": "⟧",
  "⦃": "⦄",
  "‹": "›",
  "«": "»",
  "⌊": "⌋",
  "⌈": "⌉",
};
const closers = new Set(Object.values(closing));

/** The bracket that closes this one; undefined for all that opens nothing. */
export function closerOf(token: string): string | undefined {
  return Object.hasOwn(closing, token) ? closing[token] : undefined;
}

export function isCloser(token: string): boolean {
  return closers.has(token);
}
