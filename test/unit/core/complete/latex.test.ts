import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { latex } from "../../../../src/core/complete/latex.ts";
import { placeAt, streamInto, suggested } from "../../../support/readings.ts";

interface Golden {
  readonly name: string;
  readonly at: string;
  readonly answer: string;
  readonly shows: string;
}

/** Raw text with a line break for each `↵`. */
function lines(raw: string): string {
  return raw.replaceAll("↵", "\n");
}

const r = String.raw;

function golden(name: string, at: string, answer: string, shows: string): Golden {
  return { name, at: lines(at), answer: lines(answer), shows: lines(shows) };
}

const text: readonly Golden[] = [
  golden("a sentence to its end", "Let █", "$x$ be prime. Then", "Let ├$x$ be prime.┤"),
  golden("a sentence across lines", "Let█", " $x$↵be prime. Then", "Let├ $x$↵be prime.┤"),
  golden("the end of a paragraph", "Let█", " x be prime↵↵Then", "Let├ x be prime┤"),
  golden("the end of the answer", "Let█", " x be prime", "Let├ x be prime┤"),
  golden("the next sentence on a new line", "Done.█", "↵Then x. And", "Done.├↵Then x.┤"),
  golden("nothing when the paragraph is over", "Done.█", "↵↵Then x. And", "dropped: empty"),
  golden("a question", "Is█", " it so? No", "Is├ it so?┤"),
  golden(
    "abbreviations",
    "By█",
    " Thm. 3, i.e. Fig. 2, w.r.t. e.g. J. Doe et al. cf. x. So",
    "By├ Thm. 3, i.e. Fig. 2, w.r.t. e.g. J. Doe et al. cf. x.┤",
  ),
  golden("an abbreviation begun before the cursor", "see i.e█", ". x. So", "see i.e├. x.┤"),
  golden("decimal numbers", "It is█", " 3.14 or 2.5. So", "It is├ 3.14 or 2.5.┤"),
  golden("stops inside of maths", "So█", " $x. y$ holds. Now", "So├ $x. y$ holds.┤"),
  golden(
    "stops inside of braces",
    "So█",
    r` \emph{this. That} holds. Now`,
    r`So├ \emph{this. That} holds.┤`,
  ),
  golden("a stop in front of closers", "So█", r` (we \emph{win.}) Now`, r`So├ (we \emph{win.})┤`),
  golden("a stop in front of a dollar", "So█", " $x = 1.$ Now", "So├ $x = 1.$┤"),
  golden("a stop in quotes", "He said█", " ``so.'' Now", "He said├ ``so.''┤"),
  golden("a formula with text behind it", "Let $x = █$ be", "y + 1$ be", "Let $x = ├y + 1┤$ be"),
  golden(
    "a brace with more behind it",
    r`$\frac{█}{2} + y$ is`,
    "a+b}{2}$",
    r`$\frac{├a+b┤}{2} + y$ is`,
  ),
  golden("a colon before a display", "So█", r` we get: \[ x \]`, "So├ we get:┤"),
  golden("a colon before text", "So█", " this: x is y. Now", "So├ this: x is y.┤"),
  golden(
    "a display in a sentence",
    "So█",
    r` we get↵\[ x = 1. \]↵Then`,
    r`So├ we get↵\[ x = 1. \]┤`,
  ),
  golden(
    "a display by itself",
    "So:↵█",
    r`\begin{align*}↵x &= 1 \\↵&= 2↵\end{align*}↵Then`,
    r`So:↵├\begin{align*}↵x &= 1 \\↵&= 2↵\end{align*}┤`,
  ),
  golden("a display in dollars", "So↵█", "$$ x = 1 $$↵Then", "So↵├$$ x = 1 $$┤"),
  golden("what comes before a heading", "So█", r` it is↵\section{A}`, "So├ it is┤"),
  golden(
    "a proof behind a theorem, with its end",
    r`\begin{theorem}↵A.↵\end{theorem}↵↵█`,
    r`\begin{proof}↵By induction. So`,
    r`\begin{theorem}↵A.↵\end{theorem}↵↵├\begin{proof}↵↵\end{proof}┤`,
  ),
  golden(
    "a proof on the line behind a theorem, indented",
    r`\begin{document}↵  \begin{lemma}A.\end{lemma}↵  █`,
    r`  \begin{proof}[Proof of A]\label{p}↵By`,
    r`\begin{document}↵  \begin{lemma}A.\end{lemma}↵  ├\begin{proof}[Proof of A]\label{p}↵  ↵  \end{proof}┤`,
  ),
  golden(
    "a theorem in a new paragraph",
    r`We end with a theorem.↵↵█`,
    r`\begin{theorem}[Euclid] There are infinitely many primes.`,
    r`We end with a theorem.↵↵├\begin{theorem}↵↵\end{theorem}┤`,
  ),
  golden(
    "no proof that the document has",
    r`\begin{lemma}A.\end{lemma}↵█↵\begin{proof}↵B.↵\end{proof}`,
    r`\begin{proof}↵B`,
    "dropped: suffix",
  ),
  golden(
    "no theorem in a proof",
    r`\begin{proof}↵↵█↵\end{proof}`,
    r`\begin{theorem}↵B`,
    "dropped: refusedWord",
  ),
  golden("no heading", "So. █", r`\section{A}`, "dropped: refusedWord"),
  golden("no theorem", "So.↵█", r`\begin{theorem} x`, "dropped: refusedWord"),
  golden("no end of the document", "So.↵█", r`\end{document}`, "dropped: refusedWord"),
  golden("no other preamble", "So.↵█", r`\documentclass{article}`, "dropped: refusedWord"),
  golden("what comes before a list", "So█", r` we have↵\begin{itemize}`, "So├ we have┤"),
  golden("what comes before a comment", "So█", " it is % so", "So├ it is┤"),
  golden("the balanced part of a cut answer", "So█", " it is in $[0, 1", "So├ it is in┤"),
  golden("nothing of an answer that stays open", "So█", " $x", "dropped: unbalanced"),
  golden("the part before an end without a beginning", "So█", r` it is } or`, "So├ it is┤"),
  golden("verbatim in a sentence", "Run█", r` \verb|x. y| now. Then`, r`Run├ \verb|x. y| now.┤`),
  golden("the rest of a word", "contin█", "uous. So", "contin├uous.┤"),
  golden("the rest of a command", r`Let $\alph█$`, r`a + \beta$ be`, r`Let $\alph├a + \beta┤$`),
  golden("no space twice", "Let █", " x be. So", "Let ├x be.┤"),
  golden("an unclosed group in text", "So (see█", " Lemma 2). Now", "So (see├ Lemma 2).┤"),
  golden("a group that the document closes", "So (see█)", " Lemma 2). Now", "So (see├ Lemma 2┤)"),
  golden(
    "an argument that the document closes",
    r`So \emph{this█}`,
    " one} is. Now",
    r`So \emph{this├ one┤}`,
  ),
  golden(
    "an argument that the document leaves open",
    r`So \emph{this█`,
    " one} is. Now",
    r`So \emph{this├ one} is.┤`,
  ),
  golden(
    "a brace left open in an earlier paragraph",
    r`\emph{this↵↵So█`,
    " it is. Now",
    r`\emph{this↵↵So├ it is.┤`,
  ),
  golden("a heading's title", r`\section{The█}`, " proof}↵↵We", r`\section{The├ proof┤}`),
  golden(
    "maths with a formula after it",
    "So█",
    r` \(x\) and \(y\) agree. Now`,
    r`So├ \(x\) and \(y\) agree.┤`,
  ),
  golden("mixed scripts", "Пусть█", " 𝔸 ⊂ ℝ — множество. Тогда", "Пусть├ 𝔸 ⊂ ℝ — множество.┤"),
  golden("no backslash without its space", "So█", r` it is i.e.\ `, "So├ it is┤"),
  golden("no fence", "So█", " it is↵```↵Next", "So├ it is┤"),
  golden("nothing of white space", "So█", "  ↵ ", "dropped: empty"),
  golden("nothing of nothing", "So█", "", "dropped: empty"),
];

