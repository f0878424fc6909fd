import type { LatexCursor } from "../context/latex/cursor.ts";
import { environmentFacts, isStatement, structuring } from "../context/latex/names.ts";
import { nearest, type Nested, type Open } from "../context/latex/nesting.ts";
import { isIncomplete, isUnclosed, type Token } from "../context/latex/tokens.ts";
import type { DropReason } from "./language.ts";

/** What stands around an answer. */
export interface Surroundings {
  readonly cursor: LatexCursor;
  /** What the document says after the cursor, without the white space before it. */
  readonly says: string;
  /** The places at which a step may end. */
  readonly homes: ReadonlySet<Open>;
  /** What follows the cursor on its line, if anything. */
  readonly follower: Token | undefined;
}

/** A token of an answer, and what it does. */
export interface Step {
  readonly token: Token;
  readonly at: number;
  readonly end: number;
  /** What is open before it. */
  readonly open: Open;
  /** What is open after it. */
  readonly next: Open;
  /** What it closes; undefined when it does not fit to what is open. */
  readonly closed: readonly Nested[] | undefined;
  /** Whether a sentence has just ended before it. */
  readonly sentence: boolean;
  /** Whether the last visible token before it is a colon. */
  readonly colon: boolean;
  /** The answer, and where in `text` it starts. */
  readonly text: string;
  readonly start: number;
}

/** The end of a step at a token; `reason` tells why the answer is of no use if nothing comes before it. */
export interface StepEnd {
  readonly where: "before" | "after";
  readonly reason?: DropReason;
}

type Rule = (step: Step, around: Surroundings) => StepEnd | undefined;

const before: StepEnd = { where: "before" };
const after: StepEnd = { where: "after" };
const refused: StepEnd = { where: "before", reason: "refusedWord" };

/** Whether a token ends the step, and on which side of it. The first rule that says so decides. */
export function stepEnd(step: Step, around: Surroundings): StepEnd | undefined {
  for (const rule of rules) {
    const end = rule(step, around);
    if (end !== undefined) return end;
  }
  return undefined;
}

const rules: readonly Rule[] = [
  atStructure,
  atItem,
  atBreak,
  atMisfit,
  atNestedDisplay,
  atDocumentsCloser,
  atSentenceEnd,
  afterColon,
  atRowEnd,
  afterMaths,
  afterEnvironment,
];

/** Headings, and environments other than displays: nothing that one step could finish. */
function atStructure({ token, open }: Step): StepEnd | undefined {
  if (token.kind === "command") return structuring.has(token.name) ? refused : undefined;
  if (token.text.includes("\\end{document}")) return refused;
  if (token.kind !== "begin") return undefined;
  const { role } = environmentFacts(token.name);
  const fits = role === "display" || (role === "inner" && open.mode !== "text");
  return fits ? undefined : refused;
}

function atItem({ token, open, text, start, at }: Step): StepEnd | undefined {
  if (token.name !== "item") return undefined;
  const list = nearest(open, (node) => node.kind === "environment");
  const isList =
    list?.mode === "text" && !isStatement(list.name) && !/^(?:document|proof)$/.test(list.name);
  return isList && text.slice(start, at).trim() === "" ? undefined : refused;
}

function atBreak({ token, text, at }: Step): StepEnd | undefined {
  const unread = token.kind === "comment" || token.kind === "verbatim" || isUnclosed(token);
  const isBreak = token.kind === "blank" || unread || isIncomplete(token);
  return isBreak || text.startsWith("```", at) ? before : undefined;
}

/** An end without its beginning, or one that leaves something open. */
function atMisfit({ token, open, next, closed }: Step): StepEnd | undefined {
  if (closed === undefined) return before;
  if (next !== open) return undefined;
  switch (token.kind) {
    case "end":
    case "mathsEnd":
    case "right":
    case "braceEnd":
      return before;
    case "groupEnd":
      return open.mode === "text" ? undefined : before;
    default:
      return undefined;
  }
}

/** A display in the text of a formula, which TeX does not allow. */
function atNestedDisplay({ open, next }: Step): StepEnd | undefined {
  const isInMaths = nearest(open, (node) => node.mode !== "text") !== undefined;
  return startsDisplay(open, next) && isInMaths ? before : undefined;
}

function startsDisplay(open: Open, next: Open): boolean {
  const isOpened = next.kind !== "file" && next.outer === open;
  return isOpened && open.mode === "text" && next.mode === "display";
}

/** What closes something that the document closes, or what follows the cursor anyway. */
function atDocumentsCloser(
  { token, open, closed }: Step,
  around: Surroundings,
): StepEnd | undefined {
  const { cursor, follower } = around;
  if (closed?.some((node) => cursor.closed.has(node)) === true) return before;
  return open === cursor.open && follower?.text === token.text ? before : undefined;
}

function atSentenceEnd(step: Step, { homes }: Surroundings): StepEnd | undefined {
  const isEnd = step.sentence && step.token.kind === "space" && step.open.mode === "text";
  return isEnd && homes.has(step.open) ? before : undefined;
}

/** "We have: \[": the display is a step of its own. */
function afterColon({ colon, open, next }: Step, { homes }: Surroundings): StepEnd | undefined {
  return colon && startsDisplay(open, next) && homes.has(open) ? before : undefined;
}

function atRowEnd({ token, open }: Step, { homes, follower }: Surroundings): StepEnd | undefined {
  if (token.kind !== "row" || !homes.has(open)) return undefined;
  const around = nearest(open, (node) => node.kind === "environment" || node.kind === "maths");
  if (around?.kind !== "environment" || !environmentFacts(around.name).rows) return undefined;
  return follower?.kind === "row" || follower?.kind === "cell" ? before : after;
}

/** The cursor's formula is complete, or a display that the answer opened. */
function afterMaths({ open, next }: Step, { cursor, homes }: Surroundings): StepEnd | undefined {
  const leaves = open.mode !== "text" && next.mode === "text" && homes.has(next);
  return leaves && (cursor.open.mode !== "text" || open.mode === "display") ? after : undefined;
}

function afterEnvironment({ token, next }: Step, { homes }: Surroundings): StepEnd | undefined {
  return token.kind === "end" && next.mode === "text" && homes.has(next) ? after : undefined;
}
