import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { latex } from "../../../../../src/core/complete/latex.ts";
import { requestFor } from "../../../../../src/core/complete/request.ts";
import { tokensIn } from "../../../../../src/core/context/window.ts";

const r = String.raw;
const head = r`\documentclass{article}
\newcommand{\R}{\mathbb{R}}
\newcommand{\unused}{x}
\begin{document}
\begin{definition}\label{d}A \emph{frob} is a number.\end{definition}
\begin{equation}\label{e} x \in \R \end{equation}
\begin{equation}\label{other} y = 0 \end{equation}
\begin{theorem}\label{t}Every frob (\cref{d}) satisfies \eqref{e}.\end{theorem}
`;
const prose = "Some words in between that take room. ".repeat(1_000);
const proof = r`\begin{proof}[Proof of \cref{t}]` + "\nBy definition, ";

function promptAt(text: string, window = 4096): string {
  const place = latex.place({ uri: "a", languageId: "latex", text }, text.length, false);
  assert.ok(place.kind === "place");
  return requestFor(place, window, 0).prompt;
}

suite("the prompt of a long LaTeX text", () => {
  test("a text that fits is sent as it is", () => {
    assert.equal(promptAt(head + proof), (head + proof).trimEnd());
  });

  test("begins with macros, definitions, equations and the statement that the proof needs", () => {
    const prompt = promptAt(head + prose + proof);
    for (const part of [
      r`\newcommand{\R}{\mathbb{R}}`,
      r`\begin{definition}\label{d}A \emph{frob} is a number.\end{definition}`,
      r`\begin{equation}\label{e} x \in \R \end{equation}`,
      r`\begin{theorem}\label{t}Every frob`,
    ]) {
      assert.equal(prompt.split(part).length, 2, part);
    }
    assert.doesNotMatch(prompt, /unused|other/);
    assert.ok(prompt.endsWith(proof.trimEnd()));
  });

  test("stays within the window, and keeps its beginning while the proof grows", () => {
    const text = head + prose + proof;
    const prompt = promptAt(text);
    assert.ok(tokensIn(prompt, 2.65) <= 4096);
    assert.ok(promptAt(`${text}so it `).startsWith(prompt));
  });

  test("a statement that is sent anyway is not said twice", () => {
    const prompt = promptAt(prose + head.slice(head.indexOf("\\begin{theorem}")) + proof);
    assert.equal(prompt.split(r`\label{t}`).length, 2);
  });
});