const places: readonly Golden[] = [
  golden(
    "a list",
    r`\begin{itemize}↵\item First.↵█↵\end{itemize}`,
    r`\item Second. Third`,
    r`\begin{itemize}↵\item First.↵├\item Second.┤↵\end{itemize}`,
  ),
  golden(
    "one item at a time",
    r`\begin{itemize}↵\item First█↵\end{itemize}`,
    r` one,↵\item second`,
    r`\begin{itemize}↵\item First├ one,┤↵\end{itemize}`,
  ),
  golden(
    "no end of a list that the document has",
    r`\begin{itemize}↵\item A█↵\end{itemize}`,
    r` thing↵\end{itemize}`,
    r`\begin{itemize}↵\item A├ thing┤↵\end{itemize}`,
  ),
  golden(
    "a nested list",
    r`\begin{itemize}\item a \begin{enumerate}↵\item b█↵\end{enumerate}\end{itemize}`,
    r` is c↵\end{enumerate}`,
    r`\begin{itemize}\item a \begin{enumerate}↵\item b├ is c┤↵\end{enumerate}\end{itemize}`,
  ),
  golden(
    "no item outside of lists",
    r`\begin{proof}↵█↵\end{proof}`,
    r`\item So`,
    "dropped: refusedWord",
  ),
  golden(
    "an abstract",
    r`\begin{abstract}↵We prove█↵\end{abstract}`,
    r` it. We`,
    r`\begin{abstract}↵We prove├ it.┤↵\end{abstract}`,
  ),
  golden(
    "the end of a proof that lacks it",
    r`\begin{proof}↵So.↵█`,
    r`\end{proof}↵Next we. So`,
    r`\begin{proof}↵So.↵├\end{proof}┤`,
  ),
  golden(
    "not the end of a proof that has it",
    r`\begin{proof}↵So.↵█↵\end{proof}`,
    r`\end{proof}`,
    "dropped: empty",
  ),
  golden(
    "an optional argument",
    r`\begin{theorem}[Euler█]`,
    r`, 1748] Let`,
    r`\begin{theorem}[Euler├, 1748┤]`,
  ),
  golden(
    "a caption",
    r`\begin{figure}\caption{The █}\end{figure}`,
    r`circle.} \label`,
    r`\begin{figure}\caption{The ├circle.┤}\end{figure}`,
  ),
  golden(
    "a table cell",
    r`\begin{tabular}{ll} a & █ \\ \end{tabular}`,
    r`b \\ c & d`,
    r`\begin{tabular}{ll} a & ├b┤ \\ \end{tabular}`,
  ),
  golden("CRLF", "So\r↵█\r↵\\end{proof}", "x is y. So", "So\r↵├x is y.┤\r↵\\end{proof}"),
  golden("tabs", "\tSo\t█", "\tx is y. So", "\tSo\t├x is y.┤"),
];

