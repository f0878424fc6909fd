import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { equivalent } from "../../src/core/solve/equivalent.ts";
import { Random } from "../support/random.ts";

const soup = [
  "\\frac", "\\sqrt", "\\text{", "\\left(", "\\right)", "\\{", "\\}", "{", "}", "(", ")", "[", "]", "|", "^", "_", "!",
  "%", "\\%", "$", "\\$", ",", ";", ".", ":", "+", "-", "\\pm", "*", "/", "=", "<", "\\le", "\\ne", "\\in", "\\cup",
  "1", "2.5", "10", "999999", "0.\\overline{3}", "x", "y", "n", "i", "e", "\\pi", "\\infty", "\\sin", "\\log_2", "\\ln",
  "f(", "sin", "abc", "word", "yes", " and ", " or ", " ", "\\,", "\\\\", "&", "\\begin{pmatrix}", "\\end{pmatrix}",
  "\\sum_{k=1}^{9}", "\\sum_{n=1}^\\infty", "\\int_0^1", "\\lim_{x\\to0}", "dx", "\\binom", "\\gcd", "\\overline",
  "\\foo", "\\", "'", "°", "^\\circ", "cm", "\\text{ m}", "x_1", "1011_2", "√", "π", "𝔸", "\uD835", "\0", "\n",
  "\\pmod", "\\equiv", "\\mid", "\\choose", "\\boxed{", "__proto__", "constructor", "9^{9^{9^9}}", "100000!",
] as const; // prettier-ignore

function anything(random: Random): string {
  return Array.from({ length: 1 + random.below(12) }, () => random.pick(soup)).join("");
}

/** A formula that can be read. */
function formula(random: Random, depth: number): string {
  const inner = () => formula(random, depth - 1);
  if (depth === 0)
    return random.pick(["x", "y", "n", "2", "3.5", "\\pi", "a_1", "7", "i", "\\frac12", "e"]);
  return random.pick<() => string>([
    () => `${inner()}+${inner()}`,
    () => `${inner()}-${inner()}`,
    () => `(${inner()})(${inner()})`,
    () => `\\frac{${inner()}}{${inner()}}`,
    () => `\\sqrt{${inner()}}`,
    () => `(${inner()})^{${random.pick(["2", "-1", "3", "n", "\\frac12"])}}`,
    () => `\\sin(${inner()})`,
    () => `\\ln\\left(${inner()}\\right)`,
    () => `\\left|${inner()}\\right|`,
    () => `e^{${inner()}}`,
    () => `-${inner()}`,
    inner,
  ])();
}

const verdictOf = (a: string, b: string) => equivalent(a, b).verdict;

void suite("random answers", () => {
  test("a hundred thousand random answers throw nothing and are compared in order", () => {
    const random = new Random(3);
    for (let index = 0; index < 50_000; index += 1) {
      const [a, b] = [anything(random), anything(random)];
      const verdict = verdictOf(a, b);
      if (index % 25 !== 0) continue;
      assert.equal(verdictOf(b, a), verdict, JSON.stringify([a, b]));
      assert.equal(verdictOf(a, a), "equal", JSON.stringify(a));
    }
  });

  test("no formula is equal to itself and one, and none differs from once itself", () => {
    const random = new Random(4);
    const seen = { equal: 0, different: 0, unknown: 0 };
    for (let index = 0; index < 4000; index += 1) {
      const one = formula(random, 1 + random.below(4));
      assert.notEqual(verdictOf(one, `${one}+1`), "equal", one);
      const again = verdictOf(one, `0+1\\cdot(${one})`);
      assert.notEqual(again, "different", one);
      seen[again] += 1;
      assert.equal(verdictOf(`${one}-y`, `-y+(${one})`), verdictOf(`-y+(${one})`, `${one}-y`), one);
    }
    assert.ok(seen.equal > 3000, JSON.stringify(seen));
  });
});
