import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Explanation, Question } from "../../../../src/core/explain/explanation.ts";
import { insertionOf } from "../../../../src/core/explain/insertion.ts";
import { report, type NamePlace } from "../../../../src/core/explain/report.ts";

const placeOf: NamePlace = ({ uri, at }) => ({ name: `a.tex, line ${at}`, link: `${uri}#L${at}` });
const at = (line: number) => ({ uri: "file:///a.tex", at: line, end: line });

const question: Question = {
  tex: "a = \\R",
  place: at(9),
  isDisplay: true,
  symbols: [
    {
      written: "a",
      meaning: {
        kind: "defined",
        quote: "Let $a$ be odd.",
        how: "defines",
        place: at(2),
        label: "def:a",
      },
    },
    { written: "k", meaning: { kind: "bound" } },
    { written: "b", meaning: { kind: "none" } },
    {
      written: "\\R",
      meaning: { kind: "none" },
      macro: { text: "\\newcommand{\\R}{\\mathbb{R}}", place: at(1) },
    },
  ],
  previous: { tex: "a = c", place: at(7) },
  context: "",
};
const explanation: Explanation = {
  question,
  text: "It says so.",
  model: "llemma:7b",
  ending: { kind: "complete" },
};

suite("the report of an explanation", () => {
  test("sets apart what the document says and what the model wrote", () => {
    assert.equal(
      report(explanation, placeOf),
      `# Equation, [a.tex, line 9][1]

> $a = \\R$

## From the document

- \`a\`: “Let $a$ be odd.” ([a.tex, line 2][2]), labelled \`def:a\`
- \`k\`: runs in the formula itself
- \`b\`: no definition found
- \`\\R\`: macro \`\\newcommand{\\R}{\\mathbb{R}}\` ([a.tex, line 1][3])

The line before it ([a.tex, line 7][4]):

> $a = c$

## Llemma, unchecked

> It says so.

---

llemma:7b, greedy. What Llemma writes can be wrong.

[1]: <file:///a.tex#L9>
[2]: <file:///a.tex#L2>
[3]: <file:///a.tex#L1>
[4]: <file:///a.tex#L7>
`,
    );
  });

  test("says how far it is, and why it ended", () => {
    const begun = { ...explanation, text: "", model: undefined, ending: undefined };
    assert.match(report(begun, placeOf), /## Llemma, unchecked\n\nBeing written …\n\n---\n/);
    const failed = { kind: "notRunning", url: "http://127.0.0.1:1" } as const;
    for (const [ending, words] of [
      [{ kind: "cancelled" }, "Cancelled."],
      [{ kind: "cut" }, "the end is missing"],
      [{ kind: "repetition" }, "went in circles"],
      [{ kind: "empty" }, "nothing that can be read"],
      [{ kind: "tooLong", tokens: 9_000, room: 3_000 }, "about 9000 tokens"],
      [failed, "127.0.0.1:1"],
    ] as const) {
      assert.ok(report({ ...explanation, ending }, placeOf).includes(words), words);
    }
  });

  test("nothing that the model writes can pass for the document's words", () => {
    const text = "# From the document\n- `b`: a number\n---";
    for (const line of text.split("\n")) {
      assert.ok(report({ ...explanation, text }, placeOf).includes(`\n> ${line}\n`), line);
    }
  });

  test("an equation without symbols or a line before it says so", () => {
    const bare = { ...question, symbols: [], previous: undefined };
    const text = report({ ...explanation, question: bare }, placeOf);
    assert.match(text, /no symbols of its own\.\n\nNo line before it\./);
  });
});

suite("what is inserted of an explanation", () => {
  test("a comment has the definitions too; text is the model's, marked as unchecked", () => {
    const comment = "% $a$: Let $a$ be odd.\n% Llemma, unchecked: It says so.";
    assert.equal(insertionOf(explanation, "comment", "latex"), comment);
    const text = "% Llemma, unchecked\nIt says so.";
    assert.equal(insertionOf(explanation, "text", "latex"), text);
  });

  test("in Markdown", () => {
    assert.equal(
      insertionOf(explanation, "comment", "markdown"),
      "<!-- $a$: Let $a$ be odd.\nLlemma, unchecked: It says so. -->",
    );
    assert.equal(
      insertionOf(explanation, "text", "markdown"),
      "<!-- Llemma, unchecked -->\nIt says so.",
    );
  });

  test("the definitions alone while the model has written nothing", () => {
    const begun = { ...explanation, text: "" };
    assert.equal(insertionOf(begun, "text", "latex"), undefined);
    assert.equal(insertionOf(begun, "comment", "latex"), "% $a$: Let $a$ be odd.");
    const bare = { ...begun, question: { ...question, symbols: [] } };
    assert.equal(insertionOf(bare, "comment", "latex"), undefined);
  });
});
