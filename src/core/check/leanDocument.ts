import type { Position } from "../document.ts";
import type { LeanConnection } from "../lean.ts";
import { readGoals, readProgress, readPublished, type Message } from "./messages.ts";

/** A document of ours on a Lean server. */
export class LeanDocument {
  readonly #connection: LeanConnection;
  readonly #uri: string;
  readonly #stop: () => void;
  #text: string;
  #version = 1;
  #messages: readonly Message[] = [];
  #progress: number | undefined;

  constructor(connection: LeanConnection, uri: string, text: string) {
    this.#connection = connection;
    this.#uri = uri;
    this.#text = text;
    this.#stop = connection.onNotification((method, params) => {
      this.#hear(method, params);
    });
    connection.notify("textDocument/didOpen", {
      textDocument: { uri, languageId: "lean4", version: this.#version, text },
      // Without this Lean would build what the file imports.
      dependencyBuildMode: "never",
    });
  }

  get text(): string {
    return this.#text;
  }

  /** What Lean has said so far about the text as it is now. */
  get messages(): readonly Message[] {
    return this.#messages;
  }

  /** The first line that Lean is still at, as far as it has told. */
  get progress(): number | undefined {
    return this.#progress;
  }

  write(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    this.#version += 1;
    this.#messages = [];
    this.#progress = undefined;
    this.#connection.notify("textDocument/didChange", {
      textDocument: { uri: this.#uri, version: this.#version },
      contentChanges: [{ text }],
    });
  }

  /** Whether Lean has said all that it has to say about the text. */
  async settled(signal: AbortSignal): Promise<boolean> {
    const params = { uri: this.#uri, version: this.#version };
    const reply = await this.#connection.request("textDocument/waitForDiagnostics", params, signal);
    return reply.kind === "ok";
  }

  /** The goals at a place; undefined without an answer, `none` where there is no proof. */
  async goals(
    position: Position,
    signal: AbortSignal,
  ): Promise<{ readonly goals: readonly string[] | undefined } | undefined> {
    const params = { textDocument: { uri: this.#uri }, position };
    const reply = await this.#connection.request("$/lean/plainGoal", params, signal);
    return reply.kind === "ok" ? { goals: readGoals(reply.value) } : undefined;
  }

  close(): void {
    this.#stop();
    this.#connection.notify("textDocument/didClose", { textDocument: { uri: this.#uri } });
  }

  #hear(method: string, params: unknown): void {
    if (method === "textDocument/publishDiagnostics") {
      const published = readPublished(params);
      if (published?.uri !== this.#uri || this.#isOld(published.version)) return;
      this.#messages = published.messages;
    } else if (method === "$/lean/fileProgress") {
      const progress = readProgress(params);
      if (progress?.uri !== this.#uri || this.#isOld(progress.version)) return;
      this.#progress = progress.line;
    }
  }

  #isOld(version: number | undefined): boolean {
    return version !== undefined && version !== this.#version;
  }
}
