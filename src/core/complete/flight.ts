import type { Document } from "../document.ts";
import { whenAborted } from "../abort.ts";
import type { Clock } from "../clock.ts";
import type { CompletionRequest, Model, ModelEvent, ModelFailure, Target } from "../model.ts";
import type { DropReason, Place } from "./language.ts";
import { followsSpace, withoutGap } from "./gap.ts";
import { fault, runsInCircles } from "./quality.ts";
import { agree, mayBecome, typedSince, type Spot, type Typed } from "./spot.ts";

/** How long a request that no call waits for lives on, in milliseconds. */
const unclaimedFor = 300;
/** The longest time that timers take, in milliseconds. */
const longestSleep = 2 ** 31 - 1;

/** What has come of a request. `text` is what could be inserted at its spot. */
export type Landing =
  | { readonly kind: "running"; readonly text: string | undefined }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "dropped"; readonly reason: DropReason }
  | { readonly kind: "aborted" }
  | ModelFailure;

/** One request to the model and its answer as it streams: calls come, wait for it, and go. */
export class Flight {
  readonly spot: Spot;
  readonly place: Place;
  readonly #controller = new AbortController();
  readonly #clock: Clock;
  readonly #onLanded: (landing: Landing) => void;
  #landing: Landing = { kind: "running", text: undefined };
  /** What has streamed, as typing would produce it at the spot. */
  #body = "";
  #claims = 0;
  #claimChanges = 0;
  /** How much of the unfinished answer a call was given: it is on screen, so the rest is still wanted. */
  #served = 0;
  #progress = Promise.withResolvers<undefined>();

  /** `onLanded` is called before any call that waits goes on. */
  constructor(
    at: { readonly spot: Spot; readonly place: Place },
    clock: Clock,
    onLanded: (landing: Landing) => void,
  ) {
    this.spot = at.spot;
    this.place = at.place;
    this.#clock = clock;
    this.#onLanded = onLanded;
  }

  get landing(): Landing {
    return this.#landing;
  }

  /** Runs the request to its end, to the end of the step, or to an abort. Never rejects. */
  async run(model: Model, target: Target, request: CompletionRequest): Promise<Landing> {
    const { signal } = this.#controller;
    let streamed = "";
    for await (const event of model.complete(target, request, signal)) {
      if (event.kind === "text") streamed += event.text;
      if (signal.aborted) break;
      this.#land(this.#read(streamed, event));
      if (this.#landing.kind !== "running") break;
    }
    if (this.#landing.kind === "running") this.#land({ kind: "aborted" });
    this.#controller.abort();
    return this.#landing;
  }

  /**
   * Waits until the request has landed. From `patience` on (a moment of the clock) a part of the answer that
   * goes beyond its first `typed` characters will do; while such a part is on screen, at any time. The signal
   * ends the wait, not the request.
   */
  async wait(signal: AbortSignal, patience: number, typed = 0): Promise<Landing> {
    this.#claims += 1;
    this.#claimChanges += 1;
    const over = new AbortController();
    const gone = whenAborted(signal, over.signal);
    const rest = typed < this.#served ? 0 : Math.min(patience - this.#clock.now(), longestSleep);
    let ripe = rest <= 0;
    const ripening = this.#clock.sleep(Math.max(0, rest), over.signal).then(() => {
      ripe = true;
    });
    while (!signal.aborted && !this.#serves(typed, ripe)) {
      await Promise.race([this.#progress.promise, gone, ...(ripe ? [] : [ripening])]);
    }
    if (!signal.aborted && this.#landing.kind === "running") {
      this.#served = this.#landing.text?.length ?? 0;
    }
    over.abort();
    this.#release();
    return this.#landing;
  }

  /** Whether this text could have come about by typing what the answer says. */
  agrees(document: Document): boolean {
    const typed = typedSince(this.spot, document);
    if (typed === undefined) return false;
    const landing = this.#landing;
    const known = landing.kind === "text" ? landing.text : this.#body;
    return mayBecome(typed.text, known);
  }

  /** What was typed since, when that agrees with the answer as far as it has streamed. */
  reached(document: Document, offset: number): Typed | undefined {
    const typed = typedSince(this.spot, document, offset);
    return typed !== undefined && agree(typed.text, this.#body) ? typed : undefined;
  }

  /** Whether a cursor there is where typing the answer would have brought it. */
  expects(document: Document, offset: number): boolean {
    const typed = document.text.length - this.spot.length;
    const moved = offset - this.spot.offset;
    // The editor may have put up to two closers behind the cursor.
    return moved >= 0 && moved <= typed && moved >= typed - 2;
  }

  abort(): void {
    this.#controller.abort();
    if (this.#landing.kind === "running") this.#land({ kind: "aborted" });
  }

  #read(streamed: string, event: ModelEvent): Landing {
    switch (event.kind) {
      case "text":
        return this.#readText(streamed, false);
      case "end":
        return event.reason === "length"
          ? this.#cutShort(streamed)
          : this.#readText(streamed, true);
      case "aborted":
        return { kind: "aborted" };
      default:
        return event;
    }
  }

  /** The limit of tokens may end an answer in the middle of a word: what was good so far is what there is. */
  #cutShort(streamed: string): Landing {
    const landing = this.#readText(streamed, false);
    if (landing.kind !== "running") return landing;
    return landing.text === undefined
      ? { kind: "dropped", reason: "empty" }
      : { kind: "text", text: landing.text };
  }

  #readText(streamed: string, ended: boolean): Landing {
    const body = withoutGap(streamed, this.place);
    if (body === undefined) return { kind: "dropped", reason: "gap" };
    this.#body = followsSpace(this.place) ? body.replace(/^[ \t]+/, "") : body;
    if (runsInCircles(body)) return { kind: "dropped", reason: "repetition" };
    const reading = this.place.read(body, ended);
    switch (reading.kind) {
      case "dropped":
        return reading;
      case "finished": {
        const reason = fault(reading.text, this.place.prefix);
        return reason === undefined
          ? { kind: "text", text: reading.text }
          : { kind: "dropped", reason };
      }
      case "unfinished":
        // A reader that wants more when there is no more has nothing to give.
        return ended ? { kind: "dropped", reason: "empty" } : this.#part(reading.soFar);
    }
  }

  #part(text: string | undefined): Landing {
    const good = text !== undefined && fault(text, this.place.prefix) === undefined;
    return { kind: "running", text: good ? text : undefined };
  }

  /** Whether there is something to say: a landing, or a part that will do. */
  #serves(typed: number, ripe: boolean): boolean {
    const landing = this.#landing;
    return landing.kind !== "running" || (ripe && (landing.text?.length ?? 0) > typed);
  }

  #land(landing: Landing): void {
    this.#landing = landing;
    if (landing.kind !== "running") this.#onLanded(landing);
    const { resolve } = this.#progress;
    this.#progress = Promise.withResolvers<undefined>();
    resolve(undefined);
  }

  #release(): void {
    this.#claims -= 1;
    if (this.#claims > 0 || this.#served > 0 || this.#landing.kind !== "running") return;
    const changes = this.#claimChanges;
    void this.#clock.sleep(unclaimedFor, this.#controller.signal).then(() => {
      if (this.#claims === 0 && this.#claimChanges === changes) this.abort();
    });
  }
}
