import type { IncomingMessage } from "node:http";
import type { Clock } from "../core/clock.ts";
import type {
  Answer,
  CompletionEnd,
  CompletionRequest,
  Created,
  ModelEvent,
  ModelFailure,
  ModelServer,
  Target,
} from "../core/model.ts";
import { openConnection, type Connection } from "./connection.ts";
import { failureOf, silenceOf, type Subject } from "./serverFailure.ts";
import { errorOf, parse, send, wholeText } from "./serverHttp.ts";
import { readChunk, readServed, type Chunk, type Counts, type ServedModel } from "./openaiReply.ts";
import { openAiRequest } from "./openaiRequest.ts";
import type { ServerAddress } from "./serverAddress.ts";
import { events } from "./sse.ts";

/** Milliseconds without a byte after which a request is given up. */
const patience = {
  question: 10_000,
  /** A busy server has others before us; those that keep the connection say nothing in the meantime. */
  completion: 60_000,
};
const longestReply = 1 << 24;
const completions = "/v1/completions";

export interface OpenAiPorts {
  readonly address: ServerAddress;
  /** Extra headers for a proxy; asked anew for each request. */
  readonly headers: () => Readonly<Record<string, string>>;
  /** What the server's owner gave the person; undefined for none. Asked anew for each request. */
  readonly apiKey: () => string | undefined;
  readonly clock: Clock;
}

/**
 * The port `ModelServer` over OpenAI's older interface for completions, which vLLM, SGLang, llama.cpp's server and Ollama
 * have. The models of such a server are its owner's affair: none is loaded, placed or made here.
 */
export function createOpenAi(ports: OpenAiPorts): ModelServer {
  const { url, memory } = ports.address;
  const served = (): Promise<Answer<readonly ServedModel[]>> =>
    ask(ports, "/v1/models", readServed);
  const find = (model: string): Promise<Answer<ServedModel>> => named(served(), model);
  return {
    kind: "openai",
    url,
    memory,
    installed: served,
    // The interface does not tell what is in memory.
    loaded: () => Promise.resolve({ kind: "ok", value: [] }),
    contextLength: async (model) => map(await find(model), ({ window }) => window),
    load: async (model) => map(await find(model), () => undefined),
    complete: (target, request, signal) => complete(ports, target, request, signal),
    sent: (target, request) => ({ path: completions, body: openAiRequest(target, request) }),
    create: () => Promise.resolve(noFiles),
  };
}

const noFiles: Created = { kind: "fileRefused", detail: "only an Ollama server takes models" };

async function named(
  served: Promise<Answer<readonly ServedModel[]>>,
  model: string,
): Promise<Answer<ServedModel>> {
  const all = await served;
  if (all.kind !== "ok") return all;
  // An Ollama's own way to say `llemma`.
  const found = all.value.find(({ name }) => name === model || name === `${model}:latest`);
  return found === undefined
    ? { kind: "modelMissing", model, server: "openai" }
    : { kind: "ok", value: found };
}

function map<From, To>(answer: Answer<From>, to: (value: From) => To): Answer<To> {
  return answer.kind === "ok" ? { kind: "ok", value: to(answer.value) } : answer;
}

async function ask<T>(
  ports: OpenAiPorts,
  path: string,
  read: (reply: unknown) => T,
): Promise<Answer<T>> {
  const connection = openConnection({ clock: ports.clock, patience: patience.question });
  try {
    const message = await open(ports, connection, { path });
    return { kind: "ok", value: read(parse(await wholeText(message, longestReply))) };
  } catch (error) {
    const { url } = ports.address;
    if (silenceOf(connection.signal) !== undefined)
      return { kind: "notRunning", url, server: "openai" };
    return failureIn(connection, error, { url });
  } finally {
    connection.close();
  }
}

