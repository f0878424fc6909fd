import { createReadStream } from "node:fs";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { atExit, startChild, type Child } from "./children.ts";
import { onPath } from "./chromium.ts";

/** Debian's program; `missing` says so in words. */
export type RegistryProgram =
  | { readonly kind: "found"; readonly program: string }
  | { readonly kind: "missing"; readonly reason: string };

export function provideRegistry(): RegistryProgram {
  const program = onPath("docker-registry");
  return program === undefined
    ? { kind: "missing", reason: "docker-registry is not there (Debian: docker-registry)" }
    : { kind: "found", program };
}

/** How files are handed out. */
interface Delivery {
  readonly bytesPerSecond: number;
  /** How many of the next answers have a wrong byte. */
  readonly damaged: number;
}

/** A registry of models on loopback, empty at first. */
export interface Registry {
  /** In front of a model's name: `http://127.0.0.1:PORT/library`. */
  readonly prefix: string;
  /** The byte at which each request for a file began. */
  readonly starts: readonly number[];
  deliver(delivery: Partial<Delivery>): void;
  /** Ends registry and files in the middle of whatever they do. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts `docker-registry`. The files of models come from a server of ours, to which it redirects: Ollama wants another
 * host name for them, `localhost` beside `127.0.0.1`, and a test can have them come slowly or damaged.
 */
export async function startRegistry(program: string): Promise<Registry> {
  const folder = await mkdtemp(path.join(tmpdir(), "llemma-registry-"));
  const forget = atExit((sync) => {
    sync.remove(folder);
  });
  const files = new Files(folder);
  const filesPort = await files.listen();
  const port = await freePort();
  const config = path.join(folder, "config.yml");
  await writeFile(config, configuration({ folder, port, filesPort }));
  const registry: Child = startChild(program, ["serve", config]);
  const kill = async (): Promise<void> => {
    await Promise.all([registry.stop(), files.close()]);
  };
  await registry.says(/listening on/, 30_000);
  return {
    prefix: `http://127.0.0.1:${port}/library`,
    starts: files.starts,
    deliver: (delivery) => {
      files.delivery = { ...files.delivery, ...delivery };
    },
    kill,
    stop: async () => {
      await kill();
      forget();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configuration(at: { folder: string; port: number; filesPort: number }): string {
  return JSON.stringify({
    version: "0.1",
    storage: { filesystem: { rootdirectory: at.folder } },
    http: { addr: `127.0.0.1:${at.port}` },
    middleware: {
      storage: [{ name: "redirect", options: { baseurl: `http://localhost:${at.filesPort}/` } }],
    },
  });
}

class Files {
  readonly #folder: string;
  readonly #server: Server;
  readonly starts: number[] = [];
  delivery: Delivery = { bytesPerSecond: Infinity, damaged: 0 };

  constructor(folder: string) {
    this.#folder = folder;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  async listen(): Promise<number> {
    this.#server.listen(0, "localhost");
    await once(this.#server, "listening");
    return portOf(this.#server);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, "close");
  }

  async #answer({ url = "", method, headers }: IncomingMessage, response: ServerResponse) {
    const file = path.join(this.#folder, new URL(url, "http://localhost").pathname);
    const { size } = await stat(file);
    const [, from = "0", to = ""] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? "") ?? [];
    const [start, end] = [Number(from), to === "" ? size - 1 : Number(to)];
    response.writeHead(headers.range === undefined ? 200 : 206, {
      "content-length": end - start + 1,
      "content-range": `bytes ${start}-${end}/${size}`,
    });
    if (method === "GET") {
      this.starts.push(start);
      await this.#send(file, { start, end }, response);
    }
    response.end();
  }

  async #send(
    file: string,
    range: { readonly start: number; readonly end: number },
    response: ServerResponse,
  ): Promise<void> {
    const begun = performance.now();
    const damaged = this.delivery.damaged > 0;
    if (damaged) this.delivery = { ...this.delivery, damaged: this.delivery.damaged - 1 };
    let sent = 0;
    const chunks: AsyncIterable<Uint8Array> = createReadStream(file, {
      ...range,
      highWaterMark: 16_384,
    });
    for await (const chunk of chunks) {
      if (response.destroyed) return;
      if (damaged && sent === 0) chunk[0] = 255 - (chunk[0] ?? 0);
      response.write(chunk);
      sent += chunk.length;
      const due = begun + (1000 * sent) / this.delivery.bytesPerSecond;
      if (due > performance.now()) await sleep(due - performance.now());
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = portOf(server);
  server.close();
  await once(server, "close");
  return port;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}
