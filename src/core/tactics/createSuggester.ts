import type { Refusal } from "../complete/language.ts";
import type { Document } from "../document.ts";
import type { Cursor, LeanChecker } from "../lean.ts";
import type { Logger } from "../log.ts";
import type { Model } from "../model.ts";
import type { Settings } from "../settings.ts";
import { Closers } from "./closers.ts";
import { TacticJob } from "./job.ts";
import { tacticPlace } from "./place.ts";
import type { SuggestJob, SuggestTrigger, TacticSuggester } from "./suggester.ts";
import { concerns, mayBecomeResult } from "./typed.ts";

/** Ended jobs that are remembered, for a cursor that comes back. Each keeps its document's text. */
const remembered = 4;

interface Ports {
  readonly checker: LeanChecker;
  readonly model: Model;
  readonly log: Logger;
  readonly settings: () => Settings;
}

export function createSuggester(ports: Ports): TacticSuggester {
  return new Suggester(ports);
}

class Suggester implements TacticSuggester {
  readonly #ports: Ports;
  #closers = new Closers();
  /** The newest first; only the first one may be running. */
  #jobs: readonly TacticJob[] = [];

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  suggest(cursor: Cursor, trigger: SuggestTrigger): SuggestJob {
    const known = this.#jobs.find((job) => sameCursor(job.cursor, cursor));
    if (known === undefined || known !== this.#jobs[0]) this.stop();
    const job = known ?? this.#open(cursor, trigger);
    if (!(job instanceof TacticJob)) return job;
    this.#jobs = [job, ...this.#jobs.filter((other) => other !== job)].slice(0, remembered);
    job.ask(trigger);
    return job;
  }

  edited(document: Document): void {
    const job = this.#runningIn(document.uri);
    if (job !== undefined && !mayBecomeResult(job, document)) job.stop();
  }

  moved(document: Document, offset: number): void {
    const job = this.#runningIn(document.uri);
    if (job !== undefined && !concerns(job, document, offset)) job.stop();
  }

  left(uri: string): void {
    this.#runningIn(uri)?.stop();
  }

  stop(): void {
    this.#jobs[0]?.stop();
  }

  clear(): void {
    this.stop();
    this.#jobs = [];
    this.#closers = new Closers();
  }

  #runningIn(uri: string): TacticJob | undefined {
    const [job] = this.#jobs;
    return job?.state.kind === "running" && job.cursor.document.uri === uri ? job : undefined;
  }

  #open(cursor: Cursor, trigger: SuggestTrigger): TacticJob | SuggestJob {
    const place = tacticPlace(cursor, trigger !== "automatic");
    if (place.kind === "refused") return refused(cursor, place.reason);
    const { settings, ...ports } = this.#ports;
    const { "lean.frames": frames, "lean.candidates": candidates } = settings();
    return new TacticJob({ ...ports, closers: this.#closers, frames, candidates }, place);
  }
}

/** A cursor at which nothing can be tried. */
function refused(cursor: Cursor, reason: Refusal): SuggestJob {
  return {
    cursor,
    state: { kind: "noProof", reason: words[reason] ?? "the cursor is in no tactic proof" },
    goals: [],
    results: [],
    failed: [],
    lean: undefined,
    model: undefined,
    onChange: () => () => undefined,
    done: Promise.resolve(),
    stop: () => undefined,
  };
}

const words: Partial<Readonly<Record<Refusal, string>>> = {
  comment: "the cursor is in a comment",
  string: "the cursor is in a string",
  midLine: "the rest of the line goes on",
  midWord: "the cursor is in a word",
  abbreviation: "an abbreviation is being typed",
};

function sameCursor(a: Cursor, b: Cursor): boolean {
  return (
    a.offset === b.offset &&
    a.document.uri === b.document.uri &&
    a.document.text === b.document.text
  );
}
