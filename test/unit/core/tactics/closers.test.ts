import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { Closers } from "../../../../src/core/tactics/closers.ts";

const document = { uri: "file:///a.lean", languageId: "lean4", text: "theorem a : p := by\n" };

function exacts(goal: string, typed = ""): readonly string[] {
  return new Closers().for(document, goal, typed)[0] ?? [];
}

suite("closers", () => {
  test("hypotheses that say what the goal says, the nearest first", () => {
    assert.deepEqual(exacts("p q : Prop\nh : p\nk l : p\nm : q\n⊢ p"), [
      "exact l",
      "exact k",
      "exact h",
    ]);
  });

  test("a goal over several lines, and a case tag", () => {
    const type = "a + b\n    = b + a";
    assert.deepEqual(exacts(`case inl\na b : Nat\nh : ${type}\n⊢ ${type}`), ["exact h"]);
  });

  test("names that cannot be written are left out", () => {
    assert.deepEqual(exacts("h✝ : p\n⊢ p"), []);
  });

  test("those that go on as typed", () => {
    assert.deepEqual(exacts("h : p\nk : p\n⊢ p", "exact h"), []);
    assert.deepEqual(exacts("h : p\nhk : p\n⊢ p", "exact h"), ["exact hk"]);
    assert.deepEqual(new Closers().for(document, "⊢ p", "si"), [[], ["simp", "simp_all"]]);
  });

  test("no goal, no hypothesis", () => {
    assert.deepEqual(exacts(""), []);
    assert.ok(new Closers().for(document, "", "")[1]?.includes("rfl"));
  });
});
