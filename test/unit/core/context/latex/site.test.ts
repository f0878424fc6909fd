import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { mathsSiteAt } from "../../../../../src/core/context/mathsSite.ts";
import { atCursor } from "../../../../support/cursor.ts";

const r = String.raw;

/** Mode, environments, delimiters, row and cell, and what is closed: `displayMath align* { r0c1 closes { align*`. */
function describe(marked: string, languageId: string): string {
  const { document, offset } = atCursor(marked.replaceAll("↵", "\n"));
  const site = mathsSiteAt({ uri: "test:", languageId, text: document }, offset);
  const { mode, environments, delimiters, alignment, closed } = site;
  return [
    mode,
    ...environments.map(({ name }) => name),
    ...delimiters,
    ...(alignment === undefined ? [] : [`r${alignment.row}c${alignment.cell}`]),
    ...(closed.length === 0 ? [] : ["closes", ...closed]),
  ].join(" ");
}

type Case = readonly [marked: string, expected: string];

const whole: readonly Case[] = [
  ["█", "text"],
  ["Some words █ here", "text"],
  [r`Let $x█$ be`, "inlineMath $ closes $"],
  [r`Let $x$█ be`, "text"],
  [r`Let █$x$ be`, "text"],
  [r`Let \(x█\) be`, r`inlineMath \( closes \(`],
  [r`So \[x█\] and`, r`displayMath \[ closes \[`],
  ["So $$x█$$ and", "displayMath $$ closes $$"],
  ["So $$x$$█ and", "text"],
  [r`\begin{equation}x█\end{equation}`, "displayMath equation closes equation"],
  [r`\begin{equation*}x█\end{equation*}`, "displayMath equation* closes equation*"],
  [r`\begin{align}█ a &= b\end{align}`, "displayMath align r0c0 closes align"],
  [r`\begin{align}a &█= b\end{align}`, "displayMath align r0c1 closes align"],
  [r`\begin{align}a &= b \\ c █&= d\end{align}`, "displayMath align r1c0 closes align"],
  [r`\begin{align}a &= b \\[2pt] c &= █d\end{align}`, "displayMath align r1c1 closes align"],
  [r`\begin{align*}a &= b \\ \\ █\end{align*}`, "displayMath align* r2c0 closes align*"],
  [r`\begin{gather}a \\ █b\end{gather}`, "displayMath gather r1c0 closes gather"],
  [r`\begin{multline}a \\ b█\end{multline}`, "displayMath multline r1c0 closes multline"],
  [r`\[\begin{aligned}a &= █b\end{aligned}\]`, r`displayMath aligned \[ r0c1 closes aligned \[`],
  [r`$\begin{pmatrix}1 & 2 \\ 3 & █4\end{pmatrix}$`, "inlineMath pmatrix $ r1c1 closes pmatrix $"],
  [
    r`\begin{align}a &= \begin{cases} 1 & █x \\ 2\end{cases}\end{align}`,
    "displayMath align cases r0c1 closes cases align",
  ],
  [
    r`\begin{align}a &= \begin{cases} 1 & x \\ 2\end{cases} \\ █\end{align}`,
    "displayMath align r1c0 closes align",
  ],
  [r`\begin{align}a &= \text{if $█y$} b\end{align}`, "inlineMath align { $ r0c1 closes $ { align"],
  [r`\begin{align}a &= \text{if █y} b\end{align}`, "text align { r0c1 closes { align"],
  [r`\begin{tabular}{ll}a & █b\\\end{tabular}`, "text tabular r0c1 closes tabular"],
  [r`\frac{a}{█b}`, "text { closes {"],
  [r`$\frac{a}{█b}$`, "inlineMath $ { closes { $"],
  [r`$\left( a + █b \right)$`, r`inlineMath $ \left( closes \left( $`],
  [r`$(a + [b, █c])$`, "inlineMath $ ( [ closes [ ( $"],
  [r`$[0, 1)█$`, "inlineMath $ closes $"],
  [r`$]0, █1[$`, "inlineMath $ ] closes ] $"],
  [r`$x_{i█}$`, "inlineMath $ { closes { $"],
  [r`\begin{proof}So █\end{proof}`, "text proof closes proof"],
  [
    r`\begin{proof}\begin{enumerate}\item █x\end{enumerate}\end{proof}`,
    "text proof enumerate closes enumerate proof",
  ],
  [r`\begin{theorem}Let $x█$.\end{theorem}`, "inlineMath theorem $ closes $ theorem"],
  [r`\begin{my-thm}Let █.\end{my-thm}`, "text my-thm closes my-thm"],
  [r`\documentclass{article}↵\begin{document}↵█↵\end{document}`, "text document closes document"],
  [r`\documentclass{article}↵█↵\begin{document}↵\end{document}`, "preamble"],
  [r`\documentclass{article}↵\newcommand{\R}{█}↵\begin{document}x`, "preamble { closes {"],
  ["a % comment █", "comment"],
  ["a % comment↵█", "text"],
  [r`a \% no comment █`, "text"],
  [r`\begin{proof}% so █↵\end{proof}`, "comment proof"],
  [r`\begin{verbatim}↵$x█$↵\end{verbatim}`, "verbatim verbatim"],
  [r`\begin{verbatim}↵$x$↵\end{verbatim}↵█`, "text"],
  [r`\begin{lstlisting}↵int █x;↵\end{lstlisting}`, "verbatim lstlisting"],
  [r`\begin{comment}↵█↵\end{comment}`, "comment comment"],
  [r`\verb|$x█$| y`, "verbatim"],
  [r`\verb|{| █y`, "text"],
  [r`\verb+\begin{proof}+ █`, "text"],
  [r`\url{http://a.b/%20c} █`, "text"],
  [r`\section{On $x█$}`, "inlineMath { $ closes $ {"],
  [r`\section{A}↵█`, "text"],
  [r`\footnote{See $x$ █there}`, "text { closes {"],
  [r`\item[(b)] █ x`, "text"],
  [r`Price \$5 █ and`, "text"],
  [r`$a$ and $b█$`, "inlineMath $ closes $"],
  [r`$a \text{ for $█b$ } c$`, "inlineMath $ { $ closes $ { $"],
  [r`$$a \mbox{ for $█b$ } c$$`, "inlineMath $$ { $ closes $ { $$"],
  ["Ein 𝔸stral $𝕜█$", "inlineMath $ closes $"],
  ["A\r\n\r\n$x█$\r\n", "inlineMath $ closes $"],
  [
    "\\begin{align}\r\na &= b \\\\\r\nc &= █d\r\n\\end{align}",
    "displayMath align r1c1 closes align",
  ],
  ["Grüße: $x █+ y$", "inlineMath $ closes $"],
  [r`\begin{figure}\caption{The █}\end{figure}`, "text figure { closes { figure"],
  [r`\newenvironment{pf}{\begin{proof}}{\end{proof}} █`, "text"],
  [r`\newcommand{\be}{\begin{equation}} █`, "text"],
  [r`\newcommand\ee{\end{equation}}\begin{proof}█\end{proof}`, "text proof closes proof"],
  [r`\def\be#1{\begin{align}} █`, "text"],
  [r`\begin{equation}\label{a} x█\end{equation}`, "displayMath equation closes equation"],
  [r`\begin{alignat}{2}a &= █b\end{alignat}`, "displayMath alignat r0c1 closes alignat"],
  [
    r`\begin{subequations}\begin{align}█a\end{align}\end{subequations}`,
    "displayMath subequations align r0c0 closes align subequations",
  ],
  [
    r`\begin{tikzpicture}\node {$x█$};\end{tikzpicture}`,
    "inlineMath tikzpicture { $ closes $ { tikzpicture",
  ],
];