const maths: readonly Golden[] = [
  golden("a formula that the editor closed", "Let $█$", "x = 1$ be. So", "Let $├x = 1┤$"),
  golden("a formula that the document closes", "Let $x = █$.", "1 + y$. So", "Let $x = ├1 + y┤$."),
  golden("a formula that nothing closes", "Let $x = █", "1 + y$. So", "Let $x = ├1 + y$┤"),
  golden("a formula in round brackets", r`Let \(x = █\)`, r`1\) be`, r`Let \(x = ├1┤\)`),
  golden("one that nothing closes", r`Let \(x = █`, r`1\) be`, r`Let \(x = ├1\)┤`),
  golden(
    "a display that the document closes",
    r`\[↵x = █↵\]`,
    r`1 + y.↵\]↵So`,
    r`\[↵x = ├1 + y.┤↵\]`,
  ),
  golden("a display that nothing closes", r`\[↵x = █`, r`1 + y.↵\]↵So`, r`\[↵x = ├1 + y.↵\]┤`),
  golden("a display in dollars", "$$ x = █ $$", "1 $$ So", "$$ x = ├1┤ $$"),
  golden(
    "an equation",
    r`\begin{equation}↵x = █↵\end{equation}`,
    r`1 \label{a}↵\end{equation}`,
    r`\begin{equation}↵x = ├1 \label{a}┤↵\end{equation}`,
  ),
  golden(
    "an equation that nothing closes",
    r`\begin{equation}↵x = █`,
    r`1↵\end{equation} So`,
    r`\begin{equation}↵x = ├1↵\end{equation}┤`,
  ),
  golden("a numerator", r`$\frac{█}{}$`, r`1}{2}$`, r`$\frac{├1┤}{}$`),
  golden(
    "a half-typed fraction",
    r`Let $x = \frac{1}{█`,
    r`2} + y$ be`,
    r`Let $x = \frac{1}{├2} + y$┤`,
  ),
  golden(
    "a fraction whose formula is closed",
    r`Let $x = \frac{1}{█$`,
    r`2} + y$ be`,
    r`Let $x = \frac{1}{├2} + y┤$`,
  ),
  golden("a closed fraction", r`Let $x = \frac{1}{█}$`, r`2} + y$ be`, r`Let $x = \frac{1}{├2┤}$`),
  golden(
    "nothing that leaves a brace open",
    r`Let $x = \frac{1}{█$`,
    r`2$ be`,
    "dropped: unbalanced",
  ),
  golden(
    "a left that waits",
    r`\[ \left(█ \]`,
    r`x + y \right) = z \]`,
    r`\[ \left(├x + y \right) = z┤ \]`,
  ),
  golden(
    "a left that the document closes",
    r`\[ \left(█\right) \]`,
    r`x + y \right) = z \]`,
    r`\[ \left(├x + y┤\right) \]`,
  ),
  golden("a left alone", r`\[ \left█`, r`( x \right) \]`, r`\[ \left├( x \right) \]┤`),
  golden("a parenthesis that the document closes", "$f(█)$", "x + (y)) = 1$", "$f(├x + (y)┤)$"),
  golden("a parenthesis that it leaves open", "$f(█$", "x) = 1$ so", "$f(├x) = 1┤$"),
  golden("a bracket", "$[0, █]$", "1]$", "$[0, ├1┤]$"),
  golden("a half-open interval", "$x \\in [0, █$", "1)$ so", "$x \\in [0, ├1)┤$"),
  golden("a bar", "$|x█|$", "- y| < 1$", "$|x├- y┤|$"),
  golden("an angle", r`$\langle x, █\rangle$`, r`y\rangle = 1$`, r`$\langle x, ├y┤\rangle$`),
  golden("a Unicode angle", r`$⟨x, █⟩$`, r`y⟩ = 1$`, r`$⟨x, ├y┤⟩$`),
  golden("a set", r`$\{x █\}$`, r`: x > 0\}$`, r`$\{x ├: x > 0┤\}$`),
  golden(
    "a row",
    r`\begin{align*}↵x &= █↵\end{align*}`,
    r`1 \\↵&= 2`,
    r`\begin{align*}↵x &= ├1 \\┤↵\end{align*}`,
  ),
  golden(
    "a row that ends already",
    r`\begin{align*}↵x &= █ \\↵&= 2↵\end{align*}`,
    r`1 \\↵&= 2`,
    r`\begin{align*}↵x &= ├1┤ \\↵&= 2↵\end{align*}`,
  ),
  golden(
    "a row of its own",
    r`\begin{align*}↵x &= 1 \\█↵\end{align*}`,
    r`↵&= 2 \\[2pt]↵&= 3`,
    r`\begin{align*}↵x &= 1 \\├↵&= 2 \\[2pt]┤↵\end{align*}`,
  ),
  golden(
    "the last row",
    r`\begin{align*}↵x &= █↵\end{align*}`,
    r`1.↵\end{align*}↵So`,
    r`\begin{align*}↵x &= ├1.┤↵\end{align*}`,
  ),
  golden(
    "the last row and the end",
    r`\begin{align*}↵x &= █`,
    r`1.↵\end{align*}↵So`,
    r`\begin{align*}↵x &= ├1.↵\end{align*}┤`,
  ),
  golden(
    "a row in a display that nothing closes",
    r`\begin{align*}↵x &= █`,
    r`1 \\↵&= 2 \\`,
    r`\begin{align*}↵x &= ├1 \\┤`,
  ),
  golden(
    "a cell",
    r`\begin{pmatrix} 1 & █ & \\ \end{pmatrix}`,
    r`2 & 3 \\`,
    r`\begin{pmatrix} 1 & ├2┤ & \\ \end{pmatrix}`,
  ),
  golden(
    "a matrix in a formula",
    r`$A = █$`,
    r`\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}$`,
    r`$A = ├\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}┤$`,
  ),
  golden(
    "cases",
    r`\[ f = \begin{cases}↵█↵\end{cases} \]`,
    r`0 & \text{if $x$} \\↵1`,
    r`\[ f = \begin{cases}↵├0 & \text{if $x$} \\┤↵\end{cases} \]`,
  ),
  golden(
    "text in a display",
    r`\[ x \text{ if █} \]`,
    r`$y > 0$} \]`,
    r`\[ x \text{ if ├$y > 0$┤} \]`,
  ),
  golden(
    "no display in the text of a formula",
    r`\[ x \text{ if █} \]`,
    r`so \[ y \] x`,
    r`\[ x \text{ if ├so┤} \]`,
  ),
  golden(
    "a display cut by the end of the answer",
    r`\[ x = █ \]`,
    r`1 + \frac{1}{2`,
    r`\[ x = ├1 +┤ \]`,
  ),
  golden("no relation without a right side", r`\[ x █ \]`, r`+ 1 = `, r`\[ x ├+ 1┤ \]`),
  golden("no paragraph in a display", r`\[ x = █ \]`, r`1↵↵So`, r`\[ x = ├1┤ \]`),
  golden("no text after a formula", "Let $█$", "$ be", "dropped: empty"),
];

