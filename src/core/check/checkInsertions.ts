import type { LeanProblem } from "../lean.ts";
import { judgeStep, judgeWhole, type Judged, type Reading } from "./classify.ts";
import { candidateCopy, stepBaseline, wholeBaseline, type Copy } from "./copy.ts";
import type { Place } from "./place.ts";
import type { Round } from "./round.ts";
import { searches, withSuggestions } from "./tryThis.ts";

/** Has Lean read one copy of the declaration for each of `copies`; it can be asked again whatever it answers. */
export type Ask = (copies: readonly Copy[], axioms: boolean) => Promise<Round>;

/** Why there is no verdict. */
type Stop = { readonly kind: "aborted" } | LeanProblem;

/** An insertion, in which Lean may have had a tactic that searches replaced by what it found, and its verdict. */
export interface Verified {
  readonly insertion: string;
  readonly judged: Judged;
}

const timeout: Judged = { verdict: "timeout", goals: [], message: "Lean did not come to an end." };

type Outcome<T> = { readonly kind: "done"; readonly value: T } | Stop;

/** What Lean says to each insertion at the place. */
export async function checkInsertions(
  place: Place,
  insertions: readonly string[],
  ask: Ask,
): Promise<Outcome<readonly Verified[]>> {
  const texts: (string | Verified)[] = [];
  for (const insertion of insertions) {
    const found = searches(insertion) ? await search(place, insertion, ask) : insertion;
    if (typeof found !== "string" && "kind" in found) return found;
    texts.push(found);
  }
  const open = texts.filter((text) => typeof text === "string");
  const checked = open.length === 0 ? undefined : await checkOnce(place, open, ask);
  if (checked !== undefined && checked.kind !== "done") return checked;
  const rest = (checked?.value ?? []).values();
  const value = texts.map((text) =>
    typeof text === "string" ? { insertion: text, judged: rest.next().value ?? timeout } : text,
  );
  return { kind: "done", value };
}

/**
 * The insertion with what its searching tactics find instead of them. It is asked for in a version of its own:
 * the search would find the other copies.
 */
async function search(
  place: Place,
  insertion: string,
  ask: Ask,
): Promise<string | Verified | Stop> {
  const copy = candidateCopy(place, insertion, place.bound || !place.inProof);
  const round = await ask([copy], false);
  if (round.kind === "late") return { insertion, judged: timeout };
  if (round.kind !== "read") return round;
  const [reading] = round.readings;
  const found = reading && withSuggestions(insertion, reading.messages, reading.region.insert);
  if (found !== undefined) return found;
  const error = reading?.messages.find(
    ({ severity, unsolved }) => severity === "error" && !unsolved,
  );
  const judged: Judged =
    error === undefined
      ? { verdict: "refused", goals: [], message: "It searches, and names no text that it found." }
      : { verdict: "error", goals: [], message: error.text };
  return { insertion, judged };
}

async function checkOnce(
  place: Place,
  insertions: readonly string[],
  ask: Ask,
): Promise<Outcome<readonly Judged[]>> {
  const steps = await readSteps(place, insertions, ask);
  if (steps.kind !== "done") return steps;
  const { readings, baseline } = steps.value;
  const judged = readings.map((reading, index) =>
    judgeReading(place, reading, baseline, insertions[index] ?? ""),
  );
  const closing = insertions.filter((_, index) => judged[index]?.verdict === "closing");
  const wholes = closing.length === 0 ? undefined : await readWholes(place, closing, ask);
  if (wholes !== undefined && wholes.kind !== "done") return wholes;
  const rest = (wholes?.value ?? []).values();
  const value = judged.map((step) =>
    step.verdict === "closing" ? (rest.next().value ?? timeout) : step,
  );
  return { kind: "done", value };
}

