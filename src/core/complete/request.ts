import type { Project } from "../context/latex/project.ts";
import { cutToWindow, tokensIn } from "../context/window.ts";
import type { CompletionRequest } from "../model.ts";
import type { Place } from "./language.ts";

/**
 * The request for a step in a window of so many tokens. The first one is greedy; alternatives are sampled as Llemma's authors do
 * (temperature 0.6, top-p 0.95), with the seed that tells them apart.
 */
export function requestFor(
  place: Place,
  window: number,
  alternative: number,
  project?: Project,
): CompletionRequest {
  const greedy = alternative === 0;
  return {
    prompt: promptFor(place, window, project),
    maxTokens: place.maxTokens,
    temperature: greedy ? 0 : 0.6,
    topP: greedy ? 1 : 0.95,
    seed: alternative,
    stop: place.stop,
  };
}

function promptFor(place: Place, window: number, project: Project | undefined): string {
  const { prefix, preface, charactersPerToken } = place;
  const room = { window, reserved: place.maxTokens, charactersPerToken };
  const whole = cutToWindow(prefix, room);
  // Files that are not shown count even where all of this one is.
  const isAlone = project === undefined || project.files.size < 2;
  if (preface === undefined || (whole === prefix && isAlone)) return whole;
  const beside = (shown: string): { readonly known: string; readonly shown: string } => {
    const known = preface(shown.length, project);
    const reserved = room.reserved + tokensIn(known, charactersPerToken);
    return { known, shown: cutToWindow(prefix, { ...room, reserved }) };
  };
  const first = beside(whole);
  // What takes the room of some text has to make up for that text too.
  const { known, shown } = first.shown === whole ? first : beside(first.shown);
  return known === "" ? shown : `${known}\n\n${shown}`;
}
