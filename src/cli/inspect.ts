import { languageFor } from "../core/complete/languages.ts";
import { requestFor } from "../core/complete/request.ts";
import { tokensIn } from "../core/context/window.ts";
import {
  failure,
  Failure,
  openDocument,
  openSession,
  warnOfDemo,
  type Outcome,
  type Request,
} from "./host.ts";

/** `llemma inspect`: prints what the extension understands of a place, and what it would send. */
export async function inspect(request: Request): Promise<Outcome> {
  const { document, offset } = await openDocument(request);
  const place = languageFor(document.languageId)?.place(document, offset, false);
  if (place === undefined) throw new Failure(`nothing is known about ${document.languageId}.`);
  if (place.kind === "refused") {
    return request.json
      ? { found: false, output: JSON.stringify({ place: null, reason: place.reason }) }
      : { found: false, output: "", note: `Nothing is suggested here: ${place.reason}.` };
  }
  const { session } = openSession(request);
  const target = await session.target();
  if (target.kind !== "ok") throw failure(target);
  warnOfDemo(request, target.value.model);
  const { prompt, ...options } = requestFor(place, target.value, 0);
  const found = {
    place: place.description,
    gap: place.gap,
    ...target.value,
    tokens: tokensIn(prompt, place.charactersPerToken),
    ...options,
  };
  if (request.json)
    return { found: true, output: JSON.stringify({ ...found, prompt }, undefined, 2) };
  const lines = Object.entries(found).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return { found: true, output: `${lines.join("\n")}\n\n${prompt}` };
}
