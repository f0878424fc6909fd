import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { itemsOf, structureOf } from "../../../../src/core/context/latex/structure.ts";
import type { Definition } from "../../../../src/core/context/latex/definitions.ts";
import { checkDerivation, type CheckedStep } from "../../../../src/core/derive/checkDerivation.ts";
import { formulaAt } from "../../../../src/core/derive/derivationAt.ts";

const r = String.raw;

/** The steps of the formula at the mark; without one, of the whole text as a display. */
function check(text: string, context = ""): readonly CheckedStep[] {
  const macros = new Map<string, Definition>();
  for (const item of itemsOf(structureOf(text)))
    if (item.kind === "macro") macros.set(item.name, item);
  const offset = text.indexOf("█");
  if (offset < 0) return checkDerivation({ tex: text, at: 0, context, macros });
  const formula = formulaAt(structureOf(text.replace("█", "")), offset);
  assert.ok(formula !== undefined, "a formula at the cursor");
  return checkDerivation({ ...formula, macros });
}

/** `h` holds, `r` refuted, `u` untested, a letter a step. */
function verdicts(text: string, context?: string): string {
  return check(text, context)
    .map(({ verdict }) => verdict.kind.charAt(0))
    .join("");
}

/** Every step of these can be decided by numbers. */
const decidable: readonly (readonly [tex: string, expected: string, context?: string])[] = [
  [r`(a+b)^2 &= a^2 + 2ab + b^2 \\ &= a^2 + b^2 + 2ab`, "hh"],
  [r`(a+b)^2 &= (a+b)(a+b) \\ &= a^2 + b^2`, "hr"],
  [r`(a-b)(a+b) &= a^2 + ab - ab - b^2 \\ &= a^2 - b^2`, "hh"],
  [r`(x+1)^3 = x^3 + 3x^2 + 3x + 1 = x(x^2+3x+3) + 1`, "hh"],
  [r`(x+1)^3 = x^3 + 3x^2 + 3x + 1 = x(x^2+3x+1) + 1`, "hr"],
  [r`\sqrt{x^2} = |x| = x`, "hr"],
  [r`\sqrt{x^2} = |x| = x`, "hh", "Let $x > 0$."],
  [r`\sqrt{x^2} = |x| = -x`, "hh", "Let $x<0$ be real."],
  [r`|x+y| &\le |x| + |y| \\ &\le 2|x| + |y|`, "hh"],
  [r`|x-y| &\le |x| + |y| \\ &\le |x+y|`, "hr"],
  [r`\frac{x^2-1}{x-1} = \frac{(x-1)(x+1)}{x-1} = x+1`, "hh"],
  [r`\frac{1}{x} + \frac{1}{y} = \frac{x+y}{xy} = \frac{2}{x+y}`, "hr"],
  [r`\sin 2x = 2\sin x\cos x = 2\sin x`, "hr"],
  [r`\cos 2x = \cos^2 x - \sin^2 x = 1 - 2\sin^2 x`, "hh"],
  [r`\tan x = \frac{\sin x}{\cos x} = \frac{\cos x}{\sin x}`, "hr"],
  [r`e^{x+y} = e^x e^y = e^y e^x`, "hh"],
  [r`e^{x+y} = e^x e^y = e^{xy}`, "hr"],
  [r`\ln(ab) = \ln a + \ln b = \ln b + \ln a`, "hh"],
  [r`\ln(a^2) = 2\ln a = \ln a + \ln a`, "hh", "for $a > 0$"],
  [r`\ln(a+b) = \ln(b+a) = \ln a + \ln b`, "hr"],
  [r`\sum_{k=1}^{n} k = \frac{n(n+1)}{2} = \frac{n^2+n}{2}`, "hh"],
  [r`\sum_{k=1}^{n} k^2 = \frac{n(n+1)(2n+1)}{6} = \frac{2n^3+3n^2+n}{6}`, "hh"],
  [r`\sum_{k=1}^{n} k = \frac{n(n+1)}{2} = \frac{n(n-1)}{2}`, "hr"],
  [r`\sum_{k=0}^{n} \binom{n}{k} = (1+1)^n = 2^n`, "hh"],
  [r`(n+1)! = (n+1)\, n! = n\, n! + n!`, "hh"],
  [r`(n+1)! = (n+1)\, n! = n\, n!`, "hr"],
  [r`2^{n+1} = 2 \cdot 2^n = 4^n`, "hr"],
  [r`(-1)^{2n} = 1 = (-1)^n`, "hr", "for every integer $n$"],
  [r`(2k+1)^2 = 4k^2 + 4k + 1 = 2(2k^2+2k) + 1`, "hh"],
  [r`(2k+1)^2 = 4k^2 + 4k + 1 \equiv 1 \pmod 4`, "hh"],
  [r`(2k+1)^2 = 4k^2 + 4k + 1 \equiv 3 \pmod 4`, "hr"],
  [r`n^2 &= (2k)^2 \\ &= 4k^2`, "hh", "Let $n = 2k$ with an integer $k$."],
  [r`a^2 + b^2 \le a^2 + 2ab + b^2 = (a+b)^2`, "rh"],
  [r`a^2 + b^2 \le a^2 + 2ab + b^2 = (a+b)^2`, "hh", r`Let $a, b \ge 0$.`],
  [r`x^2 < x < \sqrt{x}`, "hh", r`for $x \in (0,1)$`],
  [r`x \le x^2 \le x^4`, "rr"],
  [r`(a+b)^2 - (a-b)^2 = 4ab \le (a+b)^2`, "hh"],
  [r`\frac{a+b}{2} \ge \sqrt{ab} \ge \frac{2ab}{a+b}`, "hh", "positive real numbers $a$ and $b$"],
  [r`e^{i\pi} = \cos\pi + i\sin\pi = -1`, "hh"],
  [r`(1+i)^2 = 1 + 2i + i^2 = 2i`, "hh"],
  [r`\int_0^1 x^2\,dx = \left[\frac{x^3}{3}\right]_0^1 = \frac13`, "uu"],
  [r`\frac{7}{12} + \frac{1}{4} = \frac{7+3}{12} = \frac{5}{6}`, "hh"],
  [r`\frac{7}{12} + \frac{1}{4} = \frac{8}{16} = \frac{1}{2}`, "rh"],
  [r`7 \equiv 2 \equiv -3 \pmod{5}`, "hh"],
  [r`7 \equiv 2 \equiv -2 \pmod{5}`, "hr"],
  [r`\log_2 8 = 3 = \log_3 27`, "hh"],
  [r`\begin{aligned} 3(x-2) &= 3x - 6 \\ &= 3x - 2 \end{aligned}`, "hr"],
  [r`x^2 - 2x + 1 = (x-1)^2 \ge (x+1)^2`, "hr"],
  [r`\frac{t}{2} + \frac{t}{2} = t = 2t`, "hr"],
];

