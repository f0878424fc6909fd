import type { Clock } from "../clock.ts";
import type { Model } from "../model.ts";

/** What was written longer ago than this, in milliseconds, does not count any more. */
const span = 5_000;

/** How fast a model writes. */
export interface Meter {
  /** Over the last seconds in which it wrote; undefined before it has written for some time. */
  readonly tokensPerSecond: number | undefined;
}

/** Counts what a model writes. All requests through it count together. */
export function metered(model: Model, clock: Clock): Meter & { readonly model: Model } {
  let written: readonly { readonly at: number; readonly tokens: number }[] = [];

  function wrote(tokens: number): void {
    const at = clock.now();
    written = [...written.filter((one) => at - one.at < span), { at, tokens }];
  }

  return {
    model: {
      ready: (insist) => model.ready(insist),
      async *complete(target, request, signal) {
        for await (const event of model.complete(target, request, signal)) {
          // A server that gives no log-probabilities sends one token at a time.
          if (event.kind === "text") wrote(Math.max(1, event.logprobs.length));
          yield event;
        }
      },
    },
    get tokensPerSecond() {
      const [first, ...others] = written;
      const last = others.at(-1);
      if (first === undefined || last === undefined || last.at - first.at < 250) return undefined;
      const tokens = others.reduce((sum, one) => sum + one.tokens, 0);
      return (1_000 * tokens) / (last.at - first.at);
    },
  };
}
