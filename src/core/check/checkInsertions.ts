import { goalsOf, isFault, judgeStep, judgeWhole, type Judged, type Reading } from "./classify.ts";
import { candidateCopy, stepBaseline, wholeBaseline, type Copy } from "./copy.ts";
import type { Place } from "./place.ts";
import { readCopies, type CopyReading, type Outcome, type Stop } from "./readCopies.ts";
import { refusal } from "./refuse.ts";
import type { Round } from "./round.ts";
import { searches, withSuggestions } from "./tryThis.ts";

/** Has Lean read one copy of the declaration for each of `copies`; it can be asked again whatever it answers. */
export type Ask = (copies: readonly Copy[], axioms: boolean) => Promise<Round>;

/** An insertion, in which Lean may have had a tactic that searches replaced by what it found, and its verdict. */
export interface Verified {
  readonly insertion: string;
  readonly judged: Judged;
}

const timeout: Judged = { verdict: "timeout", goals: [], message: "Lean did not come to an end." };
const crash: Judged = { verdict: "error", goals: [], message: "Lean crashes on it." };

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
  const read = await readCopies([], [copy], (all) => ask(all, false));
  if (read.kind !== "done") return read;
  const [reading = "late"] = read.value.readings;
  if (reading === "late") return { insertion, judged: timeout };
  if (reading === "crashed") return { insertion, judged: crash };
  const found = withSuggestions(insertion, reading.messages, reading.region.insert);
  if (found !== undefined) return allowed(place, found);
  const error = reading.messages.find(isFault);
  const judged: Judged =
    error === undefined
      ? { verdict: "refused", goals: [], message: "It searches, and names no text that it found." }
      : { verdict: "error", goals: [], message: error.text };
  return { insertion, judged };
}

/** What Lean suggests may be anything that it knows of. */
function allowed(place: Place, found: string): string | Verified {
  const reason = refusal(place.text.slice(place.step, place.from) + found);
  if (reason === undefined) return found;
  return { insertion: found, judged: { verdict: "refused", goals: [], message: reason } };
}

async function checkOnce(
  place: Place,
  insertions: readonly string[],
  ask: Ask,
): Promise<Outcome<readonly Judged[]>> {
  const steps = await readSteps(place, insertions, ask);
  if (steps.kind !== "done") return steps;
  const { readings, baseline } = steps.value;
  if (place.inProof && place.holes.length > 0 && hasLostGoals(baseline.step)) {
    // What stands for the person's own holes may not do in their places.
    return await checkOnce({ ...place, holes: [] }, insertions, ask);
  }
  const judged = readings.map((reading, index) =>
    judgeReading(place, reading, baseline, insertions[index] ?? ""),
  );
  return await withWholes(place, insertions, judged, ask);
}

/** What closes is said to do so only once the whole declaration was accepted with it. */
async function withWholes(
  place: Place,
  insertions: readonly string[],
  judged: readonly ReturnType<typeof judgeReading>[],
  ask: Ask,
): Promise<Outcome<readonly Judged[]>> {
  const closing = insertions.filter((_, index) => judged[index]?.verdict === "closing");
  const wholes = closing.length === 0 ? undefined : await readWholes(place, closing, ask);
  if (wholes !== undefined && wholes.kind !== "done") return wholes;
  const rest = (wholes?.value ?? []).values();
  const value = judged.map((step) =>
    step.verdict === "closing" ? (rest.next().value ?? timeout) : step,
  );
  return { kind: "done", value };
}

function hasLostGoals(reading: Reading | undefined): boolean {
  return reading !== undefined && goalsOf(reading) === undefined;
}

/** What the candidates do where they stand; with all that follows where that cannot be left out or is nothing. */
async function readSteps(
  place: Place,
  insertions: readonly string[],
  ask: Ask,
): Promise<Outcome<{ readonly readings: readonly CopyReading[]; readonly baseline: Baseline }>> {
  const whole = place.bound || !place.inProof;
  const fixed = [
    ...(place.inProof ? [stepBaseline(place)] : []),
    ...(whole ? [wholeBaseline(place)] : []),
  ];
  const copies = insertions.map((insert) => candidateCopy(place, insert, whole));
  const axioms = whole || !place.followed;
  const read = await readCopies(fixed, copies, (all) => ask(all, axioms));
  if (read.kind !== "done") return read;
  const { readings, fixed: references } = read.value;
  return {
    kind: "done",
    value: { readings, baseline: { step: references[0], whole: references.at(-1) } },
  };
}

/** The copies without the candidate; undefined where Lean never came to them. */
interface Baseline {
  readonly step: Reading | undefined;
  readonly whole: Reading | undefined;
}

function judgeReading(
  place: Place,
  reading: CopyReading,
  { step, whole }: Baseline,
  insertion: string,
): Judged | { readonly verdict: "closing" } {
  if (reading === "crashed") return crash;
  if (reading === "late" || step === undefined || whole === undefined) return timeout;
  if (!place.inProof) return judgeWhole({ reading, baseline: whole }, insertion);
  const judged = judgeStep({ reading, baseline: step }, insertion);
  const later = place.followed && !place.bound;
  return judged.verdict === "closing" && !later
    ? judgeWhole({ reading, baseline: whole }, insertion)
    : judged;
}

/** What becomes of the whole declaration with each of these insertions in its real place. */
async function readWholes(
  place: Place,
  insertions: readonly string[],
  ask: Ask,
): Promise<Outcome<readonly Judged[]>> {
  const copies = insertions.map((insert) => candidateCopy(place, insert, true));
  const read = await readCopies([wholeBaseline(place)], copies, (all) => ask(all, true));
  if (read.kind !== "done") return read;
  const [baseline] = read.value.fixed;
  const value = read.value.readings.map((reading, index) => {
    if (reading === "crashed") return crash;
    if (reading === "late" || baseline === undefined) return timeout;
    return judgeWhole({ reading, baseline }, insertions[index] ?? "");
  });
  return { kind: "done", value };
}