const suffixes: readonly Golden[] = [
  golden(
    "nothing that stands there already",
    "So↵█↵Hence $x = 1$.",
    "Hence $x = 1$. Now",
    "dropped: suffix",
  ),
  golden(
    "the part before the next line",
    "So█↵Hence we win.",
    " it is↵Hence we win. Now",
    "So├ it is┤↵Hence we win.",
  ),
  golden(
    "the same with other spaces",
    "So█↵  Hence we  win.",
    " it is↵Hence  we win. Now",
    "So├ it is┤↵  Hence we  win.",
  ),
  golden(
    "the part before the next row",
    r`\begin{align*}↵x &= █↵&= 2↵\end{align*}`,
    r`1↵&= 2↵\end{align*}`,
    r`\begin{align*}↵x &= ├1┤↵&= 2↵\end{align*}`,
  ),
  golden(
    "the part before the words that follow",
    "So we█↵conclude that the claim holds. Now all n.",
    " can conclude that the claim holds. Next",
    "So we├ can┤↵conclude that the claim holds. Now all n.",
  ),
  golden(
    "a chance likeness",
    "So B█↵A set is it.",
    " is a set A set. So",
    "So B├ is a set A set.┤↵A set is it.",
  ),
];

const refusals: readonly (readonly [at: string, reason: string])[] = [
  ["% Let █", "comment"],
  ["a % Let █", "comment"],
  [r`\begin{comment} Let █`, "comment"],
  [r`\begin{verbatim} Let █ \end{verbatim}`, "verbatim"],
  [r`\begin{lstlisting} Let █`, "verbatim"],
  [r`\begin{minted}{c} Let █`, "verbatim"],
  [r`\verb|Let █|`, "verbatim"],
  [r`\documentclass{a} █ \begin{document}`, "preamble"],
  ["Let █ be", "midLine"],
  ["Let █$x$ be", "midLine"],
  ["Let █.", "midLine"],
  ["Le█t x", "midWord"],
  [r`Let \█`, "midWord"],
  [r`Let \al█pha`, "midWord"],
  [r`\[ \left█ \]`, "midWord"],
  [r`\begin{ali█`, "midWord"],
  [r`\begin{ali█}`, "midWord"],
  [r`\end{█}`, "midWord"],
];

