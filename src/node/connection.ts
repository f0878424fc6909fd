import type { Clock } from "../core/clock.ts";
import { Silence } from "./serverFailure.ts";

/** The life of one request: closed by its caller's signal, by `close`, or when nothing comes for too long. */
export interface Connection {
  /** Aborts when the connection is closed, with a `Silence` as reason when that is why. */
  readonly signal: AbortSignal;
  /** Something came: the wait starts anew. */
  heard(): void;
  /** Ends the request at whatever point it is; without effect on one that is over. */
  close(): void;
}

export interface ConnectionOptions {
  readonly clock: Clock;
  /** Milliseconds without a byte after which it is given up. */
  readonly patience: number;
  readonly caller?: AbortSignal;
}

export function openConnection({ clock, patience, caller }: ConnectionOptions): Connection {
  const controller = new AbortController();
  let lastHeard = clock.now();

  function close(reason?: Silence): void {
    caller?.removeEventListener("abort", closeForCaller);
    controller.abort(reason);
  }
  function closeForCaller(): void {
    close();
  }
  async function watch(): Promise<void> {
    while (!controller.signal.aborted) {
      const left = lastHeard + patience - clock.now();
      if (left > 0) await clock.sleep(left, controller.signal);
      else close(new Silence(patience));
    }
  }

  caller?.addEventListener("abort", closeForCaller, { once: true });
  if (caller?.aborted === true) close();
  void watch();
  return {
    signal: controller.signal,
    heard: () => {
      lastHeard = clock.now();
    },
    close: closeForCaller,
  };
}
