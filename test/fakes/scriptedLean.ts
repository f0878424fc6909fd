import type { LeanConnection, LeanResponse } from "../../src/core/lean.ts";
import { settle } from "./manualClock.ts";

/** A Lean server that says what a test wants, for what a real one cannot be made to do. */
export class ScriptedLean implements LeanConnection {
  /** Methods of all that was sent. */
  readonly sent: string[] = [];
  /** Of the document that is open. */
  version = 0;
  readonly #answers: Readonly<Record<string, () => unknown>>;
  readonly #listeners = new Set<(method: string, params: unknown) => void>();
  readonly #closed = new AbortController();

  /** A method without an answer is never answered. */
  constructor(answers: Readonly<Record<string, () => unknown>>) {
    this.#answers = answers;
  }

  async request(method: string, _params: unknown, signal: AbortSignal): Promise<LeanResponse> {
    this.sent.push(method);
    const answer = this.#answers[method];
    await settle();
    if (answer !== undefined && !this.#closed.signal.aborted)
      return { kind: "ok", value: answer() };
    const ended = AbortSignal.any([signal, this.#closed.signal]);
    if (!ended.aborted) {
      await new Promise((resolve) => {
        ended.addEventListener("abort", resolve, { once: true });
      });
    }
    return { kind: this.#closed.signal.aborted ? "closed" : "aborted" };
  }

  notify(method: string): void {
    this.sent.push(method);
    if (/did(?:Open|Change)$/.test(method)) this.version += 1;
  }

  onNotification(listener: (method: string, params: unknown) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  onClosed(listener: () => void): () => void {
    this.#closed.signal.addEventListener("abort", listener, { once: true });
    return () => {
      this.#closed.signal.removeEventListener("abort", listener);
    };
  }

  /** Says something by itself. */
  tell(method: string, params: unknown): void {
    for (const listener of this.#listeners) listener(method, params);
  }

  close(): void {
    this.#closed.abort();
  }
}
