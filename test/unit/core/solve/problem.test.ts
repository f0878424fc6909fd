import assert from "node:assert/strict";
import { suite, test } from "node:test";
import {
  hasMathematics,
  isAsked,
  problemAt,
  type Problem,
} from "../../../../src/core/solve/problem.ts";
import { atCursor } from "../../../support/cursor.ts";

function at(languageId: string, marked: string): Problem | undefined {
  const { document: text, offset } = atCursor(marked);
  return problemAt({ uri: "file:///a", languageId, text }, { start: offset, end: offset });
}

function textAt(languageId: string, marked: string): string | undefined {
  return at(languageId, marked)?.text;
}

suite("the problem at the cursor", () => {
  test("a selection is taken as it is, in any language", () => {
    const text = "Note.  What is $1 + 1$?\r\nOr 2?  End.";
    const selection = { start: text.indexOf("  What"), end: text.indexOf("  End") };
    for (const languageId of ["latex", "markdown", "python", "plaintext"]) {
      const found = problemAt({ uri: "file:///a", languageId, text }, selection);
      assert.equal(found?.text, "What is $1 + 1$?\nOr 2?");
      assert.equal(text.slice(found.start, found.end), "What is $1 + 1$?\r\nOr 2?");
    }
  });

  test("an empty or blank selection where no problem is finds nothing", () => {
    const text = "hello\n   \nworld";
    const selection = { start: 6, end: 9 };
    assert.equal(
      problemAt({ uri: "file:///a", languageId: "plaintext", text }, selection),
      undefined,
    );
    assert.equal(textAt("latex", "Let $x$ be real.█"), undefined);
    assert.equal(textAt("markdown", "Just text█ here.\n"), undefined);
    assert.equal(textAt("python", "x = 1█\n"), undefined);
    assert.equal(textAt("latex", "█"), undefined);
  });

  for (const name of ["problem", "exercise", "question", "problem*"]) {
    test(`LaTeX: ${name}`, () => {
      const text = `before\n\\begin{${name}}[Sums]\\label{p:1}\n  What is $1 +█ 1$? % easy\n\n  Show it.\n\\end{${name}}\nafter`;
      const found = at("latex", text);
      assert.equal(found?.text, "What is $1 + 1$? \n\n  Show it.");
      const plain = text.replace("█", "");
      assert.match(plain.slice(found.start, found.end), /^\\begin\{[^]*\\end\{[a-z]*\*?\}$/);
    });
  }

  test("LaTeX: the cursor on the first or the last line is inside, behind the end is not", () => {
    assert.equal(textAt("latex", "█\\begin{problem}1?\\end{problem}"), "1?");
    assert.equal(textAt("latex", "\\begin{problem}1?\\end{problem}█"), "1?");
    assert.equal(textAt("latex", "\\begin{problem}1?\\end{problem}\n█"), undefined);
    assert.equal(textAt("latex", "█ \\begin{problem}1?\\end{problem}"), undefined);
  });

  test("LaTeX: of two problems the one at the cursor, of nested ones the inner", () => {
    const two = "\\begin{problem}1?\\end{problem}\n\\begin{problem}█2?\\end{problem}";
    assert.equal(textAt("latex", two), "2?");
    const nested = "\\begin{exercise}a\\begin{question}b█\\end{question}\\end{exercise}";
    assert.equal(textAt("latex", nested), "b");
  });

  test("LaTeX: what stands in comments and in verbatim is no environment", () => {
    const text =
      "% \\end{problem}\n\\begin{problem}\n1?% \\end{problem}\n█2?\n\\begin{verbatim}\\end{problem}\\end{verbatim}\n\\end{problem}";
    assert.match(textAt("latex", text) ?? "", /^1\?\n2\?/);
    assert.match(
      textAt("latex", "\\begin{problem}100\\% of █5?\\end{problem}") ?? "",
      /^100\\% of 5\?$/,
    );
  });

  test("LaTeX: a comment block", () => {
    const found = at("latex", "Text.\n  % What is\n  %% $1 + 1$█?\nText.");
    assert.equal(found?.text, "What is\n$1 + 1$?");
    assert.equal(textAt("latex", "Te█xt. % What?"), undefined);
  });

  test("an environment that is not closed, or closed twice, is none", () => {
    assert.equal(textAt("latex", "\\begin{problem}1█"), undefined);
    assert.equal(textAt("latex", "\\end{problem}\\begin{problem}1█\\end{exercise}"), undefined);
  });

  test("Markdown: a list item with what is indented under it", () => {
    const text =
      "# Sheet\n\n1. What is $1 + 1$?\n2. Find $x$ with\n\n   $$x = █2$$\n   - a hint\n3. Third\n";
    assert.equal(textAt("markdown", text), "Find $x$ with\n\n$$x = 2$$\n- a hint");
    assert.equal(textAt("markdown", text.replace("█", "").replace("a hint", "a █hint")), "a hint");
    assert.equal(textAt("markdown", text.replace("█", "").replace("Third", "█Third")), "Third");
    assert.equal(textAt("markdown", "* one\ntwo█\n\nthree"), "one\ntwo");
    assert.equal(textAt("markdown", "* one\n\nthree█"), undefined);
  });

  test("Markdown: a section, with its title where that is more than a number", () => {
    const text = "# Sheet\n\n## Problem 3\n\nWhat is $1 + 1$?\nSay.█\n\n## Next\n";
    assert.equal(textAt("markdown", text), "What is $1 + 1$?\nSay.");
    const named = "## Sums of squares\n\nShow it.█\n\n**Solution.** It is so.\n";
    assert.equal(textAt("markdown", named), "Sums of squares\n\nShow it.");
    const found = at("markdown", named);
    assert.equal(
      named.replace("█", "").slice(found?.start, found?.end),
      "## Sums of squares\n\nShow it.",
    );
  });

  test("Markdown: lines that end as on Windows", () => {
    assert.equal(textAt("markdown", "- one\r\n  tw█o\r\n\r\nthree"), "one\ntwo");
    assert.equal(textAt("markdown", "# A\r\n\r\nWhat?█\r\n\r\n# B\r\n"), "A\n\nWhat?");
  });

  test("Lean: comments of both kinds", () => {
    assert.equal(textAt("lean4", "-- What is\n-- 1 + 1?█\ntheorem"), "What is\n1 + 1?");
    assert.equal(textAt("lean4", "/-- What is\n  1 + █1? -/\ntheorem"), "What is\n1 + 1?");
    assert.equal(textAt("lean4", "theorem t : 1█ = 1 := rfl -- no"), undefined);
  });

  test("other languages: the usual marks", () => {
    assert.equal(textAt("python", "# What is 1 + 1?█\nx = 2"), "What is 1 + 1?");
    assert.equal(textAt("c", "// What is\n// 1?█\n"), "What is\n1?");
    assert.equal(textAt("c", "/* What is\n * 1?█\n */"), "What is\n1?");
    assert.equal(textAt("c", "int x;█"), undefined);
  });

  test("a megabyte is no trouble", () => {
    const long = "\\begin{problem}\\begin{question} % a\n1. a\n".repeat(25_000);
    const started = performance.now();
    for (const languageId of ["latex", "markdown", "lean4", "c"]) {
      textAt(languageId, `${long}█`);
      textAt(languageId, `${"-- ".repeat(300_000)}█`);
      textAt(languageId, `${"- a\n".repeat(200_000)}  b█`);
      textAt(languageId, `${"    a\n".repeat(150_000)}  b█`);
    }
    assert.ok(performance.now() - started < 20_000);
  });
});

suite("whether there is mathematics in a text", () => {
  for (const text of [
    "1 + x",
    "$x$",
    "∫ f",
    "\\alpha",
    "Prove it.",
    "How many are there?",
    "x² ≤ y",
  ]) {
    test(`yes: ${text}`, () => {
      assert.equal(hasMathematics(text), true);
    });
  }
  for (const text of ["The weather was fine.", "Mir ist kalt.", "import os", "春が来た"]) {
    test(`no: ${text}`, () => {
      assert.equal(hasMathematics(text), false);
    });
  }
});

suite("whether a text wants something done", () => {
  for (const text of [
    "How many are there?",
    "Prove that $x > 0$.",
    "Find $x$.",
    "Let $x = 1$. Show it.",
  ]) {
    test(`yes: ${text}`, () => {
      assert.equal(isAsked(text), true);
    });
  }
  for (const text of ["The sum $1 + 1$ is $2$.", "Theorem 3 is used here.", "a founding member"]) {
    test(`no: ${text}`, () => {
      assert.equal(isAsked(text), false);
    });
  }
});
