import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { fitsBefore } from "../../../../src/core/context/latex/closers.ts";
import { latexAt, type LatexCursor } from "../../../../src/core/context/latex/cursor.ts";
import type { Open } from "../../../../src/core/context/latex/nesting.ts";
import { tokenAt } from "../../../../src/core/context/latex/tokens.ts";
import { atCursor } from "../../../support/cursor.ts";

function at(marked: string): LatexCursor | { readonly kind: string } {
  const { document, offset } = atCursor(marked);
  return latexAt(document, offset);
}

/** What is open, outermost first; in angle brackets what the text after the cursor closes. */
function opened(marked: string): string {
  const cursor = at(marked);
  if (!("open" in cursor)) return cursor.kind;
  const names: string[] = [];
  for (let node: Open = cursor.open; node.kind !== "file"; node = node.outer) {
    names.unshift(cursor.closed.has(node) ? `<${node.name}>` : node.name);
  }
  return [...names, cursor.open.mode].join(" ");
}

const cases: readonly (readonly [marked: string, expected: string])[] = [
  ["█", "text"],
  ["Let █", "text"],
  ["Let $x = █$", "<$> inline"],
  ["Let $x = █", "$ inline"],
  ["Let $x$ be █", "text"],
  ["Let $x$$y█", "$ inline"],
  ["$$ x █ $$", "<$$> display"],
  [String.raw`\[ x █ \]`, String.raw`<\[> display`],
  [String.raw`\( x █ \)`, String.raw`<\(> inline`],
  [String.raw`\(x\) █`, "text"],
  [String.raw`\frac{1}{█`, "{ text"],
  [String.raw`$\frac{1}{█}$`, "<$> <{> inline"],
  [String.raw`$\frac{1}{█$`, "<$> { inline"],
  [String.raw`$f(x█)$`, "<$> <(> inline"],
  [String.raw`$[0, 1)█$`, "<$> inline"],
  [String.raw`$]0, 1[ █$`, "<$> inline"],
  [String.raw`$[0, \infty[ █$`, "<$> inline"],
  [String.raw`$[x, [y, █]]$`, "<$> <[> <[> inline"],
  [String.raw`$[0, \sqrt[3]{2}] █$`, "<$> inline"],
  [String.raw`$\left( x █\right)$`, String.raw`<$> <\left(> inline`],
  [String.raw`$\left\{ x █$`, String.raw`<$> \left\{ inline`],
  [String.raw`$\leftarrow █$`, "<$> inline"],
  [String.raw`\begin{align*} x &= █ \end{align*}`, "<align*> display"],
  [String.raw`\begin{align} x &= █`, "align display"],
  [String.raw`\begin{proof}\begin{align}x\end{align} █\end{proof}`, "<proof> text"],
  [String.raw`$\begin{pmatrix} a & █ \end{pmatrix}$`, "<$> <pmatrix> inline"],
  [String.raw`\[ \begin{cases} █ \end{cases} \]`, String.raw`<\[> <cases> display`],
  [String.raw`\[ x \text{ if █ } \]`, String.raw`<\[> <{> text`],
  [String.raw`\[ x \text{ if $y█$ } \]`, String.raw`<\[> <{> <$> inline`],
  [String.raw`\[ \mymacro{ $x█$ } \]`, String.raw`<\[> <{> <$> inline`],
  // Recovery.
  [`Let $x = 1\n\nLet █`, "text"],
  [String.raw`Let $x \begin{theorem} █`, "theorem text"],
  [`Let $x\n\\begin{satz} █`, "satz text"],
  [String.raw`\[ x = 1 \[ y █ \]`, String.raw`<\[> display`],
  [String.raw`\[ x = 1. Let $y█$`, "<$> inline"],
  ["\\emph{open\n\nLet █", "{ text"],
  [String.raw`\begin{itemize}\item $x \end{itemize} █`, "text"],
  [String.raw`\begin{proof} \end{lemma} █`, "proof text"],
  [String.raw`\begin{proof} \begin{align} x \end{proof} █`, "text"],
  [String.raw`\begin{proof} \section{A} █`, "text"],
  [String.raw`\begin{document}\begin{proof} \section{A} █`, "document text"],
  [String.raw`} \end{x} \right) \) \] ) █`, "text"],
  [String.raw`\emph{a $x} █`, "text"],
  // A dollar that the rest of the paragraph pairs up without.
  ["Let $x = █\nbe such that $y$ holds.", "$ inline"],
  ["Let $x = █\nbe such$ that $y$ holds.", "<$> inline"],
  ["Let $x = █\n\nThen $y = 1", "$ inline"],
  ["Let $x = █\nand $y$. Then\n\\begin{proof}\\end{proof}", "$ inline"],
  // What TeX does not read.
  ["a % b █", "comment"],
  ["a % b\n█", "text"],
  [String.raw`50\% █`, "text"],
  ["% $x\n$y█$", "<$> inline"],
  [String.raw`\verb|$x█|`, "verbatim"],
  [String.raw`\verb|$x{| █`, "text"],
  [String.raw`\verb*+$+ $x█$`, "<$> inline"],
  [String.raw`\url{http://a.b/%20} $█$`, "<$> inline"],
  [String.raw`\url{http://a█}`, "verbatim"],
  [String.raw`\begin{verbatim} $x █ \end{verbatim}`, "verbatim"],
  [String.raw`\begin{verbatim} $x{ \end{verbatim} █`, "text"],
  [String.raw`\begin{lstlisting}[language=C] x █`, "verbatim"],
  [String.raw`\begin{minted}{c} x{ \end{minted} █`, "text"],
  [String.raw`\begin{comment} x █ \end{comment}`, "comment"],
  [String.raw`\documentclass{article} █ \begin{document}`, "preamble"],
  [String.raw`\documentclass{article} \begin{document} █`, "document text"],
  ["% \\begin{document}\nLet █", "text"],
  // Optional arguments, half-typed and odd things.
  [String.raw`\begin{theorem}[█]`, "theorem <[> text"],
  [String.raw`\begin{theorem}[Let $x█$]`, "theorem <[> <$> inline"],
  [String.raw`\begin{itemize} \item a \begin{enumerate} \item █`, "itemize enumerate text"],
  [String.raw`\item[(a)] █`, "text"],
  ["a) and b) █", "text"],
  [String.raw`\begin{ali█`, "text"],
  [String.raw`\\[2pt] █`, "text"],
  [String.raw`\{ \$ \& █`, "text"],
  ["𝔸 ∀ε>0: $𝔸█$", "<$> inline"],
  ["Let $x█$\r\nbe", "<$> inline"],
];

