import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { latex } from "../../../../../src/core/complete/latex.ts";
import { mathsSiteAt } from "../../../../../src/core/context/mathsSite.ts";
import { regionsOf } from "../../../../../src/core/context/latex/regions.ts";
import { siteAt } from "../../../../../src/core/context/latex/site.ts";
import { statementAt } from "../../../../../src/core/context/latex/statement.ts";
import { itemsOf, structureOf } from "../../../../../src/core/context/latex/structure.ts";
import { atCursor } from "../../../../support/cursor.ts";
import { Random } from "../../../../support/random.ts";

const r = String.raw;
const shown = (text: string): string => text.replaceAll("↵", "\n");

/** What the proof at the cursor proves. */
function proved(marked: string, ...others: readonly string[]): string | undefined {
  const { document, offset } = atCursor(shown(marked));
  const files = others.map((text) => structureOf(shown(text)));
  return statementAt(structureOf(document), offset, files)?.text;
}

suite("the statement that a proof proves", () => {
  const lemma = r`\begin{lemma}\label{l}A.\end{lemma}`;
  const theorem = r`\begin{theorem}[Euler]\label{t}B.\end{theorem}`;

  test("is the one before it", () => {
    assert.equal(
      proved(`${lemma}↵${theorem}↵\\begin{proof}So █\\end{proof}`),
      r`[Euler]\label{t}B.`,
    );
  });

  test("is the one that the proof's argument refers to, wherever it stands", () => {
    for (const reference of [r`\ref{l}`, r`\cref{l}`, r`Lemma~\autoref{l}`]) {
      const proof = `\\begin{proof}[Proof of ${reference}]So █\\end{proof}`;
      assert.equal(proved(`${lemma}↵${theorem}↵${proof}`), r`\label{l}A.`, reference);
      assert.equal(proved(`${theorem}↵${proof}`, lemma), r`\label{l}A.`, reference);
    }
  });

  test("a reference in the proof itself is not in its argument", () => {
    const proof = r`\begin{proof}By \ref{l}, █\end{proof}`;
    assert.equal(proved(`${lemma}↵${theorem}↵${proof}`), r`[Euler]\label{t}B.`);
  });

  test("names that the document or another of its files defines count", () => {
    const text = r`\begin{satz}A.\end{satz}\begin{proof}█\end{proof}`;
    assert.equal(proved(text), undefined);
    assert.equal(proved(r`\newtheorem{satz}{Satz}↵` + text), "A.");
    assert.equal(proved(text, r`\declaretheorem[name=Satz]{satz}`), "A.");
    assert.equal(proved(text, r`\newtheorem*{satz}{Satz}[section]`), "A.");
  });

  test("an environment that is defined as a proof is one", () => {
    const text = r`\begin{lemma}A.\end{lemma}\begin{beweis}█\end{beweis}`;
    assert.equal(proved(text), undefined);
    assert.equal(proved(r`\newenvironment{beweis}{\begin{proof}}{\end{proof}}` + text), "A.");
  });

  test("a proof within a proof proves the claim before it", () => {
    const claim = r`\begin{claim}C.\end{claim}\begin{proof}█\end{proof}`;
    assert.equal(proved(`${lemma}\\begin{proof}${claim}\\end{proof}`), "C.");
    const after = r`\begin{claim}C.\end{claim}\begin{proof}x\end{proof} █`;
    assert.equal(proved(`${lemma}\\begin{proof}${after}\\end{proof}`), r`\label{l}A.`);
  });

  test("there is none outside of proofs, and none for a proof that comes first", () => {
    assert.equal(proved(`${lemma} █`), undefined);
    assert.equal(proved(r`\begin{proof}█\end{proof}` + lemma), undefined);
  });

  test("a half-typed proof counts", () => {
    assert.equal(proved(`${lemma}↵\\begin{proof}↵So █`), r`\label{l}A.`);
  });
});

