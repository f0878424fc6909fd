import assert from "node:assert/strict";
import type { Language, Place, Reading } from "../../src/core/complete/language.ts";
import { atCursor, withInserted } from "./cursor.ts";

/** The place of the marked cursor, or the reason why there is none. */
export function placeAt(
  language: Language,
  marked: string,
  explicit = false,
): { readonly place: Place } | { readonly refused: string } {
  const { document, offset } = atCursor(marked);
  const place = language.place(
    { uri: "test", languageId: "test", text: document },
    offset,
    explicit,
  );
  return place.kind === "place" ? { place } : { refused: place.reason };
}

/**
 * Streams an answer into a place, a few code units at a time, and checks on the way what every reader promises:
 * what is shown stays a prefix of what comes later, and what is finished stays as it is.
 */
export function streamInto(place: Place, answer: string, chunk = 1): Reading {
  let shown = "";
  let finished: string | undefined;
  const take = (reading: Reading): void => {
    if (finished !== undefined)
      assert.deepEqual(reading, { kind: "finished", text: finished }, answer);
    const text = textOf(reading) ?? (reading.kind === "dropped" ? "" : shown);
    assert.ok(
      text.startsWith(shown),
      `${JSON.stringify(shown)} became ${JSON.stringify(reading)} in ${JSON.stringify(answer)}`,
    );
    shown = text;
    if (reading.kind === "finished") finished = text;
  };
  for (let length = chunk; length <= answer.length; length += chunk) {
    take(place.read(answer.slice(0, length), false));
  }
  const last = place.read(answer, true);
  take(last);
  return last;
}

function textOf(reading: Reading): string | undefined {
  if (reading.kind === "dropped") return undefined;
  return reading.kind === "finished" ? reading.text : reading.soFar;
}

/** What the editor would show after the whole answer; or why nothing. */
export function suggested(language: Language, marked: string, answer: string): string {
  const found = placeAt(language, marked);
  if ("refused" in found) return `refused: ${found.refused}`;
  const reading = streamInto(found.place, answer);
  if (reading.kind === "finished") return withInserted(marked, reading.text);
  return reading.kind === "dropped" ? `dropped: ${reading.reason}` : reading.kind;
}
