/** Text instead of what lies between two offsets. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * A letter that is in nobody's names, another one for each number: of old Greek, or of the mathematical ones for a
 * name whose letter takes two UTF-16 code units. Names change only in one letter, so that all columns stay.
 */
export function letterOf(number: number, wide = false): string {
  return wide
    ? String.fromCodePoint(0x1d4d0 + (number % 0xc0))
    : String.fromCharCode(0x1f00 + (number % 0xff));
}

/** `Nat.add_foo` becomes `Nat.ἀdd_foo`: the namespace stays, because the proof is read in it. */
export function renamed(name: string, number: number): string {
  const at = lastPart(name);
  const width = widthAt(name, at);
  return name.slice(0, at) + letterOf(number, width === 2) + name.slice(at + width);
}

/** Renames a declaration wherever the code, which belongs to it, speaks of it; nothing else moves. */
export function renames(code: string, name: string, number: number): readonly Edit[] {
  const last = name.slice(lastPart(name));
  const width = widthAt(last, 0);
  return [...code.matchAll(usesOf(name))].flatMap(({ 0: found, index }) => {
    const end = index + found.length;
    if (beginsStep(code, index) || /^\s*:=/.test(code.slice(end, end + 20))) return [];
    const at = end - last.length;
    return { from: at, to: at + width, text: letterOf(number, width === 2) };
  });
}

/** What Lean says, in the original name. */
export function withOriginal(message: string, name: string, number: number): string {
  const last = name.slice(lastPart(name));
  return message.replaceAll(renamed(last, number), last);
}

/** The text between two offsets with the edits that lie there; of two that overlap the first counts. */
export function applyEdits(text: string, edits: readonly Edit[], from: number, to: number): string {
  const pieces: string[] = [];
  let at = from;
  for (const edit of edits.toSorted((a, b) => a.from - b.from)) {
    if (edit.from < at || edit.to > to) continue;
    pieces.push(text.slice(at, edit.from), edit.text);
    at = edit.to;
  }
  return pieces.join("") + text.slice(at, Math.max(at, to));
}

function usesOf(name: string): RegExp {
  const at = lastPart(name);
  const quote = name[at - 1] === "«" ? 1 : 0;
  const space = at - quote === 0 ? "" : `(?:${escaped(name.slice(0, at - quote))})?`;
  const last = escaped(name.slice(at - quote));
  return new RegExp(String.raw`(?<![\p{L}\p{N}_'!?.])${space}${last}(?![\p{L}\p{N}_'!?])`, "gu");
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

/** `theorem ext … := by ext x`: a step may be called as the theorem is. */
function beginsStep(code: string, index: number): boolean {
  const before = code.slice(Math.max(0, index - 200), index);
  const previous = before.trimEnd();
  return /\n[ \t]*$/.test(before)
    ? !/(?::=|=>|↦|[,(|]|<\||\bfun|\bfrom)$/u.test(previous)
    : /(?:;|<;>|·|\bby)$/u.test(previous);
}

/** Where the last part of a name begins, inside of its quotes. */
function lastPart(name: string): number {
  return (name.endsWith("»") ? name.lastIndexOf("«") : name.lastIndexOf(".")) + 1;
}

function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
