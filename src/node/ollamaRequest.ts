import type { GenerateRequest } from "ollama";
import type { CompletionRequest, Placement, Target } from "../core/model.ts";

/**
 * An empty prompt makes Ollama load the model and answer. With a
 * `keep_alive` of 0 it would unload the model instead, so a load keeps it until the first completion has come.
 */
export function loadRequest(
  target: Target,
  keepAlive: string,
): GenerateRequest & { stream: false } {
  return {
    model: target.model,
    prompt: "",
    raw: true,
    stream: false,
    keep_alive: Number.parseInt(keepAlive, 10) === 0 ? "1m" : duration(keepAlive),
    options: loadOptions(target),
  };
}

/** Takes the model out of memory as soon as nobody is waiting for it. */
export function unloadRequest(model: string): GenerateRequest & { stream: false } {
  return { model, prompt: "", stream: false, keep_alive: 0 };
}

/**
 * States everything that changes what is written: the server's own defaults (top_k 40, min_p and in 0.24 a
 * repeat_penalty of 1.1) and a model's own parameters spoil proofs. `top_k` 0 means no cut there, in Ollama's sampler
 * (sample/transforms.go) as in llama.cpp. The BOS token is the server's to add, so the prompt has none.
 */
export function completionRequest(
  target: Target,
  request: CompletionRequest,
  keepAlive: string,
): GenerateRequest & { stream: true } {
  return {
    model: target.model,
    prompt: request.prompt,
    raw: true,
    stream: true,
    logprobs: true,
    keep_alive: duration(keepAlive),
    options: {
      ...loadOptions(target),
      num_predict: request.maxTokens,
      temperature: request.temperature,
      top_p: request.topP,
      top_k: 0,
      min_p: 0,
      repeat_penalty: 1,
      seed: request.seed,
      stop: [...request.stop],
    },
  };
}

/** What a load depends on: a request that says something else has Ollama load the model again. */
function loadOptions({ window, placement = {} }: Target): {
  num_ctx: number;
  num_gpu?: number;
  num_thread?: number;
} {
  const { numGpu, numThread }: Placement = placement;
  return {
    num_ctx: window,
    ...(numGpu !== undefined && { num_gpu: numGpu }),
    ...(numThread !== undefined && { num_thread: numThread }),
  };
}

/** Ollama reads `"30m"` but not `"-1"`, which it wants as a number. */
function duration(keepAlive: string): string | number {
  return /^-?\d+$/.test(keepAlive) ? Number(keepAlive) : keepAlive;
}
