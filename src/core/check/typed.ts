import { leanCode } from "../context/lean/code.ts";
import { withLineFeeds } from "../document.ts";
import type { Place } from "./place.ts";

/** The text that a candidate puts in its place: what is typed of the step already is taken off its front. */
export function insertionOf(place: Place, candidate: string): string {
  const text = withLineFeeds(candidate);
  const typed = place.text.slice(place.step, place.from);
  const rest = restBehind(typed, text);
  if (rest !== undefined) return rest;
  return /^[\p{L}\p{N}_]/u.test(text) ? place.glue + text : text;
}

/** What of the text stands behind its beginning, whose spaces may differ; undefined if it begins otherwise. */
function restBehind(beginning: string, text: string): string | undefined {
  if (beginning === "") return undefined;
  const words = beginning.split(/(\s+)/);
  let at = 0;
  for (const [index, word] of words.entries()) {
    if (index % 2 === 1) {
      at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
    } else if (text.startsWith(word, at)) {
      at += word.length;
    } else {
      return undefined;
    }
  }
  return text.slice(at);
}

/** Whether the inserted text leaves a comment or a string open, which would swallow all that follows. */
export function swallows(place: Place, insertion: string): boolean {
  const { head } = place.declaration;
  return leanCode(`${place.text.slice(head, place.from)}${insertion}\n`).end !== "code";
}
