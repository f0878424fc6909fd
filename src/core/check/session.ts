import type { LeanState } from "../lean.ts";
import type { Reading } from "./classify.ts";
import type { Copy } from "./copy.ts";
import type { Place } from "./place.ts";
import { ProjectLean, type ProjectLeanPorts } from "./projectLean.ts";
import { readShadow, type Round } from "./round.ts";
import { writeShadow } from "./shadow.ts";

/** In milliseconds. */
export interface CheckTimes {
  /** For the text before the proof, with all that it imports. */
  readonly reading: number;
  /** For all candidates of one version together. */
  readonly checking: number;
  /** Until our copy of a document that was left is closed. */
  readonly left: number;
  /** Until a server that nobody has asked is ended. */
  readonly idle: number;
}

export interface SessionPorts extends ProjectLeanPorts {
  readonly times: CheckTimes;
  readonly onState: (state: LeanState) => void;
}

export interface Question {
  /** Of our copy of the document. */
  readonly uri: string;
  readonly place: Place;
  readonly copies: readonly Copy[];
  readonly axioms: boolean;
  readonly signal: AbortSignal;
}

/** Asks the server of one project, one question after the other. */
export class Session {
  readonly #ports: SessionPorts;
  readonly #lean: ProjectLean;
  #last: Promise<unknown> = Promise.resolve();
  /** What is going to happen, by name, unless something comes up. */
  readonly #plans = new Map<string, AbortController>();
  /** What Lean said about a document that ends with this copy. */
  #known: { readonly text: string; readonly reading: Reading } | undefined;

  constructor(ports: SessionPorts) {
    this.#ports = ports;
    this.#lean = new ProjectLean(ports);
  }

  /** Runs when all that was asked before is done. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Of one copy, without asking if Lean has just said it. */
  async read(question: Question): Promise<Round> {
    const { uri, place, copies, axioms } = question;
    this.#plans.get(uri)?.abort();
    const first = writeShadow(place, copies.slice(0, 1), false).text;
    if (copies.length === 1 && !axioms && this.#known?.text === first) {
      return { kind: "read", readings: [this.#known.reading] };
    }
    this.#plans.get("idle")?.abort();
    const round = await this.#read(question);
    this.#plan("idle", this.#ports.times.idle, () => {
      this.#end();
      this.#ports.onState({ kind: "idle" });
    });
    const [reading] = round.kind === "read" ? round.readings : [];
    if (reading !== undefined) this.#known = { text: first, reading };
    return round;
  }

  async #read({ uri, place, copies, axioms, signal }: Question): Promise<Round> {
    if (signal.aborted) return { kind: "aborted" };
    const { clock, times, onState } = this.#ports;
    const shadow = writeShadow(place, copies, axioms);
    if (!this.#lean.running) onState({ kind: "starting" });
    const document = await this.#lean.document(uri, shadow.text, signal);
    if ("kind" in document) {
      onState(document);
      return document;
    }
    onState({ kind: "reading", uri });
    const onRead = (): void => {
      onState({ kind: "checking", candidates: copies.length });
    };
    const round = await readShadow(shadow, { document, clock, times, signal, onRead });
    this.#heed(round);
    return round;
  }

  #heed(round: Round): void {
    const { onState } = this.#ports;
    switch (round.kind) {
      case "read":
        this.#lean.succeeded();
        onState({ kind: "ready" });
        break;
      case "late":
        this.#end();
        onState({ kind: "starting" });
        break;
      case "crashed":
        this.#lean.crashed();
        onState({ kind: "starting" });
        break;
      case "aborted":
        break;
      case "leanStopped":
        this.#end();
        onState(round);
        break;
      default:
        onState(round);
    }
  }

  /** The document is not on screen any more. */
  left(uri: string): void {
    this.#plan(uri, this.#ports.times.left, () => {
      this.#lean.close(uri);
      this.#known = undefined;
    });
  }

  dispose(): void {
    for (const plan of this.#plans.values()) plan.abort();
    this.#end();
  }

  #end(): void {
    this.#lean.end();
    this.#known = undefined;
  }

  #plan(name: string, ms: number, action: () => void): void {
    this.#plans.get(name)?.abort();
    const plan = new AbortController();
    this.#plans.set(name, plan);
    void this.#ports.clock.sleep(ms, plan.signal).then(() => {
      if (this.#plans.get(name) === plan) this.#plans.delete(name);
      if (!plan.signal.aborted) action();
    });
  }
}
