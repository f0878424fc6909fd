import type { Answer, ModelServer, ServerKind } from "../core/model.ts";
import { askVersion, createOllama, type OllamaPorts } from "./ollama.ts";
import { createOpenAi, type OpenAiPorts } from "./openai.ts";
import type { ServerAddress } from "./serverAddress.ts";

export interface ServersPorts extends Omit<OllamaPorts & OpenAiPorts, "address"> {
  /** Where the server of the moment is. */
  readonly address: () => ServerAddress;
  /** Which interface it has, as far as a person has said it. */
  readonly kind: () => ServerKind | "auto";
}

/** The way to the server of the moment, whatever its kind. */
export function createServers(ports: ServersPorts): () => ModelServer {
  /** What answers at an address, by its URL. */
  const known = new Map<string, ServerKind>();
  return () => {
    const at = { ...ports, address: ports.address() };
    const both = { ollama: createOllama(at), openai: createOpenAi(at) };
    const kind = ports.kind();
    return kind === "auto" ? createFinding(both, known, () => askVersion(at)) : both[kind];
  };
}

/** Asks what the server is before it is asked for anything else. */
function createFinding(
  both: Readonly<Record<ServerKind, ModelServer>>,
  known: Map<string, ServerKind>,
  version: () => Promise<Answer<unknown>>,
): ModelServer {
  const { url, memory } = both.ollama;
  const find = async (): Promise<ModelServer> => {
    const kind = known.get(url) ?? (await kindOf(await version(), both.openai));
    if (kind !== undefined) known.set(url, kind);
    // Where nobody answers, Ollama is what most people mean.
    return both[kind ?? "ollama"];
  };
  return {
    get kind() {
      return known.get(url) ?? "ollama";
    },
    url,
    memory,
    installed: async () => {
      // The first question of each new beginning: another program may be there since.
      known.delete(url);
      return (await find()).installed();
    },
    loaded: async () => (await find()).loaded(),
    contextLength: async (model) => (await find()).contextLength(model),
    load: async (...args) => (await find()).load(...args),
    async *complete(...args) {
      yield* (await find()).complete(...args);
    },
    sent: (...args) => both[known.get(url) ?? "ollama"].sent(...args),
    create: async (...args) => (await find()).create(...args),
  };
}

/**
 * Only Ollama answers `/api/version`; llama.cpp's server has others of its paths. An Ollama has `/v1` too, but there it
 * cannot be told of the window, of sampling options or of log-probabilities.
 */
async function kindOf(
  version: Answer<unknown>,
  openai: ModelServer,
): Promise<ServerKind | undefined> {
  if (version.kind === "ok") return "ollama";
  if (!isAnswer(version)) return undefined;
  const listed = await openai.installed();
  const behindKey = listed.kind === "refused" && version.kind !== "refused";
  return listed.kind === "ok" || behindKey ? "openai" : undefined;
}

/** Whether somebody answered, if not as an Ollama does. */
function isAnswer({ kind }: Answer<unknown>): boolean {
  return kind !== "notRunning" && kind !== "certificate" && kind !== "interrupted";
}
