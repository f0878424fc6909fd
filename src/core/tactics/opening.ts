import type { Replacement } from "../complete/completer.ts";
import { leanCode } from "../context/lean/code.ts";
import { tokensOf } from "../context/lean/tokens.ts";
import { lineEnd, lineStart, withLineFeeds, type Document } from "../document.ts";
import type { Cursor } from "../lean.ts";

/** A place where a proof can go on, perhaps on a line that is still to be made. */
export interface Opening {
  /** In the text with that line. */
  readonly cursor: Cursor;
  /** What becomes of a replacement in that text, in the text as it is. */
  readonly edit: (replacement: Replacement) => Replacement;
}

/** The first `sorry` at the offset or behind it in the same declaration, to be replaced. */
export function openingAtSorry(document: Document, offset: number): Opening | undefined {
  const { code } = leanCode(document.text);
  for (const token of tokensOf(code.slice(offset), 1, false)) {
    if (token.first && token.column === 0) return undefined;
    if (token.text === "sorry") {
      return { cursor: { document, offset: offset + token.index }, edit: (same) => same };
    }
  }
  return undefined;
}

/**
 * The end of the block that begins at the offset, where Lean says that goals are unsolved. Where the cursor already
 * stands on an empty line there, it is that line, else a new one with the block's indentation.
 */
export function openingInBlock(document: Document, offset: number, cursor: number): Opening {
  const { text } = document;
  const block = blockAt(text, offset);
  if (cursor > block.end && text.slice(block.end, lineEnd(text, cursor)).trim() === "") {
    return { cursor: { document, offset: cursor }, edit: (same) => same };
  }
  const line = (text.includes("\r\n") ? "\r\n" : "\n") + " ".repeat(block.column);
  const longer = `${text.slice(0, block.end)}${line}${text.slice(block.end)}`;
  const after = block.end + line.length;
  return {
    cursor: { document: { ...document, text: longer }, offset: after },
    edit: (replacement) => {
      const start = Math.min(replacement.start, block.end);
      const end = Math.max(replacement.end, after);
      const inserted =
        longer.slice(start, replacement.start) +
        replacement.text +
        longer.slice(replacement.end, end);
      return { ...replacement, start, end: end - line.length, text: withLineFeeds(inserted) };
    },
  };
}

/** The tactic block that a `by` or a focus dot at the offset begins: its column, and where its last line ends. */
function blockAt(text: string, offset: number): { readonly column: number; readonly end: number } {
  const start = lineStart(text, offset);
  const tokens = [...tokensOf(leanCode(text).code.slice(start))];
  const margin = tokens[0]?.column ?? 0;
  const behind = tokens.filter(({ index }) => start + index > offset);
  const [first] = behind;
  const empty = first === undefined || (first.first && first.column <= margin);
  const column = empty ? margin + 2 : first.column;
  const next = behind.findIndex((token) => token.first && token.column < column);
  const block = next < 0 ? behind : behind.slice(0, next);
  const end = lineEnd(text, Math.max(offset, start + (block.at(-1)?.index ?? 0)));
  // Lean counts characters, of which some are two code units.
  const lead = empty ? "" : text.slice(lineStart(text, start + first.index), start + first.index);
  return { column: column - pairs(lead), end };
}

function pairs(text: string): number {
  return text.match(/[\u{10000}-\u{10FFFF}]/gu)?.length ?? 0;
}
