import type { CompletionRequest, Target } from "../core/model.ts";

/**
 * The body for `/v1/completions`. It states everything that changes what is written, under each name that a server has
 * for it, because their defaults differ: vLLM takes those of the model's generation_config.json, llama.cpp has a top_k of
 * 40 and a min_p of 0.05. Servers ignore the names that they do not know. -1 is no cut for vLLM (sampling_params.py),
 * llama.cpp (llama-sampling.cpp) and SGLang. The BOS token is the server's to add.
 *
 * No `n`: vLLM makes of it n requests with the seeds s, s + 1, … (v1/engine/parallel_sampling.py), which is what we send
 * ourselves, and then each can be ended alone.
 */
export function openAiRequest(
  target: Target,
  request: CompletionRequest,
): Readonly<Record<string, unknown>> {
  return {
    model: target.model,
    prompt: request.prompt,
    max_tokens: request.maxTokens,
    temperature: request.temperature,
    top_p: request.topP,
    seed: request.seed,
    // An empty list too: without one an Ollama takes the model's own.
    stop: request.stop,
    stream: true,
    stream_options: { include_usage: true },
    // 1 and not 0, which is "none" for llama.cpp.
    logprobs: 1,
    top_k: -1,
    min_p: 0,
    repetition_penalty: 1,
    repeat_penalty: 1,
  };
}
