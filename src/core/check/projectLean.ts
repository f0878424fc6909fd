import type { Clock } from "../clock.ts";
import type { LeanConnection, LeanProblem } from "../lean.ts";
import type { Logger } from "../log.ts";
import { LeanDocument } from "./leanDocument.ts";

/** A server that can be asked. */
export interface ConnectedLean {
  readonly kind: "connected";
  readonly connection: LeanConnection;
  /** Our name for the copy of a document, where the server has the person's own open too. */
  readonly copyOf?: (uri: string) => string;
  /** Stops the server with all that it has started. */
  readonly end: () => void;
}

export interface ProjectLeanPorts {
  connect(): Promise<ConnectedLean | LeanProblem>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Documents that are open at a time: a worker with a large library takes gigabytes. */
const mostDocuments = 2;
/** Milliseconds before a server that has just ended is started again: the first, and the most. */
const pause = { first: 250, most: 30_000 };

/** The server of one project, started when it is needed and again when it has ended. */
export class ProjectLean {
  readonly #ports: ProjectLeanPorts;
  #lean: ConnectedLean | undefined;
  /** Least recently used first. */
  readonly #documents = new Map<string, LeanDocument>();
  /** How often in a row it ended by itself, and when it did last. */
  #crashes = 0;
  #crashedAt = 0;

  constructor(ports: ProjectLeanPorts) {
    this.#ports = ports;
  }

  get running(): boolean {
    return this.#lean !== undefined;
  }

  /** The document on a running server. */
  async document(
    uri: string,
    text: string,
    signal: AbortSignal,
  ): Promise<LeanDocument | LeanProblem> {
    const lean = this.#lean ?? (await this.#start(signal));
    if (lean.kind !== "connected") return lean;
    const document =
      this.#documents.get(uri) ??
      new LeanDocument(lean.connection, lean.copyOf?.(uri) ?? uri, text);
    this.#documents.delete(uri);
    this.#documents.set(uri, document);
    const [oldest] = this.#documents.keys();
    if (this.#documents.size > mostDocuments && oldest !== undefined) this.close(oldest);
    return document;
  }

  close(uri: string): void {
    this.#documents.get(uri)?.close();
    this.#documents.delete(uri);
  }

  /** All went well: the next crash is the first. */
  succeeded(): void {
    this.#crashes = 0;
  }

  /** It, or the part of it that has our documents, ended by itself: all of it is started again. */
  crashed(): void {
    if (this.#lean === undefined) return;
    this.#crashes += 1;
    this.#crashedAt = this.#ports.clock.now();
    this.#ports.log.warn("Lean ended by itself.");
    this.end();
  }

  /** Ends the server; the next question starts another. */
  end(): void {
    const lean = this.#lean;
    this.#forget();
    lean?.end();
  }

  #forget(): void {
    this.#lean = undefined;
    for (const document of this.#documents.values()) document.close();
    this.#documents.clear();
  }

  async #start(signal: AbortSignal): Promise<ConnectedLean | LeanProblem> {
    const { clock } = this.#ports;
    if (this.#crashes > 1) {
      const wait = Math.min(pause.most, pause.first * 2 ** (this.#crashes - 2));
      await clock.sleep(this.#crashedAt + wait - clock.now(), signal);
    }
    const lean = await this.#ports.connect();
    if (lean.kind !== "connected") return lean;
    this.#lean = lean;
    lean.connection.onClosed(() => {
      if (this.#lean === lean) this.crashed();
    });
    return lean;
  }
}
