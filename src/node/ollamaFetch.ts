import type { IncomingMessage } from "node:http";
import type { Connection } from "./connection.ts";
import { errorOf, lines, parse, send, wholeText } from "./serverHttp.ts";
import { closedReason, readPart } from "./ollamaReply.ts";

/** Longest reply in one piece; `/api/show` holds licences and templates. */
const longestReply = 1 << 24;

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
    const { method } = init;
    const message = await send(url, {
      ...(method !== undefined && { method }),
      ...(typeof init.body === "string" && { body: init.body }),
      headers: sent,
      signal: connection.signal,
    });
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
