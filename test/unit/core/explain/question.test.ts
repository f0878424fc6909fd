import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Project } from "../../../../src/core/context/latex/project.ts";
import { structureOf } from "../../../../src/core/context/latex/structure.ts";
import type { ExplainedSymbol, Question } from "../../../../src/core/explain/explanation.ts";
import { locate } from "../../../../src/core/explain/locate.ts";
import { questionOf } from "../../../../src/core/explain/question.ts";
import { atCursor } from "../../../support/cursor.ts";

const r = String.raw;
const uri = "file:///notes.tex";

/** All that is known of the equation at the cursor; `others` are files that the document reads. */
function asked(
  marked: string,
  languageId = "latex",
  others: Readonly<Record<string, string>> = {},
): Question & { readonly text: string } {
  const { document: text, offset } = atCursor(marked);
  const document = { uri, languageId, text };
  const structure = structureOf(text);
  const located = locate(document, () => structure, { start: offset, end: offset });
  assert.equal(located.kind, "located", marked);
  const files = new Map([[uri, structure]]);
  for (const [name, other] of Object.entries(others)) files.set(name, structureOf(other));
  const project: Project = { root: uri, files };
  return { ...questionOf(located, document, project), text };
}

function symbolIn(question: Question, written: string): ExplainedSymbol {
  const found = question.symbols.find((symbol) => symbol.written === written);
  assert.ok(found, `no ${written} among ${question.symbols.map((one) => one.written).join(" ")}`);
  return found;
}

/** What the text says of the symbol: its quotation, or what else there is. */
function saidOf(question: Question, written: string): string {
  const { meaning } = symbolIn(question, written);
  return meaning.kind === "defined" ? meaning.quote : meaning.kind;
}

