/** A formula in a text. */
export interface Formula {
  /** Without its dollars or brackets; an environment with its `\begin` and `\end`. */
  readonly tex: string;
  readonly display: boolean;
  /** The offset behind it. */
  readonly end: number;
  /** Whether its end is there. */
  readonly isComplete: boolean;
}

const environments =
  "equation|align|alignat|gather|multline|flalign|eqnarray|displaymath|math|cases|[pbvBV]?matrix|aligned|gathered|array|split";
const opening = new RegExp(String.raw`\\begin\s*\{((?:${environments})\*?)\}`, "y");

/** The formula that begins right at an offset. */
export function formulaAt(text: string, at: number): Formula | undefined {
  if (text.startsWith("$$", at)) return between(text, at, { open: "$$", close: "$$" });
  if (text.startsWith("$", at)) return inDollars(text, at);
  if (text.startsWith("\\(", at)) return between(text, at, { open: "\\(", close: "\\)" });
  if (text.startsWith("\\[", at)) return between(text, at, { open: "\\[", close: "\\]" });
  opening.lastIndex = at;
  const name = opening.exec(text)?.[1];
  return name === undefined ? undefined : environment(text, at, name);
}

function between(
  text: string,
  at: number,
  { open, close }: { readonly open: string; readonly close: string },
): Formula | undefined {
  const from = at + open.length;
  const to = closing(text, from, close);
  const tex = text.slice(from, to);
  if (to !== undefined && tex.trim() === "") return undefined;
  const end = to === undefined ? text.length : to + close.length;
  return { tex, display: open !== "\\(", end, isComplete: to !== undefined };
}

/** `$5 and $6` are amounts: there is space on one side within, or a digit behind. */
function inDollars(text: string, at: number): Formula | undefined {
  const from = at + 1;
  const to = closing(text, from, "$");
  if (to === undefined) {
    const tex = text.slice(from);
    return /^\S/.test(tex) && !/\n\s*\n/.test(tex)
      ? { tex, display: false, end: text.length, isComplete: false }
      : undefined;
  }
  const tex = text.slice(from, to);
  const isAmount = /^\s/.test(tex) !== /\s$/.test(tex) || /\d/.test(text.charAt(to + 1));
  if (tex.trim() === "" || isAmount || /\n\s*\n/.test(tex)) return undefined;
  return { tex, display: false, end: to + 1, isComplete: true };
}

/** The offset of the next closing mark that no backslash stands before. */
function closing(text: string, from: number, mark: string): number | undefined {
  for (let at = from; at < text.length; at += 1) {
    if (text.startsWith(mark, at)) return at;
    if (text.charAt(at) === "\\") at += 1;
  }
  return undefined;
}

function environment(text: string, at: number, name: string): Formula {
  const escaped = name.replace("*", "\\*");
  const marks = new RegExp(String.raw`\\(begin|end)\s*\{${escaped}\}`, "g");
  marks.lastIndex = at;
  let depth = 0;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    depth += mark[1] === "begin" ? 1 : -1;
    if (depth === 0) {
      const end = marks.lastIndex;
      return { tex: text.slice(at, end), display: name !== "math", end, isComplete: true };
    }
  }
  return { tex: text.slice(at), display: true, end: text.length, isComplete: false };
}