function check(cases: readonly Golden[]): void {
  for (const { name, at, answer, shows } of cases) {
    void test(name, () => {
      assert.equal(suggested(latex, at, answer), shows);
    });
  }
}

void suite("LaTeX text", () => {
  check(text);
});
void suite("LaTeX environments", () => {
  check(places);
});
void suite("LaTeX maths", () => {
  check(maths);
});
void suite("LaTeX text after the cursor", () => {
  check(suffixes);
});

void suite("LaTeX places", () => {
  for (const [at, reason] of refusals) {
    void test(`${at}: ${reason}`, () => {
      assert.deepEqual(placeAt(latex, at), { refused: reason });
    });
  }

  void test("being asked lifts what is about words, and nothing else", () => {
    assert.ok("place" in placeAt(latex, r`Let \█`, true));
    assert.deepEqual(placeAt(latex, "% Let █", true), { refused: "comment" });
    assert.deepEqual(placeAt(latex, "Le█t x", true), { refused: "midLine" });
    assert.deepEqual(placeAt(latex, r`\begin{ali█}`, true), { refused: "midWord" });
  });

  const descriptions: readonly (readonly [at: string, description: string])[] = [
    ["Let █", "text"],
    [r`\begin{document} Let █`, "text"],
    [r`\begin{itemize} \item █`, "text in itemize"],
    [r`\begin{lemma}x\end{lemma}\begin{proof} █`, "proof of lemma"],
    [r`\begin{proof} █`, "proof"],
    ["$x = █$", "inline maths"],
    [r`\[ x = █ \]`, "display maths"],
    [r`\begin{align*} x &= █`, "display maths in align*"],
  ];
  for (const [at, description] of descriptions) {
    void test(description, () => {
      const found = placeAt(latex, at);
      assert.ok("place" in found);
      assert.equal(found.place.description, description);
    });
  }

  void test("the prompt ends before the spaces at the cursor and has plain line breaks", () => {
    const found = placeAt(latex, "a\r\nb\rLet \t█");
    assert.ok("place" in found);
    assert.equal(found.place.prefix, "a\nb\nLet");
    assert.equal(found.place.gap, " \t");
  });
});