suite("a definition is found", () => {
  // The symbol, the text with the equation at the cursor, and a part of the sentence that is quoted.
  for (const [symbol, marked, quote] of [
    ["x", r`Let $x$ be a real number. Then $x█ = 1$.`, "Let $x$ be a real number."],
    ["n", r`So $n! > 2^n█$, where $n$ denotes the number of cards.`, "where $n$ denotes"],
    ["n", r`We get \[ 2n = m█ \] where $n$ is the number of edges.`, "where $n$ is the number"],
    ["f", r`Consider a map $f : A \to B$. Then $f(a) = b█$.`, r`a map $f : A \to B$`],
    ["f", r`Let $f\colon A \to B$ be onto. Then $f(a) = b█$.`, r`$f\colon A \to B$`],
    ["G", r`Let $G$ be a group. Now $G = eG█$.`, "Let $G$ be a group."],
    ["H", r`Let $G$ be a group and $H$ a subgroup. Then $|H| \mid |G|█$.`, "$H$ a subgroup"],
    ["b", r`Let $a$, $b$ and $c$ be integers. Then $a + b = c█$.`, "Let $a$, $b$ and $c$ be"],
    ["c", r`Let $a$, $b$ and $c$ be integers. Then $a + b = c█$.`, "Let $a$, $b$ and $c$ be"],
    ["y", r`Let $x, y \in \mathbb{R}$. Then $x + y = 0█$.`, r`Let $x, y \in \mathbb{R}$.`],
    [r`\epsilon`, r`Fix $\epsilon > 0$. We have $\epsilon / 2 < 1█$.`, r`Fix $\epsilon > 0$.`],
    ["d", r`Let $d = \gcd(a, b)$. Then $d \mid a█$.`, r`$d = \gcd(a, b)$`],
    ["s", r`We set $s := a + b$. Then $s = 2█$.`, "$s := a + b$"],
    ["p", r`Given a prime $p$, we have $p > 1█$.`, "Given a prime $p$"],
    ["k", r`Choose an integer $k$ such that $2k = n$. Then $k < n█$.`, "an integer $k$"],
    ["C", r`For some constant $C > 0$ we have $|x| \le C█$.`, "For some constant"],
    ["N", r`Denote by $N$ the number of points. Then $N = 4█$.`, "Denote by $N$"],
    ["N", r`We denote the number of points by $N$. Then $N = 4█$.`, "points by $N$"],
    ["V", r`Its set of vertices is called $V$. Then $|V| = 4█$.`, "called $V$"],
    ["v", r`Pick a vertex, say $v$. Then $\deg v = 4█$.`, "say $v$"],
    ["S", r`By $S$ we mean the unit circle. Then $S = T█$.`, "By $S$ we mean"],
    ["E", r`Let $G = (V, E)$ be a graph. Then $|E| = 4█$.`, "$G = (V, E)$"],
    ["d", r`Let $(X, d)$ be a metric space. Then $d(x, y) = d(y, x)█$.`, "Let $(X, d)$ be"],
    ["a_n", r`Let $(a_n)$ be a sequence. Then $a_n < 1█$.`, "Let $(a_n)$"],
    ["a_k", r`Let $(a_n)_{n \ge 1}$ be a sequence. Then $a_k < 1█$.`, "Let $(a_n)"],
    ["x_1", r`Let $x_1, \dots, x_n \in X$. Then $x_1 = 0█$.`, r`$x_1, \dots, x_n \in X$`],
    ["n", r`A polynomial of degree $n$ has at most $n█$ roots.`, "of degree $n$"],
    ["m", r`Suppose that $m$ is an odd integer. Then $m^2 = 1█$.`, "$m$ is an odd integer"],
    ["p", r`If $p$ is a prime, then $p > 1█$.`, "If $p$ is a prime"],
    ["c", r`It is $mc^2█ = E$ with $c$ the speed of light.`, "with $c$ the speed of light"],
    [r`\lambda`, r`Here $\lambda$ stands for the wave length. So $\lambda f = c█$.`, "stands for"],
    ["f", r`The function given by \[ f(x) = x^2 \] is even. Thus $f(-x) = f(x)█$.`, "f(x) = x^2"],
    ["f", r`Let $f$ be a smooth function. Then $f'(x) = 0█$.`, "smooth function"],
    [
      "T",
      r`\begin{itemize}\item $T$: temperature\item $p$: pressure\end{itemize} $pV = T█$`,
      "temp",
    ],
    ["T", r`Let \emph{the time} be $t$ and let $T$ be its end. Then $t < T█$.`, "let $T$ be its"],
    [r`\mathbf{v}`, r`Let $\mathbf v$ be a vector. Then $\mathbf{v} = 0█$.`, r`Let $\mathbf v$`],
    [r`\hat\theta`, r`Let $\hat{\theta}$ be an estimator. Then $\hat\theta = 0█$.`, "an estimator"],
    ["x^*", r`Let $x^{*}$ be the optimum. Then $x^* = 0█$.`, "the optimum"],
    ["x_{\\max}", r`Let $x_{\max}$ be the largest. Then $x_{\max} = 0█$.`, "the largest"],
    ["k", r`Hence there is an integer $k$ with $n = 2k█$.`, "an integer $k$"],
    [
      "n",
      r`Throughout, $n$ is a natural number.

\section{Next} Then $n█ \ge 0$.`,
      "Throughout",
    ],
    ["y", r`Let \[ x = 1 \\[2pt] y = 2 \] and let $y$ be odd. Then $y█ = 1$.`, "let $y$ be odd"],
    ["n", "Let $n$\r\nbe odd.\r\n\r\nThen $n█ = 1$.", "Let $n$ be odd."],
    ["r", r`Let $0 < r < 1$. Then $r^2 < r█$.`, "Let $0 < r < 1$"],
    ["f", r`Define $f(x) = x + 1$. Then $f(1) = 2█$.`, "Define $f(x)"],
    ["X", r`for all $X \subseteq Y$ we have $X = Z█$`, r`$X \subseteq Y$`],
    ["g", r`Let $f$ be even, and let $g$ be odd. Then $g(0) = 0█$.`, "let $g$ be odd"],
    [r`\mu`, "Let\n% a comment\n$\\mu$ be a measure. Then $\\mu(A) = 0█$.", "a measure"],
  ] as const) {
    test(`${symbol} in ${marked}`, () => {
      const said = saidOf(asked(marked), symbol);
      assert.ok(said.includes(quote), said);
    });
  }
});

