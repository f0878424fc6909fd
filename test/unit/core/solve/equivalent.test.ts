import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { equivalent } from "../../../../src/core/solve/equivalent.ts";
import { Random } from "../../../support/random.ts";

interface Pair {
  readonly a: string;
  readonly b: string;
  readonly equal: boolean;
}

const fixtures = join(import.meta.dirname, "../../../fixtures/answers");
const given = JSON.parse(readFileSync(join(fixtures, "answers.json"), "utf8")) as readonly Pair[];
const own = readFileSync(join(fixtures, "pairs.txt"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line): Pair => {
    const equal = line.includes(" === ");
    const [a = "", b = ""] = line.split(equal ? " === " : " =/= ");
    return { a, b, equal };
  });
const all = [...given, ...own];

const verdictOf = (a: string, b: string) => equivalent(a, b).verdict;

void suite("answers compared as mathematics", () => {
  for (const [name, pairs] of [
    ["the pairs of the public comparison", given],
    ["our own pairs", own],
  ] as const) {
    test(name, () => {
      const wrong = pairs.filter(({ a, b, equal }) => (verdictOf(a, b) === "equal") !== equal);
      assert.deepEqual(wrong, []);
      assert.ok(pairs.length > 180);
    });
  }

  test("a decided difference is told from what cannot be compared", () => {
    assert.deepEqual(equivalent("\\frac12", "0.5"), {
      verdict: "equal",
      reason: "the same number, exactly",
    });
    assert.equal(verdictOf("x", "y"), "different");
    assert.equal(verdictOf("5\\text{ cm}", "5\\text{ m}"), "different");
    assert.equal(verdictOf("\\foo{3}", "3"), "unknown");
    assert.equal(verdictOf("9^{9^{9^9}}", "9^{9^{9^8}}"), "unknown");
    assert.equal(verdictOf("\\log x", "\\ln x"), "unknown");
    assert.equal(verdictOf("\\sqrt{2}", "1.4142135623730951"), "unknown");
  });

  test("every answer is equal to itself", () => {
    for (const { a, b } of all) {
      assert.equal(verdictOf(a, a), "equal", a);
      assert.equal(verdictOf(b, b), "equal", b);
    }
  });

  test("the order does not matter", () => {
    for (const { a, b } of all) assert.equal(verdictOf(b, a), verdictOf(a, b), `${a} and ${b}`);
  });

  test("wrappers change nothing", () => {
    const wrappers: readonly ((text: string) => string)[] = [
      (text) => `$${text}$`,
      (text) => `\\(${text}\\)`,
      (text) => `\\[ ${text} \\]`,
      (text) => `\\boxed{${text}}`,
      (text) => `$\\boxed{${text}}$`,
      (text) => `  ${text} `,
      (text) => `The answer is $${text}$.`,
    ];
    for (const { a, b, equal } of all) {
      if (!equal || /[$]|\\[(\[]/.test(a) || /\{$|\d\.$/.test(a)) continue;
      for (const wrap of wrappers)
        assert.equal(verdictOf(wrap(a), b), "equal", `${wrap(a)} and ${b}`);
    }
  });

  test("answers of different pairs are hardly ever equal", () => {
    // A pair's first answer against others' second: what is equal there has to be the same number, such as 5.
    const random = new Random(11);
    let equal = 0;
    for (let index = 0; index < 4000; index += 1) {
      const [one, other] = [random.pick(all), random.pick(all)];
      if (verdictOf(one.a, other.b) === "equal") equal += 1;
    }
    assert.ok(equal < 120, String(equal));
  });
});

void suite("hostile answers", () => {
  for (const [what, text] of [
    ["nested brackets", `${"(".repeat(10_000)}x${")".repeat(10_000)}`],
    ["nested braces", "{".repeat(10_000)],
    ["nested roots", "\\sqrt{".repeat(500)],
    ["nested fractions", `${"\\frac{1}{".repeat(500)}x${"}".repeat(500)}`],
    ["nested powers", "x^".repeat(3000)],
    ["nested signs", `${"-".repeat(6000)}x`],
    ["nested functions", "\\sin".repeat(1500)],
    ["nested text", `${"\\text{".repeat(900)}x${"}".repeat(900)}`],
    ["nested boxes", `${"\\boxed{".repeat(10_000)}x${"}".repeat(10_000)}`],
    ["a megabyte of digits", "7".repeat(1_000_000)],
    ["a megabyte of a sum", "x+".repeat(500_000)],
    ["a megabyte of dollars", "$".repeat(1_000_000)],
    ["a megabyte of backslashes", "\\".repeat(1_000_000)],
    ["a megabyte of spaces", " ".repeat(1_000_000)],
    ["a tower", "9^{9^{9^9}}"],
    ["a factorial", "100000!"],
    ["a factorial of factorials", "9!!!!!!"],
    ["large powers", "(x+y+z+w)^{999999}"],
    ["many large powers", Array.from({ length: 300 }, (_, n) => `(x+${n})^{90}`).join("+")],
    ["a long sum", "\\sum_{k=1}^{4000}\\frac{1}{k}"],
    ["sums in sums", "\\sum_{a=1}^{999}\\sum_{b=1}^{999}\\sum_{c=1}^{999} abc"],
    [
      "integrals in integrals",
      "\\int_0^1\\int_0^1\\int_0^1\\int_0^1 \\sin(xyzw)\\,dx\\,dy\\,dz\\,dw",
    ],
    ["a large set", `\\{${Array.from({ length: 900 }, (_, n) => n).join(",")}\\}`],
    ["many intervals", Array.from({ length: 200 }, (_, n) => `(${n},${n}.5)`).join("\\cup")],
    ["a large matrix", `\\begin{vmatrix}${"1&2&3&4&5&6&7&8&9\\\\".repeat(60)}\\end{vmatrix}`],
    ["many repeated digits", `0.\\overline{${"12345".repeat(400)}}`],
    ["a high root", "\\sqrt[999]{12345678901234567890123456789}"],
    ["a binomial", "\\binom{3000}{1500}"],
    ["many letters", "abcdefghjklmnopqrstuvwxyz".repeat(30)],
  ] as const) {
    test(`it ends with an answer for ${what}`, () => {
      assert.equal(verdictOf(text, text), "equal");
      assert.notEqual(verdictOf(text, `${text}+1`), "equal");
      assert.notEqual(verdictOf(text, "0"), "equal");
    });
  }

  test("names that every object has are letters", () => {
    assert.equal(verdictOf("\\constructor", "\\toString"), "unknown");
    assert.equal(verdictOf("\\operatorname{valueOf}(1)", "1"), "unknown");
  });
});
