import { whenAborted } from "../abort.ts";
import type { Clock } from "../clock.ts";
import type { Logger } from "../log.ts";
import type { CompletionRequest, Model, Target } from "../model.ts";
import { solutionTokens, type Frame } from "../prompts/frames/frame.ts";
import type { Turns } from "../turns.ts";
import { createPool, type Cluster } from "./cluster.ts";
import { Flights } from "./flights.ts";
import { sampleOf } from "./sample.ts";
import type { Ending, Sample, Setup, Solving } from "./solver.ts";
import { isSettled } from "./stopping.ts";
import { blank, startOf, write, type Draft } from "../write.ts";

interface Ports {
  readonly model: Model;
  readonly target: Target;
  readonly turns: Turns;
  readonly parallel?: () => number;
  readonly clock: Clock;
  readonly log: Logger;
}

interface Plan {
  readonly setup: Setup;
  readonly frame: Frame;
  readonly prompt: string;
}

/** A solution that is being written. */
interface Writer {
  readonly controller: AbortController;
  draft: Draft;
  /** Whether the server has begun with it. */
  isHeard: boolean;
}

/**
 * One run of samples. What is counted and when it stops depends on the order of the samples and not on which of those
 * written at once is ready first, so that a run can be repeated.
 */
export class Run {
  readonly #ports: Ports;
  readonly #plan: Plan;
  readonly #onProgress: (solving: Solving) => void;
  readonly #flights: Flights;
  readonly #writers = new Map<number, Writer>();
  /** Given up for typing, to be gone on with. */
  readonly #begun = new Map<number, Draft>();
  /** Ready, but not all before them are. */
  readonly #early = new Map<number, Sample>();
  readonly #pool = createPool();
  readonly #over = new AbortController();
  #samples: readonly Sample[] = [];
  #tally = this.#pool.tally();
  #next = 0;
  #pausing = false;
  #unfinished: readonly string[] = [];
  #ending: Ending | undefined;

  constructor(ports: Ports, plan: Plan, onProgress: (solving: Solving) => void) {
    this.#ports = ports;
    this.#plan = plan;
    this.#flights = new Flights(ports.parallel?.() ?? 0);
    this.#onProgress = onProgress;
  }

