import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { agree, proportion } from "../../../../src/core/maths/agree.ts";
import { evaluate } from "../../../../src/core/maths/evaluate.ts";
import type { Expression } from "../../../../src/core/maths/expression.ts";
import { parse } from "../../../../src/core/maths/parse.ts";
import type { Value } from "../../../../src/core/maths/value.ts";

function read(text: string): Expression {
  const parsed = parse(text);
  if (parsed.kind === "unread") throw new Error(`${text}: ${parsed.unread.kind}`);
  return parsed.formula;
}

function valueOf(text: string, letters: Readonly<Record<string, Value>> = {}): Value {
  return evaluate(read(text), {
    letters: new Map(Object.entries(letters)),
    work: { left: 20_000 },
    log: "ten",
  });
}

const trial = () => ({ log: "ten", work: { left: 20_000 } }) as const;

void suite("evaluating formulas", () => {
  for (const [text, top, bottom] of [
    ["\\frac{1}{3}+\\frac{1}{6}", 1n, 2n],
    ["2^{100}-2^{99}", 2n ** 99n, 1n],
    ["\\sqrt{\\frac{9}{4}}", 3n, 2n],
    ["(-8)^{2/3}", 4n, 1n],
    ["\\binom{10}{3}-5!", 0n, 1n],
    ["0.1\\overline{6}", 1n, 6n],
    ["\\sum_{k=1}^{100} k", 5050n, 1n],
    ["\\prod_{k=2}^{5}\\frac{k}{k-1}", 5n, 1n],
    ["\\begin{vmatrix}2&1\\\\1&2\\end{vmatrix}", 3n, 1n],
    ["\\lfloor-\\frac72\\rfloor+\\lceil\\frac72\\rceil", 0n, 1n],
    ["\\log_2 1024", 10n, 1n],
    ["1011_2", 11n, 1n],
    ["3\\frac12", 7n, 2n],
    ["i^{2026}", -1n, 1n],
  ] as const) {
    test(`exactly: ${text}`, () => {
      assert.deepEqual(valueOf(text), { kind: "exact", top, bottom });
    });
  }

  for (const [text, re, im] of [
    ["\\sqrt{-4}", 0, 2],
    ["\\ln(-1)", 0, Math.PI],
    ["i^i", Math.exp(-Math.PI / 2), 0],
    ["\\arcsin 2", Math.PI / 2, Math.log(2 + Math.sqrt(3))],
    ["\\sin 30^\\circ", 0.5, 0],
    ["\\sqrt[3]{-2}", -Math.cbrt(2), 0],
    ["e^{i\\pi/3}", 0.5, Math.sqrt(3) / 2],
    ["\\int_0^1 \\frac{4}{1+x^2}\\,dx", Math.PI, 0],
    ["\\int_0^1 \\frac{1}{\\sqrt{x}}\\,dx", 2, 0],
    ["\\int_0^\\infty x e^{-x}\\,dx", 1, 0],
    ["\\sum_{n=1}^\\infty \\frac{1}{n^2}", Math.PI ** 2 / 6, 0],
    ["\\lim_{n\\to\\infty}(1+\\frac1n)^n", Math.E, 0],
    ["\\lim_{x\\to0^-}\\frac{|x|}{x}", -1, 0],
  ] as const) {
    test(`in doubles: ${text}`, () => {
      const value = valueOf(text);
      assert.ok(value.kind === "approximate", value.kind);
      assert.ok(
        Math.abs(value.re - re) < 1e-9 && Math.abs(Math.abs(value.im) - Math.abs(im)) < 1e-9,
      );
      assert.ok(
        Math.hypot(value.re - re, Math.abs(value.im) - Math.abs(im)) <= 64 * value.error + 1e-15,
      );
    });
  }

  for (const [text, why] of [
    ["\\frac{1}{0}", "undefined"],
    ["\\frac{1}{\\sin\\pi}", "undefined"],
    ["\\ln 0", "undefined"],
    ["0^{-1}", "undefined"],
    ["9^{9^{9^9}}", "tooLarge"],
    ["100000!", "tooLarge"],
    ["\\sum_{k=1}^{1000000} k", "tooLong"],
    ["\\sum_{a=1}^{999}\\sum_{b=1}^{999} ab", "tooLong"],
    ["x", "unsupported"],
    ["(1,2)", "unsupported"],
    ["\\lim_{x\\to0}\\frac{|x|}{x}", "undefined"],
  ] as const) {
    test(`no value: ${text}`, () => {
      assert.deepEqual(valueOf(text), { kind: "none", why });
    });
  }

  test("letters take the values that they are given", () => {
    const x: Value = { kind: "exact", top: 3n, bottom: 2n };
    assert.deepEqual(valueOf("x_1^2+1", { "x_{1}": x }), { kind: "exact", top: 13n, bottom: 4n });
  });

  test("every number of a domain is tried that the caller names", () => {
    const halves = (domain: "positive" | "real") =>
      agree(read("\\sqrt{x^2}"), read("x"), { ...trial(), domain: () => domain }).kind;
    assert.equal(halves("positive"), "agree");
    assert.equal(halves("real"), "differ");
    const parity = (domain: "integer" | "real") =>
      agree(read("(-1)^{2n}"), read("1"), { ...trial(), domain: () => domain }).kind;
    assert.equal(parity("integer"), "agree");
    assert.equal(parity("real"), "differ");
  });

  test("a difference comes with the point where it shows", () => {
    const found = agree(read("(x+y)^2"), read("x^2+y^2"), trial());
    assert.ok(found.kind === "differ");
    assert.deepEqual([...found.at.keys()], ["x", "y"]);
  });

  test("multiples of one formula are told from others", () => {
    const of = (a: string, b: string) => proportion(read(a), read(b), trial());
    assert.equal(of("2x-4", "x-2"), "positive");
    assert.equal(of("2-x", "3x-6"), "negative");
    assert.equal(of("x", "x^2"), "none");
    assert.equal(of("x-x", "x"), "none");
  });
});
