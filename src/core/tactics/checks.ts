import { refusal } from "../check/refuse.ts";
import type { Checked, CheckReply, LeanChecker, LeanProblem } from "../lean.ts";
import type { TacticPlace } from "./place.ts";
import { better } from "./rank.ts";
import type { Origin } from "./suggester.ts";

/** A tactic to be checked, in each form that could be inserted, better ones first. */
export interface Candidate {
  readonly texts: readonly string[];
  readonly origin: Origin;
  readonly score: number | undefined;
  /** The whole tactic; a closer's name. */
  readonly tactic: string;
}

/**
 * Has candidates checked, one batch after the other, since a check ends the one before it. What comes while a batch
 * is on its way makes the next.
 */
export class Checks {
  readonly #checker: LeanChecker;
  readonly #place: TacticPlace;
  readonly #onChecked: (candidate: Candidate, checked: Checked) => void;
  #waiting: readonly Candidate[] = [];
  #running: Promise<void> | undefined;
  /** Why Lean cannot be asked. */
  problem: LeanProblem | undefined;

  constructor(
    ports: { readonly checker: LeanChecker; readonly place: TacticPlace },
    onChecked: (candidate: Candidate, checked: Checked) => void,
  ) {
    this.#checker = ports.checker;
    this.#place = ports.place;
    this.#onChecked = onChecked;
  }

  add(candidates: readonly Candidate[]): void {
    this.#waiting = [...this.#waiting, ...candidates];
  }

  /** Resolves when all that was added is checked, or the signal has ended it. What is left then waits. */
  async run(signal: AbortSignal): Promise<void> {
    this.#running ??= this.#drain(signal).finally(() => {
      this.#running = undefined;
    });
    await this.#running;
  }

  async #drain(signal: AbortSignal): Promise<void> {
    while (this.#waiting.length > 0 && !signal.aborted) {
      const batch = this.#waiting;
      this.#waiting = [];
      const { asked, typed } = this.#place;
      const steps = batch.flatMap(({ texts }) => texts.map((text) => typed + text));
      const reply = await this.#checker.check(asked, steps, signal);
      if (!this.#take(batch, reply)) return;
    }
  }

  /** False when there is no answer to go on with. */
  #take(batch: readonly Candidate[], reply: CheckReply): boolean {
    switch (reply.kind) {
      case "checked":
        this.#hand(batch, reply.results);
        return true;
      case "aborted":
        this.#waiting = [...batch, ...this.#waiting];
        return false;
      default:
        this.problem = reply;
        this.#hand(
          batch,
          batch.flatMap(({ texts }) => texts.map((text) => unchecked(text, this.#place.typed))),
        );
        return true;
    }
  }

  /** Of each candidate's forms the best one counts. */
  #hand(batch: readonly Candidate[], results: readonly Checked[]): void {
    let from = 0;
    for (const candidate of batch) {
      const [first, ...others] = results.slice(from, (from += candidate.texts.length));
      if (first === undefined) continue;
      this.#onChecked(
        candidate,
        others.reduce((best, other) => (better(other, best) ? other : best), first),
      );
    }
  }
}

/** What nobody checks may be unsafe all the same. */
function unchecked(text: string, typed: string): Checked {
  const message = refusal(typed + text);
  return { text, verdict: message === undefined ? "unchecked" : "refused", goals: [], message };
}
