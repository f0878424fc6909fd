import { existsSync } from "node:fs";
import path from "node:path";
import manifest from "../../package.json" with { type: "json" };
import { serverAddress } from "../../src/node/serverAddress.ts";
import { cacheFolder, progress } from "../provide/cache.ts";
import { startEmbedded } from "../provide/embedded.ts";
import { provideOllama } from "../provide/ollama.ts";
import { fixtureFolder, fixtureModel, startOllama } from "../provide/ollamaServer.ts";

/** Where a model may come from; `running` is a server of the person's own, which is only read. */
export type Source = "running" | "ollama" | "embedded";

/** A server with a Llemma in it. */
export interface Model {
  readonly url: string;
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
    return await small(from, () =>
      startOllama(ollama.program, path.join(cacheFolder(), "try", "ollama")),
    );
  },
  embedded: async () => await small("llama.cpp inside Node", startEmbedded),
};

async function findRunning(): Promise<Model | string> {
  const { url } = serverAddress({
    setting: undefined,
    ollamaHost: process.env["OLLAMA_HOST"],
    fallback: manifest.contributes.configuration.properties["llemma.server.url"].default,
  });
  const name = (await modelNames(url)).find((installed) => /llemma/i.test(installed));
  return name === undefined
    ? `no running Ollama at ${url} has a model whose name contains llemma`
    : {
        url,
        inWords: `${name} of the Ollama running at ${url}`,
        log: () => "",
        stop: () => Promise.resolve(),
      };
}

async function modelNames(url: string): Promise<string[]> {
  try {
    const reply = await fetch(`${url}/api/tags`, { signal: AbortSignal.timeout(3_000) });
    const body: unknown = await reply.json();
    const models = typeof body === "object" && body !== null && "models" in body ? body.models : [];
    return (Array.isArray(models) ? models : []).flatMap((model: unknown) =>
      typeof model === "object" && model !== null && "name" in model ? [String(model.name)] : [],
    );
  } catch {
    return [];
  }
}

async function small(
  from: string,
  start: () => Promise<Omit<Model, "inWords">>,
): Promise<Model | string> {
  const file = path.join(fixtureFolder, `${fixtureModel}.gguf`);
  if (!existsSync(file)) {
    return `the small model is not there (${file})`;
  }
  try {
    const server = await start();
    return { ...server, inWords: `${fixtureModel}, a small stand-in for Llemma, in ${from}` };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    progress(reason);
    return `${from} did not start (${reason.split("\n")[0] ?? ""})`;
  }
}
