import type { DropReason } from "./language.ts";

/** A run of this many equal pieces is a loop and no mathematics. */
const rounds = 4;
/** Shorter pieces than this may repeat: `xxxx`, `----`, `\quad\quad`, `(((`. */
const shortestPiece = 8;
const longestPiece = 200;
/** An answer of this length that only says again what stands before the cursor is an echo. */
const shortestEcho = 12;

/** Whether the end of a growing text repeats one piece over and over: the usual way in which a base model derails. */
export function runsInCircles(text: string): boolean {
  const longest = Math.min(longestPiece, Math.floor(text.length / rounds));
  for (let size = shortestPiece; size <= longest; size += 1) {
    if (repeatsAtEnd(text, size)) return true;
  }
  return false;
}

/** What is wrong with a step in any language, if anything. `prefix` is the text before the cursor. */
export function fault(text: string, prefix: string): DropReason | undefined {
  if (text.trim() === "") return "empty";
  if (runsInCircles(text) || sameLines(text)) return "repetition";
  return text.trim().length >= shortestEcho && prefix.trimEnd().endsWith(text.trim())
    ? "echo"
    : undefined;
}

function repeatsAtEnd(text: string, size: number): boolean {
  const end = text.length;
  for (let index = end - size * (rounds - 1); index < end; index += 1) {
    if (text.charCodeAt(index) !== text.charCodeAt(index - size)) return false;
  }
  return text.slice(end - size).trim() !== "";
}

/** Three equal lines, one after the other. */
function sameLines(text: string): boolean {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.some(
    (line, index) =>
      line.length >= shortestPiece / 2 && line === lines[index + 1] && line === lines[index + 2],
  );
}