/** Correct displays that numbers cannot judge, or that are true: none may be refuted. */
const correct: readonly (readonly [tex: string, context?: string])[] = [
  [r`f(x) = x^2 + 1`],
  [r`f(x) := x^2 + 1 = (x+i)(x-i)`],
  [r`S_n = \sum_{k=1}^n a_k`],
  [r`S = 1 + \frac12 + \frac14 + \dots = 2`],
  [r`x^2 - 5x + 6 = 0`],
  [r`x^2 - 5x + 6 = (x-2)(x-3) = 0`],
  [r`2x + 3 &= 7 \\ 2x &= 4 \\ x &= 2`],
  [r`x + y &= 3 \\ x - y &= 1`],
  [r`x + y = 3, \quad x - y = 1`],
  [r`2x + 3 = 7 \implies 2x = 4 \implies x = 2`],
  [r`x = 1 \iff x^2 - 2x + 1 = 0`],
  [r`\pi \approx 3.14`],
  [r`\pi = 3.14159`],
  [r`\sqrt{2} = 1.414 = \frac{1414}{1000}`],
  [r`\sin x \approx x - \frac{x^3}{6}`],
  [r`\sin x = x - \frac{x^3}{6} + O(x^5)`],
  [r`f(x+h) = f(x) + f'(x)h + o(h)`],
  [r`\lim_{n\to\infty} \left(1+\frac1n\right)^n = e`],
  [r`\frac{1}{n} \to 0`],
  [r`a_n \longrightarrow a`],
  [r`a \equiv b`],
  [r`n^2 \equiv n`, "modulo 2"],
  [r`(A+B)^2 = A^2 + AB + BA + B^2`],
  [r`(AB)^{-1} = B^{-1}A^{-1}`, "for invertible matrices $A$ and $B$"],
  [r`AB - BA = C = [A, B]`, "matrices"],
  [r`T(x+y) = T(x) + T(y) = T(y) + T(x)`, "a linear map"],
  [r`\varphi(xy) = \varphi(x)\varphi(y)`],
  [r`n^2 = (2k)^2 = 4k^2`],
  [r`n^2 = (2k)^2 = 4k^2`, "Let $n = 2k$."],
  [r`a^2 + b^2 = c^2`],
  [r`a^2 + b^2 = c^2 = 25`, "Since $a^2 + b^2 = c^2$ and $c = 5$"],
  [r`x^2 + y &= 4y^2 + y`, "Let $x = 2y$."],
  [r`x^2 + xy &= 4y^2 + 2y^2 \\ &= 6y^2`, "Let $x = 2y$."],
  [r`x^3 + y^3 &= (x+y)^3 - 3xy(x+y) \\ &= 1 - 3xy`, "Let $x + y = 1$."],
  [r`0 < x < 1`],
  [r`0 < |x - a| < \delta`],
  [r`0 \le f(x) \le 1`],
  [r`|x| < 1`],
  [r`|z| = 1`],
  [r`1 < p < \infty`],
  [r`x \ne 0`],
  [r`x \in A \subseteq B`],
  [r`A \cup B = B \cup A`],
  [r`P(A \cup B) = P(A) + P(B) - P(A \cap B)`],
  [r`\|x\|^2 = \langle x, x\rangle`],
  [r`\mathbb{E}[X+Y] = \mathbb{E}[X] + \mathbb{E}[Y]`],
  [r`\det(AB) = \det A \det B`],
  [r`\nabla \cdot F = 0`],
  [r`y' = y`],
  [r`\frac{dy}{dx} = 2x`],
  [r`\frac{d}{dx} x^2 = 2x`],
  [r`\int x\,dx = \frac{x^2}{2} + C`],
  [r`\int_a^b f(x)\,dx = F(b) - F(a)`],
  [r`\dim V = \dim \ker T + \dim \operatorname{im} T`],
  [r`\gcd(a, b) = \gcd(b, a) = d`],
  [r`n! \sim \sqrt{2\pi n}\left(\frac{n}{e}\right)^n`],
  [r`1 + 2 + \cdots + n = \frac{n(n+1)}{2}`],
  [r`a_1 \le a_2 \le \dots \le a_n`],
  [r`(-1)^{2n} = 1`, "for every integer $n$"],
  [r`\cos(n\pi) = (-1)^n`, "for integers $n$"],
  [r`\sin(n\pi) = 0 = n - n`, r`Let $n \in \mathbb{Z}$.`],
  [r`\ln(xy) = \ln x + \ln y`],
  [r`\sqrt{ab} = \sqrt{a}\sqrt{b} = \sqrt{b}\sqrt{a}`],
  [r`(a^b)^c = a^{bc} = (a^c)^b`, "Let $a$ be positive."],
  [r`\sqrt{x^2} = x`, r`Assume that $x \ge 0$.`],
  [r`x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}`],
  [r`ax^2 + bx + c = a(x - x_1)(x - x_2) = 0`],
  [r`u &= x^2 \\ du &= 2x\,dx`],
  [r`E = mc^2`],
  [r`F_{n+1} = F_n + F_{n-1}`],
  [r`2S = S + S = n(n+1)`],
  [r`|G| = [G : H]\,|H|`],
  [r`\begin{cases} x + y = 1 \\ x - y = 0 \end{cases}`],
  [r`f(x) = \begin{cases} x & x \ge 0 \\ -x & x < 0 \end{cases} = |x|`],
  [r`\overline{z + w} = \overline{z} + \overline{w}`],
  [r`\zeta(2) = \sum_{n=1}^\infty \frac{1}{n^2} = \frac{\pi^2}{6}`],
  [r`\sum_{k=0}^{\infty} x^k = \frac{1}{1-x}`, "for $|x| < 1$"],
  [r`2 + 2 = 4`],
  [r`f'(x) = 2x = 0`],
  [r`x_{n+1} = x_n - \frac{f(x_n)}{f'(x_n)}`],
];

