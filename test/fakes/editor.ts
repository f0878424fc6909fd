import type { Completer, CompletionResult } from "../../src/core/complete/completer.ts";
import type { ManualClock } from "./manualClock.ts";

/** From a key to the call of a provider, in milliseconds, as measured in VS Code 1.139. */
const coreDelay = 87;

/**
 * A text with a cursor that behaves towards a completer as VS Code does: an edit is told at once, then the cursor;
 * the token of the last call is cancelled; some time later the completer is called. `█` is the cursor.
 */
export class Editor {
  readonly uri: string;
  readonly languageId: string;
  readonly #completer: Completer;
  readonly #clock: ManualClock;
  #text: string;
  #cursor: number;
  #call = new AbortController();
  /** What the last call came to; undefined while it waits. */
  result: CompletionResult | undefined;
  /** All that calls came to, cancelled ones left out. */
  readonly results: CompletionResult[] = [];

  constructor(
    ports: { completer: Completer; clock: ManualClock },
    text: string,
    languageId: string,
  ) {
    this.#completer = ports.completer;
    this.#clock = ports.clock;
    this.languageId = languageId;
    this.uri = `file:///example.${languageId}`;
    this.#cursor = text.indexOf("█");
    this.#text = text.replace("█", "");
  }

  get text(): string {
    return `${this.#text.slice(0, this.#cursor)}█${this.#text.slice(this.#cursor)}`;
  }

  /** The text with the first suggestion of the last call between `├` and `┤`. */
  get ghost(): string {
    if (this.result?.kind !== "suggestions") return this.text;
    const [first] = this.result.suggestions;
    if (first === undefined) return this.text;
    return `${this.#text.slice(0, first.start)}├${first.text}┤${this.#text.slice(first.end)}`;
  }

  /** Types without a pause; the call comes after the last key. */
  type(text: string, closers = ""): void {
    for (const key of text) this.replace(this.#cursor, this.#cursor, key);
    if (closers === "") return;
    this.#text = this.#text.slice(0, this.#cursor) + closers + this.#text.slice(this.#cursor);
    this.#completer.edited(this.document);
    this.#completer.moved(this.document, this.#cursor);
  }

  replace(start: number, end: number, text: string): void {
    this.#text = this.#text.slice(0, start) + text + this.#text.slice(end);
    this.#cursor = start + text.length;
    this.#call.abort();
    this.#completer.edited(this.document);
    this.#completer.moved(this.document, this.#cursor);
    void this.#later();
  }

  backspace(): void {
    this.replace(this.#cursor - 1, this.#cursor, "");
  }

  /** Inserts the suggestion, as Tab does. */
  accept(): void {
    const [first] = this.result?.kind === "suggestions" ? this.result.suggestions : [];
    if (first !== undefined) this.replace(first.start, first.end, first.text);
  }

  moveTo(offset: number): void {
    this.#cursor = offset;
    this.#call.abort();
    this.#completer.moved(this.document, offset);
  }

  /** The command to suggest something now, or a call without typing. */
  invoke(
    trigger: "automatic" | "explicit" = "explicit",
    selected?: { start: number; end: number; text: string },
  ): void {
    this.#call.abort();
    const call = new AbortController();
    this.#call = call;
    this.result = undefined;
    const asked = {
      document: this.document,
      offset: this.#cursor,
      trigger,
      ...(selected && { selected }),
    };
    void this.#completer.complete(asked, call.signal).then((result) => {
      if (result.kind !== "cancelled") this.results.push(result);
      if (this.#call === call) this.result = result;
    });
  }

  /** Ends the wait of the running call, and nothing else. */
  cancel(): void {
    this.#call.abort();
  }

  get document() {
    return { uri: this.uri, languageId: this.languageId, text: this.#text };
  }

  async #later(): Promise<void> {
    const call = (this.#call = new AbortController());
    this.result = undefined;
    await this.#clock.sleep(coreDelay, call.signal);
    if (!call.signal.aborted) this.invoke("automatic");
  }
}
