import { request as requestPlain, type IncomingMessage } from "node:http";
import { request as requestSecure } from "node:https";
import type { Connection } from "./connection.ts";
import { MalformedReply, StatusError } from "./ollamaFailure.ts";
import { closedReason, readPart, record } from "./ollamaReply.ts";

/** Longest line of a stream; a token with its log-probability takes some 200 characters. */
const longestLine = 1 << 20;
/** Longest reply in one piece; `/api/show` holds licences and templates. */
const longestReply = 1 << 24;
const longestError = 1 << 16;

export interface FetchOptions {
  readonly connection: Connection;
  /** Added to each request; they win over the library's own. */
  readonly headers: Readonly<Record<string, string>>;
  /** `lines`: a stream of JSON lines, handed on as they come. */
  readonly body: "lines" | "whole";
}

/**
 * A `fetch` for one request of the library. It does what the library leaves out: its connection can be closed at any
 * moment, before the headers too; failures arrive as errors and not on the console; a stream is handed on only in
 * whole JSON lines of bounded length, and gets a last line when the server sends none.
 *
 * It goes over node:http because Node's own `fetch` gives up after five minutes without headers, and a cold model of
 * 34 billion parameters can take longer. Redirects are not followed: a prompt goes nowhere but where it was sent.
 */
export function createFetch({ connection, headers, body }: FetchOptions): typeof fetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const sent = { ...Object.fromEntries(new Headers(init.headers)), ...headers };
    const message = await send(url, { ...init, headers: sent, signal: connection.signal });
    connection.heard();
    const status = message.statusCode ?? 0;
    if (status < 200 || status > 299) throw await errorOf(message, status);
    return new Response(
      body === "lines"
        ? streamOf(jsonLines(message, connection))
        : await wholeText(message, longestReply),
    );
  };
}

interface Sending {
  readonly method?: string;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
  readonly signal: AbortSignal;
}

function send(
  url: URL,
  { method = "GET", headers, body, signal }: Sending,
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = url.protocol === "https:" ? requestSecure : requestPlain;
  const sending = request(url, { method, headers });
  let reply: IncomingMessage | undefined;
  // Node's own option `signal` breaks the socket even of a reply that is over, when it waits for the next request
  // and nobody hears its error.
  const stop = (): void => {
    if (reply?.complete === true) reply.resume();
    else sending.destroy(new Error("the request was ended"));
  };
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  sending.on("close", () => {
    signal.removeEventListener("abort", stop);
  });
  sending.on("response", (message: IncomingMessage) => {
    reply = message;
    resolve(message);
  });
  sending.on("error", reject);
  sending.end(typeof body === "string" ? body : undefined);
  return promise;
}

async function errorOf(message: IncomingMessage, status: number): Promise<StatusError> {
  if (message.headers.location !== undefined) {
    message.destroy();
    return new StatusError(status, `moved to ${message.headers.location}`, false);
  }
  const text = await wholeText(message, longestError);
  try {
    const { error } = record(JSON.parse(text));
    if (typeof error === "string") return new StatusError(status, error, true);
  } catch {
    // Not from Ollama: the text is all there is to tell.
  }
  return new StatusError(status, text, false);
}

async function wholeText(message: IncomingMessage, longest: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of chunks(message)) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > longest)
      throw new MalformedReply(`a reply of more than ${longest} characters`);
  }
  return text + decoder.decode();
}

/** The reply's lines, each checked, and a last line in the server's place when it ends without one. */
async function* jsonLines(
  message: IncomingMessage,
  connection: Connection,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let done = false;
  try {
    for await (const line of lines(message, connection)) {
      if (done) break; // Nothing belongs there; leaving the loop closes the connection.
      done = readPart(parse(line)).end !== undefined;
      yield encoder.encode(`${line}\n`);
    }
    if (!done)
      yield encoder.encode(`${JSON.stringify({ done: true, done_reason: closedReason })}\n`);
  } finally {
    connection.close();
  }
}

async function* lines(message: IncomingMessage, connection: Connection): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of chunks(message)) {
    connection.heard();
    const [first = "", ...more] = decoder.decode(chunk, { stream: true }).split("\n");
    rest += first;
    for (const next of more) {
      if (rest.trim() !== "") yield rest;
      rest = next;
    }
    if (rest.length > longestLine)
      throw new MalformedReply(`a line of more than ${longestLine} characters`);
  }
  rest += decoder.decode();
  if (rest.trim() !== "") yield rest;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new MalformedReply(`not JSON: ${line.slice(0, 80)}`);
  }
}

/** Node types the chunks of a message as `any`. */
function chunks(message: IncomingMessage): AsyncIterable<Uint8Array> {
  return message;
}

/**
 * Reads one piece ahead (the default of a ReadableStream): so the end of the body is read although the library stops
 * at the last line, and the socket can serve the next request.
 */
function streamOf(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull: async (controller) => {
      const next = await pieces.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    cancel: async () => {
      await pieces.return(undefined);
    },
  });
}
