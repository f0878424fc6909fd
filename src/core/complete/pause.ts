import type { Clock } from "../clock.ts";
import type { Document } from "../document.ts";
import { debounceAt } from "./debounce.ts";

/** When the last key was, and how long to wait after it. */
export class Pause {
  readonly #clock: Clock;
  readonly #setting: () => number;
  /** A moment of the clock; minus infinity before the first edit. */
  lastEdit = Number.NEGATIVE_INFINITY;

  /** `setting`: milliseconds, as `debounceAt` takes them. */
  constructor(clock: Clock, setting: () => number) {
    this.#clock = clock;
    this.#setting = setting;
  }

  edited(): void {
    this.lastEdit = this.#clock.now();
  }

  /** Whether nothing was typed for the time of the pause; false when the signal came first. */
  async quiet(document: Document, offset: number, signal: AbortSignal): Promise<boolean> {
    const pause = debounceAt(document, offset, this.#setting());
    for (;;) {
      if (signal.aborted) return false;
      const rest = this.lastEdit + pause - this.#clock.now();
      if (rest <= 0) return true;
      await this.#clock.sleep(rest, signal);
    }
  }
}
