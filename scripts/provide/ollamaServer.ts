import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { demoModelName } from "../../src/core/demoModel.ts";
import { explainFailure } from "../../src/core/failure.ts";
import type { Logger } from "../../src/core/log.ts";
import type { ModelServer as Client, ModelFile } from "../../src/core/model.ts";
import { readModelfile } from "../../src/node/modelfile.ts";
import { createOllama } from "../../src/node/ollama.ts";
import { serverAddress } from "../../src/node/serverAddress.ts";
import { systemClock } from "../../src/node/systemClock.ts";
import { repository } from "./cache.ts";
import { atExit, startChild } from "./children.ts";

/** A running Ollama without a model. */
export interface EmptyServer {
  readonly url: string;
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

/** A running model server with one model. */
export interface ModelServer extends EmptyServer {
  readonly model: string;
}

/** The model that comes with the extension and is on every server here. */
export async function demoModel(): Promise<ModelFile> {
  return await readModelfile(path.join(repository, "demo", "Modelfile"), demoModelName);
}

/**
 * Starts `ollama serve` on a free loopback port. It never sees the user's own models: its home and
 * its model folder are `home`, or a temporary folder that goes with it.
 */
export async function startEmptyOllama(
  program: string,
  home?: string,
  parallel = 4,
): Promise<EmptyServer> {
  const folder = home ?? (await mkdtemp(path.join(tmpdir(), "llemma-ollama-")));
  await mkdir(folder, { recursive: true });
  const forget = atExit((sync) => {
    if (home === undefined) {
      sync.remove(folder);
    }
  });
  const env = {
    HOME: folder,
    OLLAMA_MODELS: path.join(folder, "models"),
    OLLAMA_NO_CLOUD: "1",
    // A stream closed at the wrong moment keeps its slot (ollama#17131); with one slot nothing would ever answer again.
    OLLAMA_NUM_PARALLEL: String(parallel),
    OLLAMA_HOST: "127.0.0.1:0",
  };
  const server = startChild(program, ["serve"], { env });
  const stop = async (): Promise<void> => {
    await server.stop();
    forget();
    if (home === undefined) {
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
  };
  try {
    const [, address = ""] = await server.says(/Listening on (127\.0\.0\.1:[1-9]\d*)/, 30_000);
    return { url: `http://${address}`, log: server.log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The same with the demo model in it, brought there as the extension does. */
export async function startOllama(
  program: string,
  home?: string,
  parallel?: number,
): Promise<ModelServer> {
  const server = await startEmptyOllama(program, home, parallel);
  try {
    const model = await demoModel();
    const made = await clientOf(server.url).create(model, ignore, new AbortController().signal);
    if (made.kind === "ok") return { ...server, model: demoModelName };
    throw new Error(made.kind === "aborted" ? made.kind : explainFailure(made).sentence);
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** The extension's own way to an Ollama. */
export function clientOf(url: string): Client {
  return createOllama({
    address: serverAddress({ setting: url, ollamaHost: undefined, fallback: url }),
    headers: () => ({}),
    keepAlive: () => "5m",
    log: silentLog,
    clock: systemClock,
  });
}

function ignore(): void {
  // Nobody wants to know.
}

export const silentLog: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
