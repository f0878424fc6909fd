/**
 * Mean characters a token, to be careful with: 1.4 over 92 small goals with Code Llama's tokenizer.
 * Lean source has longer words than goals, so it is more in truth.
 */
export const leanCharactersPerToken = 1.4;

/** The most tokens that a step takes: llmstep's limit for Llemma's tactics (`server_llemma.py`). */
export const leanMaxTokens = 128;

/**
 * What no step contains: the mark between the parts of Llemma's few-shot frames. Blank lines are no stop string,
 * so that the step's reader can tell an end that the model chose from one that the limit of tokens made.
 */
export const leanStop: readonly string[] = ["---"];