async function* complete(
  ports: OpenAiPorts,
  target: Target,
  request: CompletionRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent> {
  const { clock, address } = ports;
  const connection = openConnection({ clock, patience: patience.completion, caller: signal });
  const ending = new Ending(clock);
  let message: IncomingMessage | undefined;
  try {
    const body = JSON.stringify(openAiRequest(target, request));
    message = await open(ports, connection, { path: completions, body });
    for await (const chunk of chunksOf(message, connection)) {
      if (signal.aborted) break;
      ending.add(chunk);
      const { text, logprobs } = chunk;
      if (text !== "") yield { kind: "text", text, logprobs };
    }
    if (!signal.aborted) leaveOpen(message, connection);
    yield signal.aborted ? aborted : ending.end();
  } catch (error) {
    const subject = { url: address.url, model: target.model };
    yield signal.aborted ? aborted : failureIn(connection, error, subject);
  } finally {
    // A body that is left to flow closes it at its end.
    if (message?.readableFlowing !== true) connection.close();
  }
}

const aborted = { kind: "aborted" } as const;

function failureIn({ signal }: Connection, error: unknown, subject: Subject): ModelFailure {
  return marked(failureOf(silenceOf(signal) ?? error, subject));
}

/** The last event has come; once the end of the body has as well, the socket can be used again. */
function leaveOpen(message: IncomingMessage, connection: Connection): void {
  message.once("close", () => {
    connection.close();
  });
  message.resume();
  if (message.closed) connection.close();
}

/** The chunks of a stream up to its `[DONE]`, or the one of a server that does not stream. */
async function* chunksOf(message: IncomingMessage, connection: Connection): AsyncGenerator<Chunk> {
  if (!/^text\/event-stream\b/i.test(message.headers["content-type"] ?? "")) {
    yield readChunk(parse(await wholeText(message, longestReply)));
    return;
  }
  for await (const data of events(message, connection)) {
    if (data.trim() === "[DONE]") return;
    yield readChunk(parse(data));
  }
}

/** How a completion ended, as far as its chunks have told. */
class Ending {
  readonly #clock: Clock;
  readonly #sent: number;
  #first: number | undefined;
  #last: number;
  #reason: CompletionEnd["reason"] | undefined;
  #counts: Counts = {};

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#sent = this.#last = clock.now();
  }

  add({ text, reason, counts }: Chunk): void {
    this.#reason = reason ?? this.#reason;
    this.#counts = { ...this.#counts, ...counts };
    if (text === "") return;
    this.#last = this.#clock.now();
    this.#first ??= this.#last;
  }

  /** Where the server tells no times, they are those on this side, with the wait for its turn. */
  end(): CompletionEnd {
    const { promptTokens, answerTokens = 0, ...times } = this.#counts;
    const first = this.#first ?? this.#last;
    const { promptMs = first - this.#sent, answerMs = this.#last - first } = times;
    return {
      kind: "end",
      reason: this.#reason ?? "closed",
      ...(promptTokens !== undefined && {
        usage: { promptTokens, promptMs, answerTokens, answerMs },
      }),
    };
  }
}

/** Sends a question, or a body to be answered; resolves with a reply that is none of failure. */
async function open(
  { address, headers, apiKey }: OpenAiPorts,
  connection: Connection,
  { path, body }: { readonly path: string; readonly body?: string },
): Promise<IncomingMessage> {
  const key = apiKey();
  const authorization = key === undefined ? address.authorization : `Bearer ${key}`;
  const message = await send(new URL(address.url + path), {
    ...(body !== undefined && { method: "POST", body }),
    headers: {
      accept: body === undefined ? "application/json" : "text/event-stream",
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(authorization !== undefined && { authorization }),
      ...headers(),
    },
    signal: connection.signal,
  });
  connection.heard();
  const status = message.statusCode ?? 0;
  if (status < 200 || status > 299) throw await errorOf(message, status);
  return message;
}

/** Says whose failure it is, because what helps differs from an Ollama. */
function marked(failure: ModelFailure): ModelFailure {
  switch (failure.kind) {
    case "notRunning":
    case "refused":
    case "modelMissing":
      return { ...failure, server: "openai" };
    default:
      return failure;
  }
}
