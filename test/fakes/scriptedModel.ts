import type { Clock } from "../../src/core/clock.ts";
import type {
  Answer,
  CompletionRequest,
  Model,
  ModelEvent,
  ModelFailure,
  Target,
} from "../../src/core/model.ts";

/** A text is streamed in pieces of four characters; a failure comes instead of the first piece. */
export type Script = (request: CompletionRequest) => string | ModelFailure;

export interface Sent {
  readonly request: CompletionRequest;
  readonly at: number;
  /** The moment of the abort, if there was one. */
  abortedAt: number | undefined;
}

/** A model that says what a test tells it to, at a steady pace of the test's clock. */
export class ScriptedModel implements Model {
  readonly sent: Sent[] = [];
  /** What `ready` answers; replace it to play a server that is not there. */
  readiness: () => Promise<Answer<Target>> = () =>
    Promise.resolve({ kind: "ok", value: { model: "llemma", window: 4096 } });
  readonly #clock: Clock;
  readonly #script: Script;
  readonly #pace: { readonly first: number; readonly piece: number };

  constructor(clock: Clock, script: Script, pace = { first: 100, piece: 10 }) {
    this.#clock = clock;
    this.#script = script;
    this.#pace = pace;
  }

  ready(): Promise<Answer<Target>> {
    return this.readiness();
  }

  async *complete(
    _: Target,
    request: CompletionRequest,
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent> {
    const sent: Sent = { request, at: this.#clock.now(), abortedAt: undefined };
    this.sent.push(sent);
    signal.addEventListener("abort", () => {
      sent.abortedAt = this.#clock.now();
    });
    const script = this.#script(request);
    await this.#clock.sleep(this.#pace.first, signal);
    if (typeof script !== "string") {
      yield signal.aborted ? { kind: "aborted" } : script;
      return;
    }
    // As on a server: the limit of tokens, a piece being a token, ends the answer wherever it is.
    const pieces = script.match(/[^]{1,4}/g) ?? [];
    for (const piece of pieces.slice(0, request.maxTokens)) {
      if (signal.aborted) break;
      yield { kind: "text", text: piece, logprobs: [] };
      await this.#clock.sleep(this.#pace.piece, signal);
    }
    const reason = pieces.length > request.maxTokens ? "length" : "stop";
    yield signal.aborted ? { kind: "aborted" } : { kind: "end", reason };
  }
}
