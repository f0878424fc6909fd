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
    const { place, copies, axioms } = question;
    const first = writeShadow(place, copies.slice(0, 1), false).text;
    if (copies.length === 1 && !axioms && this.#known?.text === first) {
      return { kind: "read", readings: [this.#known.reading] };
    }
    const round = await this.#read(question);
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
    if ("kind" in document) return document;
    onState({ kind: "reading", uri });
    const onRead = (): void => {
      onState({ kind: "checking", candidates: copies.length });
    };
    const round = await readShadow(shadow, { document, clock, times, signal, onRead });
    if (round.kind !== "aborted")
      onState(round.kind === "read" || round.kind === "late" ? { kind: "ready" } : round);
    if (round.kind === "late") this.end();
    if (round.kind === "read") this.#lean.succeeded();
    return round;
  }

  /** The document is not on screen any more. */
  left(uri: string): void {
    this.#lean.close(uri);
    this.#known = undefined;
  }

  end(): void {
    this.#lean.end();
    this.#known = undefined;
  }
}
