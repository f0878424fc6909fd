import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { extractAnswer } from "../../../../src/core/solve/extract.ts";

const r = String.raw;

void suite("the answer of a solution", () => {
  for (const [what, solution, answer] of [
    [
      "the frame's sentence",
      r`So $\boxed{3}$. Final Answer: The final answer is $5$. I hope it is correct.`,
      "$5$",
    ],
    [
      "cut at the stop sentence",
      r`Final Answer: The final answer is $\frac{1}{2}$. `,
      r`$\frac{1}{2}$`,
    ],
    ["lower case", "final answer: the final answer is $7$. I hope it is correct.", "$7$"],
    [
      "no space before the stop",
      "Final Answer: The final answer is $7$.I hope it is correct.",
      "$7$",
    ],
    ["no full stop", "Final Answer: The final answer is $7$ I hope it is correct.", "$7$"],
    ["a break in the sentence", "Final Answer:\nThe final answer is\n$7$.", "$7$"],
    [
      "a break in the answer",
      "Final Answer: The final answer is $x =\n7$. I hope it is correct.",
      "$x =\n7$",
    ],
    ["bold", "**Final Answer:** The final answer is $7$.", "$7$"],
    ["only the answer", "Final answer: $7$", "$7$"],
    ["without dollars", "Final Answer: The final answer is 3.5. I hope it is correct.", "3.5"],
    ["a unit behind the dollars", r`The final answer is $5$ cm. I hope it is correct.`, "$5$ cm"],
    ["a display", r`The final answer is \[ x^2 \]. More.`, r`\[ x^2 \]`],
    ["two formulas", "Final Answer: The final answer is $1$ and $2$.", "$1$ and $2$"],
    [
      "a box in the sentence",
      r`The final answer is \boxed{\frac{1}{2}}. Done`,
      r`\boxed{\frac{1}{2}}`,
    ],
    ["the last of several", "The answer is 3. Wait. The answer is 4.", "4"],
    ["a word problem", "He has 5 + 3 = 8 apples. The answer is 8.", "8"],
    ["thousands", "The answer is 1,234.", "1,234"],
    ["money", "The answer is $18.", "$18"],
    ["a negative decimal", "The answer is -3.5.", "-3.5"],
    ["with its unit", "The answer is 5 apples.\n\nQ: Next", "5 apples"],
    ["a choice", "Final Answer: The final answer is (C). I hope it is correct.", "(C)"],
    ["a choice in words", "Thus the correct choice is (B).", "(B)"],
    ["hashes", "5 + 3 = 8\n#### 8", "8"],
    ["only a box", r`Hence $x = \boxed{\frac{\sqrt{3}}{2}}$.`, r`\frac{\sqrt{3}}{2}`],
    ["the last box", r`$\boxed{1}$ or rather $\boxed{2}$`, "2"],
    ["the last box that is closed", r`$\boxed{1}$ and \boxed{2`, "1"],
    ["a box with escaped braces", r`\boxed{\{1,2\}}`, r`\{1,2\}`],
    ["a box without braces", r`so $\boxed 7$.`, "7"],
    ["a framed box", r`\fbox{3}`, "3"],
  ] as const) {
    test(what, () => {
      assert.equal(extractAnswer(solution), answer);
    });
  }

  for (const [what, solution] of [
    ["nothing", ""],
    ["no answer", "We see that it is even."],
    ["an open box", r`so \boxed{3`],
    ["an empty box", r`\boxed{}`],
    ["an empty sentence", "Final Answer: The final answer is "],
  ] as const) {
    test(`an abstention: ${what}`, () => {
      assert.equal(extractAnswer(solution), undefined);
    });
  }

  test("a megabyte without an answer is read through", () => {
    for (const piece of ["The final answer is ", "\\boxed{", "$", "answer", "\\boxed x"]) {
      const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
      assert.doesNotThrow(() => extractAnswer(text));
    }
  });
});
