import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { partsOf, type Expression } from "../../../../src/core/maths/expression.ts";
import { parse } from "../../../../src/core/maths/parse.ts";

/** The tree in short: kinds with their parts. */
// One case a kind.
// eslint-disable-next-line complexity
function outline(of: Expression): string {
  const parts = partsOf(of).map(outline).join(" ");
  switch (of.kind) {
    case "number":
      return of.value.bottom === 1n ? String(of.value.top) : `${of.value.top}/${of.value.bottom}`;
    case "symbol":
    case "constant":
      return of.name;
    case "text":
      return JSON.stringify(of.text);
    case "call":
    case "apply":
      return `${of.name}(${parts})`;
    case "chain":
      return `chain${of.relations.join("")}(${parts})`;
    case "quantity":
      return `${of.unit}(${parts})`;
    case "tuple":
      return `${of.open}${parts}${of.close}`;
    default:
      return `${of.kind}(${parts})`;
  }
}

function read(text: string): string {
  const parsed = parse(text);
  return parsed.kind === "formula" ? outline(parsed.formula) : `! ${parsed.unread.kind}`;
}

void suite("reading formulas", () => {
  for (const [text, tree] of [
    ["2x+1", "sum(product(2 x) 1)"],
    ["-x^2", "negative(power(x 2))"],
    ["\\frac12", "quotient(1 2)"],
    ["\\frac1{72}", "quotient(1 72)"],
    ["\\sqrt2x", "product(sqrt(2) x)"],
    ["\\sqrt[3]{x}", "root(x 3)"],
    ["a/bc", "product(quotient(a b) c)"],
    ["2\\frac13", "7/3"],
    ["\\sin^2 2x\\cos y", "product(power(sin(product(2 x)) 2) cos(y))"],
    ["\\tan^{-1}x", "arctan(x)"],
    ["\\log_2 8", "log(8 2)"],
    ["f(x)=x", "chain=(f(x) x)"],
    ["f'(x)", "f'(x)"],
    ["x(y+1)", "product(x sum(y 1))"],
    ["a_{n+1}", "a_{n+1}"],
    ["|x||y|", "product(abs(x) abs(y))"],
    ["||x|-1|", "abs(sum(abs(x) negative(1)))"],
    ["1<x\\le 2", "chain<≤(1 x 2)"],
    ["[0,1)", "[0 1)"],
    ["1,234", "1234"],
    ["(1,234)", "(1 234)"],
    ["x=1\\text{ or }2", "list(chain=(x 1) 2)"],
    ["5\\text{ m}/\\text{s}^2", "m/s^2(5)"],
    ["\\{x:x>1\\}", "builder(x chain>(x 1))"],
    ["\\text{no solution}", '"no solution"'],
    ["\\sum_{i=1}^n i", "series(1 n i)"],
    ["\\int_0^1\\int_0^2 xy\\,dx\\,dy", "integral(0 1 integral(0 2 product(x y)))"],
    ["x\\equiv1\\pmod 5", "chain≡(x 1 5)"],
    ["3\\pm\\sqrt2", "sum(3 either(sqrt(2)))"],
    ["2^10", "power(2 10)"],
    ["x^{-1}", "power(x negative(1))"],
    ["\\left.x\\right|", "! unbalanced"],
    ["", "! empty"],
    ["\\frac{1}{", "! unbalanced"],
    ["(1,2", "! unbalanced"],
    ["\\foo", "! unsupported"],
    ["\\frac{dy}{dx}", "! unsupported"],
    ["+", "! unbalanced"],
    ["x^", "! unbalanced"],
    [`${"(".repeat(1000)}x`, "! tooDeep"],
    ["x".repeat(10_000), "! tooLong"],
  ] as const) {
    test(text.slice(0, 40) || "nothing", () => {
      assert.equal(read(text), tree);
    });
  }

  test("parts know where they stand", () => {
    const text = "x + \\frac{a}{b} = (c)";
    const parsed = parse(text);
    assert.ok(parsed.kind === "formula" && parsed.formula.kind === "chain");
    const slices = parsed.formula.sides.map(({ from, to }) => text.slice(from, to));
    assert.deepEqual(slices, ["x + \\frac{a}{b}", "(c)"]);
  });

  test("a failure says where", () => {
    const parsed = parse("x + \\foo + 1");
    assert.deepEqual(parsed, {
      kind: "unread",
      unread: { kind: "unsupported", what: "\\foo", at: 4 },
    });
  });
});
