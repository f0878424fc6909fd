/** Line comments where they are not `//`. */
const marks: Readonly<Record<string, string>> = {
  latex: "%",
  tex: "%",
  lean4: "--",
  lean: "--",
  python: "#",
  r: "#",
  julia: "#",
  ruby: "#",
  perl: "#",
  shellscript: "#",
  yaml: "#",
  haskell: "--",
  sql: "--",
  matlab: "%",
  plaintext: "",
};

/** A text as a comment of a language. */
export function commented(text: string, languageId: string): string {
  // Two hyphens would end the comment.
  if (languageId === "markdown") return `<!-- ${text.replaceAll(/-(?=-)/g, "- ")} -->`;
  const mark = (Object.hasOwn(marks, languageId) ? marks[languageId] : undefined) ?? "//";
  return text
    .split("\n")
    .map((line) => `${mark} ${line}`.trim())
    .join("\n");
}

/** One change of a text, in offsets of the text before it. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Where a place is after a change: text that is put right there comes behind it. */
export function movedBy(offset: number, { start, end, text }: Change): number {
  if (start >= offset) return offset;
  return end <= offset ? offset + text.length - (end - start) : start + text.length;
}

/** A part of a text that may have changed since. */
export interface Mark {
  /** The part as it stood there. */
  readonly raw: string;
  /** Its end, moved along with every change that was heard of. */
  readonly end: number;
  /** Whether every change was heard of. */
  readonly followed: boolean;
}

/** Where the part ends now; undefined when it cannot be told. */
export function endOf({ raw, end, followed }: Mark, text: string): number | undefined {
  if (followed) return Math.min(end, text.length);
  const start = text.indexOf(raw);
  const isUnique = raw !== "" && start >= 0 && !text.includes(raw, start + 1);
  return isUnique ? start + raw.length : undefined;
}

/** A part of a text that was put there. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a part is after a change; empty once all of it is taken away or replaced. */
export function spanAfter(span: Span, change: Change): Span {
  const { start, end, text } = change;
  const more = text.length - (end - start);
  if (start >= span.end) return span;
  if (end <= span.start) return { start: span.start + more, end: span.end + more };
  const first = start >= span.start ? span.start : start + text.length;
  return { start: first, end: end >= span.end ? Math.max(first, start) : span.end + more };
}

/** Whether a text goes into the line behind a place, or in lines of its own below. */
export type Manner = "inLine" | "below";

/** An insertion with the spaces or line breaks that it needs between these parts of a line. */
export function fitted(
  text: string,
  line: { readonly before: string; readonly after: string },
  manner: Manner,
): string {
  if (manner === "below") return `\n${text}${line.after.trim() === "" ? "" : "\n"}`;
  const left = line.before === "" || /[\s([{]$/.test(line.before) ? "" : " ";
  return `${left}${text}${/^[\p{L}\p{N}$\\]/u.test(line.after) ? " " : ""}`;
}
