import { lineEnd, lineStart, withLineFeeds, type Document } from "../document.ts";

/** A problem in a text. */
export interface Problem {
  /** What to solve, without the marks around it. */
  readonly text: string;
  /** Where it stands, marks and all, in offsets. */
  readonly start: number;
  readonly end: number;
}

/** A part of a text, in offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The problem that a person means: what is selected, or else what the cursor is in: a `problem`, `exercise` or
 * `question` of LaTeX, a list item or a section of Markdown, or a comment. Undefined when there is none.
 */
export function problemAt(document: Document, selection: Span): Problem | undefined {
  const { text, languageId } = document;
  const selected = problemIn(text, selection, (raw) => raw);
  if (selected !== undefined) return selected;
  const finders = findersFor(languageId);
  for (const find of finders) {
    const found = find(text, selection.start, languageId);
    if (found !== undefined) return found;
  }
  return undefined;
}

type Finder = (text: string, offset: number, languageId: string) => Problem | undefined;

function findersFor(languageId: string): readonly Finder[] {
  switch (languageId) {
    case "latex":
    case "tex":
      return [environmentAt, lineCommentAt];
    case "markdown":
      return [blockCommentAt, listItemAt, sectionAt];
    case "plaintext":
      return [];
    default:
      return [blockCommentAt, lineCommentAt];
  }
}

/** What is left of a span without the white space around it and what `clean` takes away; undefined when nothing is. */
function problemIn(
  text: string,
  { start, end }: Span,
  clean: (raw: string) => string,
): Problem | undefined {
  const raw = text.slice(start, end);
  const cleaned = clean(withLineFeeds(raw)).trim();
  if (cleaned === "") return undefined;
  const leading = raw.length - raw.trimStart().length;
  return { text: cleaned, start: start + leading, end: start + raw.trimEnd().length };
}

const latexEdge =
  /(?<!\\)(?:\\\\)*%[^\n]*|\\begin\{(verbatim|lstlisting|comment)\*?\}[^]*?\\end\{\1\*?\}|\\(begin|end)[ \t]*\{((?:problem|exercise|question)\*?)\}/g;

function environmentAt(text: string, offset: number): Problem | undefined {
  const open: { readonly name: string; readonly at: number; readonly from: number }[] = [];
  for (const found of text.matchAll(latexEdge)) {
    const [token, , edge, name = ""] = found;
    const at = found.index;
    if (edge === "begin") {
      if (at > offset && open.length === 0) return undefined;
      open.push({ name, at, from: at + token.length });
    } else if (edge === "end" && open.at(-1)?.name === name) {
      const begun = open.pop();
      const end = at + token.length;
      if (begun === undefined || end < offset || begun.at > offset) continue;
      const inside = latexText(text.slice(begun.from, at));
      return inside === "" ? undefined : { text: inside, start: begun.at, end };
    }
  }
  return undefined;
}

