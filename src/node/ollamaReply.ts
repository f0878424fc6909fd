import type { CompletionEnd, InstalledModel, LoadedModel, Usage } from "../core/model.ts";
import { MalformedReply, StatusError } from "./serverFailure.ts";
import { count, isRecord, record } from "./serverReply.ts";

// The library's types say what a server should send. These functions read what one did send.

/** One line of a streamed completion. */
export interface Part {
  readonly text: string;
  /** Natural logarithms, one for each token of the text; empty when the server gives none. */
  readonly logprobs: readonly number[];
  readonly end: CompletionEnd | undefined;
}

/** The `done_reason` that stands for a stream that ended without the server's last line. */
export const closedReason = "closed";

export function readPart(reply: unknown): Part {
  const line = record(reply);
  if (typeof line["error"] === "string") throw new StatusError(500, line["error"], true);
  const end = readEnd(line);
  const text = line["response"] ?? (end && "");
  if (typeof text !== "string") throw new MalformedReply("a line without text");
  return { text, logprobs: readLogprobs(line["logprobs"]), end };
}

export function readInstalled(reply: unknown): readonly InstalledModel[] {
  return models(reply).map((model) => ({
    name: nameOf(model),
    size: count(model["size"]) ?? 0,
    remote: filled(model["remote_model"]) || filled(model["remote_host"]),
  }));
}

export function readLoaded(reply: unknown): readonly LoadedModel[] {
  return models(reply).map((model) => {
    const size = count(model["size"]);
    const window = count(model["context_length"]);
    return {
      name: nameOf(model),
      gpuShare: share(count(model["size_vram"]), size),
      ...(size !== undefined && { size }),
      ...(window !== undefined && { window }),
    };
  });
}

export function readVersion(reply: unknown): string {
  const { version } = record(reply);
  if (typeof version === "string") return version;
  throw new MalformedReply("no version");
}

export function readContextLength(reply: unknown): number | undefined {
  const info = record(record(reply)["model_info"] ?? {});
  const architecture = info["general.architecture"];
  return typeof architecture === "string"
    ? count(info[`${architecture}.context_length`])
    : undefined;
}

function readEnd(line: Readonly<Record<string, unknown>>): CompletionEnd | undefined {
  if (line["done"] !== true) return undefined;
  const reason = line["done_reason"];
  const usage = readUsage(line);
  return {
    kind: "end",
    reason: reason === "length" || reason === closedReason ? reason : "stop",
    ...(usage && { usage }),
  };
}

function readUsage(line: Readonly<Record<string, unknown>>): Usage | undefined {
  const promptTokens = count(line["prompt_eval_count"]);
  if (promptTokens === undefined) return undefined;
  return {
    promptTokens,
    promptMs: milliseconds(line["prompt_eval_duration"]),
    answerTokens: count(line["eval_count"]) ?? 0,
    answerMs: milliseconds(line["eval_duration"]),
  };
}

/** Ollama counts in nanoseconds and leaves out what is 0. */
function milliseconds(nanoseconds: unknown): number {
  return (count(nanoseconds) ?? 0) / 1e6;
}

function readLogprobs(value: unknown): readonly number[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((token: unknown) => {
    const logprob = isRecord(token) ? token["logprob"] : undefined;
    return typeof logprob === "number" ? [logprob] : [];
  });
}

function models(reply: unknown): readonly Readonly<Record<string, unknown>>[] {
  const list = record(reply)["models"];
  if (!Array.isArray(list)) throw new MalformedReply("no list of models");
  return list.map(record);
}

function nameOf(model: Readonly<Record<string, unknown>>): string {
  const name = model["name"];
  if (typeof name === "string") return name;
  throw new MalformedReply("a model without a name");
}

/** Ollama's own rule (cmd/cmd.go, `ollama ps`): a size of 0 or a larger share than the whole means unknown. */
function share(onGpu: number | undefined, size: number | undefined): number | undefined {
  if (onGpu === undefined || size === undefined || size === 0 || onGpu > size) return undefined;
  return onGpu / size;
}

function filled(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
