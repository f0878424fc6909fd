import path from "node:path";
import manifest from "../../package.json" with { type: "json" };
import { called } from "../../src/core/demoModel.ts";
import { explainFailure } from "../../src/core/failure.ts";
import { createSession } from "../../src/core/session.ts";
import { serverAddress } from "../../src/node/serverAddress.ts";
import { systemClock } from "../../src/node/systemClock.ts";
import { cacheFolder, progress } from "../provide/cache.ts";
import { startEmbedded } from "../provide/embedded.ts";
import { provideOllama } from "../provide/ollama.ts";
import { type ModelServer, clientOf, silentLog, startOllama } from "../provide/ollamaServer.ts";

/** Where a model may come from; `running` is a server of the person's own, which is only read. */
export type Source = "running" | "ollama" | "embedded";

/** A server with a Llemma in it. */
export interface Model {
  readonly url: string;
  readonly name: string;
  /** The name and where it runs. */
  readonly inWords: string;
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

/** The model of the first of these sources that has one. */
export async function findModel(sources: readonly Source[]): Promise<Model> {
  const reasons: string[] = [];
  for (const source of sources) {
    const found = await find[source]();
    if (typeof found === "object") {
      return found;
    }
    reasons.push(found);
  }
  throw new Error(`There is no model to try: ${reasons.join("; ")}.`);
}

/** Each gives a model or says in words why it cannot. */
const find: Readonly<Record<Source, () => Promise<Model | string>>> = {
  running: findRunning,
  ollama: async () => {
    const ollama = await provideOllama();
    if (ollama.kind === "missing") {
      progress(ollama.reason);
      return ollama.reason;
    }
    const from = ollama.from === "path" ? "the Ollama on the PATH" : "an Ollama built for this";
    return await demo(from, () =>
      startOllama(ollama.program, path.join(cacheFolder(), "try", "ollama")),
    );
  },
  embedded: async () => await demo("llama.cpp inside Node", startEmbedded),
};

async function findRunning(): Promise<Model | string> {
  const { url } = serverAddress({
    setting: undefined,
    ollamaHost: process.env["OLLAMA_HOST"],
    fallback: manifest.contributes.configuration.properties["llemma.server.url"].default,
  });
  const session = createSession({
    server: () => clientOf(url),
    model: () => "auto",
    clock: systemClock,
    log: silentLog,
  });
  const target = await session.target();
  if (target.kind !== "ok") return explainFailure(target).sentence;
  const name = target.value.model;
  return {
    ...{ url, name, inWords: `${called(name)} of the Ollama running at ${url}` },
    log: () => "",
    stop: () => Promise.resolve(),
  };
}

async function demo(from: string, start: () => Promise<ModelServer>): Promise<Model | string> {
  try {
    const { model, ...server } = await start();
    return { ...server, name: model, inWords: `${called(model)} in ${from}` };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    progress(reason);
    return `${from} did not start (${reason.split("\n")[0] ?? ""})`;
  }
}
