import type { Document } from "../document.ts";
import type { CompletionCall, CompletionResult } from "./completer.ts";
import { spotAt, typedSince, type Spot } from "./spot.ts";

/** A call that waits for quiet or for an answer. */
interface Pending {
  readonly spot: Spot;
  readonly controller: AbortController;
}

/** The calls of an editor, of which only the last one counts. */
export class Calls {
  #pending: Pending | undefined;
  #stops = 0;

  /** Answers a call; `newer` ends its wait when a newer call, an edit or a move has made it pointless. */
  async answer(
    { document, offset }: CompletionCall,
    by: (newer: AbortSignal) => Promise<CompletionResult>,
  ): Promise<CompletionResult> {
    const stops = this.#stops;
    this.#pending?.controller.abort();
    const pending = { spot: spotAt(document, offset), controller: new AbortController() };
    this.#pending = pending;
    try {
      const result = await by(pending.controller.signal);
      return stops === this.#stops ? result : { kind: "none", reason: "stopped" };
    } finally {
      if (this.#pending === pending) this.#pending = undefined;
    }
  }

  /** False for a change that changed nothing, of which editors tell too, such as the file being saved. */
  edited(document: Document): boolean {
    const pending = this.#pending;
    if (pending?.spot.uri !== document.uri) return true;
    if (typedSince(pending.spot, document)?.text === "") return false;
    pending.controller.abort();
    return true;
  }

  moved(document: Document, offset: number): void {
    const pending = this.#pending;
    if (pending?.spot.uri !== document.uri) return;
    const { spot } = pending;
    if (spot.offset !== offset || spot.length !== document.text.length) pending.controller.abort();
  }

  left(uri: string): void {
    if (this.#pending?.spot.uri === uri) this.#pending.controller.abort();
  }

  stop(): void {
    this.#stops += 1;
    this.#pending?.controller.abort();
  }
}
