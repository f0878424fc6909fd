import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { Closers } from "../../../../src/core/tactics/closers.ts";

const document = { uri: "file:///a.lean", languageId: "lean4", text: "theorem a : p := by\n" };

const cursor = { document, offset: document.text.length };

function exacts(goal: string, typed = ""): readonly string[] {
  return new Closers().for(cursor, goal, typed)[0] ?? [];
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
    assert.deepEqual(new Closers().for(cursor, "⊢ p", "si"), [[], ["simp_all"], ["simp"]]);
  });

  test("no goal, no hypothesis", () => {
    assert.deepEqual(exacts(""), []);
    assert.ok(new Closers().for(cursor, "", "")[2]?.includes("rfl"));
  });

  test("what is likeliest to close the goal comes alone before the rest", () => {
    const targets = {
      "f a = f a": "rfl",
      "2 ^ 10 = 1024": "decide",
      "a + b = b + a": "omega",
      "a < b + 1": "omega",
      "x ∈ s ∪ t ↔ x ∈ s ∨ x ∈ t": "simp",
      "p ∧ q": "simp_all",
    };
    for (const [target, tactic] of Object.entries(targets)) {
      const [, likely, rest] = new Closers().for(cursor, `h : p\n⊢ ${target}`, "");
      assert.deepEqual(likely, [tactic], target);
      assert.ok(rest?.includes("aesop") && !rest.includes(tactic), target);
    }
  });

  test("one that does not exist here is not waited for, and behind a long text all come at once", () => {
    const closers = new Closers();
    const message = "unknown tactic";
    closers.learn(document, "omega", { text: "", verdict: "error", goals: [], message });
    assert.deepEqual(closers.for(cursor, "⊢ a < b", "")[1]?.slice(0, 2), ["rfl", "assumption"]);
    const far = new Closers().for({ document, offset: 60_000 }, "⊢ a < b", "");
    assert.deepEqual(far[1]?.slice(0, 4), ["rfl", "assumption", "simp", "omega"]);
  });
});
