import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** What the server writes as a completion, one piece a token; or a way to go wrong. */
export type Script = readonly string[] | Misbehaviour;

export type Misbehaviour =
  /** A status with a body, which is sent as JSON when it is an object, and perhaps another address. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly body: string | object;
      readonly location?: string;
    }
  /** A reply of exactly these bytes, one chunk after the other. */
  | { readonly kind: "raw"; readonly chunks: Iterable<string | Uint8Array>; readonly type?: string }
  /** Says nothing more after these pieces; with `headers` false not even a status. */
  | { readonly kind: "silence"; readonly after: readonly string[]; readonly headers: boolean }
  /** Resets the connection after these pieces; with `headers` false before a status. */
  | { readonly kind: "reset"; readonly after: readonly string[]; readonly headers: boolean }
  /** Answers an upload in one of the other ways once this many bytes of it have come, and reads no more. */
  | { readonly kind: "stopUpload"; readonly after: number; readonly then: Misbehaviour }
  /** Ends the reply without the last line. */
  | { readonly kind: "noDone"; readonly pieces: readonly string[] };

export interface ScriptedModel {
  readonly name: string;
  readonly size?: number;
  readonly sizeVram?: number;
  readonly contextLength?: number;
  readonly remoteHost?: string;
}

export interface ScriptedOptions {
  readonly models?: readonly ScriptedModel[];
  /** Answers a request; undefined leaves it to the server's own ways. Default: words chosen by prompt and seed. */
  readonly script?: (request: ScriptedRequest) => Script | undefined;
  /** Milliseconds from a completion's turn to its first token, beside the reading of the prompt. */
  readonly firstTokenAfter?: number;
  /** Pace after the first token; default: as fast as it goes. */
  readonly tokensPerSecond?: number;
  /** Pace at which characters of the prompt are read that the request before did not have; default: no time. */
  readonly charactersPerSecond?: number;
  /** Milliseconds that a model takes into memory. */
  readonly loadTime?: number;
  readonly charactersPerToken?: number;
}

/** One request as it came, and what became of it. Times are `performance.now()`. */
export interface ScriptedRequest {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** Empty for everything but completions. */
  readonly prompt: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Bytes of an upload that were read. */
  received: number;
  /** Characters of the prompt that the server did not hold from the completion before. */
  newCharacters: number;
  tokensSent: number;
  firstTokenAt: number | undefined;
  /** When the last line had been sent. */
  endedAt: number | undefined;
  /** When the client closed the connection before that. */
  abortedAt: number | undefined;
}

export interface ScriptedServer {
  readonly url: string;
  readonly requests: readonly ScriptedRequest[];
  /** The requests that asked for a completion, in the order in which they came. */
  completions(): readonly ScriptedRequest[];
  /** Names of the models in memory. */
  readonly loaded: Set<string>;
  /** Sockets that clients hold open. */
  readonly sockets: ReadonlySet<Socket>;
  /** How many sockets clients ever opened. */
  readonly socketsOpened: number;
  /** Replaces the script. */
  answerWith(script: Script | ScriptedOptions["script"]): void;
  close(): Promise<void>;
}

