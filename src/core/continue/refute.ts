import { tokens } from "../context/latex/cursor.ts";
import type { Definition } from "../context/latex/definitions.ts";
import { advance, type Open } from "../context/latex/nesting.ts";
import { structureOf, type Structure } from "../context/latex/structure.ts";
import { checkDerivation, type CheckedStep } from "../derive/checkDerivation.ts";
import { formulaAt } from "../derive/derivationAt.ts";
import { stepInWords } from "../derive/words.ts";
import type { ContinuedStep } from "./continuer.ts";

/** What steps are written into. */
export interface Ground {
  /** The document up to the place, and what is open there. */
  readonly before: Structure;
  readonly open: Open;
  /** Other files of the document, and the macros in force at the place. */
  readonly others: readonly Structure[];
  readonly macros: ReadonlyMap<string, Definition>;
}

/** How many of the last steps are looked at again: what follows a display may say what its letters are. */
const open = 2;

/**
 * The steps, with what numbers refute of the chains in them. A chain may begin in the document or in an earlier step.
 * `known` are the steps as they were when there were fewer.
 */
export function withStates(
  texts: readonly string[],
  known: readonly ContinuedStep[],
  ground: Ground,
): readonly ContinuedStep[] {
  const settled = known.slice(0, Math.max(0, Math.min(known.length, texts.length - open)));
  let end = settled.reduce((sum, { text }) => sum + text.length, 0);
  const refuted = refutedIn(texts.join(""), end, ground);
  const rest = texts.slice(settled.length).map((text) => {
    const from = ground.before.text.length + end;
    end += text.length;
    const own = refuted.filter(({ to }) => from <= to.at && to.at < from + text.length);
    const words = own.map((step) => stepInWords(step));
    return {
      text,
      state: words.length === 0 ? ({ kind: "unchecked" } as const) : { kind: "refuted", words },
    } satisfies ContinuedStep;
  });
  return [...settled, ...rest];
}

/** What is refuted in the formulas that are not over before `from`. */
function refutedIn(written: string, from: number, ground: Ground): readonly CheckedStep[] {
  const { before, others, macros } = ground;
  const structure = structureOf(before.text + written, before);
  return formulasIn(written, ground.open).flatMap(({ at, end }) => {
    const formula = end < from ? undefined : formulaAt(structure, before.text.length + at, others);
    const steps = formula === undefined ? [] : checkDerivation({ ...formula, macros });
    return steps.filter(({ verdict }) => verdict.kind === "refuted");
  });
}

/** The formulas of a text that starts in `root`: a place in each, and where it ends. */
function formulasIn(
  text: string,
  root: Open,
): readonly { readonly at: number; readonly end: number }[] {
  const found: { at: number; end: number }[] = [];
  let around = root;
  let start = 0;
  for (const { token, at, end, previous } of tokens(text, () => around)) {
    const next = advance(around, { token, at, previous });
    if (around.mode === "text" && next.mode !== "text") start = end;
    if (around.mode !== "text" && next.mode === "text") found.push({ at: start, end: at });
    around = next;
  }
  return around.mode === "text" ? found : [...found, { at: start, end: text.length }];
}
