interface Overlap {
  /** Visible characters that are the same. */
  readonly length: number;
  /** Where they begin to differ, or the end of the part. */
  readonly end: number;
  /** The whole part says the same. */
  readonly whole: boolean;
  /** The part says the whole first line of the document's text, and more. */
  readonly line: boolean;
}

/** How far `text` from `from` to `to` says what `after` says at its start, a visible character; white space does not count. */
export function overlap(text: string, from: number, to: number, after: string): Overlap {
  let length = 0;
  let there = 0;
  for (let here = skipSpace(text, from, to); here < to; here = skipSpace(text, here + 1, to)) {
    if (there >= after.length || text.charCodeAt(here) !== after.charCodeAt(there)) {
      return { length, end: here, whole: false, line: false };
    }
    length += 1;
    const gone = skipSpace(after, there + 1, after.length);
    const endsLine = gone >= after.length || after.slice(there + 1, gone).includes("\n");
    if (endsLine && here + 1 < to && isSpace(text, here + 1)) {
      return { length, end: here, whole: false, line: true };
    }
    there = gone;
  }
  return { length, end: to, whole: true, line: false };
}

function skipSpace(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isSpace(text, at)) at += 1;
  return at;
}

function isSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || code === 9 || code === 10;
}
