/** Lean text in which only code is left to read. */
export interface LeanCode {
  /**
   * As long as the text: comments are spaces (their line breaks stay), and strings and characters are the
   * letter x throughout, so that they read as one word.
   */
  readonly code: string;
  /** What the end of the text is inside of. */
  readonly end: "code" | "comment" | "string";
}

// `f '' s` and `h'` are no characters; a string or raw string that never ends takes all there is.
const lexeme =
  /--[^\n]*|\/-|(?<![\p{L}\p{N}_'])(?:r(?<hashes>#*)"[^]*?(?<rawEnd>"\k<hashes>|$)|'(?:[^\\'\n]|\\[^\n][^'\n]{0,8})')|"(?:[^"\\]|\\(?:[^]|$))*(?<end>"|$)/gu;

/**
 * Blanks comments (they nest) and strings, in one pass. Holes of interpolated strings count as string. Of a text
 * cut out of a file (`whole` false) everything up to a `-/` that closes nothing is taken for comment.
 */
export function leanCode(text: string, whole = true): LeanCode {
  let from = whole ? 0 : endOfCutComment(text);
  const pieces = [spaces(text.slice(0, from))];
  let end: LeanCode["end"] = "code";
  for (;;) {
    lexeme.lastIndex = from;
    const found = lexeme.exec(text);
    if (found === null) break;
    const { stop, comment, open } = extentOf(text, found);
    const blank = comment ? spaces : letters;
    pieces.push(text.slice(from, found.index), blank(text.slice(found.index, stop)));
    from = stop;
    if (open) end = comment ? "comment" : "string";
  }
  pieces.push(text.slice(from));
  return { code: pieces.join(""), end };
}

/** Where a comment or string stops, and whether the text's end still belongs to it. */
function extentOf(
  text: string,
  { 0: piece, index, groups }: RegExpExecArray,
): { readonly stop: number; readonly comment: boolean; readonly open: boolean } {
  if (piece === "/-") {
    const stop = endOfBlockComment(text, index + 2);
    return { stop: stop ?? text.length, comment: true, open: stop === undefined };
  }
  const stop = index + piece.length;
  if (piece.startsWith("--")) return { stop, comment: true, open: stop === text.length };
  const unclosed = groups?.["end"] === "" || groups?.["rawEnd"] === "";
  return { stop, comment: false, open: unclosed };
}

function endOfCutComment(text: string): number {
  const first = /\/-|-\//.exec(text);
  return first?.[0] === "-/" ? first.index + 2 : 0;
}

/** Undefined when the comment does not end. */
function endOfBlockComment(text: string, from: number): number | undefined {
  const delimiter = /\/-|-\//g;
  delimiter.lastIndex = from;
  for (let depth = 1; depth > 0;) {
    const found = delimiter.exec(text);
    if (found === null) return undefined;
    depth += found[0] === "/-" ? 1 : -1;
  }
  return delimiter.lastIndex;
}

function spaces(text: string): string {
  return text.replaceAll(/[^\n]/g, " ");
}

function letters(text: string): string {
  return "x".repeat(text.length);
}
