import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** What comes instead of a completion. */
export type VllmFault =
  | { readonly kind: "status"; readonly status: number; readonly body: string | object }
  /** Exactly these bytes, one chunk after the other. */
  | {
      readonly kind: "raw";
      readonly chunks: readonly (string | Uint8Array)[];
      readonly type?: string;
    }
  /** Headers, and then nothing. */
  | { readonly kind: "silence" };

export interface VllmOptions {
  readonly model?: string;
  /** Tokens of prompt and answer; a token is three characters of a prompt. */
  readonly maxModelLen?: number;
  /** What it writes, one piece a token; default: words chosen by prompt and seed. */
  readonly answer?: readonly string[];
  /** What `/v1` wants as bearer. */
  readonly apiKey?: string;
  /** Pace at which prompts are read; default: no time. */
  readonly charactersPerSecond?: number;
  /** Milliseconds from one token to the next, for each sequence: all are written at once. */
  readonly pause?: number;
  readonly tls?: { readonly key: string; readonly cert: string };
}

export interface VllmRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Readonly<Record<string, unknown>>;
  tokensSent: number;
}

export interface ScriptedVllm {
  readonly url: string;
  readonly requests: readonly VllmRequest[];
  /** Most completions that were under way at once. */
  readonly most: number;
  /** Replaces every completion, or none. */
  failWith(fault: VllmFault | undefined): void;
  close(): Promise<void>;
}

interface State {
  readonly options: VllmOptions;
  readonly requests: VllmRequest[];
  fault: VllmFault | undefined;
  running: number;
  most: number;
}

/**
 * Answers as `vllm serve` does: its paths, its shapes, its words (vllm/entrypoints/openai). Unlike an Ollama it has no
 * `/api`, writes everything that it is asked for at once, and its key guards `/v1` alone.
 */
