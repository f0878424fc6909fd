import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { latex } from "../../../../../src/core/complete/latex.ts";
import { readProject, type Project } from "../../../../../src/core/context/latex/project.ts";
import { structureOf } from "../../../../../src/core/context/latex/structure.ts";
import { requestFor } from "../../../../../src/core/complete/request.ts";
import { tokensIn } from "../../../../../src/core/context/window.ts";

const r = String.raw;
const uri = "file:///chapter.tex";
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

function promptAt(text: string, window = 4096, project?: Project): string {
  const place = latex.place({ uri, languageId: "latex", text }, text.length, true);
  assert.ok(place.kind === "place", `${JSON.stringify(place)} ${text.slice(-30)}`);
  return requestFor(place, window, 0, project).prompt;
}

/** The document of `chapter.tex`, whose root is read from these. */
function projectOf(text: string, files: Readonly<Record<string, string>>): Promise<Project> {
  const start = { uri, structure: structureOf(text), candidates: ["file:///main.tex"] };
  return readProject(start, (name) => Promise.resolve(files[name.replace("file:///", "")]));
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

suite("the prompt of a document of several files", () => {
  const files = {
    "main.tex": `${head}\\input{chapter}\\input{later}\\end{document}`,
    "later.tex": r`\newcommand{\later}{x}\begin{equation}\label{l} \later = 1 \end{equation}`,
  };
  const chapter = `\\section{Two}\n\n${proof.replace("By definition", r`By \eqref{l}`)}`;

  test("has macros, definitions, equations and statement from the other files, each once", async () => {
    const prompt = promptAt(chapter, 4096, await projectOf(chapter, files));
    for (const part of [
      r`\newcommand{\R}{\mathbb{R}}`,
      r`\begin{definition}\label{d}A \emph{frob} is a number.\end{definition}`,
      r`\begin{equation}\label{e} x \in \R \end{equation}`,
      r`\begin{equation}\label{l} \later = 1 \end{equation}`,
      r`\begin{theorem}\label{t}Every frob`,
    ]) {
      assert.equal(prompt.split(part).length, 2, part);
    }
    assert.ok(prompt.endsWith(chapter.trimEnd()));
    // A macro of a file that is read later is not in force yet.
    assert.doesNotMatch(prompt, /unused|other|newcommand\{\\later/);
    assert.ok(tokensIn(prompt, 2.65) <= 4096);
  });

  test("without other files a text that fits is sent as it is", async () => {
    const whole = head + proof;
    assert.equal(promptAt(whole, 4096, await projectOf(whole, {})), whole.trimEnd());
  });

  test("a macro that stands in the text itself is not said twice", async () => {
    const text = `${r`\newcommand{\own}{y}`}\nLet $\\own \\in \\R$.\n\n${proof}`;
    const prompt = promptAt(text, 4096, await projectOf(text, files));
    assert.equal(prompt.split(r`\newcommand{\own}`).length, 2);
    assert.equal(prompt.split(r`\newcommand{\R}`).length, 2);
  });

  test("its left part stays as it is while a person types, macros and all", async () => {
    const typed = "then $x \\in \\R$ holds, and\nhence $\\unused = \\R$ by the choice of $x$. So";
    const project = await projectOf(chapter, files);
    const first = promptAt(chapter, 4096, project);
    for (let end = 1; end <= typed.length; end += 1) {
      const text = chapter + typed.slice(0, end);
      const place = latex.place({ uri, languageId: "latex", text }, text.length, false);
      if (place.kind !== "place") continue;
      const { prompt } = requestFor(place, 4096, 0, project);
      assert.ok(prompt.startsWith(first), text.slice(-20));
      assert.ok(prompt.endsWith(text.slice(-20).replace(/ +$/, "")), text.slice(-20));
    }
  });

  test("what a paragraph used is there from the next one on", async () => {
    const text = `${chapter}$\\unused$ is small.\n\nThus `;
    const prompt = promptAt(text, 4096, await projectOf(text, files));
    assert.match(prompt, /newcommand\{\\unused\}/);
  });

  test("long chapters are cut, and what they lose then is said too", async () => {
    const own = r`\begin{equation}\label{own} 2 = 2 \end{equation}` + "\n";
    const text = own + prose + proof.replace("By definition", r`By \eqref{own}`);
    const prompt = promptAt(text, 4096, await projectOf(text, files));
    assert.ok(prompt.includes(own.trim()));
    assert.ok(prompt.includes(r`\begin{theorem}\label{t}Every frob`));
    assert.ok(tokensIn(prompt, 2.65) <= 4096);
  });

  test("outside of proofs the macros count", async () => {
    const text = "Let $x \\in \\R$ be small.\n\nThen it ";
    const prompt = promptAt(
      text,
      4096,
      await projectOf(text, { ...files, "main.tex": `${head}\\input{chapter}` }),
    );
    assert.equal(prompt, `${r`\newcommand{\R}{\mathbb{R}}`}\n\n${text.trimEnd()}`);
  });
});