suite("what only looks like a definition is none", () => {
  for (const [symbol, marked] of [
    ["x", r`Then $x█ = 1$.`],
    ["x", r`Let $x_1$ be the first root. Then $x█ = 1$.`],
    ["x_1", r`Let $x_2$ be the second root. Then $x_1█ = 1$.`],
    ["x_1", r`Let $x$ be a real number. Then $x_1█ = 1$.`],
    ["x", r`Let $\mathbf{x}$ be a vector. Then $x█ = 1$.`],
    ["x'", r`Let $x$ be a real number. Then $x'█ = 1$.`],
    ["X", r`Let $x$ be a real number. Then $X█ = 1$.`],
    ["n", r`The $n$-th term is large. Then $n█ = 1$.`],
    ["k", r`Let $A$ be a $k$-algebra. Then $k█ = 1$.`],
    ["G", r`Hence $G$ is a group. Then $G█ = H$.`],
    ["G", r`We show that $G$ is a group. Then $G█ = H$.`],
    ["n", r`Suppose $n = 2$. Then $n█ = m$.`],
    ["n", r`If $n > 1$, then $n█ = m$.`],
    ["x", r`Setting $x = 0$ in the equation gives $x█ = 1$.`],
    ["x", r`Set $x = 0$ in the equation. Then $x█ = 1$.`],
    ["k", r`There is no integer $k$ like this. Then $k█ = 1$.`],
    ["x", r`Let $y$ be a root of $x$. Then $x█ = 1$.`],
    [
      "x",
      r`% Let $x$ be a real number.
Then $x█ = 1$.`,
    ],
    ["x", r`\begin{verbatim}Let $x$ be a number.\end{verbatim} Then $x█ = 1$.`],
    ["x", r`\verb|Let $x$ be a number.| Then $x█ = 1$.`],
    ["x", r`Let $x + y$ be the sum. Then $x█ = 1$.`],
    [
      "n",
      r`\begin{lemma} Let $n$ be odd. \end{lemma}
\begin{theorem} We have $n█ = 1$. \end{theorem}`,
    ],
    [
      "n",
      r`\begin{proof} Let $n$ be odd. \end{proof}
\begin{proof} We have $n█ = 1$. \end{proof}`,
    ],
    ["n", r`\newtheorem{sz}{Satz}\begin{sz} Let $n$ be odd. \end{sz} We have $n█ = 1$.`],
    ["n", r`The equation $n = 2$ is solved. We have $n█ = 1$.`],
    ["n", r`In case $n$ this holds. We have $n█ = 1$.`],
    ["d", r`We do not know whether $d$ is a prime. Then $d█ = 1$.`],
  ] as const) {
    test(`${symbol} in ${marked}`, () => {
      assert.equal(saidOf(asked(marked), symbol), "none");
    });
  }
});