suite("environments that are verbatim by a setting", () => {
  const text = shown(r`\begin{code}↵\label{no}$x$ \begin{proof}↵\end{code}↵\label{yes}`);

  test("are read over", () => {
    const labels = (verbatim?: readonly string[]): readonly string[] =>
      regionsOf(structureOf(text, undefined, verbatim)).labels.map(({ name }) => name);
    assert.deepEqual(labels(), ["no", "yes"]);
    assert.deepEqual(labels(["code"]), ["yes"]);
  });

  test("what was read under another setting is read anew", () => {
    const before = structureOf(text);
    assert.deepEqual(structureOf(text, before, ["code"]), structureOf(text, undefined, ["code"]));
    assert.equal(structureOf(text, before), before);
    const code = structureOf(text, undefined, ["code"]);
    assert.equal(structureOf(text, code), code);
    assert.deepEqual(structureOf(`${text} x`, code), structureOf(`${text} x`, undefined, ["code"]));
  });

  for (const [marked, mode] of [
    [r`\begin{code}↵$x█$↵\end{code}`, "verbatim"],
    [r`\begin{proof}\begin{code}↵x█`, "verbatim"],
    [r`\begin{code}↵$x↵\end{code}↵$y█$`, "inlineMath"],
    [r`\begin{code}{x}\begin{code}↵\end{code}↵█`, "text"],
    [r`\section{A}\begin{code}↵\section{B}$x█`, "verbatim"],
  ] as const) {
    test(`${JSON.stringify(marked)} is ${mode}`, () => {
      const { document, offset } = atCursor(shown(marked));
      const whole = { uri: "a", languageId: "latex", text: document, verbatim: ["code"] };
      assert.equal(mathsSiteAt(whole, offset).mode, mode);
      const place = latex.place(whole, offset, true);
      const refused = place.kind === "refused" ? place.reason : "place";
      assert.equal(refused === "verbatim", mode === "verbatim", refused);
    });
  }
});

suite("labels", () => {
  test("name what they stand in", () => {
    const { document } = atCursor(
      shown(
        r`\section{A}\label{s}\begin{lemma}\label{l}\begin{align}a\label{e}\\b\label{f}\end{align}\end{lemma}\[x\label{d}\]% \label{no}↵█`,
      ),
    );
    const { labels } = regionsOf(structureOf(document));
    assert.deepEqual(
      labels.map(({ name, region }) => [name, region?.name]),
      [
        ["s", undefined],
        ["l", "lemma"],
        ["e", "align"],
        ["f", "align"],
        ["d", "\\["],
      ],
    );
  });
});

/** A document of many chunks. */
function paper(count: number): string {
  const part = shown(
    r`\begin{lemma}\label{l}↵Let $x \in \R$, and [0, 1).↵\end{lemma}↵\begin{proof}↵By \cref{l}, \[ a \le b. \]↵\begin{align*}↵ a &= b \\↵ &= c.↵\end{align*}↵\end{proof}↵↵Prose that goes on for a while, with a word or two. % so↵↵`,
  );
  return `\\newcommand{\\R}{\\mathbb{R}}\n\\begin{document}\n${part.repeat(count)}`;
}

suite("a structure after edits", () => {
  test("is what reading the whole text gives", () => {
    const random = new Random(7);
    const bits = shown(
      r`x|{|}|$|$$|\[|\]|\begin{align|\begin{verbatim}|\end{verbatim}|↵↵|%|\verb|\label{|\newcommand{\a}{|\end{proof}| `,
    ).split("|");
    let text = paper(60);
    let structure = structureOf(text);
    for (let edit = 0; edit < 300; edit += 1) {
      const at = random.below(text.length);
      const removed = random.below(3) === 0 ? random.below(40) : 0;
      text = text.slice(0, at) + random.pick(bits) + text.slice(at + removed);
      structure = structureOf(text, structure);
      const anew = structureOf(text);
      assert.equal(structure.chunks.map((chunk) => chunk.text).join(""), text);
      assert.deepEqual([...itemsOf(structure)], [...itemsOf(anew)]);
      assert.equal(siteAt(structure, at).mode, siteAt(anew, at).mode);
    }
  });

  test("costs only the pieces that are touched", () => {
    const text = paper(200);
    const before = structureOf(text);
    const at = Math.floor(text.length / 2);
    const after = structureOf(`${text.slice(0, at)}x${text.slice(at)}`, before);
    const kept = after.chunks.filter((chunk) => before.chunks.includes(chunk));
    assert.ok(kept.length >= before.chunks.length - 2, `${kept.length} of ${before.chunks.length}`);
  });
});
