import type {
  Answer,
  CompletionRequest,
  Model,
  ModelEvent,
  ModelFailure,
  ModelServer,
  Placement,
  Sent,
  Target,
  Usage,
} from "./model.ts";
import type { Clock } from "./clock.ts";
import type { Logger } from "./log.ts";
import { called } from "./demoModel.ts";
import { findModel, sameModel } from "./findModel.ts";

/** What Llemma was trained to read at once, in tokens (facts: both sizes, sequence length 4,096). */
export const trainedWindow = 4096;
/** A model that answered this recently, in milliseconds, is taken to be in memory still. */
const freshFor = 30_000;
/** After a failure, how long typing (but no explicit wish) leaves the server alone, in milliseconds. */
const pauseAfterFailure = 5_000;

/** How many of the last answers the speed is that of. */
const lastAnswers = 8;

/** Where we stand with the model. Every surface is a function of it. */
export type ModelState =
  | { readonly kind: "starting" }
  | { readonly kind: "noServer"; readonly failure: ModelFailure & { kind: "notRunning" } }
  | { readonly kind: "tooOld"; readonly failure: ModelFailure & { kind: "tooOld" } }
  | { readonly kind: "noModel"; readonly failure: ModelFailure }
  | { readonly kind: "loading"; readonly model: string }
  | ({ readonly kind: "ready" } & Running)
  | ({ readonly kind: "busy" } & Running)
  | { readonly kind: "failing"; readonly failure: ModelFailure };

/** A model in memory. */
export interface Running {
  readonly model: string;
  readonly gpuShare: number | undefined;
  /** Tokens a second of the last answers together; undefined before the first one. */
  readonly speed?: number;
}

/** One request and what came back, for "show what was sent". */
export interface Exchange {
  readonly url: string;
  readonly target: Target;
  readonly request: CompletionRequest;
  readonly sent: Sent;
  readonly answer: string;
  /** How it ended; undefined while it runs. */
  readonly end: Exclude<ModelEvent, { kind: "text" }> | undefined;
}

export interface Session extends Model {
  readonly state: ModelState;
  /** The last request of any feature. */
  readonly lastExchange: Exchange | undefined;
  /** The model that would be used and its window, without bringing it into memory. */
  target(): Promise<Answer<Target>>;
  /** The answer is the function that ends it. */
  onState(listener: (state: ModelState) => void): () => void;
  /** Forgets the choice of model and every failure: a setting changed, or the person asks for another try. */
  reset(): void;
}

interface Chosen extends Target {
  readonly gpuShare: number | undefined;
}

/** The one owner of the state of server and model. */
export function createSession(ports: {
  /** The server of the moment; asked anew each time, since its address is a setting. */
  readonly server: () => ModelServer;
  /** The setting: a name, or `auto`. */
  readonly model: () => string;
  /** The settings about where the model runs. */
  readonly placement?: () => Placement;
  readonly clock: Clock;
  readonly log: Logger;
}): Session {
  return new ModelSession(ports);
}

class ModelSession implements Session {
  readonly #ports: Parameters<typeof createSession>[0];
  readonly #listeners = new Set<(state: ModelState) => void>();
  #state: ModelState = { kind: "starting" };
  #exchange: Exchange | undefined;
  #chosen: Chosen | undefined;
  #preparing: Promise<Answer<Target>> | undefined;
  #failed: { readonly failure: ModelFailure; readonly at: number } | undefined;
  #lastUse = 0;
  #running = 0;
  #usages: readonly Usage[] = [];
  /** Counts resets, so that an answer from before one does not become the state after it. */
  #era = 0;

  constructor(ports: Parameters<typeof createSession>[0]) {
    this.#ports = ports;
  }

  get state(): ModelState {
    return this.#state;
  }

  get lastExchange(): Exchange | undefined {
    return this.#exchange;
  }