export async function startScriptedVllm(options: VllmOptions = {}): Promise<ScriptedVllm> {
  const state: State = { options, requests: [], fault: undefined, running: 0, most: 0 };
  const listener = (message: IncomingMessage, response: ServerResponse): void => {
    void serve(state, message, response);
  };
  const server: Server =
    options.tls === undefined ? createServer(listener) : createSecureServer(options.tls, listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http${options.tls === undefined ? "" : "s"}://127.0.0.1:${port}`,
    requests: state.requests,
    get most() {
      return state.most;
    },
    failWith: (fault) => {
      state.fault = fault;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function serve(
  state: State,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const { method = "", url: path = "", headers } = message;
  const body = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
  const request = { method, path, headers, body, tokensSent: 0 };
  state.requests.push(request);
  const { apiKey } = state.options;
  const guarded = path.startsWith("/v1/") && apiKey !== undefined;
  if (guarded && headers.authorization !== `Bearer ${apiKey}`) {
    json(response, 401, { error: "Unauthorized" });
  } else if (path === "/v1/completions") {
    await (state.fault === undefined
      ? complete(state, request, response)
      : fail(state.fault, response));
  } else answerQuestion(state.options, path, response);
}

function answerQuestion(options: VllmOptions, path: string, response: ServerResponse): void {
  const { model = usualModel, maxModelLen = usualLength } = options;
  switch (path) {
    case "/version":
      json(response, 200, { version: "0.10.2" });
      return;
    case "/v1/models": {
      const entry = { id: model, object: "model", owned_by: "vllm", root: model, parent: null };
      json(response, 200, { object: "list", data: [{ ...entry, max_model_len: maxModelLen }] });
      return;
    }
    default:
      json(response, 404, { detail: "Not Found" });
  }
}

const usualModel = "EleutherAI/llemma_7b";
const usualLength = 4096;

async function complete(
  state: State,
  request: VllmRequest,
  response: ServerResponse,
): Promise<void> {
  const { charactersPerSecond = Infinity, pause = 0, answer } = state.options;
  const { n = 1, prompt } = request.body as Record<string, number>;
  const tokens = tokensOf(request);
  if (refuses(state.options, request, response)) return;
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
  response.flushHeaders();
  state.running += 1;
  state.most = Math.max(state.most, state.running);
  await sleep((1000 * String(prompt).length) / charactersPerSecond);
  const written = await Promise.all(
    Array.from({ length: n }, (_, index) => write(request, response, { index, pause, answer })),
  );
  state.running -= 1;
  if (response.destroyed) return;
  const completion = written.reduce((sum, count) => sum + count, 0);
  if ((request.body["stream_options"] as { include_usage?: boolean } | undefined)?.include_usage) {
    const usage = {
      prompt_tokens: tokens,
      total_tokens: tokens + completion,
      completion_tokens: completion,
    };
    event(response, { ...head(String(request.body["model"])), choices: [], usage });
  }
  response.end("data: [DONE]\n\n");
}

function tokensOf({ body }: VllmRequest): number {
  return Math.ceil(String(body["prompt"]).length / 3);
}

/** Whether it has answered with an error. */
function refuses(options: VllmOptions, request: VllmRequest, response: ServerResponse): boolean {
  const { model = usualModel, maxModelLen = usualLength } = options;
  const limit = Number(request.body["max_tokens"] ?? 16);
  const tokens = tokensOf(request);
  if (request.body["model"] !== model) {
    const words = `The model \`${String(request.body["model"])}\` does not exist.`;
    error(response, 404, { message: words, type: "NotFoundError", param: "model" });
    return true;
  }
  if (tokens + limit <= maxModelLen) return false;
  const words = `This model's maximum context length is ${maxModelLen} tokens. However, you requested ${tokens + limit} tokens (${tokens} in the messages, ${limit} in the completion). Please reduce the length of the messages or completion.`;
  error(response, 400, { message: words, type: "BadRequestError", param: null });
  return true;
}

/** One of the n sequences, with the seed that vLLM gives it; how many tokens it has. */
async function write(
  request: VllmRequest,
  response: ServerResponse,
  {
    index,
    pause,
    answer,
  }: {
    readonly index: number;
    readonly pause: number;
    readonly answer: readonly string[] | undefined;
  },
): Promise<number> {
  const { body } = request;
  const { pieces, reason } = cut(answer ?? words(body, index), body);
  const model = String(body["model"]);
  for (const [at, piece] of pieces.entries()) {
    if (pause > 0) await sleep(pause);
    if (response.destroyed) return at;
    request.tokensSent += 1;
    const logprobs =
      typeof body["logprobs"] === "number"
        ? { text_offset: [0], token_logprobs: [-0.125], tokens: [piece], top_logprobs: [{}] }
        : null;
    const last = at === pieces.length - 1;
    const finish = { finish_reason: last ? reason : null, stop_reason: null };
    event(response, { ...head(model), choices: [{ index, text: piece, logprobs, ...finish }] });
  }
  return pieces.length;
}

function head(model: string): object {
  return { id: "cmpl-1", object: "text_completion", created: 1_700_000_000, model };
}

function event(response: ServerResponse, data: object): void {
  response.write(`data: ${JSON.stringify(data)}\n\n`);
}

/** As vLLM has written it since 0.10. */
function error(response: ServerResponse, code: number, about: object): void {
  json(response, code, { error: { ...about, code } });
}

function json(response: ServerResponse, status: number, body: string | object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

const vocabulary = ["let ", "x ", "be ", "a ", "real ", "number ", "with ", "y ", "and ", "so "];

/** A thousand words that depend on the prompt and, where the temperature leaves a choice, on the seed. */
function words(body: VllmRequest["body"], index: number): readonly string[] {
  const seed = body["temperature"] === 0 ? 0 : Number(body["seed"]) + index;
  let random = (String(body["prompt"]).length * 7919 + seed * 104729 + 1) % 2147483647;
  return Array.from({ length: 1000 }, () => {
    random = (random * 48271) % 2147483647; // MINSTD, Park and Miller 1988
    return vocabulary[random % vocabulary.length] ?? "";
  });
}

function cut(
  pieces: readonly string[],
  body: VllmRequest["body"],
): { readonly pieces: readonly string[]; readonly reason: "stop" | "length" } {
  const limited = pieces.slice(0, Number(body["max_tokens"] ?? 16));
  const text = limited.join("");
  const stops = Array.isArray(body["stop"]) ? body["stop"].map(String) : [];
  const ends = stops.map((stop) => text.indexOf(stop)).filter((at) => at >= 0);
  if (ends.length === 0)
    return { pieces: limited, reason: limited.length < pieces.length ? "length" : "stop" };
  let left = Math.min(...ends);
  const kept: string[] = [];
  for (const piece of limited) {
    kept.push(piece.slice(0, left));
    left -= piece.length;
    if (left <= 0) break;
  }
  return { pieces: kept, reason: "stop" };
}

async function fail(fault: VllmFault, response: ServerResponse): Promise<void> {
  switch (fault.kind) {
    case "status":
      json(response, fault.status, fault.body);
      return;
    case "silence":
      response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
      return;
    case "raw":
      response.writeHead(200, { "content-type": fault.type ?? "text/event-stream" });
      for (const chunk of fault.chunks) {
        response.write(chunk);
        // Each chunk in a packet of its own.
        await sleep(5);
      }
      response.end();
  }
}