/** The statement in an environment, without its title, label and comments. */
function latexText(content: string): string {
  return withLineFeeds(content)
    .replace(/^[ \t]*\[[^\]\n]*\]/, "")
    .replaceAll(/\\label\{[^{}\n]*\}/g, "")
    .replaceAll(/(?<!\\)%[^\n]*/g, "")
    .replaceAll(/\n[ \t]*(?=\n)/g, "\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}

const itemMark = /^([ \t]*)(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)/;

/** The innermost list item around the offset, with all that is indented below it. */
function listItemAt(text: string, offset: number): Problem | undefined {
  let start = lineStart(text, offset);
  let deepest = Infinity;
  for (;;) {
    const line = text.slice(start, lineEnd(text, start));
    const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    const mark = itemMark.exec(line)?.[0];
    if (mark !== undefined && indent < deepest) return itemFrom(text, start, indent, mark.length);
    if (/^#{1,6}[ \t]/.test(line)) return undefined;
    // A paragraph that begins at the margin ends every list above it.
    const before = lineBefore(text, start);
    if (line.trim() !== "") {
      if (indent === 0 && (before === undefined || before.trim === "")) return undefined;
      deepest = Math.min(deepest, indent + 1);
    }
    if (before === undefined) return undefined;
    start = before.start;
  }
}

function lineBefore(
  text: string,
  start: number,
): { readonly start: number; readonly trim: string } | undefined {
  if (start === 0) return undefined;
  const breakLength = text.slice(start - 2, start) === "\r\n" ? 2 : 1;
  const end = start - breakLength;
  const from = lineStart(text, end);
  return { start: from, trim: text.slice(from, end).trim() };
}

function itemFrom(text: string, start: number, indent: number, mark: number): Problem | undefined {
  let end = lineEnd(text, start);
  let blank = false;
  for (let next = lineAfter(text, end); next !== undefined; next = lineAfter(text, next.end)) {
    const line = text.slice(next.start, next.end);
    const depth = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    if (line.trim() === "") {
      blank = true;
      continue;
    }
    const ends = depth <= indent && (blank || itemMark.test(line) || /^#{1,6}[ \t]/.test(line));
    if (ends || isAnswerTitle(line)) break;
    end = next.end;
    blank = false;
  }
  return problemIn(text, { start, end }, (raw) => unindented(raw.slice(mark)));
}

function lineAfter(text: string, end: number): Span | undefined {
  if (end >= text.length) return undefined;
  const start = end + (text.slice(end, end + 2) === "\r\n" ? 2 : 1);
  return { start, end: lineEnd(text, start) };
}

function unindented(text: string): string {
  return text.replaceAll(/\n[ \t]+/g, "\n");
}

/** Whether a line begins an answer that a person has written below a problem. */
function isAnswerTitle(line: string): boolean {
  return /^[ \t]*(?:\*\*|__|\*|_)?(?:solution|answer|proof)\b/i.test(line);
}

/** The text under the heading before the offset, up to the next one; the heading itself where it says something. */
function sectionAt(text: string, offset: number): Problem | undefined {
  const upTo = text.slice(0, lineEnd(text, offset));
  const heading = Array.from(upTo.matchAll(/^#{1,6}[ \t]+(.*)$/gm)).at(-1);
  if (heading === undefined) return undefined;
  const from = heading.index + heading[0].length;
  const rest = text.slice(from);
  const lines = rest.matchAll(/^.*$/gm);
  let end = text.length;
  for (const line of lines) {
    if (!/^#{1,6}[ \t]/.test(line[0]) && !isAnswerTitle(line[0])) continue;
    end = from + line.index;
    break;
  }
  return problemIn(text, { start: heading.index, end }, (raw) =>
    raw
      .replace(/^#{1,6}[ \t]+/, "")
      .replace(/^(?:problem|exercise|question)\b[^\n]{0,12}(?=\n|$)/i, ""),
  );
}

const blockComment = /\/-[-!]?[^]*?(?:-\/|$)|\/\*[^]*?(?:\*\/|$)|<!--[^]*?(?:-->|$)/g;

function blockCommentAt(text: string, offset: number): Problem | undefined {
  for (const found of text.matchAll(blockComment)) {
    const span = { start: found.index, end: found.index + found[0].length };
    if (span.start > offset) return undefined;
    if (span.end < offset) continue;
    return problemIn(text, span, (raw) =>
      raw
        .replace(/^(?:\/-[-!]?|\/\*+|<!--)/, "")
        .replace(/(?:-\/|\*\/|-->)$/, "")
        .replaceAll(/^[ \t]*\*?[ \t]?/gm, ""),
    );
  }
  return undefined;
}

/** The marks of comments by language; elsewhere the usual ones. */
const marks: Readonly<Record<string, RegExp>> = {
  latex: /^[ \t]*%+[ \t]?/,
  tex: /^[ \t]*%+[ \t]?/,
  lean4: /^[ \t]*--+[ \t]?/,
  lean: /^[ \t]*--+[ \t]?/,
};
const anyMark = /^[ \t]*(?:\/\/+|#+|--+|;+|%+)[ \t]?/;

/** The run of comment lines around the offset. */
function lineCommentAt(text: string, offset: number, languageId: string): Problem | undefined {
  const mark = (Object.hasOwn(marks, languageId) ? marks[languageId] : undefined) ?? anyMark;
  const isComment = (start: number): boolean => mark.test(text.slice(start, lineEnd(text, start)));
  let start = lineStart(text, offset);
  if (!isComment(start)) return undefined;
  for (
    let before = lineBefore(text, start);
    before !== undefined;
    before = lineBefore(text, start)
  ) {
    if (!isComment(before.start)) break;
    start = before.start;
  }
  let end = lineEnd(text, offset);
  for (let next = lineAfter(text, end); next !== undefined; next = lineAfter(text, end)) {
    if (!isComment(next.start)) break;
    end = next.end;
  }
  const eachLine = new RegExp(mark.source, "gm");
  return problemIn(text, { start, end }, (raw) => raw.replaceAll(eachLine, ""));
}

/** Words that make a text without any sign a mathematical one. */
const words =
  /\b(?:prove|proof|show that|how (?:many|much)|number|integer|prime|sum|product|angle|triangle|circle|square|cube|area|volume|probability|equation|function|polynomial|integral|derivative|limit|matrix|vector|group|ring|field|graph|set|sequence|series|average|percent|half|twice|one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|irrational|rational|infinite|infinitely)s?\b/i;

/** Whether there is anything in a text that mathematics could be done with. */
export function hasMathematics(text: string): boolean {
  return /[\p{Nd}\p{Sm}$\\^∎]/u.test(text) || words.test(text);
}
