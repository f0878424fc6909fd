import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { Readable } from "node:stream";
import type { Clock } from "../core/clock.ts";
import type { Created, CreateFailure, CreateProgress, ModelFile } from "../core/model.ts";
import { openConnection, type Connection } from "./connection.ts";
import { codeOf, failureOf, oneLine, silenceOf, StatusError } from "./serverFailure.ts";
import { errorOf, lines, parse, send, type Sending } from "./serverHttp.ts";
import { record } from "./serverReply.ts";

/** Milliseconds without a byte sent or received. A server that has all of a large file still writes it to its disk. */
const patience = 5 * 60_000;

export interface DirectPorts {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly clock: Clock;
}

type OnProgress = (progress: CreateProgress) => void;

/**
 * `ModelServer.create` over Ollama's `/api/blobs` and `/api/create`. Not by the npm package, which reads a whole file
 * into memory, tells nothing of its progress and knows no `files`.
 */
export async function createModel(
  { url, headers, clock }: DirectPorts,
  model: ModelFile,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<Created> {
  const blob = await digestOf(model.path, signal);
  if (blob.kind !== "ok") return signal.aborted ? { kind: "aborted" } : blob;
  const connection = openConnection({ clock, patience, caller: signal });
  const ask: Ask = (path, { headers: more, ...request }) =>
    send(new URL(url + path), {
      ...request,
      headers: { ...more, ...headers },
      signal: connection.signal,
    });
  try {
    await sendBlob({ ask, connection, onProgress }, model.path, blob);
    await makeModel({ ask, connection, onProgress }, model, blob.digest);
    return { kind: "ok", value: undefined };
  } catch (error) {
    if (signal.aborted) return { kind: "aborted" };
    return createFailureOf(silenceOf(connection.signal) ?? error, url);
  } finally {
    connection.close();
  }
}

type Ask = (path: string, request: Omit<Sending, "signal">) => ReturnType<typeof send>;

interface Work {
  readonly ask: Ask;
  readonly connection: Connection;
  readonly onProgress: OnProgress;
}

interface Blob {
  readonly kind: "ok";
  /** `sha256:` and 64 digits. */
  readonly digest: string;
  readonly size: number;
}

async function digestOf(path: string, signal: AbortSignal): Promise<Blob | CreateFailure> {
  try {
    const { size } = await stat(path);
    const hash = createHash("sha256");
    for await (const chunk of bytesOf(path, signal)) hash.update(chunk);
    return { kind: "ok", digest: `sha256:${hash.digest("hex")}`, size };
  } catch (error) {
    return { kind: "unreadable", path, detail: codeOf(error) || oneLine(String(error)) };
  }
}

async function sendBlob(
  { ask, connection, onProgress }: Work,
  path: string,
  { digest, size }: Blob,
): Promise<void> {
  const address = `/api/blobs/${digest}`;
  const known = await ask(address, { method: "HEAD", headers: {} });
  known.resume();
  if (known.statusCode === 200) return;
  if (known.statusCode !== 404) throw await errorOf(known, known.statusCode ?? 0);
  async function* counted(): AsyncGenerator<Uint8Array> {
    let sent = 0;
    for await (const chunk of bytesOf(path, connection.signal)) {
      yield chunk;
      // The request takes the next chunk when the last one is on its way.
      connection.heard();
      sent += chunk.length;
      onProgress({ kind: "sending", sent, total: size });
    }
  }
  const headers = { "content-type": "application/octet-stream", "content-length": String(size) };
  const body = Readable.from(counted());
  const reply = await ask(address, { method: "POST", headers, body });
  const status = reply.statusCode ?? 0;
  if (status !== 200 && status !== 201) throw await errorOf(reply, status);
  reply.resume();
}

async function makeModel(
  { ask, connection, onProgress }: Work,
  { name, path, template, parameters }: ModelFile,
  digest: string,
): Promise<void> {
  const wanted = { model: name, files: { [basename(path)]: digest }, template, parameters };
  const body = JSON.stringify(wanted);
  const headers = { "content-type": "application/json" };
  const reply = await ask("/api/create", { method: "POST", headers, body });
  if (reply.statusCode !== 200) throw await errorOf(reply, reply.statusCode ?? 0);
  for await (const line of lines(reply, connection)) {
    const { status, error } = record(parse(line));
    if (typeof error === "string") throw new StatusError(500, error, true);
    if (status === "success") return;
    if (typeof status === "string") onProgress({ kind: "creating", status });
  }
  throw new Error("the server stopped before it had made the model");
}

/** Node types the chunks of a file as `any`. */
function bytesOf(path: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
  return createReadStream(path, { signal });
}

// The words of Linux, macOS and Windows, as Ollama hands them on.
export const fullDisk = /no space left|not enough (?:disk )?space|quota exceeded/i;

function createFailureOf(error: unknown, url: string): CreateFailure {
  const failure = failureOf(error, { url });
  if (!(error instanceof StatusError)) return failure;
  if (fullDisk.test(error.message)) return { kind: "diskFull", url };
  // What Ollama says without naming a failure is about the file; 413 is a proxy's word for too large a one.
  return failure.kind === "interrupted" || error.status === 413
    ? { kind: "fileRefused", detail: oneLine(error.message) || `status ${error.status}` }
    : failure;
}
