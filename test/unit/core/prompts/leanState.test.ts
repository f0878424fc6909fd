import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { tokensIn } from "../../../../src/core/context/window.ts";
import { fewShot, proofStep } from "../../../../src/core/prompts/leanState.ts";

const goals = ["p q : Prop\nh : p ∧ q\n⊢ p", "case right\n⊢ q"];
const long = Array.from({ length: 800 }, (_, index) => `h${index} : p${index}`).join("\n");

suite("prompts for a state", () => {
  test("the three-shot frame: examples, all goals, and the mark at its end", () => {
    const prompt = fewShot.prompt(goals, "", 4096);
    assert.equal(prompt.match(/^Tactic state:$/gm)?.length, 4);
    assert.ok(
      prompt.endsWith(`\nTactic state:\n---\n${goals.join("\n\n")}\n---\nNext tactic:\n---`),
    );
    assert.deepEqual(fewShot.stop, ["---"]);
  });

  test("what is typed stands on a line of its own", () => {
    assert.ok(fewShot.prompt(goals, "rw [", 4096).endsWith("Next tactic:\n---\nrw ["));
    assert.ok(proofStep.prompt(goals, "rw [", 4096).endsWith("[PROOFSTEP]\nrw ["));
  });

  test("the form of the training data", () => {
    const prompt = proofStep.prompt(goals, "", 4096);
    assert.equal(prompt, `[GOAL]\n${goals.join("\n\n")}\n[PROOFSTEP]\n`);
  });

  test("goals that do not fit beside the main one are left out, whole", () => {
    const prompt = proofStep.prompt(["⊢ p", "⊢ q", `${long}\n⊢ r`, "⊢ s"], "", 4096);
    assert.equal(prompt, "[GOAL]\n⊢ p\n\n⊢ q\n[PROOFSTEP]\n");
  });

  for (const [name, frame] of Object.entries({ fewShot, proofStep })) {
    test(`${name}: a long goal loses what is furthest from its target`, () => {
      const prompt = frame.prompt([`${long}\n⊢ p0`], "simp", 4096);
      assert.ok(tokensIn(prompt, 1.4) + 128 <= 4096);
      assert.ok(prompt.includes("h799 : p799\n⊢ p0\n"));
      assert.ok(!prompt.includes("h0 : p0\n"));
      assert.ok(prompt.endsWith("simp"));
    });
  }
});
