import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Verdict } from "../../../../src/core/lean.ts";
import { compare, insertable } from "../../../../src/core/tactics/rank.ts";
import type { TacticSuggestion } from "../../../../src/core/tactics/suggester.ts";

function one(
  text: string,
  verdict: Verdict,
  more: Partial<TacticSuggestion> = {},
): TacticSuggestion {
  const origin = "fewShot";
  return {
    text,
    verdict,
    goals: [],
    message: undefined,
    start: 0,
    end: 0,
    origin,
    score: -1,
    ...more,
  };
}

suite("ranking", () => {
  test("by verdict, goals left, confidence, length", () => {
    const ranked = [
      one("all", "closesAll", { score: -5 }),
      one("goal", "closesGoal", { score: -0.1 }),
      one("one left", "progress", { goals: ["⊢ p"], score: -3 }),
      one("surer", "progress", { goals: ["⊢ p", "⊢ q"], score: -0.2 }),
      one("short", "progress", { goals: ["⊢ p", "⊢ q"], score: -0.5 }),
      one("longer", "progress", { goals: ["⊢ p", "⊢ q"], score: -0.5 }),
      one("closer", "progress", { goals: ["⊢ p", "⊢ q"], origin: "closer", score: undefined }),
      one("hole", "sorry"),
      one("axiom", "axiom", { score: -2 }),
      one("unseen", "unchecked"),
    ];
    const texts = (all: readonly TacticSuggestion[]) => all.map(({ text }) => text);
    assert.deepEqual(texts(ranked.toReversed().toSorted(compare)), texts(ranked));
  });

  test("what does not help is not inserted", () => {
    const verdicts: readonly Verdict[] = ["noChange", "error", "timeout", "refused"];
    assert.ok(verdicts.every((verdict) => !insertable({ verdict })));
  });
});
