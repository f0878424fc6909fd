import { lineStart, type Document } from "../document.ts";

/**
 * Milliseconds without a key before a request. Who writes pauses before a line far more than before a word, and
 * least within one (Conijn, Roeser and van Zaanen 2019), so a short silence means more at the start of a line than
 * in the middle of a word. The factors are those that met the targets of `bench/README.md`.
 */
export function debounceAt({ text }: Document, offset: number, setting: number): number {
  if (text.slice(lineStart(text, offset), offset).trim() === "") return setting * factors.line;
  // Two code units, for a letter outside of the basic plane.
  const inWord = /[\p{L}\p{N}_'\\]$/u.test(text.slice(Math.max(0, offset - 2), offset));
  return inWord ? setting * factors.word : setting;
}

const factors = { line: 0.5, word: 1.5 } as const;
