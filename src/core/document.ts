/** A text as an editor or a file gives it. All logic takes this, never an editor's own type. */
export interface Document {
  /** Identifies the text; any string that stays the same while the text is edited. */
  readonly uri: string;
  /** VS Code's language identifier: `lean4`, `latex`, `markdown` … */
  readonly languageId: string;
  /** The whole text with its own line endings. */
  readonly text: string;
  /** Environments that LaTeX does not read, as far as the host knows of some beside the usual ones. */
  readonly verbatim?: readonly string[];
}

/** A place between two UTF-16 code units; line and character count from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

const lineBreak = /\r\n|\r|\n/g;

/** The offset in UTF-16 code units; a position outside of the text gives the nearest one inside. */
export function offsetAt(text: string, position: Position): number {
  let start = 0;
  for (let line = 0; line < position.line; line += 1) {
    lineBreak.lastIndex = start;
    if (lineBreak.exec(text) === null) return text.length;
    start = lineBreak.lastIndex;
  }
  return Math.min(start + Math.max(0, position.character), lineEnd(text, start));
}

/** The inverse of `offsetAt` for offsets inside of the text. */
export function positionAt(text: string, offset: number): Position {
  let line = 0;
  let start = 0;
  lineBreak.lastIndex = 0;
  for (;;) {
    const found = lineBreak.exec(text);
    if (found === null || lineBreak.lastIndex > offset) break;
    line += 1;
    start = lineBreak.lastIndex;
  }
  return { line, character: offset - start };
}

/** Offset of the first character of the line that holds `offset`. */
export function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !isBreak(text.charCodeAt(start - 1))) start -= 1;
  return start;
}

/** Offset of the end of the line that holds `offset`, before its line break. */
export function lineEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && !isBreak(text.charCodeAt(end))) end += 1;
  return end;
}

/** The text with `\n` for every line break: what models read and write. */
export function withLineFeeds(text: string): string {
  return text.includes("\r") ? text.replaceAll(/\r\n?/g, "\n") : text;
}

function isBreak(code: number): boolean {
  return code === 10 || code === 13;
}
