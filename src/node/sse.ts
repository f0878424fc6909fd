import type { IncomingMessage } from "node:http";
import { createParser } from "eventsource-parser";
import type { Connection } from "./connection.ts";
import { MalformedReply } from "./serverFailure.ts";

/** Longest event; a token with its log-probability takes some 400 characters. */
const longestEvent = 1 << 20;

/**
 * The data of the server-sent events of a reply. Leaving the loop leaves the reply as it is, so that its end can still be
 * read.
 */
export async function* events(
  message: IncomingMessage,
  connection: Connection,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const come: string[] = [];
  const errors: Error[] = [];
  const parser = createParser({
    maxBufferSize: longestEvent,
    onEvent: ({ data }) => come.push(data),
    // Fields that nobody knows are no fault.
    onError: (error) => error.type === "max-buffer-size-exceeded" && errors.push(error),
  });
  const chunks: AsyncIterable<Uint8Array> = message.iterator({ destroyOnReturn: false });
  for await (const chunk of chunks) {
    connection.heard();
    parser.feed(decoder.decode(chunk, { stream: true }));
    if (errors.length > 0)
      throw new MalformedReply(`an event of more than ${longestEvent} characters`);
    yield* come.splice(0);
  }
}
