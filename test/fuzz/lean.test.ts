import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { lean } from "../../src/core/complete/lean.ts";
import type { Place, Reading } from "../../src/core/complete/language.ts";

const pieces =
  "theorem|thm|lemma|:=|by|simp|rw|[|]|(|)|{|}|⟨|⟩|·|=>|fun|x|,|;|<;>|induction|n|with|| zero|_|calc|have|h|:|exact|--|/-|-/|\"|'|'a'|\\|\\and|sorry|admit|axiom|#check|#s|all_goals|if|then|else|first|where|∀|∃|𝓝|ℕ|«|»|r#\"|---|stop|\t|\r\n|\r|\u0000|\uD835|end|@[simp]".split(
    "|",
  );
const spaces = ["", " ", " ", "\n", "\n  ", "\n  ", "\n    ", "\n      ", "\n\n"];
const refused =
  /(?<![\p{L}\p{N}_'!?.])(?:sorry|admit|axiom|stop|theorem|lemma)(?![\p{L}\p{N}_'!?])/u;

/** Mulberry32: small, seeded, good enough to make garbage. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function garbage(next: () => number, most: number): string {
  const pick = (list: readonly string[]): string => list[Math.floor(next() * list.length)] ?? "";
  const length = Math.floor(next() * most);
  return Array.from({ length }, () => pick(pieces) + pick(spaces)).join("");
}

/** Comments and strings out of the way, roughly but on the safe side. */
function isPlain(text: string): boolean {
  return !/--|\/-|-\/|["']/.test(text);
}

function check(place: Place, answer: string, next: () => number): Reading {
  const last = place.read(answer, true);
  let length = 0;
  let early: Reading | undefined;
  while (length < answer.length) {
    length += 1 + Math.floor(next() * 8);
    const reading = place.read(answer.slice(0, length), false);
    if (early !== undefined)
      assert.deepEqual(reading, early, JSON.stringify(answer.slice(0, length)));
    else if (reading.kind !== "unfinished") early = reading;
  }
  if (early !== undefined) assert.deepEqual(last, early, JSON.stringify(answer));
  return last;
}

suite("garbage in Lean", () => {
  test("20,000 documents and answers", () => {
    const next = random(20240607);
    const kinds = { refused: 0, finished: 0, dropped: 0 };
    for (let round = 0; round < 20_000; round += 1) {
      const text = (next() < 0.7 ? "theorem thm : p := by\n  " : "") + garbage(next, 16);
      const offset = next() < 0.5 ? text.length : Math.floor(next() * text.length);
      const document = { uri: "file:///a.lean", languageId: "lean4", text };
      const place = lean.place(document, offset, next() < 0.3);
      if (place.kind === "refused") {
        kinds.refused += 1;
        continue;
      }
      const answer = garbage(next, 14);
      const reading = check(place, answer, next);
      assert.notEqual(reading.kind, "unfinished");
      if (reading.kind === "finished") {
        kinds.finished += 1;
        assert.notEqual(reading.text.trim(), "");
        assert.doesNotMatch(reading.text, /[\t\r]/);
        const ownWord = !/[\p{L}\p{N}_'!?.]$/u.test(text.slice(0, offset));
        if (ownWord && isPlain(answer) && place.description.startsWith("tactic proof"))
          assert.doesNotMatch(reading.text, refused, JSON.stringify([text, offset, answer]));
      } else kinds.dropped += 1;
    }
    assert.ok(kinds.finished > 1_000 && kinds.dropped > 1_000, JSON.stringify(kinds));
  });
});