void suite("LaTeX answers as they stream", () => {
  function soFar(at: string, streamed: string): string | undefined {
    const found = placeAt(latex, lines(at));
    assert.ok("place" in found);
    const reading = found.place.read(lines(streamed), false);
    assert.equal(reading.kind, "unfinished");
    return reading.soFar;
  }

  void test("show whole words, two at least, or a formula", () => {
    assert.equal(soFar("Let█", " x"), undefined);
    assert.equal(soFar("Let█", " x "), undefined);
    assert.equal(soFar("Let█", " x be pri"), " x be");
    assert.equal(soFar("Let█", " $x$ "), " $x$");
    assert.equal(soFar("Let█", " x be $p + q"), " x be");
  });

  void test("show terms of a formula that the document closes", () => {
    assert.equal(soFar("$x = █$", "y + z + "), "y + z +");
    assert.equal(soFar("$x = █$", "y = z = "), "y = z");
    assert.equal(soFar("$x = █$", "y + \\frac{1}{"), "y +");
    assert.equal(soFar("$x = █", "y + z + "), undefined);
  });

  void test("show nothing that may turn out to stand in the document already", () => {
    assert.equal(soFar("So█↵Hence we win.", " it is↵Hence we "), " it is");
    assert.equal(soFar("So█↵Hence we win.", " it is↵Hence they "), " it is\nHence they");
  });

  void test("a closed formula is finished at once", () => {
    const found = placeAt(latex, "Let $x = █");
    assert.ok("place" in found);
    assert.deepEqual(found.place.read("1$", false), { kind: "finished", text: "1$" });
    assert.deepEqual(streamInto(found.place, "1$ be"), { kind: "finished", text: "1$" });
  });
});