void suite("what the cursor stands in", () => {
  for (const [marked, expected] of cases) {
    void test(JSON.stringify(marked), () => {
      assert.equal(opened(marked), expected);
    });
  }

  void test("knows the statement that was proved last, and the paragraph", () => {
    const cursor = at(
      "\\begin{lemma}x\\end{lemma}\n\\begin{cor}y\\end{cor}\n\n\\begin{proof}\nLet █",
    );
    assert.ok("open" in cursor);
    assert.equal(cursor.statement, "cor");
    assert.equal(cursor.before.slice(cursor.paragraph), "\\begin{proof}\nLet ");
  });

  void test("finds the end of a long environment, but no end that is not there", () => {
    const rest = "text\n\n".repeat(2000);
    assert.equal(opened(`\\begin{proof} █${rest}\\end{proof}`), "<proof> text");
    assert.equal(opened(`\\begin{proof} █${rest}\\end{lemma}`), "proof text");
  });

  void test("starts at an empty line in a long text, so that old mistakes do not matter", () => {
    assert.equal(
      opened(`$x {{\n\n${"word ".repeat(20)}\n\n`.repeat(800) + "Let $y█$"),
      "<$> inline",
    );
    assert.equal(opened(`\\verb|${"x".repeat(40_000)}\n\nLet █`), "text");
  });
});

void suite("the rest of the line", () => {
  const allowed = [
    "",
    " ",
    "$",
    "$$",
    "\\)",
    "\\]",
    "}",
    "&",
    " \\\\",
    ")",
    "]",
    "⟩",
    "|",
    "$.",
    "\\]",
    "}$.",
    "}{}$",
    "\\right)$",
    "\\right\\}",
    " \\end{align*}",
    "\\\\[2pt]",
    " % note",
    "$. % note",
    "\\}",
    "\\rangle$",
    "$ and",
    "&= 1",
    "} + y",
  ];
  const refused = ["x", ".", "{2}$", "\\alpha", "\\begin{a}", "\\rightarrow", "\\item", "=", "𝔸"];
  for (const rest of allowed)
    void test(`${rest} lets a step in`, () => {
      assert.ok(fitsBefore(rest, true));
    });
  void test("in text a dollar before more text opens a formula", () => {
    assert.ok(!fitsBefore("$x$ and", false));
  });
  for (const rest of refused)
    void test(`${rest} does not`, () => {
      assert.ok(!fitsBefore(rest, true));
    });
});

void suite("tokens", () => {
  void test("cover any text, whatever it is", () => {
    const odd =
      "\\begin{a}\\verb|x\n\\left\\{ \uD800 \uDC00 𝔸 \\𝔸 \\\\*[1] $$$ \f \u00a0 %x\n\n ]⟩ \\";
    for (let cut = 1; cut <= odd.length; cut += 1) {
      const text = odd.slice(0, cut);
      let read = "";
      while (read.length < text.length) {
        const token = tokenAt(text, read.length, false);
        assert.notEqual(token.text, "");
        read += token.text;
      }
      assert.equal(read, text);
    }
  });
});
