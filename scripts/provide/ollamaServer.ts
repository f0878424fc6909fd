import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { atExit, runToEnd, startChild } from "./children.ts";
import { repository } from "./cache.ts";

/** A running model server with one model. */
export interface ModelServer {
  readonly url: string;
  readonly model: string;
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

/** The small model that stands in for Llemma, as every server here names it. */
export const fixtureModel = "llemma-fixture";

/** The folder with the small model's Modelfile and GGUF. */
export const fixtureFolder = path.join(repository, "test", "fixtures", "model");

/**
 * Starts `ollama serve` on a free loopback port with the small model in it. It never sees the
 * user's own models: its home and its model folder are `home`, or a temporary folder that goes
 * with it.
 *
 * @param parallel how many requests it writes at once
 */
export async function startOllama(
  program: string,
  home?: string,
  parallel = 4,
): Promise<ModelServer> {
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
    const modelfile = path.join(folder, "Modelfile");
    await writeFile(modelfile, await fixtureModelfile());
    await runToEnd(program, ["create", fixtureModel, "-f", modelfile], {
      env: { ...env, OLLAMA_HOST: address },
    });
    return { url: `http://${address}`, model: fixtureModel, log: server.log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function fixtureModelfile(): Promise<string> {
  const text = await readFile(path.join(fixtureFolder, "Modelfile"), "utf8");
  return `${text.replace("FROM ./", `FROM ${fixtureFolder}${path.sep}`)}PARAMETER num_thread ${modelThreads()}\n`;
}

/**
 * Threads for a model this small. They wait for each other by spinning, so that with a busy core
 * a token takes a hundred times longer: one core is left to the editor and all else.
 */
export function modelThreads(): number {
  return Math.min(4, Math.max(1, availableParallelism() - 1));
}