suite("of several definitions", () => {
  const lemma = r`\begin{lemma} Let $n$ be odd. \end{lemma}`;

  test("the nearest one before counts", () => {
    const said = saidOf(
      asked(r`Let $n$ be even. Let $n$ be odd. So $n█ = 1$. Let $n$ be big.`),
      "n",
    );
    assert.equal(said, "Let $n$ be odd.");
  });

  test("the one that follows with the equation counts before those far behind", () => {
    const far = `${"Much is said. ".repeat(60)}Let $n$ be big.`;
    assert.match(saidOf(asked(`So $n█ = 1$. Here $n$ denotes a size. ${far}`), "n"), /Here/);
    assert.match(saidOf(asked(`So $n█ = 1$. ${far}`), "n"), /big/);
  });

  test("a lemma's own hold in its proof, and there before those of the text", () => {
    const text = r`Let $n$ be even. ${lemma}\begin{proof} We have $n█ = 1$. \end{proof}`;
    assert.equal(saidOf(asked(text), "n"), "Let $n$ be odd.");
    const other = r`Let $n$ be even. ${lemma} \begin{theorem} Now $n█ = 1$. \end{theorem}`;
    assert.equal(saidOf(asked(other), "n"), "Let $n$ be even.");
  });

  test("a definition's hold everywhere, and its label is told", () => {
    const question = asked(
      r`\begin{definition}\label{def:n} Let $n$ be the size. \end{definition}
\begin{theorem} Now $n█ = 1$. \end{theorem}`,
    );
    const { meaning } = symbolIn(question, "n");
    assert.ok(meaning.kind === "defined");
    assert.equal(meaning.label, "def:n");
    assert.equal(meaning.quote, "Let $n$ be the size.");
    assert.equal(question.text.slice(meaning.place.at, meaning.place.end), "$n$");
  });

  test("what says what a symbol is counts before what says something of it", () => {
    const text = "Let $n$ be the size. For all $n > 2$ this holds. So $n█ = 1$.";
    assert.equal(saidOf(asked(text), "n"), "Let $n$ be the size.");
  });
});

suite("what the formula itself says", () => {
  for (const [symbol, formula] of [
    ["k", r`\sum_{k=1}^n k`],
    ["i", r`\bigcup_{i \in I} A_i`],
    ["x", r`\int_0^1 f(x)\,dx`],
    ["x", r`\int_0^1 f(x) \mathrm{d}x`],
    ["x", r`\lim_{x \to 0} f(x)`],
    ["x", r`A = \{ x \in X : x > 1 \}`],
    ["x", r`\forall x\; x > 1`],
    ["t", r`t \mapsto t^2`],
  ] as const) {
    test(`${symbol} runs in ${formula}`, () => {
      const text = `Let $${symbol}$ be a number. Then $█${formula} = 1$.`;
      assert.equal(saidOf(asked(text), symbol), "bound");
    });
  }

  test("its symbols, each once, and no functions, numbers, words or differentials", () => {
    const { symbols } = asked(
      r`$█\sin(\alpha x_i) + \text{if } 2\,\mathrm{Var}(X) \ne \int \frac{dy}{dx} \operatorname{rk} A_{max} \in \mathbb{R}, \alpha$`,
    );
    assert.deepEqual(
      symbols.map(({ written }) => written),
      [r`\alpha`, "x_i", r`\mathrm{Var}`, "X", "y", "x", r`\operatorname{rk}`, "A_{max}", "i"],
    );
  });
});

suite("the person's macros", () => {
  test("are symbols of their own, with their definition and its place", () => {
    const question = asked(
      r`\newcommand{\norm}[1]{\lVert #1 \rVert}
\begin{document} Let $\norm{\cdot}$ be a norm. So $\norm{x} = 1█$. \end{document}`,
    );
    const { meaning, macro } = symbolIn(question, r`\norm`);
    assert.equal(meaning.kind, "defined");
    assert.equal(macro?.text, r`\newcommand{\norm}[1]{\lVert #1 \rVert}`);
    assert.equal(macro.place?.at, 0);
    assert.equal(saidOf(question, "x"), "none");
  });

  test("that stand for a letter are that letter", () => {
    const text = r`\newcommand{\eps}{\varepsilon} Fix $\varepsilon > 0$. Then $\eps█ = 1$.`;
    assert.match(saidOf(asked(text), r`\eps`), /Fix/);
    const other = r`\newcommand{\eps}{\varepsilon} Fix $\eps > 0$. Then $\varepsilon█ = 1$.`;
    assert.match(saidOf(asked(other), r`\varepsilon`), /Fix/);
  });

  test("that stand for := define", () => {
    const text = r`\newcommand{\df}{\mathrel{:=}} We have $s \df a + b$. Then $s█ = 1$.`;
    assert.match(saidOf(asked(text), "s"), /We have/);
  });

  test("and definitions come from files that are read", () => {
    const question = asked(r`\input{setup} So $\norm{x} = G█$.`, "latex", {
      "file:///setup.tex": r`\newcommand{\norm}[1]{|#1|} Throughout, $G$ is a group.
\begin{lemma} Let $x$ be odd. \end{lemma}`,
    });
    const { meaning } = symbolIn(question, "G");
    assert.ok(meaning.kind === "defined");
    assert.deepEqual(meaning.place, { uri: "file:///setup.tex", at: 40, end: 43 });
    assert.equal(symbolIn(question, r`\norm`).macro?.place?.uri, "file:///setup.tex");
    assert.equal(saidOf(question, "x"), "none");
  });
});