const broken: readonly Case[] = [
  ["Let $x█", "inlineMath $"],
  ["Let $x = █↵↵Next", "inlineMath $"],
  ["Let $x↵↵Next █", "text"],
  [r`So \[x = █`, r`displayMath \[`],
  [r`So \[x = █↵\begin{proof}y\end{proof}`, r`displayMath \[`],
  ["So $$x = █", "displayMath $$"],
  [r`\begin{proof}So █`, "text proof"],
  [r`\begin{proof}\begin{align}a &█`, "displayMath proof align r0c1"],
  [r`\begin{align}a &= b \\ █↵↵\begin{proof}x\end{proof}`, "displayMath align r1c0"],
  [r`\begin{align}a █\end{proof}`, "displayMath align r0c0"],
  [r`\begin{proof}\begin{align}a\end{proof} █`, "text"],
  [r`\begin{proof}\begin{enumerate}\item a\end{proof}█`, "text"],
  [r`\end{proof} █`, "text"],
  [r`\end{align} $x█$`, "inlineMath $ closes $"],
  [r`\begin{proof}\end{prof} █`, "text proof"],
  [r`} █`, "text"],
  [r`$x}█$`, "inlineMath $ closes $"],
  [r`\frac{1}{█`, "text {"],
  [r`$\frac{1}{█`, "inlineMath $ {"],
  [r`$\frac{1}{█$`, "inlineMath $ { closes $"],
  [r`$\left( a█$`, r`inlineMath $ \left( closes $`],
  [r`$\left( a \right) \right)█$`, "inlineMath $ closes $"],
  [r`$(a█$`, "inlineMath $ ( closes $"],
  [r`\begin{█`, "text"],
  [r`\begin{ali█`, "text"],
  [r`\begin{ali█↵\begin{proof}x\end{proof}`, "text"],
  [r`\begin█`, "text"],
  [r`\begin{proof}\begin{█\end{proof}`, "text proof closes proof"],
  [r`\newcommand{\R}{█`, "text {"],
  [r`\cite[█`, "text ["],
  [r`\begin{theorem}[Euler█`, "text theorem ["],
  [r`\verb|x█`, "verbatim"],
  [r`\verb|x↵█`, "text"],
  [r`\begin{verbatim}↵x█`, "verbatim verbatim"],
  [r`\begin{verbatim}↵x↵\end{verbati} █`, "verbatim verbatim"],
  [r`\begin{proof}↵\begin{verbatim}↵█`, "verbatim proof verbatim"],
  [r`\begin{comment}↵$█`, "comment comment"],
  [r`Text \[ in a line █ \] x`, r`displayMath \[ closes \[`],
  [r`$a$ b$ █c`, "inlineMath $"],
  [r`$a \[ b█`, r`displayMath \[`],
  [r`\( a █ $b$`, r`inlineMath \(`],
  [r`\) █`, "text"],
  [r`\] █`, "text"],
  [r`\section{A $x█`, "inlineMath { $"],
  [r`\begin{proof}↵So.↵\section{B} █`, "text"],
  [r`\begin{document}\begin{proof}\section{B} █`, "text document"],
  [r`\begin{itemize}\item $a█↵\item b\end{itemize}`, "inlineMath itemize $ closes itemize"],
  [r`\text{$a█`, "inlineMath { $"],
  [r`\[ a \text{ if █\]`, r`text \[ { closes \[`],
  [r`\begin{align} a & b \\% c & █↵ d\end{align}`, "comment align r1c0"],
  [r`a\\█`, "text"],
  [r`\begin{align}a\\[█`, "displayMath align r1c0"],
  [r`\begin{align}a\\*█`, "displayMath align r1c0"],
  ["$x█\r\n\r\ny", "inlineMath $"],
  ["\\begin{proof}\r\n$x█", "inlineMath proof $"],
  ["$𝕜 █", "inlineMath $"],
  [r`\left█`, "text"],
  [r`$\left█$`, "inlineMath $ closes $"],
  ["\\█", "text"],
  [r`$a\█`, "inlineMath $"],
  [r`{\small █`, "text {"],
  [r`{{{█}`, "text { { { closes {"],
  [r`\begin{lemma}\begin{proof}█\end{lemma}`, "text lemma proof closes lemma"],
  [r`\begin{tabular}{l}a█`, "text tabular r0c0"],
  [r`\begin{equation}x↵↵y█`, "displayMath equation"],
  [r`\[x↵↵y█\]`, r`displayMath \[ closes \[`],
  [r`\begin{cases} a & █`, "displayMath cases r0c1"],
  [r`\newcommand{\R}{\begin{align}█`, "displayMath align { r0c0"],
  [r`\begin{align}a &= \frac{b}{█`, "displayMath align { r0c1"],
  [r`\begin{align}a &= \frac{b}{c█ \\ d &= e\end{align}`, "displayMath align { r0c1 closes align"],
  [r`$f(x = █$ and $y$`, "inlineMath $ ( closes $"],
  [r`$\left( \frac{a}{b \right█$`, r`inlineMath $ \left( { closes $`],
  [r`Text with } and $x█$`, "inlineMath $ closes $"],
  [r`\textbf{bold $x█$`, "inlineMath { $ closes $"],
  [r`\begin{proof}\begin{cases}a█\end{proof}`, "displayMath proof cases r0c0 closes proof"],
  [r`\begin{align*}a &= b \\ c &= █\end{align}`, "displayMath align* r1c1"],
  [r`\begin{lemma}x\end{theorem} █`, "text lemma"],
  [r`\begin{proof}\begin{proof}x\end{proof} █`, "text proof"],
  [r`$\verb|{|█$`, "inlineMath $ closes $"],
  [r`\verb|{█`, "verbatim"],
  [r`\verb{x} $y█$`, "inlineMath $ closes $"],
  [r`a % \begin{proof}↵$x█`, "inlineMath $"],
  [r`$x % y$↵ + █`, "inlineMath $"],
  [r`\[ x % \]↵ █`, r`displayMath \[`],
  [r`Text \[ a \] and \[ b █ in text`, r`displayMath \[`],
  [r`\[ \text{if $x$ and $y█$ hold`, r`inlineMath \[ { $ closes $`],
  ["\\begin{align}\r\na &= b \\\\\r\nc &= █", "displayMath align r1c1"],
  ["\\[ x\r\n\\end{proof} █", r`displayMath \[`],
  ["Let $𝔸_{𝕜█", "inlineMath $ {"],
  [r`\begin{itemize}\item $𝕜$ \item \[ █`, r`displayMath itemize \[`],
  [r`\begin{proof}[Proof of $x█`, "inlineMath proof [ $"],
  [r`\begin{tabular}{c}$a█ & b \\\end{tabular}`, "inlineMath tabular $ r0c0 closes tabular"],
  [
    r`\begin{equation}\begin{split}a &= █\end{equation}`,
    "displayMath equation split r0c1 closes equation",
  ],
  [r`\begin{array}{c} a & █`, "displayMath array r0c1"],
  [r`\begin{theorem}Let $x$ be \emph{odd█↵\end{theorem}`, "text theorem { closes theorem"],
  [r`$$x = █↵↵So $y$`, "displayMath $$"],
  [r`\begin {align} a &= █`, "displayMath align r0c1"],
  [r`$a_{b_{c█$`, "inlineMath $ { { closes $"],
];

