import type {
  Answer,
  Created,
  InstalledModel,
  LoadedModel,
  ModelEvent,
  ModelFailure,
  ModelFile,
  ModelServer,
  Sent,
} from "../../src/core/model.ts";

/** A server whose lists and failures a test sets; `calls` tells what was asked. */
export class ScriptedModelServer implements ModelServer {
  readonly kind = "ollama";
  readonly url = "http://127.0.0.1:11434";
  readonly memory = 16 * 2 ** 30;
  models: readonly InstalledModel[] = [{ name: "llemma:7b", size: 4 * 2 ** 30, remote: false }];
  inMemory: readonly LoadedModel[] = [{ name: "llemma:7b", gpuShare: 1, size: 5e9 }];
  release = "0.24.0";
  window: number | undefined = 4096;
  /** When set, everything fails with it. */
  failure: ModelFailure | undefined;
  /** How long a load takes. */
  loading: Promise<unknown> = Promise.resolve();
  events: readonly ModelEvent[] = [{ kind: "end", reason: "stop" }];
  readonly calls: string[] = [];

  version(): Promise<Answer<string>> {
    return this.#answer("version", this.release);
  }

  installed(): Promise<Answer<readonly InstalledModel[]>> {
    return this.#answer("installed", this.models);
  }

  loaded(): Promise<Answer<readonly LoadedModel[]>> {
    return this.#answer("loaded", this.inMemory);
  }

  contextLength(model: string): Promise<Answer<number | undefined>> {
    return this.#answer(`contextLength ${model}`, this.window);
  }

  async load(model: string, window: number): Promise<Answer<undefined>> {
    await this.loading;
    return this.#answer(`load ${model} ${window}`, undefined);
  }

  async *complete(): AsyncGenerator<ModelEvent> {
    this.calls.push("complete");
    await Promise.resolve();
    yield* this.events;
  }

  sent(): Sent {
    return { path: "/api/generate", body: {} };
  }

  create({ name }: ModelFile): Promise<Created> {
    return this.#answer(`create ${name}`, undefined);
  }

  #answer<T>(call: string, value: T): Promise<Answer<T>> {
    this.calls.push(call);
    return Promise.resolve(this.failure ?? { kind: "ok", value });
  }
}
