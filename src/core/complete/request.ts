import { cutToWindow, tokensIn } from "../context/window.ts";
import type { CompletionRequest } from "../model.ts";
import type { Place } from "./language.ts";

/**
 * The request for a step in a window of so many tokens. The first one is greedy; alternatives are sampled as Llemma's authors do
 * (temperature 0.6, top-p 0.95), with the seed that tells them apart.
 */
export function requestFor(place: Place, window: number, alternative: number): CompletionRequest {
  const greedy = alternative === 0;
  return {
    prompt: promptFor(place, window),
    maxTokens: place.maxTokens,
    temperature: greedy ? 0 : 0.6,
    topP: greedy ? 1 : 0.95,
    seed: alternative,
    stop: place.stop,
  };
}

function promptFor(place: Place, window: number): string {
  const { prefix, preface, charactersPerToken } = place;
  const room = { window, reserved: place.maxTokens, charactersPerToken };
  const cut = cutToWindow(prefix, room);
  if (cut === prefix || preface === undefined) return cut;
  const known = preface(cut.length);
  if (known === "") return cut;
  const reserved = room.reserved + tokensIn(known, charactersPerToken);
  return `${known}\n\n${cutToWindow(prefix, { ...room, reserved })}`;
}