/** What the candidates do where they stand; with all that follows where that cannot be left out or is nothing. */
async function readSteps(
  place: Place,
  insertions: readonly string[],
  ask: Ask,
): Promise<Outcome<{ readonly readings: readonly LateReading[]; readonly baseline: Baseline }>> {
  const whole = place.bound || !place.inProof;
  const fixed = [
    ...(place.inProof ? [stepBaseline(place)] : []),
    ...(whole ? [wholeBaseline(place)] : []),
  ];
  const copies = insertions.map((insert) => candidateCopy(place, insert, whole));
  const axioms = whole || !place.followed;
  const read = await readAll(fixed, copies, (all) => ask(all, axioms));
  if (read.kind !== "done") return read;
  const { readings, fixed: references } = read.value;
  return {
    kind: "done",
    value: { readings, baseline: { step: references[0], whole: references.at(-1) } },
  };
}

type LateReading = Reading | undefined;

/** The copies without the candidate; undefined where Lean never came to them. */
interface Baseline {
  readonly step: Reading | undefined;
  readonly whole: Reading | undefined;
}

function judgeReading(
  place: Place,
  reading: LateReading,
  { step, whole }: Baseline,
  insertion: string,
): Judged | { readonly verdict: "closing" } {
  if (reading === undefined || step === undefined || whole === undefined) return timeout;
  if (!place.inProof) return judgeWhole({ reading, baseline: whole });
  const judged = judgeStep({ reading, baseline: step }, insertion);
  const later = place.followed && !place.bound;
  return judged.verdict === "closing" && !later ? judgeWhole({ reading, baseline: whole }) : judged;
}

/** What becomes of the whole declaration with each of these insertions in its real place. */
async function readWholes(
  place: Place,
  insertions: readonly string[],
  ask: Ask,
): Promise<Outcome<readonly Judged[]>> {
  const copies = insertions.map((insert) => candidateCopy(place, insert, true));
  const read = await readAll([wholeBaseline(place)], copies, (all) => ask(all, true));
  if (read.kind !== "done") return read;
  const [baseline] = read.value.fixed;
  const value = read.value.readings.map((reading) =>
    reading === undefined || baseline === undefined ? timeout : judgeWhole({ reading, baseline }),
  );
  return { kind: "done", value };
}

/** Undefined for a copy that Lean does not come to the end of. */
interface ReadCopies {
  readonly fixed: readonly Reading[];
  readonly readings: readonly (Reading | undefined)[];
}

/** Reads all copies, each time without those that Lean got stuck at. */
async function readAll(
  fixed: readonly Copy[],
  copies: readonly Copy[],
  ask: (copies: readonly Copy[]) => Promise<Round>,
): Promise<Outcome<ReadCopies>> {
  let open = copies.map((_, index) => index);
  for (;;) {
    const round = await ask([...fixed, ...open.flatMap((index) => copies[index] ?? [])]);
    if (round.kind === "read") {
      const found = new Map(open.map((index, at) => [index, round.readings[fixed.length + at]]));
      const readings = copies.map((_, index) => found.get(index));
      return { kind: "done", value: { fixed: round.readings.slice(0, fixed.length), readings } };
    }
    if (round.kind !== "late") return round;
    if (open.length === 0 || (round.culprit ?? fixed.length) < fixed.length) {
      return { kind: "leanStopped", detail: "The proof takes too long without a candidate." };
    }
    if (round.culprit === undefined && open.length > 1)
      return await readOneByOne(fixed, copies, ask);
    const stuck = (round.culprit ?? fixed.length) - fixed.length;
    open = open.filter((_, at) => at !== stuck);
  }
}

async function readOneByOne(
  fixed: readonly Copy[],
  copies: readonly Copy[],
  ask: (copies: readonly Copy[]) => Promise<Round>,
): Promise<Outcome<ReadCopies>> {
  const readings: (Reading | undefined)[] = [];
  let references: readonly Reading[] = [];
  for (const copy of copies) {
    const one = await readAll(fixed, [copy], ask);
    if (one.kind !== "done") return one;
    references = one.value.fixed;
    readings.push(one.value.readings[0]);
  }
  return { kind: "done", value: { fixed: references, readings } };
}
