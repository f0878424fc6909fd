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

void suite("any text", () => {
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
