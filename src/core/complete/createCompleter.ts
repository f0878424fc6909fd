import { unlessAborted } from "../abort.ts";
import type { Clock } from "../clock.ts";
import type { Project } from "../context/latex/project.ts";
import type { Document } from "../document.ts";
import type { Logger } from "../log.ts";
import type { Model, Target } from "../model.ts";
import { enabledFor, type Settings } from "../settings.ts";
import { AnswerCache, holds, type Answered, type Hit } from "./cache.ts";
import { suggestions, withSelected, type Asked, type Source } from "./asked.ts";
import { Calls } from "./calls.ts";
import type { Completer, CompletionCall, CompletionResult } from "./completer.ts";
import { Flight, type Landing } from "./flight.ts";
import type { Place } from "./language.ts";
import { languageFor } from "./languages.ts";
import { Pause } from "./pause.ts";
import { requestFor } from "./request.ts";
import { spotAt, type Spot } from "./spot.ts";

/** From this long after the last key, in milliseconds, a part of a long answer is shown rather than nothing. */
const showPartAfter = 650;
/** Explicit calls: how many alternatives at most, from how many requests, in how many milliseconds after the first. */
const alternatives = { most: 4, requests: 6, time: 4_000 } as const;

interface Ports {
  readonly model: Model;
  readonly clock: Clock;
  readonly log: Logger;
  readonly settings: () => Settings;
  /** The files of a document, as far as they are known by now. */
  readonly projectOf?: (uri: string) => Project | undefined;
}

export function createCompleter(ports: Ports): Completer {
  return new InlineCompleter(ports);
}

const cancelled = { kind: "cancelled" } as const;

class InlineCompleter implements Completer {
  readonly #ports: Ports;
  readonly #cache = new AnswerCache();
  /** What was answered last: it stays first choice while it holds, so that nothing flickers. */
  #shown: Answered | undefined;
  readonly #calls = new Calls();
  readonly #pause: Pause;
  #flight: Flight | undefined;

  constructor(ports: Ports) {
    this.#ports = ports;
    this.#pause = new Pause(ports.clock, () => ports.settings()["inline.debounce"]);
  }

  async complete(call: CompletionCall, signal: AbortSignal): Promise<CompletionResult> {
    const language = languageFor(call.document.languageId);
    if (language === undefined) return { kind: "none", reason: "otherLanguage" };
    const explicit = call.trigger === "explicit";
    if (!explicit && !enabledFor(this.#ports.settings(), call.document.languageId)) {
      return { kind: "none", reason: "off" };
    }
    const asked = { ...withSelected(call), language, explicit, selected: call.selected };
    return this.#calls.answer(call, (newer) => this.#answer(asked, signal, newer));
  }

  edited(document: Document): void {
    if (!this.#calls.edited(document)) return;
    this.#pause.edited();
    const flight = this.#flight;
    if (flight?.spot.uri === document.uri && !flight.agrees(document)) this.#abort(flight);
  }

  moved(document: Document, offset: number): void {
    this.#calls.moved(document, offset);
    const flight = this.#flight;
    if (flight?.spot.uri === document.uri && !flight.expects(document, offset)) this.#abort(flight);
  }

  left(uri: string): void {
    this.#calls.left(uri);
    if (this.#flight?.spot.uri === uri) this.#abort(this.#flight);
  }

  stop(): void {
    this.#calls.stop();
    if (this.#flight !== undefined) this.#abort(this.#flight);
  }

  clear(): void {
    this.stop();
    this.#cache.clear();
    this.#shown = undefined;
  }

  #answer(asked: Asked, call: AbortSignal, newer: AbortSignal): Promise<CompletionResult> {
    const both = AbortSignal.any([call, newer]);
    return asked.explicit
      ? this.#alternatives(asked, call, both)
      : this.#firstAnswer(asked, call, both);
  }

  /** The first answer and others beside it, to cycle through. */
  async #alternatives(
    asked: Asked,
    call: AbortSignal,
    both: AbortSignal,
  ): Promise<CompletionResult> {
    const known = this.#hit(asked);
    if (known !== undefined && hasAlternatives(known)) return this.#serve(known, asked, "cache");
    const first =
      known === undefined || known.texts.length === 0
        ? await this.#firstAnswer(asked, call, both)
        : this.#serve(known, asked, "shown");
    if (!mayHaveMore(first)) return first;
    await this.#gather(asked, known?.texts ?? [], both);
    if (both.aborted) return cancelled;
    const all = this.#cache.find(asked.document, asked.offset);
    return all === undefined ? first : this.#serve(all, asked, "request");
  }

  /** Asks for alternatives, one after the other since a local server runs one at a time. */
  async #gather(asked: Asked, known: readonly string[], both: AbortSignal): Promise<void> {
    const { document, offset } = asked;
    const place = asked.language.place(document, offset, true);
    if (place.kind === "refused") return;
    const spot = spotAt(document, offset);
    this.#cache.add({ spot, texts: known, alternatives: false });
    const time = new AbortController();
    const until = AbortSignal.any([both, time.signal]);
    void this.#ports.clock.sleep(alternatives.time, until).then(() => {
      time.abort();
    });
    for (let request = 1; request < alternatives.requests && !until.aborted; request += 1) {
      const enough = (this.#cache.find(document, offset)?.texts.length ?? 0) >= alternatives.most;
      if (enough || !(await this.#askAgain(asked, place, request, until))) break;
    }
    time.abort();
    if (!both.aborted) this.#cache.add({ spot, texts: [], alternatives: true });
  }

  /** One more request at the same place; whether it makes sense to go on. */
  async #askAgain(
    asked: Asked,
    place: Place,
    request: number,
    until: AbortSignal,
  ): Promise<boolean> {
    const target = await this.#ports.model.ready(true);
    if (target.kind !== "ok") return false;
    const flight = this.#launch(asked, place, target.value, request);
    const landing = await flight.wait(until, Number.POSITIVE_INFINITY);
    return landing.kind === "text" || landing.kind === "dropped";
  }

  /** The steps of the pipeline up to one answer. */
  async #firstAnswer(
    asked: Asked,
    call: AbortSignal,
    both: AbortSignal,
  ): Promise<CompletionResult> {
    const adopted = await this.#withoutRequest(asked, call);
    if (adopted !== undefined) return adopted;
    const place = asked.language.place(asked.document, asked.offset, asked.explicit);
    if (place.kind === "refused") return { kind: "none", reason: place.reason };
    if (!asked.explicit && !(await this.#pause.quiet(asked.document, asked.offset, both))) {
      return cancelled;
    }
    const target = await unlessAborted(this.#ports.model.ready(asked.explicit), both);
    if (target === undefined) return cancelled;
    if (target.kind !== "ok") return target;
    const { value } = target;
    const ask = async (sample: number): Promise<CompletionResult> => {
      const flight = this.#launch(asked, place, value, sample);
      return (await this.#follow(flight, asked, call, "request")) ?? cancelled;
    };
    const first = await ask(0);
    // Where the likeliest answer is of no use, another one may be.
    return isUnusable(first) && !asked.explicit && !both.aborted ? ask(1) : first;
  }

  /** What is shown already, what was answered before, or what the running request is about to answer. */
  async #withoutRequest(asked: Asked, call: AbortSignal): Promise<CompletionResult | undefined> {
    for (;;) {
      const known = this.#known(asked);
      if (known !== undefined) return known;
      const flight = this.#flight;
      if (flight?.reached(asked.document, asked.offset) === undefined) return undefined;
      const result = await this.#follow(flight, asked, call, "adopted");
      if (result !== undefined) return result;
    }
  }

  /** Waits for a request; undefined when its answer turns out to be of no use here. */
  async #follow(
    flight: Flight,
    asked: Asked,
    call: AbortSignal,
    source: Source,
  ): Promise<CompletionResult | undefined> {
    const typed = flight.reached(asked.document, asked.offset) ?? { text: "", closers: "" };
    const patience = asked.explicit ? Number.POSITIVE_INFINITY : this.#patience();
    const landing = await flight.wait(call, patience, typed.text.length);
    if (call.aborted) return cancelled;
    switch (landing.kind) {
      case "running":
        return suggestions([(landing.text ?? "").slice(typed.text.length)], typed, asked, source);
      case "text":
      case "dropped":
        return this.#known(asked, source);
      case "aborted":
        return cancelled;
      default:
        return landing;
    }
  }

  /** What holds here of the answer shown last, or else of an earlier one. */
  #hit({ document, offset }: Asked): Hit | undefined {
    const shown = this.#shown === undefined ? undefined : holds(this.#shown, document, offset);
    return shown ?? this.#cache.find(document, offset);
  }