  /** Runs to the end, which comes at once when the signal aborts. */
  async toEnd(signal: AbortSignal): Promise<Solving> {
    const unlisten = this.#ports.turns.onWanted(() => {
      this.#giveWay();
    });
    void whenAborted(signal, this.#over.signal).then(() => {
      this.#stop({ kind: "cancelled" });
    });
    this.#fill();
    await whenAborted(this.#over.signal, new AbortController().signal);
    unlisten();
    this.#report();
    return this.#solving();
  }

  #solving(): Solving {
    return {
      setup: this.#plan.setup,
      samples: this.#samples,
      unfinished: this.#ending === undefined ? this.#texts() : this.#unfinished,
      tally: this.#tally,
      ending: this.#ending,
    };
  }

  #report(): void {
    this.#onProgress(this.#solving());
  }

  /** Starts as many samples as the server takes at once. */
  #fill(): void {
    while (this.#ending === undefined && !this.#pausing) {
      if (this.#ports.turns.wanted) {
        void this.#pause();
        return;
      }
      if (this.#writers.size >= this.#flights.limit) return;
      const sample = this.#takeNext();
      if (sample === undefined) return;
      this.#start(sample);
    }
  }

  async #pause(): Promise<void> {
    this.#pausing = true;
    await this.#ports.turns.free(this.#over.signal);
    this.#pausing = false;
    this.#fill();
  }

  #takeNext(): number | undefined {
    const [begun] = [...this.#begun.keys()].sort((a, b) => a - b);
    if (begun !== undefined) return begun;
    if (this.#next === this.#plan.setup.samples) return undefined;
    this.#next += 1;
    return this.#next - 1;
  }

  #start(sample: number): void {
    const { log } = this.#ports;
    const writer: Writer = {
      controller: new AbortController(),
      draft: this.#begun.get(sample) ?? blank,
      isHeard: false,
    };
    this.#begun.delete(sample);
    this.#writers.set(sample, writer);
    this.#write(sample, writer).catch((error: unknown) => {
      log.error(`solve: ${error instanceof Error ? (error.stack ?? "") : String(error)}`);
      this.#stop({ kind: "interrupted", detail: String(error) });
    });
  }

  async #write(sample: number, writer: Writer): Promise<void> {
    const { model, target, clock } = this.#ports;
    const { frame, setup } = this.#plan;
    const { signal } = writer.controller;
    const onText = (draft: Draft): void => {
      this.#flights.wrote(draft.text.length - writer.draft.text.length, clock.now());
      writer.draft = draft;
      writer.isHeard = true;
      this.#report();
    };
    const request = this.#request(sample);
    const over = (text: string): number | undefined => startOf(frame.nextProblem, text);
    const written = await write(
      { model, target, request, begun: writer.draft, over, onText },
      signal,
    );
    this.#writers.delete(sample);
    if (this.#ending !== undefined) return;
    switch (written.kind) {
      case "aborted":
        if (signal.aborted) this.#begun.set(sample, written.draft);
        else this.#stop({ kind: "interrupted", detail: "the request was given up" });
        break;
      case "whole":
      case "cut":
      case "repetition":
        this.#flights.ended(clock.now());
        this.#early.set(sample, sampleOf(written, { seed: request.seed, setup }));
        this.#count();
        break;
      default:
        this.#stop(written);
    }
    this.#report();
    this.#fill();
  }

  #request(sample: number): CompletionRequest {
    const { setup, frame, prompt } = this.#plan;
    return {
      prompt,
      maxTokens: solutionTokens,
      temperature: setup.temperature,
      topP: setup.topP,
      seed: setup.seed + sample,
      stop: frame.stop,
    };
  }

  /** Counts the samples up to the first one that is missing. */
  #count(): void {
    for (;;) {
      const index = this.#samples.length;
      const sample = this.#early.get(index);
      if (sample === undefined) return;
      this.#early.delete(index);
      this.#add(sample);
      const samples = index + 1;
      const remaining = this.#plan.setup.samples - samples;
      if (remaining === 0) {
        this.#stop({ kind: "complete" });
        return;
      }
      if (isSettled({ votes: this.#counts(), samples, remaining })) {
        this.#stop({ kind: "settled" });
        return;
      }
    }
  }

  #add(sample: Sample): void {
    this.#samples = [...this.#samples, sample];
    this.#pool.add(sample.answer);
    this.#tally = this.#pool.tally();
  }

  /** Votes for each answer, in the order in which the answers were first given. */
  #counts(): readonly number[] {
    const first = ({ samples }: Cluster): number => samples[0] ?? 0;
    return this.#tally.clusters
      .toSorted((a, b) => first(a) - first(b))
      .map(({ samples }) => samples.length);
  }

  /**
   * Typing comes first: ends what was begun last, and what the server may not have begun to write. On a server that
   * writes one at a time that is everything, and elsewhere it makes room.
   */
  #giveWay(): void {
    const writers = [...this.#writers.values()];
    const last = writers.findLast(({ isHeard }) => isHeard);
    for (const writer of writers) {
      if (writer === last || !writer.isHeard) writer.controller.abort();
    }
    this.#flights.restart();
  }

  #texts(): readonly string[] {
    const drafts = [
      ...[...this.#writers.values()].map(({ draft }) => draft),
      ...this.#begun.values(),
    ];
    return drafts.map(({ text }) => text.trim()).filter((text) => text !== "");
  }

  #stop(ending: Ending): void {
    if (this.#ending !== undefined) return;
    if (ending.kind !== "settled" && ending.kind !== "complete") {
      this.#unfinished = this.#texts();
      const early = [...this.#early].sort(([a], [b]) => a - b);
      for (const [, sample] of early) this.#add(sample);
    }
    this.#ending = ending;
    for (const { controller } of this.#writers.values()) controller.abort();
    this.#over.abort();
  }
}
