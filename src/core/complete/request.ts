import { cutToWindow } from "../context/window.ts";
import type { CompletionRequest } from "../model.ts";
import type { Place } from "./language.ts";

/**
 * The request for a step in a window of so many tokens. The first one is greedy; alternatives are sampled as Llemma's authors do
 * (temperature 0.6, top-p 0.95), with the seed that tells them apart.
 */
export function requestFor(place: Place, window: number, alternative: number): CompletionRequest {
  const greedy = alternative === 0;
  return {
    prompt: cutToWindow(place.prefix, {
      window,
      reserved: place.maxTokens,
      charactersPerToken: place.charactersPerToken,
    }),
    maxTokens: place.maxTokens,
    temperature: greedy ? 0 : 0.6,
    topP: greedy ? 1 : 0.95,
    seed: alternative,
    stop: place.stop,
  };
}