  onState(listener: (state: ModelState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  target(): Promise<Answer<Target>> {
    return this.#choose(this.#ports.server());
  }

  reset(): void {
    this.#era += 1;
    this.#chosen = undefined;
    this.#failed = undefined;
    this.#preparing = undefined;
    this.#usages = [];
    this.#become({ kind: "starting" });
  }

  async ready(insist = false): Promise<Answer<Target>> {
    const now = this.#ports.clock.now();
    if (this.#chosen !== undefined && now - this.#lastUse < freshFor) {
      return { kind: "ok", value: this.#chosen };
    }
    if (!insist && this.#failed !== undefined && now - this.#failed.at < pauseAfterFailure) {
      return this.#failed.failure;
    }
    if (this.#preparing === undefined) {
      const preparing = this.#prepare(this.#era).finally(() => {
        if (this.#preparing === preparing) this.#preparing = undefined;
      });
      this.#preparing = preparing;
    }
    return this.#preparing;
  }

  async *complete(
    target: Target,
    request: CompletionRequest,
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent> {
    const server = this.#ports.server();
    const era = this.#era;
    let exchange: Exchange = {
      ...{ url: server.url, target, request, sent: server.sent(target, request) },
      ...{ answer: "", end: undefined },
    };
    this.#exchange = exchange;
    const learn = (learnt: Partial<Exchange>): void => {
      // A request that is given up may end after the next one has begun.
      const isLast = this.#exchange === exchange;
      exchange = { ...exchange, ...learnt };
      if (isLast) this.#exchange = exchange;
    };
    this.#running += 1;
    this.#showProgress();
    try {
      for await (const event of server.complete(target, request, signal)) {
        learn(event.kind === "text" ? { answer: exchange.answer + event.text } : { end: event });
        if (era === this.#era) this.#note(event);
        yield event;
      }
    } finally {
      if (exchange.end === undefined) learn({ end: { kind: "aborted" } });
      this.#running -= 1;
      this.#showProgress();
    }
  }

  async #prepare(era: number): Promise<Answer<Target>> {
    const server = this.#ports.server();
    const chosen = await this.#choose(server);
    if (era !== this.#era) return this.ready();
    if (chosen.kind !== "ok") return this.#fail(chosen);
    const { model, window, placement } = chosen.value;
    if (this.#chosen === undefined) this.#become({ kind: "loading", model });
    const loaded = await server.load(model, window, placement);
    if (era !== this.#era) return this.ready();
    if (loaded.kind !== "ok") return this.#fail(loaded);
    const inMemory = await server.loaded();
    if (era !== this.#era) return this.ready();
    const gpuShare =
      inMemory.kind === "ok"
        ? inMemory.value.find(({ name }) => sameModel(name, model))?.gpuShare
        : undefined;
    this.#chosen = { ...chosen.value, gpuShare };
    this.#failed = undefined;
    this.#lastUse = this.#ports.clock.now();
    this.#showProgress();
    this.#ports.log.info(`${called(model)} is ready at ${server.url}, window ${window} tokens`);
    return { kind: "ok", value: this.#chosen };
  }

  /** The model and its window; a choice made earlier stands until a reset or a failure. */
  async #choose(server: ModelServer): Promise<Answer<Target>> {
    if (this.#chosen !== undefined) return { kind: "ok", value: this.#chosen };
    const name = await findModel(server, this.#ports.model());
    if (name.kind !== "ok") return name;
    const length = await server.contextLength(name.value);
    if (length.kind !== "ok") return length;
    const window = Math.min(trainedWindow, length.value ?? trainedWindow);
    const placement = this.#ports.placement?.() ?? {};
    const placed = Object.keys(placement).length > 0 && { placement };
    return { kind: "ok", value: { model: name.value, window, ...placed } };
  }

  #note(event: ModelEvent): void {
    switch (event.kind) {
      case "text":
        this.#lastUse = this.#ports.clock.now();
        return;
      case "end":
        this.#lastUse = this.#ports.clock.now();
        if (event.usage) this.#usages = [...this.#usages, event.usage].slice(-lastAnswers);
        return;
      case "aborted":
        return;
      default:
        this.#fail(event);
    }
  }

  #fail(failure: ModelFailure): ModelFailure {
    this.#chosen = undefined;
    this.#failed = { failure, at: this.#ports.clock.now() };
    this.#become(stateOf(failure));
    return failure;
  }

  #showProgress(): void {
    if (this.#chosen === undefined) return;
    const { model, gpuShare } = this.#chosen;
    const speed = speedOf(this.#usages);
    const running = { model, gpuShare, ...(speed !== undefined && { speed }) };
    this.#become({ kind: this.#running > 0 ? "busy" : "ready", ...running });
  }

  #become(state: ModelState): void {
    if (sameState(this.#state, state)) return;
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

function stateOf(failure: ModelFailure): ModelState {
  switch (failure.kind) {
    case "notRunning":
      return { kind: "noServer", failure };
    case "tooOld":
      return { kind: "tooOld", failure };
    case "noModel":
    case "modelMissing":
      return { kind: "noModel", failure };
    default:
      return { kind: "failing", failure };
  }
}

function speedOf(usages: readonly Usage[]): number | undefined {
  const tokens = usages.reduce((sum, { answerTokens }) => sum + answerTokens, 0);
  const milliseconds = usages.reduce((sum, { answerMs }) => sum + answerMs, 0);
  if (tokens === 0 || milliseconds <= 0) return undefined;
  const speed = (1000 * tokens) / milliseconds;
  return speed < 10 ? Math.round(speed * 10) / 10 : Math.round(speed);
}

function sameState(a: ModelState, b: ModelState): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