/** An HTTP server that talks like Ollama, by script, with one slot as Ollama has, and records what it is asked. */
export async function startScriptedServer(options: ScriptedOptions = {}): Promise<ScriptedServer> {
  const state: State = {
    options,
    models: options.models ?? [{ name: "llemma-scripted:latest" }],
    blobs: new Map(),
    script: options.script,
    requests: [],
    loaded: new Set(),
    held: "",
    turn: Promise.resolve(),
  };
  const sockets = new Set<Socket>();
  let socketsOpened = 0;
  const server = createServer((message, response) => {
    void serve(state, message, response);
  });
  server.on("connection", (socket) => {
    socketsOpened += 1;
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: state.requests,
    completions: () => state.requests.filter(({ prompt }) => prompt !== ""),
    loaded: state.loaded,
    sockets,
    get socketsOpened() {
      return socketsOpened;
    },
    answerWith: (script) => {
      state.script = typeof script === "object" ? () => script : script;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** A line of a completion's stream, as Ollama writes it. */
export function line(response: string, more: object = {}): string {
  return `${JSON.stringify({ model: "llemma-scripted:latest", response, done: false, ...more })}\n`;
}

interface State {
  readonly options: ScriptedOptions;
  models: readonly ScriptedModel[];
  /** Sizes of what was uploaded, by digest. */
  readonly blobs: Map<string, number>;
  script: ScriptedOptions["script"];
  readonly requests: ScriptedRequest[];
  readonly loaded: Set<string>;
  /** The last prompt that was read. */
  held: string;
  /** Settles when the last completion in the queue is over. */
  turn: Promise<unknown>;
}

/** A request with the response to write to. */
interface Call {
  readonly state: State;
  readonly request: ScriptedRequest;
  readonly response: ServerResponse;
  /** Aborts when the client leaves. */
  readonly left: AbortSignal;
}

async function serve(
  state: State,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const call = await open(state, message, response);
  const script = state.script?.(call.request);
  if (isUpload(message) && (script === undefined || "kind" in script)) {
    await receive(call, message, script);
  } else if (
    call.request.path === "/api/generate" &&
    (script === undefined || Array.isArray(script))
  ) {
    await generate(call, script);
  } else if (script !== undefined && "kind" in script) {
    await misbehave(call, script);
  } else {
    answerQuestion(call);
  }
}

async function open(
  state: State,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<Call> {
  const at = performance.now();
  const chunks: Buffer[] = [];
  // What becomes of an upload is decided before it is read.
  if (!isUpload(message)) for await (const chunk of message) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const body = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
  const request: ScriptedRequest = {
    at,
    method: message.method ?? "",
    path: message.url ?? "",
    headers: message.headers,
    body,
    prompt: typeof body["prompt"] === "string" ? body["prompt"] : "",
    options: (body["options"] ?? {}) as Record<string, unknown>,
    received: 0,
    newCharacters: 0,
    tokensSent: 0,
    firstTokenAt: undefined,
    endedAt: undefined,
    abortedAt: undefined,
  };
  state.requests.push(request);
  const leaving = new AbortController();
  response.on("close", () => {
    if (response.writableFinished) return;
    request.abortedAt = performance.now();
    leaving.abort();
  });
  return { state, request, response, left: leaving.signal };
}

function isUpload({ method, url }: IncomingMessage): boolean {
  return method === "POST" && url?.startsWith("/api/blobs/") === true;
}

function answerQuestion(call: Call): void {
  const { state, request } = call;
  switch (request.path) {
    case "/api/version":
      json(call, 200, { version: "0.24.0-scripted" });
      return;
    case "/api/tags":
      json(call, 200, { models: state.models.map(listed) });
      return;
    case "/api/ps":
      json(call, 200, {
        models: state.models.filter(({ name }) => state.loaded.has(name)).map(listed),
      });
      return;
    case "/api/show": {
      const model = find(call);
      if (model === undefined) return;
      json(call, 200, {
        model_info: {
          "general.architecture": "llama",
          "llama.context_length": model.contextLength ?? 4096,
        },
      });
      return;
    }
    case "/api/create":
      create(call);
      return;
    default:
      if (request.method === "HEAD") answerWhetherKnown(call);
      else json(call, 404, "404 page not found");
  }
}

/** Takes a file, as Ollama does: the digest has to be right. */
async function receive(
  call: Call,
  message: IncomingMessage,
  script: Misbehaviour | undefined,
): Promise<void> {
  const { request, state } = call;
  const limit = script?.kind === "stopUpload" ? script.after : Infinity;
  const hash = createHash("sha256");
  try {
    for await (const chunk of message.iterator({ destroyOnReturn: false })) {
      hash.update(chunk as Buffer);
      request.received += (chunk as Buffer).length;
      if (request.received >= limit) break;
    }
  } catch {
    return; // The client left.
  }
  if (script !== undefined) {
    const then = script.kind === "stopUpload" ? script.then : script;
    await (then.kind === "status" ? refuseUpload(call, then) : misbehave(call, then));
    return;
  }
  const wanted = request.path.slice("/api/blobs/".length);
  const digest = `sha256:${hash.digest("hex")}`;
  if (digest !== wanted) {
    json(call, 400, { error: `digest mismatch, expected "${wanted}", got "${digest}"` });
    return;
  }
  state.blobs.set(digest, request.received);
  call.response.writeHead(201).end();
}

/** As Go's server does, leaves the client a moment to read the reply: closing in mid-upload resets the connection. */
async function refuseUpload(
  { response, left }: Call,
  { status, body }: { readonly status: number; readonly body: string | object },
): Promise<void> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, { "content-length": Buffer.byteLength(text) });
  response.write(text);
  await until(performance.now() + 500, left);
  response.end();
}

function answerWhetherKnown({ state, request, response }: Call): void {
  const known = state.blobs.has(request.path.slice("/api/blobs/".length));
  response.writeHead(known ? 200 : 404).end();
}

function create(call: Call): void {
  const { state, request, response } = call;
  const [digest = ""] = Object.values((request.body["files"] ?? {}) as Record<string, string>);
  const size = state.blobs.get(digest);
  const name = `${String(request.body["model"])}:latest`;
  const lines =
    size === undefined
      ? [{ error: "neither 'from' or 'files' was specified" }]
      : [{ status: "parsing GGUF" }, { status: "writing manifest" }, { status: "success" }];
  if (size !== undefined) {
    state.models = [...state.models.filter((model) => model.name !== name), { name, size }];
  }
  for (const one of lines) stream(response, `${JSON.stringify(one)}\n`);
  response.end();
}

function listed({ name, size = 4e9, sizeVram = 0, remoteHost }: ScriptedModel): object {
  return {
    name,
    model: name,
    size,
    size_vram: sizeVram,
    ...(remoteHost && { remote_host: remoteHost }),
  };
}

function json({ response }: Call, status: number, body: string | object): void {
  const isText = typeof body === "string";
  response.writeHead(status, {
    "content-type": isText ? "text/plain" : "application/json; charset=utf-8",
  });
  response.end(isText ? body : JSON.stringify(body));
}

/** The model that the request names; answers 404 in Ollama's words when it is not there. */
function find(call: Call): ScriptedModel | undefined {
  const wanted = String(call.request.body["model"]);
  const found = call.state.models.find(
    ({ name }) => name === wanted || name === `${wanted}:latest`,
  );
  if (found === undefined) json(call, 404, { error: `model '${wanted}' not found` });
  return found;
}

/** Loads the model if need be and completes, one request after the other. */
async function generate(call: Call, script: readonly string[] | undefined): Promise<void> {
  const { state, request, left } = call;
  const model = find(call);
  if (model === undefined) return;
  const before = state.turn;
  const { promise, resolve } = Promise.withResolvers<undefined>();
  state.turn = promise;
  await before;
  if (!state.loaded.has(model.name))
    await until(performance.now() + (state.options.loadTime ?? 0), left);
  // A client that leaves while the model loads takes the load with it.
  if (!left.aborted) {
    state.loaded.add(model.name);
    if (request.prompt === "") json(call, 200, { response: "", done: true, done_reason: "load" });
    else await complete(call, script ?? words(request));
  }
  resolve(undefined);
}

async function complete(call: Call, script: readonly string[]): Promise<void> {
  const { state, request, response, left } = call;
  const { tokensPerSecond = Infinity } = state.options;
  const started = performance.now();
  const firstAt = started + readPrompt(state, request);
  const { pieces, reason } = cut(script, request.options);
  // As Ollama 0.24 does, it reads on to the end although the client has left.
  await until(firstAt);
  request.firstTokenAt = performance.now();
  for (const [index, piece] of pieces.entries()) {
    await until(firstAt + (1000 * index) / tokensPerSecond, left);
    if (left.aborted) return;
    request.tokensSent += 1;
    const logprobs = [{ token: piece, logprob: -0.125 }];
    stream(response, line(piece, request.body["logprobs"] === true ? { logprobs } : {}));
  }
  if (left.aborted) return;
  stream(
    response,
    line("", {
      done: true,
      done_reason: reason,
      prompt_eval_count: Math.ceil(request.prompt.length / (state.options.charactersPerToken ?? 3)),
      prompt_eval_duration: nanoseconds(request.firstTokenAt - started),
      eval_count: pieces.length,
      eval_duration: nanoseconds(performance.now() - request.firstTokenAt),
    }),
  );
  response.end();
  request.endedAt = performance.now();
}

/** Milliseconds that the reading takes; the prompt before it is the one that the server holds. */
function readPrompt(state: State, request: ScriptedRequest): number {
  const { firstTokenAfter = 0, charactersPerSecond = Infinity } = state.options;
  request.newCharacters = request.prompt.length - sharedLength(state.held, request.prompt);
  state.held = request.prompt;
  return firstTokenAfter + (1000 * request.newCharacters) / charactersPerSecond;
}

function nanoseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1e6);
}

function stream(
  response: ServerResponse,
  chunk: string | Uint8Array,
  type = "application/x-ndjson",
): void {
  if (!response.headersSent) response.writeHead(200, { "content-type": type });
  response.write(chunk);
}

/** Waits for a moment of `performance.now()`; returns early when the client leaves. */
async function until(moment: number, left?: AbortSignal): Promise<void> {
  const wait = moment - performance.now();
  if (wait <= 0 || left?.aborted === true) return;
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, wait, undefined);
  left?.addEventListener(
    "abort",
    () => {
      resolve(undefined);
    },
    { once: true },
  );
  await promise;
  clearTimeout(timer);
}

