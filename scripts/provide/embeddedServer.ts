// A program of its own: node embeddedServer.ts LIBRARY-URL MODEL-FILE MODEL-NAME
// Serves one model by llama.cpp inside Node, behind the part of Ollama's HTTP interface in use.
import { statSync } from "node:fs";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import { availableParallelism } from "node:os";
import { type Wanted, complete } from "./embeddedCompletion.ts";
import { importLlamaCpp } from "./llamaCpp.ts";

const [library = "", modelPath = "", modelName = ""] = process.argv.slice(2);
const { getLlama } = await importLlamaCpp(library);
const llama = await getLlama({ gpu: false, build: "never", logLevel: "error" });
const model = await llama.loadModel({ modelPath });
const contextSize = Math.min(4096, model.trainContextSize);
const context = await model.createContext({ contextSize, threads: modelThreads() });
const sequence = context.getSequence();
let turn: Promise<unknown> = Promise.resolve();

const entry = {
  name: modelName,
  model: modelName,
  size: statSync(modelPath).size,
  digest: "",
  details: { format: "gguf", family: architecture() },
};
const info = {
  "general.architecture": architecture(),
  [`${architecture()}.context_length`]: model.trainContextSize,
};

type Body = Readonly<Record<string, unknown>>;
type Handler = (body: Body, response: ServerResponse) => Promise<void> | void;

const handlers: Readonly<Record<string, Handler>> = {
  "GET /api/version": (_, response) => {
    json(response, 200, { version: "0.24.0-embedded" });
  },
  "GET /api/tags": (_, response) => {
    json(response, 200, { models: [entry] });
  },
  "GET /api/ps": (_, response) => {
    json(response, 200, { models: [{ ...entry, size_vram: 0, context_length: contextSize }] });
  },
  "POST /api/show": (_, response) => {
    json(response, 200, { details: entry.details, model_info: info, capabilities: ["completion"] });
  },
  "POST /api/generate": generate,
};

const server = createServer((request, response) => {
  void serve(request, response).catch((error: unknown) => {
    json(response, 500, { error: error instanceof Error ? error.message : String(error) });
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  console.log(`listening on http://127.0.0.1:${port}`);
});

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  // A page on some site must not reach a server on this machine by a name of its own.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? "")) {
    response.writeHead(403).end();
    return;
  }
  const handler = handlers[`${request.method ?? ""} ${request.url ?? ""}`];
  if (handler === undefined) {
    response.writeHead(404).end("404 page not found");
    return;
  }
  const body = request.method === "POST" ? await read(request) : {};
  const wanted = text(body["model"]);
  if (request.method === "POST" && wanted.replace(/:latest$/, "") !== modelName) {
    json(response, 404, { error: `model '${wanted}' not found` });
    return;
  }
  await handler(body, response);
}

async function generate(body: Body, response: ServerResponse): Promise<void> {
  const started = performance.now();
  const gone = new AbortController();
  response.once("close", () => {
    gone.abort();
  });
  const stream = body["stream"] !== false;
  const pieces: string[] = [];
  const send = (part: Body): void => {
    const line = { model: modelName, created_at: new Date().toISOString(), ...part };
    response.write(`${JSON.stringify(line)}\n`);
  };
  const onText = (piece: string): void => {
    if (stream) {
      send({ response: piece, done: false });
    } else {
      pieces.push(piece);
    }
  };
  response.setHeader("content-type", stream ? "application/x-ndjson" : "application/json");
  const done =
    text(body["prompt"]) === ""
      ? { done_reason: "load" }
      : await inTurn(() => complete(model, sequence, wantedBy(body, gone.signal, onText)));
  if (!gone.signal.aborted) {
    send({ response: pieces.join(""), done: true, ...done, total_duration: nanoseconds(started) });
    response.end();
  }
}

/** One request after the other: there is one slot. */
function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const result = turn.then(work);
  turn = result.catch(() => undefined);
  return result;
}

function wantedBy(body: Body, signal: AbortSignal, onText: (piece: string) => void): Wanted {
  const given = isBody(body["options"]) ? body["options"] : {};
  const number = (name: string, otherwise: number): number => {
    const value = given[name];
    return typeof value === "number" ? value : otherwise;
  };
  const limit = number("num_predict", -1);
  const stop: unknown = given["stop"];
  // What is not given is what Ollama would take.
  return {
    prompt: text(body["prompt"]),
    maxTokens: limit > 0 ? limit : contextSize,
    temperature: number("temperature", 0.8),
    topP: number("top_p", 0.9),
    topK: number("top_k", 40),
    minP: number("min_p", 0),
    seed: Math.max(0, Math.trunc(number("seed", Math.random() * 2 ** 31))),
    penalty: { factor: number("repeat_penalty", 1.1), lastTokens: number("repeat_last_n", 64) },
    stop: Array.isArray(stop) ? stop.filter((item) => typeof item === "string") : [],
    signal,
    onText,
  };
}

async function read(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    if (Buffer.isBuffer(chunk)) {
      chunks.push(chunk);
    }
  }
  const parsed: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  return isBody(parsed) ? parsed : {};
}

function json(response: ServerResponse, status: number, body: Body): void {
  if (!response.headersSent) {
    response.writeHead(status, { "content-type": "application/json" });
  }
  response.end(JSON.stringify(body));
}

function isBody(value: unknown): value is Body {
  return typeof value === "object" && value !== null;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function nanoseconds(since: number): number {
  return Math.round((performance.now() - since) * 1e6);
}

function architecture(): string {
  return model.fileInfo.metadata.general.architecture;
}

/** Threads wait for each other by spinning, so that with a busy core a token takes a hundred times longer. */
function modelThreads(): number {
  return Math.min(4, Math.max(1, availableParallelism() - 1));
}
