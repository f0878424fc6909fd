import type { Pulled, PullFailure, PullProgress } from "../core/model.ts";
import { openConnection } from "./connection.ts";
import { fullDisk, type DirectPorts } from "./ollamaCreate.ts";
import { failureOf, oneLine, silenceOf, StatusError } from "./serverFailure.ts";
import { errorOf, lines, parse, send } from "./serverHttp.ts";
import { record } from "./serverReply.ts";

/** Milliseconds without a line. Ollama writes one every 60 ms while it downloads, and none while it verifies 20 GB. */
const patience = 10 * 60_000;

/**
 * `ModelServer.pull` over Ollama's `/api/pull`. Not by the npm package, which cannot end a request before its headers.
 * A name that begins with `http://` is that of a registry without TLS, which Ollama has to be told to accept.
 */
export async function pullModel(
  { url, headers, clock }: DirectPorts,
  model: string,
  onProgress: (progress: PullProgress) => void,
  signal: AbortSignal,
): Promise<Pulled> {
  const connection = openConnection({ clock, patience, caller: signal });
  try {
    const insecure = model.startsWith("http://");
    const reply = await send(new URL(`${url}/api/pull`), {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ model, ...(insecure && { insecure }) }),
      signal: connection.signal,
    });
    if (reply.statusCode !== 200) throw await errorOf(reply, reply.statusCode ?? 0);
    for await (const line of lines(reply, connection)) {
      const progress = readProgress(line);
      if (progress === "success") return { kind: "ok", value: undefined };
      if (progress !== undefined) onProgress(progress);
    }
    throw new Error("the server stopped before it had the model");
  } catch (error) {
    if (signal.aborted) return { kind: "aborted" };
    return pullFailureOf(silenceOf(connection.signal) ?? error, { url, model });
  } finally {
    connection.close();
  }
}

function readProgress(line: string): PullProgress | "success" | undefined {
  const { status, error, digest, total, completed } = record(parse(line));
  if (typeof error === "string") throw new StatusError(500, error, true);
  if (status === "success") return status;
  if (typeof digest === "string" && typeof total === "number") {
    // A count of 0 is left out.
    const done = typeof completed === "number" ? completed : 0;
    return { kind: "file", digest, completed: done, total };
  }
  return typeof status === "string" ? { kind: "status", status } : undefined;
}

/** What Ollama says about a registry has no status of its own; the words are those of 0.24 (server/images.go, download.go). */
function pullFailureOf(
  error: unknown,
  { url, model }: { readonly url: string; readonly model: string },
): PullFailure {
  if (error instanceof StatusError && error.byServer) {
    const detail = oneLine(error.message);
    if (fullDisk.test(detail)) return { kind: "diskFull", url };
    if (/digest mismatch/i.test(detail)) return { kind: "damaged", detail };
    if (unknownName.test(detail)) return { kind: "nameUnknown", model, detail };
    if (network.test(detail)) return { kind: "noNetwork", detail };
  }
  return failureOf(error, { url, model });
}

const unknownName =
  /file does not exist|not found|invalid model name|manifest unknown|repository name|model manifest: (?:400|401|403|404)|unauthorized|insecure protocol/i;
const network =
  /dial tcp|no such host|connection re(?:fused|set)|network is unreachable|no route to host|timeout|max retries|EOF|TLS|certificate|broken pipe|model manifest: 5\d\d/i;