/** Ends the pieces at `num_predict` and at the first stop string, as Ollama does. */
function cut(
  script: readonly string[],
  options: Readonly<Record<string, unknown>>,
): { readonly pieces: readonly string[]; readonly reason: "stop" | "length" } {
  const limit = typeof options["num_predict"] === "number" ? options["num_predict"] : script.length;
  const stops = Array.isArray(options["stop"]) ? options["stop"].map(String) : [];
  const pieces = script.slice(0, limit);
  const text = pieces.join("");
  const ends = stops.map((stop) => text.indexOf(stop)).filter((index) => index >= 0);
  if (ends.length === 0) return { pieces, reason: script.length > limit ? "length" : "stop" };
  let left = Math.min(...ends);
  const kept: string[] = [];
  for (const piece of pieces) {
    if (left <= 0) break;
    kept.push(piece.slice(0, left));
    left -= piece.length;
  }
  return { pieces: kept, reason: "stop" };
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

const vocabulary = [
  "let ",
  "x ",
  "be ",
  "a ",
  "real ",
  "number ",
  "with ",
  "y ",
  "and ",
  "so ",
  "$x$ ",
  "∎ ",
];

/** A thousand words that depend on the prompt and, where the temperature leaves a choice, on the seed. */
function words({ prompt, options }: ScriptedRequest): readonly string[] {
  const seed = options["temperature"] === 0 ? 0 : Number(options["seed"]);
  let random = (prompt.length * 7919 + seed * 104729 + 1) % 2147483647;
  return Array.from({ length: 1000 }, () => {
    random = (random * 48271) % 2147483647; // MINSTD, Park and Miller 1988
    return vocabulary[random % vocabulary.length] ?? "";
  });
}

async function misbehave(call: Call, script: Misbehaviour): Promise<void> {
  const { response, left } = call;
  switch (script.kind) {
    case "status":
      if (script.location !== undefined) response.setHeader("location", script.location);
      json(call, script.status, script.body);
      return;
    case "raw":
      await sendRaw(call, script);
      return;
    case "silence":
      startOf(response, script);
      return;
    case "reset":
      startOf(response, script);
      await until(performance.now() + 20, left);
      response.socket?.resetAndDestroy();
      return;
    case "stopUpload":
      throw new Error("no upload");
    case "noDone":
      for (const piece of script.pieces) stream(response, line(piece));
      response.end();
  }
}

async function sendRaw(
  { response, left }: Call,
  { chunks, type }: { readonly chunks: Iterable<string | Uint8Array>; readonly type?: string },
): Promise<void> {
  for (const chunk of chunks) {
    stream(response, chunk, type);
    // Each chunk in a packet of its own.
    await until(performance.now() + 5, left);
    if (left.aborted) return;
  }
  response.end();
}

function startOf(
  response: ServerResponse,
  { after, headers }: { after: readonly string[]; headers: boolean },
): void {
  for (const piece of after) stream(response, line(piece));
  if (headers && !response.headersSent) response.writeHead(200).flushHeaders();
}