suite("Markdown", () => {
  for (const [marked, quote] of [
    ["Let $n$ be **odd**.\n\nThen $$n█ = 1$$", "Let $n$ be **odd**."],
    ["- $n$: the size\n- $m$: the mass\n\n$n█ = m$", "$n$: the size"],
    ["## The size $n$ of a set\n\n$n█ = m$", "The size $n$ of a set"],
    ["Let \\(n\\) be odd. Then \\(n█ = 1\\).", "Let \\(n\\) be odd."],
  ] as const) {
    test(marked, () => {
      assert.equal(saidOf(asked(marked, "markdown"), "n"), quote);
    });
  }

  for (const marked of [
    "`Let $n$ be odd.` Then $n█ = 1$.",
    "```\nLet $n$ be odd.\n```\nThen $n█ = 1$.",
    "<!-- Let $n$ be odd. --> Then $n█ = 1$.",
    "Let \\$n\\$ be odd. Then $n█ = 1$.",
  ]) {
    test(`none in ${marked}`, () => {
      assert.equal(saidOf(asked(marked, "markdown"), "n"), "none");
    });
  }
});

suite("the line before", () => {
  for (const [what, marked, previous] of [
    ["a formula in the sentence", r`So $a = b$ and thus $a█ = c$.`, "a = b"],
    ["a display", r`So \[ a = b. \] Thus $a█ = c$.`, "a = b"],
    ["without a relation is none", r`So $a$ is $a█ = c$.`, undefined],
    [
      "in another proof is none",
      r`\begin{proof}$a = b$\end{proof}\begin{proof}$a█ = c$\end{proof}`,
      undefined,
    ],
    ["before a heading is none", "\\section{A} $a = b$\n\\section{B} $a█ = c$", undefined],
  ] as const) {
    test(what, () => {
      const question = asked(marked);
      assert.equal(question.previous?.tex, previous);
      const { place } = question.previous ?? {};
      if (place !== undefined) assert.match(question.text.slice(place.at, place.end), /a = b/);
    });
  }

  test("is the row before for a selected row", () => {
    const text = "\\begin{align}\n a &= b \\\\\n &= c \\\\\n &= d\n\\end{align}";
    const document = { uri, languageId: "latex", text };
    const structure = structureOf(text);
    const start = text.indexOf("&= c");
    const located = locate(document, () => structure, { start, end: start + 4 });
    assert.ok(located.kind === "located");
    const question = questionOf(located, document, {
      root: uri,
      files: new Map([[uri, structure]]),
    });
    assert.equal(question.previous?.tex, "a &= b");
    assert.equal(text.slice(question.place.at, question.place.end), text);
  });

  test("the text that leads up to the equation is its argument alone", () => {
    const text = r`Before. \begin{proof}\label{p} % no
As $a = b$, we get \[ a█ = c \]\end{proof}`;
    assert.equal(asked(text).context, "As $a = b$, we get");
  });
});