suite("derivations that numbers can decide", () => {
  for (const [tex, expected, context] of decidable) {
    test(`${tex}${context === undefined ? "" : ` (${context})`}`, () => {
      assert.equal(verdicts(tex, context), expected);
    });
  }
});

suite("correct displays are never refuted", () => {
  for (const [tex, context] of correct) {
    test(`${tex}${context === undefined ? "" : ` (${context})`}`, () => {
      assert.doesNotMatch(verdicts(tex, context), /r/);
    });
  }
});

suite("a derivation in its document", () => {
  test("the counterexample makes the step false, and is the same each time", () => {
    const [, step] = check(r`(a+b)^2 = (b+a)^2 = a^2 + b^2`);
    assert.ok(step?.verdict.kind === "refuted");
    const value = (name: string): number => {
      const [top = NaN, bottom = 1] = (
        step.verdict.kind === "refuted" ? (step.verdict.counterexample[name] ?? "") : ""
      )
        .split("/")
        .map(Number);
      return top / bottom;
    };
    const [a, b] = [value("a"), value("b")];
    assert.ok(Math.abs((a + b) ** 2 - (a * a + b * b)) > 1e-9);
    assert.deepEqual(check(r`(a+b)^2 = (b+a)^2 = a^2 + b^2`)[1]?.verdict, step.verdict);
  });

  test("sides know where they stand", () => {
    const text = "So\n\\begin{align*}\n  a &= b \\\\ % so\n  &= c\n\\end{align*}";
    const at = text.indexOf("b \\\\");
    const [first, second] = check(`${text.slice(0, at)}█${text.slice(at)}`);
    assert.ok(first !== undefined && second !== undefined);
    const side = ({ at: from, end }: { at: number; end: number }): string => text.slice(from, end);
    assert.deepEqual([side(first.from), side(first.to), side(second.to)], ["a", "b", "c"]);
  });

  test("the proof and its statement say what the letters are", () => {
    const text = r`\begin{lemma}Let $x > 0$.\end{lemma}\begin{proof}We have \[ \sqrt{x^2} = |x| █= x. \]\end{proof}`;
    assert.equal(verdicts(text), "hh");
    assert.equal(verdicts(text.replace("$x > 0$", "$x$ be real")), "hr");
  });

  test("the user's macros are written out", () => {
    const macros = r`\newcommand{\abs}[1]{\left|#1\right|}\newcommand\half{\frac{1}{2}}`;
    assert.equal(verdicts(macros + r` $█\abs{x} + \half = \abs{-x} + 0.5 = x$`), "hr");
  });

  test("an inline chain, with the cursor at its edge too", () => {
    assert.equal(verdicts(r`So █$2(x+1) = 2x + 2 = 2x + 1$.`), "hr");
  });
});
