import { leanCode } from "../context/lean/code.ts";
import { applyEdits, letterOf, renamed, renames, type Edit } from "./names.ts";
import type { Place } from "./place.ts";

/** One copy of the declaration under work. */
export interface Copy {
  /** Replaces the text of the document between these offsets. */
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  /** Whether the text behind `to` is kept. */
  readonly whole: boolean;
  /** Whether the goals before or after the inserted text are wanted. */
  readonly goals: "before" | "after";
}

export function candidateCopy(place: Place, insert: string, whole: boolean): Copy {
  return { from: place.from, to: place.to, insert, whole, goals: "after" };
}

/** The place without a candidate, where Lean tells the goals before it. */
export function stepBaseline({ step, stepEnd, bound, glue }: Place): Copy {
  return { from: step, to: stepEnd, insert: `${glue}skip`, whole: bound, goals: "before" };
}

/** The whole with a hole for the candidate: what Lean does not like of it is the person's own. */
export function wholeBaseline({ step, from, to, stepEnd, inProof, glue }: Place): Copy {
  const range = inProof ? { from: step, to: stepEnd } : { from, to };
  return { ...range, insert: `${glue}sorry`, whole: true, goals: "before" };
}

/** The text of a copy and offsets in it, in UTF-16 code units. */
export interface WrittenCopy {
  readonly text: string;
  /** Where the step of the place begins and ends. */
  readonly step: number;
  readonly stepEnd: number;
  /** Where the inserted text begins. */
  readonly insert: number;
  /** What Lean is asked about by. */
  readonly name: string | undefined;
}

/** Stands for each `sorry` of the person's, so that one that a candidate brings can be told from it. */
export const holeName = "sorrυ";

/** Columns of all that is copied stay as they are; `number` makes its names different from those of other copies. */
export function writeCopy(place: Place, copy: Copy, number: number): WrittenCopy {
  const { text, declaration } = place;
  const { head, end } = declaration;
  const { edits, name } = heading(place, number);
  const indentation = " ".repeat(head - (text.lastIndexOf("\n", head - 1) + 1));
  const all = [...edits, ...holes(place)];
  const before = indentation + applyEdits(text, all, head, copy.from);
  const after = copy.whole ? applyEdits(text, all, copy.to, Math.max(end, copy.to)) : "";
  const whole = before + copy.insert + after;
  const { code } = leanCode(whole);
  const others = declaration.names.flatMap((word) => renames(code, word.text, number));
  const typed = applyEdits(text, all, Math.min(place.step, copy.from), copy.from);
  return {
    text: applyEdits(whole, others, 0, whole.length),
    step: before.length - typed.length,
    stepEnd: before.length + copy.insert.length + (copy.whole ? place.stepEnd - copy.to : 0),
    insert: before.length,
    name,
  };
}

function holes({ holes: all }: Place): readonly Edit[] {
  return all.map(({ offset, step }) => ({
    from: offset,
    to: offset + "sorry".length,
    text: step ? `exact ${holeName}` : holeName,
  }));
}

/** What changes before the proof: attributes have effects, and instances and examples become definitions. */
function heading({ text, declaration }: Place, number: number): { edits: Edit[]; name?: string } {
  const { head, keyword, name } = declaration;
  const lead = leanCode(text.slice(head, keyword.offset)).code;
  const edits = blanks(lead, /@\[(?:[^[\]]|\[[^[\]]*\])*\]/g, head);
  const behind = keyword.offset + keyword.text.length;
  const nameless = keyword.text === "example" || (keyword.text === "instance" && !name);
  const own = nameless ? letterOf(number).repeat(keyword.text.length - "def ".length) : undefined;
  if (own !== undefined || keyword.text === "instance") {
    // An instance would help the next copy, and an example has no name to ask about.
    const definition = `def ${own ?? ""}`.padEnd(keyword.text.length);
    edits.push(
      { from: keyword.offset, to: behind, text: definition },
      ...blanks(lead, /\b(?:local|scoped)\b/g, head),
      ...blanks(text.slice(behind, behind + 100), /^\s*\(priority[^()]*\)/g, behind),
    );
  }
  const kept = edits.map((edit) => (isBlank(edit, head) ? commented(edit) : edit));
  if (name === undefined) return own === undefined ? { edits: kept } : { edits: kept, name: own };
  const called = renamed(name.text, number);
  kept.push({ from: name.offset, to: name.offset + name.text.length, text: called });
  return { edits: kept, name: called };
}

function isBlank({ from, text }: Edit, head: number): boolean {
  return from === head && text.trim() === "";
}

/** A declaration that began further right than the original would want its proof there too. */
function commented(edit: Edit): Edit {
  return { ...edit, text: `/--${edit.text.slice("/--".length, -"-/".length)}-/` };
}

function blanks(text: string, pattern: RegExp, offset: number): Edit[] {
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
    from: offset + index,
    to: offset + index + found.length,
    text: found.replaceAll(/[^\n]/g, " "),
  }));
}