const markdown: readonly Case[] = [
  ["Words █", "text"],
  ["Let $x█$ be", "inlineMath $ closes $"],
  ["So $$x█$$", "displayMath $$ closes $$"],
  [r`Let \(x█\)`, r`inlineMath \( closes \(`],
  [r`So \[x█\]`, r`displayMath \[ closes \[`],
  ["```math↵x█↵```", "displayMath ```"],
  ["```tex↵$x█$↵```", "verbatim"],
  ["`$x█$`", "verbatim"],
  ["$$\\begin{align}a &= █b\\end{align}$$", "displayMath align $$ r0c1 closes align $$"],
  ["$$↵\\begin{align}↵a &= █b↵\\end{align}↵$$", "displayMath align $$ r0c1 closes align $$"],
  ["$$↵\\begin{align}↵a &= b↵\\end{align}█↵$$", "displayMath $$ closes $$"],
  ["$$↵\\begin{align}↵a &= █↵$$", "displayMath align $$ r0c1 closes $$"],
  [
    "```math↵\\begin{gather}a \\\\ █b\\end{gather}↵```",
    "displayMath gather ``` r1c0 closes gather",
  ],
  ["It costs $5 and █", "text"],
  ["Let $x█", "inlineMath $"],
  ["<!-- █ -->", "comment"],
];

suite("where a place in LaTeX is", () => {
  for (const [marked, expected] of whole) {
    test(JSON.stringify(marked), () => {
      assert.equal(describe(marked, "latex"), expected);
    });
  }
});

suite("where a place in half-typed or broken LaTeX is", () => {
  for (const [marked, expected] of broken) {
    test(JSON.stringify(marked), () => {
      assert.equal(describe(marked, "latex"), expected);
    });
  }
});

test("half of the cases are half-typed or broken", () => {
  assert.ok(whole.length + broken.length + markdown.length >= 150);
  assert.ok(broken.length >= whole.length + markdown.length);
});

suite("where a place in Markdown is", () => {
  for (const [marked, expected] of markdown) {
    test(JSON.stringify(marked), () => {
      assert.equal(describe(marked, "markdown"), expected);
    });
  }
});