  #known(asked: Asked, source?: Source): CompletionResult | undefined {
    const hit = this.#hit(asked);
    if (hit === undefined) return undefined;
    return this.#serve(hit, asked, source ?? (hit.answered === this.#shown ? "shown" : "cache"));
  }

  #serve(hit: Hit, asked: Asked, source: Source): CompletionResult {
    if (hit.texts.length === 0) return { kind: "none", reason: hit.answered.dropped ?? "empty" };
    this.#shown = hit.answered;
    const served = asked.explicit ? hit.texts.slice(0, alternatives.most) : hit.texts.slice(0, 1);
    return suggestions(served, hit.typed, asked, source);
  }

  #patience(): number {
    const { lastEdit } = this.#pause;
    return lastEdit === Number.NEGATIVE_INFINITY
      ? Number.POSITIVE_INFINITY
      : lastEdit + showPartAfter;
  }

  #launch(asked: Asked, place: Place, target: Target, alternative: number): Flight {
    if (this.#flight !== undefined) this.#abort(this.#flight);
    const spot = spotAt(asked.document, asked.offset);
    const flight: Flight = new Flight({ spot, place }, this.#ports.clock, (landing) => {
      if (this.#flight === flight) this.#flight = undefined;
      this.#keep(spot, landing, alternative > 0);
    });
    this.#flight = flight;
    const project = this.#ports.projectOf?.(spot.uri);
    flight
      .run(this.#ports.model, target, requestFor(place, target.window, alternative, project))
      .catch((error: unknown) => {
        this.#ports.log.error(`inline request: ${String(error)}`);
        this.#abort(flight);
      });
    return flight;
  }

  #keep(spot: Spot, landing: Landing, alternative: boolean): void {
    if (landing.kind === "text") {
      this.#cache.add({ spot, texts: [landing.text], alternatives: false });
    } else if (landing.kind === "dropped") {
      this.#ports.log.debug(`nothing to suggest: ${landing.reason}`);
      if (!alternative)
        this.#cache.add({ spot, texts: [], dropped: landing.reason, alternatives: false });
    }
  }

  #abort(flight: Flight): void {
    flight.abort();
    if (this.#flight === flight) this.#flight = undefined;
  }
}

/** Whether the model answered, if only to be refused. */
function mayHaveMore({ kind }: CompletionResult): boolean {
  return kind === "suggestions" || kind === "none";
}

/** Whether the model answered with something that cannot be inserted. */
function isUnusable(result: CompletionResult): boolean {
  return result.kind === "none" && result.reason !== "empty";
}

/** Whether alternatives were asked for at this very spot. */
function hasAlternatives({ answered, typed }: Hit): boolean {
  return answered.alternatives && typed.text === "";
}
