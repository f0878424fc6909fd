import { unlessAborted } from "../abort.ts";
import type { Checked, Cursor, GoalsReply, LeanChecker, LeanProblem } from "../lean.ts";
import type { Logger } from "../log.ts";
import type { Model, ModelFailure, Target } from "../model.ts";
import { Checks, type Candidate } from "./checks.ts";
import type { Closers } from "./closers.ts";
import { insertions } from "./insertion.ts";
import type { TacticPlace } from "./place.ts";
import { accepted, closes, compare, insertable } from "./rank.ts";
import { ask, draws, sample, type Draw, type Sample } from "./sampling.ts";
import type { Frame, JobState, SuggestJob, SuggestTrigger, TacticSuggestion } from "./suggester.ts";

/** So many accepted ones are enough for a person who cycles through them. */
const enough = 4;

export interface JobPorts {
  readonly checker: LeanChecker;
  readonly model: Model;
  readonly log: Logger;
  readonly closers: Closers;
  readonly frames: readonly Frame[];
  /** How many candidates the model is asked for at most. */
  readonly candidates: number;
}

const levels = { automatic: 0, explicit: 1, all: 2 } as const;

/** Goal, closers, candidates, checks: everything at one place. It can be stopped and gone on with. */
export class TacticJob implements SuggestJob {
  readonly #ports: JobPorts;
  readonly #place: TacticPlace;
  readonly #checks: Checks;
  readonly #listeners = new Set<() => void>();
  readonly #seen = new Set<string>();
  #level: SuggestTrigger = "automatic";
  #controller = new AbortController();
  /** Ends the request that runs, when a better verdict has made it needless. */
  #request = new AbortController();
  #left: readonly Draw[];
  /** Closers that are still to be tried; undefined before the goal is known. */
  #closers: readonly (readonly string[])[] | undefined;
  state: JobState = { kind: "stopped" };
  goals: readonly string[] = [];
  results: readonly TacticSuggestion[] = [];
  failed: readonly TacticSuggestion[] = [];
  lean: LeanProblem | undefined;
  model: ModelFailure | undefined;
  done: Promise<void> = Promise.resolve();

