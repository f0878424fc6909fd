import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { macrosAt, readProject } from "../../../../../src/core/context/latex/project.ts";
import { structureOf } from "../../../../../src/core/context/latex/structure.ts";
import { atCursor } from "../../../../support/cursor.ts";

const r = String.raw;
const folder = "file:///paper/";

type Files = Readonly<Record<string, string>>;

/** The project of the file that has the cursor, and the macros there. */
async function open(marked: Files, candidates: readonly string[] = []) {
  const [name = ""] = Object.entries(marked).find(([, text]) => text.includes("█")) ?? [];
  const { document, offset } = atCursor((marked[name] ?? "").replaceAll("↵", "\n"));
  const texts: Files = { ...marked, [name]: document };
  const read: string[] = [];
  const uri = folder + name;
  const start = {
    uri,
    structure: structureOf(document),
    candidates: candidates.map((one) => folder + one),
  };
  const project = await readProject(start, (file) => {
    read.push(file);
    return Promise.resolve(texts[decodeURI(file.replace(folder, ""))]?.replaceAll("↵", "\n"));
  });
  const files = [...project.files.keys()].map((file) => file.replace(folder, ""));
  return {
    root: project.root.replace(folder, ""),
    files,
    macros: [...macrosAt(project, { uri, offset }).keys()],
    read,
  };
}

suite("macros in force", () => {
  for (const [what, text, expected] of [
    ["newcommand", r`\newcommand{\R}{\mathbb{R}}█`, ["R"]],
    ["newcommand without braces, with arguments", r`\newcommand\abs[1]{\left|#1\right|}█`, ["abs"]],
    ["newcommand with a default", r`\newcommand*{\norm}[2][2]{\|#2\|_{#1}}█`, ["norm"]],
    ["renewcommand", r`\renewcommand{\epsilon}{\varepsilon}█`, ["epsilon"]],
    ["providecommand", r`\providecommand{\Q}{\mathbf Q}█`, ["Q"]],
    ["def", r`\def\Z{\mathbb Z}█`, ["Z"]],
    ["def with parameters", r`\def\pair#1#2{(#1, #2)}█`, ["pair"]],
    ["let", r`\let\eps=\varepsilon \let\phi\varphi█`, ["eps", "phi"]],
    ["NewDocumentCommand", r`\NewDocumentCommand{\inner}{m m}{\langle #1, #2\rangle}█`, ["inner"]],
    [
      "DeclareMathOperator",
      r`\DeclareMathOperator{\rk}{rk}\DeclareMathOperator*{\argmax}{arg\,max}█`,
      ["rk", "argmax"],
    ],
    ["DeclarePairedDelimiter", r`\DeclarePairedDelimiter{\floor}{\lfloor}{\rfloor}█`, ["floor"]],
    ["DeclareRobustCommand", r`\DeclareRobustCommand{\x}{y}█`, ["x"]],
    ["over lines and comments", r`\newcommand{\R}% the reals↵  {\mathbb{R}}█`, ["R"]],
    ["not those after the place", r`\def\a{1}█\def\b{2}`, ["a"]],
    ["not those in comments", r`% \def\a{1}↵█`, []],
    ["not those in verbatim", r`\begin{verbatim}\def\a{1}\end{verbatim}█`, []],
    ["not half-typed ones", r`\def\a{1}\newcommand{\b}{█`, ["a"]],
    ["half-typed ones do not hide later ones", r`\newcommand{\b↵\def\a{1}█`, ["a"]],
    ["in braces that are no pair", r`\newcommand{\set}{\{ x \}}█`, ["set"]],
  ] as const) {
    test(what, async () => {
      assert.deepEqual((await open({ "a.tex": text })).macros, expected);
    });
  }
});

suite("the files of a document", () => {
  test("what it reads is read, each file once, at its place", async () => {
    const found = await open({
      "main.tex": r`\def\a{1}\input{macros}\include{one}\input{sub/two.tex}█\input{late}`,
      "macros.tex": r`\def\m{1}`,
      "one.tex": r`\input macros \def\o{1}`,
      "sub/two.tex": r`\input{three}`,
      "sub/three.tex": r`\def\t{1}`,
      "late.tex": r`\def\late{1}`,
    });
    assert.deepEqual(found.macros, ["a", "m", "o", "t"]);
    assert.deepEqual(new Set(found.read).size, found.read.length);
    assert.deepEqual(found.files.toSorted(), [
      "late.tex",
      "macros.tex",
      "main.tex",
      "one.tex",
      "sub/three.tex",
      "sub/two.tex",
    ]);
  });

  test("import and subfile", async () => {
    const found = await open({
      "main.tex": r`\subimport{sub/}{two}\subfile{three}█`,
      "sub/two.tex": r`\def\t{1}`,
      "three.tex": r`\documentclass[main.tex]{subfiles}\def\u{1}`,
    });
    assert.deepEqual(found.macros, ["t", "u"]);
  });

  test("a cycle ends", async () => {
    const found = await open({ "a.tex": r`\input{b}\def\a{1}█`, "b.tex": r`\def\b{1}\input{a}` });
    assert.deepEqual(found.macros, ["b", "a"]);
  });

  test("files that read each other many times are read once", async () => {
    const name = (index: number): string => `f${index}.tex`;
    const chain: Record<string, string> = { [name(60)]: r`\def\z{1}`, "main.tex": r`\input{f0}█` };
    for (let index = 0; index < 60; index += 1) {
      chain[name(index)] = `\\input{f${index + 1}}\\input{f${index + 1}}`;
    }
    const found = await open(chain);
    assert.deepEqual(found.macros, ["z"]);
  });

  test("a missing file is passed over", async () => {
    assert.deepEqual((await open({ "a.tex": r`\input{none}\def\a{1}█` })).macros, ["a"]);
  });

  test("a chapter has what its root defines before it", async () => {
    const files = {
      "main.tex": r`\documentclass{book}\def\m{1}\input{chapter}\def\late{1}`,
      "chapter.tex": r`\def\c{1} █`,
    };
    const found = await open(files, ["other.tex", "main.tex"]);
    assert.equal(found.root, "main.tex");
    assert.deepEqual(found.macros, ["m", "c"]);
    assert.deepEqual((await open(files)).macros, ["c"]);
  });

  test("a chapter names its root itself", async () => {
    const magic = await open({
      "main.tex": r`\def\m{1}\include{chapters/one}`,
      "chapters/one.tex": r`% !TEX root = ../main.tex↵\def\c{1}█`,
    });
    assert.deepEqual(magic.macros, ["m", "c"]);
    const subfile = await open({
      "main.tex": r`\def\m{1}\subfile{chapters/one}`,
      "chapters/one.tex": r`\documentclass[../main]{subfiles}↵\def\c{1}█`,
    });
    assert.deepEqual(subfile.macros, ["m", "c"]);
  });

  test("names with spaces and umlauts", async () => {
    const found = await open({
      "main.tex": r`\input{zweites kapitel ä}█`,
      "zweites kapitel ä.tex": r`\def\z{1}`,
    });
    assert.deepEqual(found.macros, ["z"]);
  });
});
