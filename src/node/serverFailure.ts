import type { ModelFailure } from "../core/model.ts";

/** The server answered with a status that tells of a failure, or with an error in mid-stream (500 then). */
export class StatusError extends Error {
  readonly status: number;
  /** Whether the body was a model server's own error, and so not from a proxy or another program. */
  readonly byServer: boolean;

  constructor(status: number, message: string, byServer: boolean) {
    super(message);
    this.status = status;
    this.byServer = byServer;
  }
}

/** What came is not what a model server sends. */
export class MalformedReply extends Error {}

/** Nothing came for longer than anybody should wait. */
export class Silence extends Error {
  constructor(milliseconds: number) {
    super(`nothing came for ${Math.round(milliseconds / 1000)} s`);
  }
}

/** The silence that ended a connection, if one did. */
export function silenceOf({ reason }: AbortSignal): Silence | undefined {
  return reason instanceof Silence ? reason : undefined;
}

export interface Subject {
  readonly url: string;
  /** The model that the request named, if any. */
  readonly model?: string;
}

/** Says which expected failure an error is; one that is not known counts as a broken connection. */
export function failureOf(error: unknown, subject: Subject): ModelFailure {
  if (error instanceof StatusError) return failureOfStatus(error, subject);
  const detail = oneLine(error instanceof Error ? error.message : String(error));
  // A SyntaxError is the library's JSON.parse; the codes are those of Node's HTTP parser (llhttp).
  if (
    error instanceof MalformedReply ||
    error instanceof SyntaxError ||
    /^HPE_/.test(codeOf(error))
  ) {
    return { kind: "malformedReply", detail };
  }
  if (untrusted.test(codeOf(error))) return { kind: "certificate", url: subject.url, detail };
  return unreachable.has(codeOf(error))
    ? { kind: "notRunning", url: subject.url }
    : { kind: "interrupted", detail: detail || codeOf(error) };
}

const unreachable: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "EHOSTDOWN",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "ETIMEDOUT",
]);

/** The codes of OpenSSL's verification (X509_V_ERR_…) as Node has them, and Node's own for another name. */
const untrusted =
  /^(?:CERT_|ERR_TLS_CERT_|UNABLE_TO_(?:GET|VERIFY|DECRYPT)|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|INVALID_CA|HOSTNAME_MISMATCH)/;

// eslint-disable-next-line complexity -- a flat table, one line a status
function failureOfStatus(error: StatusError, subject: Subject): ModelFailure {
  const { status, byServer } = error;
  const { url, model = "a model" } = subject;
  const detail = oneLine(error.message) || `status ${status}`;
  // These two have no status of their own: 400 and 500 were both seen.
  if (memoryTexts.test(detail)) return { kind: "outOfMemory", model, detail };
  if (contextTexts.test(detail)) return { kind: "promptTooLong", detail };
  switch (status) {
    case 401:
    case 403:
      return { kind: "refused", url, status };
    case 429:
      return { kind: "busy" };
    case 499: // Seen through a proxy only: somebody gave up while the model was loading.
      return { kind: "loading", model };
    case 502: // A proxy that finds nobody behind it.
      return { kind: "notRunning", url };
    case 503:
      return /\bload/i.test(detail) ? { kind: "loading", model } : { kind: "busy" };
    default:
      if (!byServer) return { kind: "malformedReply", detail: `status ${status}: ${detail}` };
      return status === 404 ? { kind: "modelMissing", model } : { kind: "interrupted", detail };
  }
}

// The words of Ollama 0.24.0 (llm/server.go, server/sched.go), of llama.cpp's allocators and of later llama-servers.
const memoryTexts =
  /out[- ]of[- ]memory|more system memory|full model on GPU|(?:allocate|commit) memory|memory layout cannot|unable to allocate|cudaMalloc failed/i;
// vLLM: "This model's maximum context length is …", "… is longer than the maximum model length of …".
const contextTexts =
  /(?:exceed|larger than|longer than).{0,40}(?:context|model length)|maximum context length is|prompt (?:is )?too long/i;

/** The system's or Node's name for an error; empty when it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : "";
}

/** Short enough for a message to a person. */
export function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