  constructor(ports: JobPorts, place: TacticPlace) {
    this.#ports = ports;
    this.#place = place;
    this.#left = draws(ports.frames, ports.candidates);
    this.#checks = new Checks({ checker: ports.checker, place }, (...args) => {
      this.#judge(...args);
    });
  }

  get cursor(): Cursor {
    return this.#place.cursor;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Goes on until what is asked for has been tried. */
  ask(trigger: SuggestTrigger): void {
    const more = levels[trigger] > levels[this.#level];
    if (more) this.#level = trigger;
    const over = this.state.kind === "done" || this.state.kind === "stopped";
    if (!over || (this.state.kind === "done" && !more)) return;
    const controller = (this.#controller = new AbortController());
    this.#become({ kind: "running" });
    this.done = this.#run(controller.signal)
      .catch((error: unknown): JobState => {
        this.#ports.log.error(`tactics: ${String(error)}`);
        return { kind: "stopped" };
      })
      .then((state) => {
        controller.abort();
        if (this.#controller === controller) this.#become(state);
      });
  }

  stop(): void {
    this.#controller.abort();
    if (this.state.kind === "running") this.#become({ kind: "stopped" });
  }

  async #run(signal: AbortSignal): Promise<JobState> {
    const over = await this.#learnGoals(signal);
    if (over !== undefined) return over;
    await Promise.all([this.#tryClosers(signal), this.#askModel(signal)]);
    await this.#checks.run(signal);
    return signal.aborted ? { kind: "stopped" } : { kind: "done" };
  }

  /** What the job ends with already, if anything. */
  async #learnGoals(signal: AbortSignal): Promise<JobState | undefined> {
    if (this.goals.length > 0) return undefined;
    this.lean = undefined;
    const reply: GoalsReply = await this.#ports.checker.goals(this.#place.asked, signal);
    switch (reply.kind) {
      case "goals":
        this.goals = reply.goals;
        this.#changed();
        return reply.goals.length === 0 ? { kind: "noGoals" } : undefined;
      case "none":
        return { kind: "noProof", reason: reply.reason };
      case "aborted":
        return { kind: "stopped" };
      default:
        this.lean = reply;
        // Text of the model without a word of Lean is for who asks for it.
        return this.#level === "automatic" ? { kind: "done" } : undefined;
    }
  }

  async #tryClosers(signal: AbortSignal): Promise<void> {
    const { typed, cursor } = this.#place;
    const [main = ""] = this.goals;
    this.#closers ??= this.#ports.closers.for(cursor, main, typed);
    // What an earlier run had to leave comes first.
    await this.#checks.run(signal);
    while (this.lean === undefined && !signal.aborted) {
      const [tactics, ...rest] = this.#closers;
      if (tactics === undefined) break;
      if (this.#level !== "all" && this.results.some(closes)) break;
      this.#closers = rest;
      this.#checks.add(tactics.flatMap((tactic) => this.#closer(tactic)));
      await this.#checks.run(signal);
    }
  }

  #closer(tactic: string): readonly Candidate[] {
    const { typed, lead } = this.#place;
    const written = (typed === "" ? lead : "") + tactic.slice(typed.length);
    return this.#candidate(written, { origin: "closer", score: undefined, tactic });
  }

  /** None when it was tried already. */
  #candidate(written: string, about: Omit<Candidate, "texts">): readonly Candidate[] {
    const texts = insertions(written, this.#place, this.goals.length);
    const key = about.tactic.trim().replaceAll(/\s+/g, " ");
    if (this.#seen.has(key)) return [];
    this.#seen.add(key);
    return [{ ...about, texts }];
  }

  async #askModel(signal: AbortSignal): Promise<void> {
    const { model } = this.#ports;
    const ready = await unlessAborted(model.ready(this.#level !== "automatic"), signal);
    if (ready === undefined) return;
    this.model = ready.kind === "ok" ? undefined : ready;
    if (ready.kind !== "ok") {
      this.#changed();
      return;
    }
    for (
      let first = true;
      (await this.#wantsMore(first, signal)) && !signal.aborted;
      first = false
    ) {
      const [draw] = this.#left;
      if (draw === undefined || !(await this.#draw(draw, ready.value, signal))) return;
    }
  }

  async #wantsMore(first: boolean, signal: AbortSignal): Promise<boolean> {
    if (this.#level === "automatic" && !first) await this.#checks.run(signal);
    const good = this.results.filter(accepted);
    switch (this.#level) {
      case "automatic":
        return first ? !good.some(closes) : good.length === 0;
      case "explicit":
        return good.length < enough;
      case "all":
        return true;
    }
  }

  /** One request; whether the model can be asked again. */
  async #draw(draw: Draw, target: Target, signal: AbortSignal): Promise<boolean> {
    this.#request = new AbortController();
    // Without a goal there is the text of the file alone.
    const frame = this.lean === undefined ? draw.frame : "file";
    const at = { place: this.#place, goals: this.goals, target };
    const asked = ask({ ...draw, frame }, at);
    const both = AbortSignal.any([signal, this.#request.signal]);
    const drawn = await sample(this.#ports.model, target, asked, both);
    return this.#take(drawn, frame, signal);
  }

  #take(drawn: Sample, frame: Frame, signal: AbortSignal): boolean {
    switch (drawn.kind) {
      case "tactic": {
        const tactic = this.#place.typed + drawn.text;
        this.#checks.add(
          this.#candidate(drawn.text, { origin: frame, score: drawn.score, tactic }),
        );
        void this.#checks.run(signal);
        break;
      }
      case "dropped":
        this.#ports.log.debug(`tactics: ${frame}: nothing to try: ${drawn.reason}`);
        if (drawn.reason === "refusedWord") this.#refuse(drawn.answer, frame);
        break;
      case "aborted":
        return true;
      default:
        this.model = drawn;
        this.#changed();
        return false;
    }
    this.#left = this.#left.slice(1);
    return true;
  }

  #refuse(answer: string, origin: Frame): void {
    const [text = ""] = answer.trim().split("\n");
    const { start, end } = this.#place;
    const message =
      "It leaves a hole, declares something, runs a program or uses the theorem itself.";
    this.#add({
      start,
      end,
      text,
      verdict: "refused",
      goals: [],
      message,
      origin,
      score: undefined,
    });
  }

  #judge({ origin, score, tactic }: Candidate, checked: Checked): void {
    const { start, end, cursor, around } = this.#place;
    this.lean = this.#checks.problem;
    if (origin === "closer") {
      const unknown = this.#ports.closers.learn(cursor.document, tactic, checked);
      // A tactic that is tried everywhere is worth nothing before it is checked.
      if (unknown || checked.verdict === "unchecked") return;
    }
    const text = around.join(checked.text).replace("by \n", "by\n");
    this.#add({ ...checked, text, start, end, origin, score });
  }

  #add(suggestion: TacticSuggestion): void {
    if (!insertable(suggestion)) this.failed = [...this.failed, suggestion];
    else if (this.results.every(({ text }) => text !== suggestion.text)) {
      this.results = [...this.results, suggestion].toSorted(compare);
    }
    if (this.#level === "automatic" && this.results.some(closes)) this.#request.abort();
    this.#changed();
  }

  #become(state: JobState): void {
    this.state = state;
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
