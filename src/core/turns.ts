import { unlessAborted } from "./abort.ts";
import type { Clock } from "./clock.ts";
import type { Model } from "./model.ts";

/** How long after its last request typing still counts as going on, in milliseconds. */
const quietAfter = 2_000;

/** What long work on the model has to know of the work that a person waits for while typing. */
export interface Turns {
  /** Whether typing wants the model now, or did just before. */
  readonly wanted: boolean;
  /** Resolves when it does not any more, or when the signal aborts. */
  free(signal: AbortSignal): Promise<void>;
  /** Is called at every request that typing makes, before it is sent. The answer is the function that ends it. */
  onWanted(listener: () => void): () => void;
}

/**
 * Typing comes first. A local server has one slot as a rule and serves one request after the other, so whatever runs
 * for long has to get out of the way by itself. `typing` is the model for what has to come at once.
 */
export function createTurns(model: Model, clock: Clock): { typing: Model; turns: Turns } {
  const listeners = new Set<() => void>();
  let running = 0;
  let lastUse = Number.NEGATIVE_INFINITY;
  let ended = Promise.withResolvers<undefined>();

  const typing: Model = {
    ready: (insist) => model.ready(insist),
    async *complete(target, request, signal) {
      running += 1;
      for (const listener of listeners) listener();
      try {
        yield* model.complete(target, request, signal);
      } finally {
        running -= 1;
        lastUse = clock.now();
        const { resolve } = ended;
        ended = Promise.withResolvers<undefined>();
        resolve(undefined);
      }
    },
  };
  const rest = (): number => lastUse + quietAfter - clock.now();
  const turns: Turns = {
    get wanted() {
      return running > 0 || rest() > 0;
    },
    free: async (signal) => {
      while (turns.wanted && !signal.aborted) {
        await (running > 0 ? unlessAborted(ended.promise, signal) : clock.sleep(rest(), signal));
      }
    },
    onWanted: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return { typing, turns };
}
