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

interface Environment extends Span {
  /** What stands between its two ends. */
  readonly content: string;
}

function environmentAt(text: string, offset: number): Problem | undefined {
  for (const { start, end, content } of environments(text)) {
    if (start > offset || end < offset) continue;
    const inside = latexText(content);
    return inside === "" ? undefined : { text: inside, start, end };
  }
  return undefined;
}

/** Every problem that is closed, inner ones before those around them. */
function* environments(text: string): Generator<Environment, void> {
  const open: { readonly name: string; readonly start: number; readonly from: number }[] = [];
  for (const found of text.matchAll(latexEdge)) {
    const [token, , edge, name = ""] = found;
    const past = found.index + token.length;
    if (edge === "begin") open.push({ name, start: found.index, from: past });
    if (edge !== "end" || open.at(-1)?.name !== name) continue;
    const begun = open.pop();
    if (begun === undefined) continue;
    yield { start: begun.start, end: past, content: text.slice(begun.from, found.index) };
  }
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

const heading = /^#{1,6}[ \t]/;
const itemMark = /^([ \t]*)(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)/;

/** The innermost list item around the offset, with all that is indented below it. */
function listItemAt(text: string, offset: number): Problem | undefined {
  let deepest = Infinity;
  let line: Line | undefined = lineAt(text, offset);
  for (; line !== undefined; line = lineBefore(text, line.start)) {
    const mark = itemMark.exec(line.text)?.[0];
    if (mark !== undefined && line.indent < deepest) return itemFrom(text, line, mark.length);
    if (endsLists(line, lineBefore(text, line.start))) return undefined;
    if (line.text.trim() !== "") deepest = Math.min(deepest, line.indent + 1);
  }
  return undefined;
}

interface Line extends Span {
  readonly text: string;
  readonly indent: number;
}

function lineAt(text: string, offset: number): Line {
  const [start, end] = [lineStart(text, offset), lineEnd(text, offset)];
  const line = text.slice(start, end);
  return { start, end, text: line, indent: line.length - line.trimStart().length };
}

/** A heading, or a paragraph that begins at the margin. */
function endsLists(line: Line, before: Line | undefined): boolean {
  if (heading.test(line.text)) return true;
  const isFirst = before === undefined || before.text.trim() === "";
  return isFirst && line.indent === 0 && line.text !== "";
}

function lineBefore(text: string, start: number): Line | undefined {
  if (start === 0) return undefined;
  return lineAt(text, start - (text.slice(start - 2, start) === "\r\n" ? 2 : 1));
}

function lineAfter(text: string, end: number): Line | undefined {
  if (end >= text.length) return undefined;
  return lineAt(text, end + (text.slice(end, end + 2) === "\r\n" ? 2 : 1));
}

function itemFrom(text: string, item: Line, mark: number): Problem | undefined {
  let { end } = item;
  let blank = false;
  for (let next = lineAfter(text, end); next !== undefined; next = lineAfter(text, next.end)) {
    if (next.text.trim() === "") {
      blank = true;
      continue;
    }
    const begins = blank || itemMark.test(next.text) || heading.test(next.text);
    if ((next.indent <= item.indent && begins) || isAnswerTitle(next.text)) break;
    ({ end } = next);
    blank = false;
  }
  return problemIn(text, { start: item.start, end }, (raw) => unindented(raw.slice(mark)));
}

function unindented(text: string): string {
  return text.replaceAll(/\n[ \t]+/g, "\n");
}

/** Whether a line begins an answer that a person has written below a problem. */
function isAnswerTitle(line: string): boolean {
  return /^[ \t]*(?:\*\*|__|\*|_)?(?:solution|answer|proof)\b/i.test(line);
}

const number = /^(?:problem|exercise|question)\b[^\n]{0,12}(?=\n|$)/i;

/** The text under the heading before the offset, up to the next one; the heading itself where it says something. */
function sectionAt(text: string, offset: number): Problem | undefined {
  let first: Line | undefined = lineAt(text, offset);
  while (first !== undefined && !heading.test(first.text)) first = lineBefore(text, first.start);
  if (first === undefined) return undefined;
  let { end } = first;
  for (let next = lineAfter(text, end); next !== undefined; next = lineAfter(text, next.end)) {
    if (heading.test(next.text) || isAnswerTitle(next.text)) break;
    ({ end } = next);
  }
  return problemIn(text, { start: first.start, end }, (raw) =>
    raw.replace(/^#{1,6}[ \t]+/, "").replace(number, ""),
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
  const isComment = (line: Line): boolean => mark.test(line.text);
  let { start, end } = lineAt(text, offset);
  if (!isComment(lineAt(text, offset))) return undefined;
  for (let line = lineBefore(text, start); line !== undefined; line = lineBefore(text, start)) {
    if (!isComment(line)) break;
    ({ start } = line);
  }
  for (let line = lineAfter(text, end); line !== undefined; line = lineAfter(text, end)) {
    if (!isComment(line)) break;
    ({ end } = line);
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

/** Whether a text wants something done: what tells a problem from other notes and comments. */
export function isAsked(text: string): boolean {
  return (
    text.includes("?") ||
    /\b(?:calculate|compute|determine|evaluate|express|factor|find|prove|show|simplify|solve|what is)\b/i.test(
      text,
    )
  );
}
