import assert from "node:assert/strict";
import { suite, test } from "node:test";
import {
  chooseFrame,
  frameNames,
  frames,
  promptTokens,
} from "../../../../src/core/prompts/frames/frames.ts";
import { tokensIn } from "../../../../src/core/context/window.ts";

suite("frames", () => {
  test("MATH ends as the benchmark does, after four examples", () => {
    const prompt = frames.math.prompt("What is $1 + 1$?");
    assert.ok(prompt.endsWith("\n\nProblem:\nWhat is $1 + 1$?\n\nSolution:"));
    assert.equal(prompt.match(/^Problem:$/gm)?.length, 5);
    const endings =
      /\\boxed\{.*\}[^\n]*\nFinal Answer: The final answer is \$.+\$\. I hope it is correct\.\n\nProblem:\n/g;
    assert.equal(prompt.match(endings)?.length, 4);
    assert.equal(frames.math.stop[0], "I hope it is correct.");
  });

  test("GSM8k ends as the benchmark does, after eight examples", () => {
    const prompt = frames.gsm8k.prompt("How many?\n\nSay.");
    assert.ok(prompt.endsWith("\n\nQ: How many? Say.\nA:"));
    assert.equal(prompt.match(/^A: .* The answer is \d+\.$/gm)?.length, 8);
    assert.equal(frames.gsm8k.stop[0], "\n\n");
  });

  test("multiple choice ends as the benchmark does, with the choices in one line", () => {
    const prompt = frames.choice.prompt("What is $1 + 1$?\n\nA) one;\nB) two\nC) three");
    const question = "What of the following is the right choice? Explain your answer.";
    assert.ok(
      prompt.endsWith(`\nWhat is $1 + 1$?\n${question}\n(A) one, (B) two, (C) three\nSolution:`),
      prompt,
    );
    assert.equal(
      prompt.match(/^Final Answer: The final answer is \([A-D]\)\. I hope it is correct\.$/gm)
        ?.length,
      4,
    );
    assert.equal(frames.choice.temperature, 0.3);
  });

  test("all prompts of a frame begin with the same text, so that a server reads it once", () => {
    for (const name of frameNames) {
      const [one, other] = [frames[name].prompt("a"), frames[name].prompt("b")];
      let shared = 0;
      while (one[shared] === other[shared]) shared += 1;
      assert.ok(shared > one.length - 100, name);
    }
  });

  test("the examples leave room: under 900 tokens by either estimate", () => {
    for (const name of frameNames) {
      const prompt = frames[name].prompt("");
      assert.ok(promptTokens(prompt) < 900, `${name}: ${promptTokens(prompt)}`);
      assert.ok(promptTokens(prompt) >= tokensIn(prompt, 2.65), name);
    }
  });

  test("digits, signs and foreign scripts count for what they cost", () => {
    assert.equal(promptTokens("1234567890"), 10);
    assert.equal(promptTokens("a b c"), 3);
    assert.equal(promptTokens("é"), 2);
    assert.equal(promptTokens("数"), 3);
    assert.equal(promptTokens("𝔸"), 4);
  });
});

suite("the frame that fits", () => {
  const story =
    "A farmer has 12 cows. Each cow gives 20 litres of milk a day. How many litres of milk do they give in a week?";
  for (const [problem, frame] of [
    ["What is $1 + 1$?", "math"],
    ["Prove that $\\sqrt 2$ is irrational.", "math"],
    [story, "gsm8k"],
    [story.replace("cows", "$n$ cows"), "math"],
    ["How many primes are below 20?", "math"],
    ["Which is prime? (A) 4 (B) 5 (C) 6 (D) 8", "choice"],
    ["Which is prime?\nA. 4\nB. 5", "choice"],
    ["A point A and a point B are 5 apart (B is left of A).", "math"],
    ["Let f(a) = 1 and f(b) = 2. Find f(c).", "math"],
  ] as const) {
    test(`${frame}: ${problem}`, () => {
      assert.equal(chooseFrame(problem), frame);
    });
  }
});
