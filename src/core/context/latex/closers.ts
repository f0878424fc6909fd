/** What may stand between the cursor and the end of its line: ends of things, each perhaps with punctuation. */
const closers =
  /^\s*(?:(?:\$\$?|\\[)\]}|]|\\r(?:angle|vert|Vert|brace|ceil|floor)(?![a-zA-Z])|[})\]⟩|&]|\{[ \t]*\}|\\\\\*?(?:\[[^\]\n]{0,40}\])?|\\right(?![a-zA-Z])[ \t]*(?:\\[a-zA-Z]+|\\[^a-zA-Z\n]|[^\\\s])|\\end[ \t]*\{[^{}\n]*\})[.,;:!?]*\s*)*(?:%.*)?$/u;

/** What ends the thing that the cursor is in, whatever comes behind it. */
const closer =
  /^[ \t]*(?:[})\]⟩&]|\\[)\]}\\]|\\(?:right|end|rangle|rvert|rVert|rbrace|rceil|rfloor)(?![a-zA-Z]))/u;

/** Whether a suggestion fits before the rest of the line: before a closer, or where nothing but ends follows. */
export function fitsBefore(rest: string, inMaths: boolean): boolean {
  // In text a dollar opens a formula.
  return closer.test(rest) || (inMaths && /^[ \t]*\$/.test(rest)) || closers.test(rest);
}
