import { leanCode } from "../context/lean/code.ts";
import type { Position } from "../document.ts";
import type { Checked } from "../lean.ts";
import { strangeAxioms } from "./axioms.ts";
import { holeName } from "./copy.ts";
import { areSome, sameGoals, unsolvedIn } from "./goals.ts";
import type { Message } from "./messages.ts";

/** What Lean said about one copy of a declaration; lines count from the first of the copy. */
export interface Reading {
  readonly messages: readonly Message[];
  /** Goals at the place that was asked about; undefined where Lean has none. */
  readonly goals: readonly string[] | undefined;
  /** Undefined where Lean was not asked, or knows no such declaration. */
  readonly axioms: readonly string[] | undefined;
  /** Names of declarations before it that Lean warned of because of their `sorry`. */
  readonly sorried: readonly string[];
  readonly region: Region;
}

/** The step of a copy that has the candidate in it. */
export interface Region {
  readonly start: Position;
  /** Where the candidate's own text begins. */
  readonly insert: Position;
  /** Undefined in a copy that ends with the candidate. */
  readonly end: Position | undefined;
}

export type Judged = Omit<Checked, "text">;

/** No goal is left in the candidate's block: the whole declaration has to say the rest. */
export type StepJudged = Judged | { readonly verdict: "closing" };

export interface Compared {
  readonly reading: Reading;
  /** The same copy with `skip` or `sorry` for the candidate: what it has too is not the candidate's fault. */
  readonly baseline: Reading;
}

/** What the candidate does where it stands, whatever follows it. */
export function judgeStep(compared: Compared, candidate: string): StepJudged {
  const { reading, baseline } = compared;
  const own = ownErrors(compared);
  if (own.length > 0) return failed(own);
  const after = reading.goals;
  const before = goalsOf(baseline);
  if (before === undefined || after === undefined) {
    return judged("error", [], baseline.messages.find(isFault)?.text ?? "Lean has no goals here.");
  }
  const hole = reading.messages.find(isHole)?.text ?? literalHole(candidate);
  return hole === undefined ? compareGoals(before, after) : judged("sorry", after, hole);
}

function compareGoals(before: readonly string[], after: readonly string[]): StepJudged {
  if (sameGoals(after, before)) return judged("noChange", after);
  if (after.length === 0) return { verdict: "closing" };
  return judged(areSome(after, before.slice(1)) ? "closesGoal" : "progress", after);
}

/** What becomes of the whole declaration with a candidate that leaves no goal in its block. */
export function judgeWhole(compared: Compared, candidate: string): Judged {
  const { reading, baseline } = compared;
  const own = ownErrors(compared);
  if (own.length > 0) return failed(own);
  const errors = reading.messages.filter(isError);
  const broken = reading.messages.filter((error) => isFault(error) && !shared(error, baseline));
  if (broken.length > 0) {
    return judged("error", [], `What follows no longer fits: ${textOf(broken)}`);
  }
  const hole = reading.messages.find(isHole);
  if (errors.length > 0) {
    const left = errors.flatMap(({ unsolved, text }) => (unsolved ? unsolvedIn(text) : []));
    return hole === undefined
      ? judged("closesGoal", left, textOf(errors))
      : judged("sorry", left, hole.text);
  }
  if (hole !== undefined) return judged("sorry", [], hole.text);
  return judgeAxioms(reading, candidate);
}

function judgeAxioms({ axioms, sorried }: Reading, candidate: string): Judged {
  if (axioms === undefined) return judged("error", [], "Lean did not accept the declaration.");
  const strange = strangeAxioms(axioms).filter((name) => !name.endsWith(holeName));
  if (strange.includes("sorryAx")) {
    const used = sorried.filter((name) => mentions(candidate, name));
    const names = (used.length > 0 ? used : sorried).join(", ");
    return judged(
      "sorry",
      [],
      names === "" ? "rests on a sorry elsewhere" : `rests on ${names} (sorry)`,
    );
  }
  if (strange.length > 0) return judged("axiom", [], `rests on ${strange.join(", ")} (axiom)`);
  return judged("closesAll", []);
}

/** Whether a Lean text speaks of a name, by its last part at least. */
function mentions(text: string, name: string): boolean {
  const last = name.slice(name.lastIndexOf(".") + 1);
  return leanCode(text)
    .code.split(/[^\p{L}\p{N}_'!?]+/u)
    .includes(last);
}

/** The goals at the place; behind an error Lean takes all for proved, and there are none to speak of. */
export function goalsOf({ goals, messages }: Reading): readonly string[] | undefined {
  return goals?.length === 0 && messages.some(isFault) ? undefined : goals;
}

/** Errors that the candidate brought, in its step or, as of a whole that makes no sense, before it. */
function ownErrors({ reading, baseline }: Compared): readonly Message[] {
  const { region } = reading;
  return reading.messages.filter((message) => {
    if (!isError(message)) return false;
    if (isBefore(message.start, region.start)) {
      return !message.unsolved && !shared(message, baseline);
    }
    if (region.end === undefined || isBefore(message.start, region.end)) return true;
    return isParseError(message) && !shared(message, baseline);
  });
}

function failed(errors: readonly Message[]): Judged {
  const late = errors.some(({ text }) =>
    /\(deterministic\) timeout|maximum recursion depth/.test(text),
  );
  return judged(late ? "timeout" : "error", [], textOf(errors));
}

function judged(verdict: Judged["verdict"], goals: readonly string[], message?: string): Judged {
  return { verdict, goals, message };
}

/** Both copies have it: the person's own. Lines behind the candidate may have moved. */
function shared(error: Message, { messages }: Reading): boolean {
  return messages.some(
    (other) =>
      isError(other) &&
      other.text === error.text &&
      other.start.character === error.start.character,
  );
}

/** An error that is none of a proof that just is not finished. */
export function isFault({ severity, unsolved }: Message): boolean {
  return severity === "error" && !unsolved;
}

function textOf(errors: readonly Message[]): string {
  return errors.map(({ text }) => text).join("\n");
}

function isError({ severity }: Message): boolean {
  return severity === "error";
}

/** Older versions write 'sorry', newer ones `sorry`. */
export function isHole({ severity, text }: Message): boolean {
  return severity === "warning" && /declaration uses [`'"]?sorry/.test(text);
}

/** Lean warns of a `sorry` only where the declaration has no error, as an unfinished one has. */
function literalHole(candidate: string): string | undefined {
  const { code } = leanCode(candidate);
  const [word] =
    /(?<![\p{L}\p{N}_'.!?«])(?:sorry|admit|sorryAx)(?![\p{L}\p{N}_'!?»])/u.exec(code) ?? [];
  return word === undefined ? undefined : `It has a ${word} in it.`;
}

function isParseError({ text }: Message): boolean {
  return /^(?:unexpected |expected |unterminated |invalid )/.test(text);
}

function isBefore(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}
