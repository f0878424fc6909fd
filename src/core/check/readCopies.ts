import type { LeanProblem } from "../lean.ts";
import type { Reading } from "./classify.ts";
import type { Copy } from "./copy.ts";
import type { Round } from "./round.ts";

/** Why there is no verdict. */
export type Stop = { readonly kind: "aborted" } | LeanProblem;

export type Outcome<T> = { readonly kind: "done"; readonly value: T } | Stop;

/** What Lean said of a copy, or that it never came to its end. */
export type CopyReading = Reading | "late" | "crashed";

interface Readings {
  /** Of the copies that have no candidate. */
  readonly fixed: readonly Reading[];
  readonly readings: readonly CopyReading[];
}

type AskCopies = (copies: readonly Copy[]) => Promise<Round>;

/** Reads all copies, each time without those that Lean got stuck at. */
export async function readCopies(
  fixed: readonly Copy[],
  copies: readonly Copy[],
  ask: AskCopies,
): Promise<Outcome<Readings>> {
  const failed = new Map<Copy, "late" | "crashed">();
  let crashed = false;
  for (;;) {
    const open = copies.filter((copy) => !failed.has(copy));
    const round = await ask([...fixed, ...open]);
    if (round.kind === "read") {
      const rest = round.readings.slice(fixed.length).values();
      const readings = copies.map((copy) => failed.get(copy) ?? rest.next().value ?? "late");
      return { kind: "done", value: { fixed: round.readings.slice(0, fixed.length), readings } };
    }
    if (round.kind !== "late" && round.kind !== "crashed") return round;
    if (round.kind === "crashed" && !crashed) {
      // Somebody else may have ended it.
      crashed = true;
      continue;
    }
    const culprit = culpritOf(round, open, fixed.length);
    if (culprit === "unknown") return await readEach(fixed, copies, ask);
    if (culprit === undefined) return stuck;
    failed.set(culprit, round.kind);
  }
}

const stuck: Stop = { kind: "leanStopped", detail: "Lean does not get through this proof." };

/** Undefined when it is none of the candidates. */
function culpritOf(
  round: Round & { readonly kind: "late" | "crashed" },
  open: readonly Copy[],
  fixed: number,
): Copy | "unknown" | undefined {
  if (round.kind === "late" && round.culprit !== undefined) return open[round.culprit - fixed];
  return open.length > 1 ? "unknown" : open[0];
}

async function readEach(
  fixed: readonly Copy[],
  copies: readonly Copy[],
  ask: AskCopies,
): Promise<Outcome<Readings>> {
  const readings: CopyReading[] = [];
  let references: readonly Reading[] = [];
  for (const copy of copies) {
    const one = await readCopies(fixed, [copy], ask);
    if (one.kind !== "done") return one;
    references = one.value.fixed;
    readings.push(...one.value.readings);
  }
  return { kind: "done", value: { fixed: references, readings } };
}
