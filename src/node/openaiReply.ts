import type { CompletionEnd, InstalledModel } from "../core/model.ts";
import { MalformedReply, StatusError } from "./serverFailure.ts";
import { count, readError, record } from "./serverReply.ts";

// Shapes as vLLM, SGLang, llama.cpp's server and Ollama send them.

/** One event of a streamed completion, or the whole of one that is not streamed. */
export interface Chunk {
  readonly text: string;
  /** Natural logarithms, one for each token of the text; empty when the server gives none. */
  readonly logprobs: readonly number[];
  readonly reason: CompletionEnd["reason"] | undefined;
  readonly counts: Counts;
}

/** What the server counted; undefined what it did not tell. */
export interface Counts {
  readonly promptTokens?: number;
  readonly answerTokens?: number;
  /** Milliseconds; llama.cpp alone tells them. */
  readonly promptMs?: number;
  readonly answerMs?: number;
}

export function readChunk(reply: unknown): Chunk {
  const chunk = record(reply);
  const error = readError(chunk);
  if (error !== undefined) throw new StatusError(500, error, true);
  const { choices } = chunk;
  if (!Array.isArray(choices)) throw new MalformedReply("no choices");
  // The event with the counts has none.
  const choice = choices.length === 0 ? {} : record(choices[0]);
  const text = choice["text"] ?? "";
  if (typeof text !== "string") throw new MalformedReply("a choice without text");
  return {
    text,
    logprobs: readLogprobs(choice["logprobs"]),
    reason: readReason(choice["finish_reason"]),
    counts: readCounts(chunk),
  };
}

/** A model as `/v1/models` lists it. */
export interface ServedModel extends InstalledModel {
  /** Tokens of prompt and answer that the server takes at once; undefined when it does not tell. */
  readonly window: number | undefined;
}

export function readServed(reply: unknown): readonly ServedModel[] {
  const list = record(reply)["data"];
  if (!Array.isArray(list)) throw new MalformedReply("no list of models");
  return list.map((entry: unknown) => {
    const model = record(entry);
    const { id } = model;
    if (typeof id !== "string") throw new MalformedReply("a model without a name");
    const meta = record(model["meta"] ?? {});
    return {
      name: id,
      size: count(meta["size"]) ?? 0,
      remote: false,
      window: count(model["max_model_len"]) ?? count(meta["n_ctx"]) ?? count(meta["n_ctx_train"]),
    };
  });
}

/** vLLM and SGLang have OpenAI's older shape for completions, llama.cpp the one for chats. */
function readLogprobs(value: unknown): readonly number[] {
  if (typeof value !== "object" || value === null) return [];
  const { token_logprobs: older, content } = record(value);
  if (Array.isArray(older)) return numbers(older);
  if (!Array.isArray(content)) return [];
  return numbers(content.map((token: unknown) => record(token)["logprob"]));
}

function numbers(values: readonly unknown[]): readonly number[] {
  return values.filter((value) => typeof value === "number");
}

function readReason(value: unknown): CompletionEnd["reason"] | undefined {
  if (typeof value !== "string" || value === "") return undefined;
  if (value === "length") return "length";
  return value === "abort" ? "closed" : "stop";
}

function readCounts(chunk: Readonly<Record<string, unknown>>): Counts {
  const usage = record(chunk["usage"] ?? {});
  const timings = record(chunk["timings"] ?? {});
  const promptTokens = count(usage["prompt_tokens"]);
  // Ollama sends zeros with every part.
  if (promptTokens === undefined || promptTokens === 0) return {};
  const answerTokens = count(usage["completion_tokens"]);
  const promptMs = count(timings["prompt_ms"]);
  const answerMs = count(timings["predicted_ms"]);
  return {
    promptTokens,
    ...(answerTokens !== undefined && { answerTokens }),
    ...(promptMs !== undefined && { promptMs }),
    ...(answerMs !== undefined && { answerMs }),
  };
}
