import { Ollama } from "ollama";
import type { Clock } from "../core/clock.ts";
import { called } from "../core/demoModel.ts";
import type { Logger } from "../core/log.ts";
import type {
  Answer,
  CompletionRequest,
  ModelEvent,
  ModelServer,
  Target,
  Usage,
} from "../core/model.ts";
import { openConnection, type Connection } from "./connection.ts";
import { createModel, type DirectPorts } from "./ollamaCreate.ts";
import { pullModel } from "./ollamaPull.ts";
import { failureOf, silenceOf } from "./serverFailure.ts";
import { createFetch, type FetchOptions } from "./ollamaFetch.ts";
import {
  readContextLength,
  readInstalled,
  readLoaded,
  readPart,
  readVersion,
} from "./ollamaReply.ts";
import { record } from "./serverReply.ts";
import { completionRequest, loadRequest, unloadRequest } from "./ollamaRequest.ts";
import type { ServerAddress } from "./serverAddress.ts";

/** Milliseconds without a byte after which a request is given up, by what the server has to do before it answers. */
const patience = {
  /** Reads a list from its memory or its disk. */
  question: 10_000,
  /** Reads at most a window of prompt: some 30 s for 4,096 tokens on a slow processor. */
  completion: 60_000,
  /** Reads up to 20 GB from a disk. Ollama itself gives up after 5 minutes without progress. */
  load: 30 * 60_000,
};

export interface OllamaPorts {
  readonly address: ServerAddress;
  /** Extra headers for a proxy; asked anew for each request. */
  readonly headers: () => Readonly<Record<string, string>>;
  /** How long the server keeps the model in memory: `30m`, `-1` for ever, `0` not at all; asked anew each time. */
  readonly keepAlive: () => string;
  readonly log: Logger;
  readonly clock: Clock;
}

/** The port `ModelServer` over Ollama's HTTP interface and its npm package. */
export function createOllama(ports: OllamaPorts): Required<ModelServer> {
  const { url, memory } = ports.address;
  return {
    kind: "ollama",
    url,
    memory,
    version: () => ask(ports, { send: (client) => client.version(), read: readVersion }),
    installed: () => ask(ports, { send: (client) => client.list(), read: readInstalled }),
    loaded: () => ask(ports, { send: (client) => client.ps(), read: readLoaded }),
    contextLength: (model) =>
      ask(ports, { model, send: (client) => client.show({ model }), read: readContextLength }),
    load: (model, window, placement) =>
      load(ports, { model, window, ...(placement && { placement }) }),
    complete: (target, request, signal) => complete(ports, target, request, signal),
    sent: (target, request) => ({
      path: "/api/generate",
      body: { ...completionRequest(target, request, ports.keepAlive()) },
    }),
    create: (model, onProgress, signal) => createModel(direct(ports), model, onProgress, signal),
    pull: (model, onProgress, signal) => pullModel(direct(ports), model, onProgress, signal),
  };
}

interface Question<T> {
  readonly model?: string;
  readonly limit?: number;
  readonly send: (client: Ollama) => Promise<unknown>;
  readonly read: (reply: unknown) => T;
}

async function ask<T>(ports: OllamaPorts, question: Question<T>): Promise<Answer<T>> {
  const { model, limit = patience.question, send, read } = question;
  const connection = openConnection({ clock: ports.clock, patience: limit });
  try {
    return { kind: "ok", value: read(await send(clientOn(connection, ports, "whole"))) };
  } catch (error) {
    const { url } = ports.address;
    if (silenceOf(connection.signal) !== undefined) return { kind: "notRunning", url };
    return failureOf(error, { url, ...(model !== undefined && { model }) });
  } finally {
    connection.close();
  }
}

function load(ports: OllamaPorts, target: Target): Promise<Answer<undefined>> {
  return ask(ports, {
    model: target.model,
    limit: patience.load,
    send: (client) => client.generate(loadRequest(target, ports.keepAlive())),
    read: (reply) => void record(reply),
  });
}

async function* complete(
  ports: OllamaPorts,
  target: Target,
  request: CompletionRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent> {
  const connection = openConnection({
    clock: ports.clock,
    patience: patience.completion,
    caller: signal,
  });
  let ended = false;
  try {
    const body = completionRequest(target, request, ports.keepAlive());
    for await (const line of await clientOn(connection, ports, "lines").generate(body)) {
      if (signal.aborted) break;
      const { text, logprobs, end } = readPart(line);
      if (text !== "") yield { kind: "text", text, logprobs };
      if (end === undefined) continue;
      ended = true;
      warnOfCut(ports.log, { target, request, usage: end.usage });
      yield end;
      return;
    }
    yield { kind: "aborted" };
  } catch (error) {
    const silence = silenceOf(connection.signal);
    if (silence !== undefined) void unblock(ports, target.model);
    const subject = { url: ports.address.url, model: target.model };
    yield signal.aborted ? { kind: "aborted" } : failureOf(silence ?? error, subject);
  } finally {
    // After the last line the connection closes itself at the end of the body, and its socket is used again.
    if (!ended) connection.close();
  }
}

/**
 * In rare cases a request that is closed in mid-stream keeps its place in Ollama for ever, and every later one to the
 * same model waits in vain (ollama/ollama#17131, seen with 0.24). A load answers all the same; only a model that is
 * loaded anew writes again. When the silence has another cause this costs one load, and nobody else's request.
 */
async function unblock(ports: OllamaPorts, model: string): Promise<void> {
  ports.log.warn(
    `${called(model)} was silent for too long: asking the server to load it anew next time.`,
  );
  await ask(ports, {
    model,
    send: (client) => client.generate(unloadRequest(model)),
    read: (reply) => record(reply),
  });
}

/** A client serves one request, because the library knows no signal for one and keeps a list of its streams. */
function clientOn(connection: Connection, ports: OllamaPorts, body: FetchOptions["body"]): Ollama {
  const headers = headersOf(ports);
  return new Ollama({ host: ports.address.url, fetch: createFetch({ connection, headers, body }) });
}

/** For what goes past the library. */
function direct(ports: OllamaPorts): DirectPorts {
  return { url: ports.address.url, headers: headersOf(ports), clock: ports.clock };
}

function headersOf({ address: { authorization }, headers }: OllamaPorts): Record<string, string> {
  return { ...(authorization !== undefined && { authorization }), ...headers() };
}

interface Finished {
  readonly target: Target;
  readonly request: CompletionRequest;
  readonly usage: Usage | undefined;
}

/**
 * Ollama cuts a prompt that is longer than its window and tells only its own log. The count gives it away: it reaches
 * the window (0.24), or is far too small for the text (later ones keep half of the window; no mathematics or prose has
 * 8 characters a token).
 */
function warnOfCut(log: Logger, { target, request, usage }: Finished): void {
  if (usage === undefined) return;
  const { promptTokens } = usage;
  if (promptTokens < target.window - 1 && promptTokens * 8 >= request.prompt.length) return;
  log.warn(
    `${called(target.model)} read ${promptTokens} tokens of a prompt of ${request.prompt.length} characters: ` +
      `the server cut it to fit its window of ${target.window}.`,
  );
}
