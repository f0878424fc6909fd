import { request as requestPlain, type ClientRequest, type IncomingMessage } from "node:http";
import { request as requestSecure } from "node:https";
import { Readable } from "node:stream";
import type { Connection } from "./connection.ts";
import { MalformedReply, StatusError } from "./serverFailure.ts";
import { readError, record } from "./serverReply.ts";

/** Longest line of a stream; a token with its log-probability takes some 200 characters. */
const longestLine = 1 << 20;
const longestError = 1 << 16;

/** One request. */
export interface Sending {
  readonly method?: string;
  readonly headers: Record<string, string>;
  /** A stream is sent as it comes, and destroyed when the request is over. */
  readonly body?: string | Readable;
  readonly signal: AbortSignal;
}

/** Sends it; resolves with the reply's headers, which may come before all of the body is sent. */
export function send(
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
    if (reply?.complete === true && sending.writableFinished) reply.resume();
    else sending.destroy(new Error("the request was ended"));
  };
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  sending.on("close", () => {
    signal.removeEventListener("abort", stop);
  });
  sending.on("response", (message: IncomingMessage) => {
    reply = message;
    // What refuses a body may do so before its end.
    if (body instanceof Readable) body.unpipe(sending);
    resolve(message);
  });
  sending.on("error", reject);
  if (body instanceof Readable) upload(body, sending);
  else sending.end(body);
  return promise;
}

function upload(body: Readable, sending: ClientRequest): void {
  body.on("error", (error) => sending.destroy(error));
  sending.on("close", () => body.destroy());
  body.pipe(sending);
}

/** What a reply with such a status means. */
export async function errorOf(message: IncomingMessage, status: number): Promise<StatusError> {
  if (message.headers.location !== undefined) {
    message.destroy();
    return new StatusError(status, `moved to ${message.headers.location}`, false);
  }
  const text = await wholeText(message, longestError);
  try {
    const error = readError(record(JSON.parse(text)));
    if (error !== undefined) return new StatusError(status, error, true);
  } catch {
    // Not from a model server: the text is all there is to tell.
  }
  return new StatusError(status, text, false);
}

export async function wholeText(message: IncomingMessage, longest: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of chunks(message)) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > longest)
      throw new MalformedReply(`a reply of more than ${longest} characters`);
  }
  return text + decoder.decode();
}

/** The lines of a reply that are not empty. */
export async function* lines(
  message: IncomingMessage,
  connection: Connection,
): AsyncGenerator<string> {
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

export function parse(line: string): unknown {
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
