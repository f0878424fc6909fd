import { languageFor } from "../core/complete/languages.ts";
import { requestFor } from "../core/complete/request.ts";
import { tokensIn } from "../core/context/window.ts";
import { trainedWindow } from "../core/session.ts";
import {
  failure,
  Failure,
  openWhole,
  openSession,
  warnOfDemo,
  type Outcome,
  type Request,
} from "./host.ts";
import { latexPlace, readFiles } from "./latexPlace.ts";

/** `llemma inspect`: prints what the extension understands of a place, and what it would send. */
export async function inspect(request: Request): Promise<Outcome> {
  const { document, offset } = await openWhole(request);
  const language = languageFor(document.languageId);
  if (language === undefined) throw new Failure(`nothing is known about ${document.languageId}.`);
  const isMaths = document.languageId !== "lean4";
  const project = isMaths ? await readFiles(document) : undefined;
  const around = project === undefined ? {} : latexPlace(document, offset, project);
  const place = language.place(document, offset, false);
  if (place.kind === "refused") {
    const { reason } = place;
    // Where no step is suggested there may still be something to tell.
    return request.json
      ? { found: isMaths, output: JSON.stringify({ place: null, reason, ...around }) }
      : { found: false, output: "", note: `Nothing is suggested here: ${reason}.` };
  }
  const { session } = openSession(request);
  const answer = await session.target();
  const target = answer.kind === "ok" ? answer.value : { model: null, window: trainedWindow };
  if (answer.kind !== "ok") request.warn(failure(answer).message);
  else warnOfDemo(request, answer.value.model);
  const { prompt, ...options } = requestFor(place, target.window, 0, project);
  const found = {
    place: place.description,
    gap: place.gap,
    ...around,
    ...target,
    tokens: tokensIn(prompt, place.charactersPerToken),
    ...options,
  };
  if (request.json)
    return { found: true, output: JSON.stringify({ ...found, prompt }, undefined, 2) };
  const lines = Object.entries(found).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return { found: true, output: `${lines.join("\n")}\n\n${prompt}` };
}
