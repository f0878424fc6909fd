import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { Splitter, type Split } from "../../../../src/core/continue/split.ts";
import { atCursor } from "../../../support/cursor.ts";

const r = String.raw;

/** The steps of an answer at a cursor. */
function split(marked: string, answer: string, languageId = "latex"): Split {
  const { document: text, offset } = atCursor(marked);
  const document = { uri: "a", languageId, text };
  const whole = new Splitter(document, offset).read(answer, true);
  // Whatever the pieces in which it comes.
  const streamed = new Splitter(document, offset);
  for (let end = 1; end <= answer.length; end += 1) streamed.read(answer.slice(0, end), false);
  assert.deepEqual(streamed.read(answer, true), whole);
  return whole;
}

suite("the steps of a continuation", () => {
  const proof =
    "\\begin{theorem}$1 = 1$.\\end{theorem}\n\\begin{proof}\nWe count.█\n\\end{proof}\n";

  test("sentences, with what stands between them", () => {
    assert.deepEqual(split(proof, " There is one. Hence $1$.\n\nSo $1 = 1$.\n  Again"), {
      steps: [" There is one.", " Hence $1$.", "\n\nSo $1 = 1$.", "\n  Again"],
      rest: "",
      end: undefined,
    });
  });

  test("the document's end of the proof ends them, and is not said twice", () => {
    assert.deepEqual(split(proof, " There is one.\n\\end{proof}\n\nNow the next."), {
      steps: [" There is one."],
      rest: "\\end{proof}\n\nNow the next.",
      end: "proofEnd",
    });
  });

  test("a proof that is open is closed, and nothing comes after", () => {
    const open = "\\begin{proof}\nWe count $1$.█";
    assert.deepEqual(split(open, " There is one.\n\\end{proof}\n\nNow"), {
      steps: [" There is one.", "\n\\end{proof}"],
      rest: "Now",
      end: "proofEnd",
    });
  });

  for (const sign of [
    r`$\blacksquare$`,
    r`\qed`,
    "Q.E.D.",
    r`\hfill$\square$`,
    "∎",
    r`\[1 = 1 \qedhere\]`,
  ]) {
    test(`${sign} ends them`, () => {
      const { steps, end } = split(proof, ` This is $1$. ${sign} More.`);
      assert.deepEqual(end, "proofEnd");
      assert.ok(steps.at(-1)?.endsWith(sign), JSON.stringify(steps));
      assert.doesNotMatch(steps.join(""), /More/);
    });
  }

  test("a square in a formula ends nothing", () => {
    const { steps, end } = split(proof, " Then $\\square u = 0$. So $\\Box A$ holds. More");
    assert.equal(end, undefined);
    assert.equal(steps.length, 3);
  });

  test("rows of a display, up to where the document closes it", () => {
    const rows = "\\begin{align*}\n  a &= b \\\\█\n\\end{align*}\nText.\n";
    assert.deepEqual(split(rows, "\n  &= c \\\\\n  &= d\n\\end{align*}\nNow."), {
      steps: ["\n  &= c \\\\", "\n  &= d"],
      rest: "\\end{align*}\nNow.",
      end: "document",
    });
  });

  test("a display that the model opens is one step", () => {
    const answer =
      " We have\n\\begin{align*}\n  a &= b \\\\\n    &= c.\n\\end{align*}\nThis is it.";
    assert.deepEqual(split(proof, answer).steps, [
      " We have\n\\begin{align*}\n  a &= b \\\\\n    &= c.\n\\end{align*}",
      "\nThis is it.",
    ]);
  });

  test("a new line is not begun twice, and a space not said twice", () => {
    assert.deepEqual(split("Let $x = 1$.\n█", "\nThen $x > 0$.").steps, ["Then $x > 0$."]);
    assert.deepEqual(split("Let $x = 1$. █", " Then $x > 0$.").steps, ["Then $x > 0$."]);
    assert.deepEqual(split("Let $x = 1$. █", "\nThen $x > 0$.").steps, ["\nThen $x > 0$."]);
  });

  test("a word that goes on over the space before the cursor is no step", () => {
    assert.deepEqual(split("Let $x = 1$ and the █", "n it is.").steps, []);
  });

  test("saying the same again ends them", () => {
    const answer = " We add one to it. We add two to it. We add one to it. We add";
    const { steps, end } = split(proof, answer);
    assert.deepEqual(steps, [" We add one to it.", " We add two to it."]);
    assert.equal(end, "circles");
  });

  test("what the document says next ends them", () => {
    const marked = "Let $x = 1$.█\nTherefore $x^2 = 1$, and that was to be shown.\n";
    const answer = " Square it.\nTherefore $x^2 = 1$, and that was to be shown.\nMore.";
    assert.deepEqual(split(marked, answer), {
      steps: [" Square it."],
      rest: "Therefore $x^2 = 1$, and that was to be shown.\nMore.",
      end: "document",
    });
  });

  test("an end of something that is not open is not the document's", () => {
    assert.equal(split(proof, " So $1$.\n\\end{align}\nMore.").end, "stop");
    assert.equal(split(proof, " So $1$.\n\\] More.").end, "stop");
    assert.equal(split("So \\[ a = b█ \\]", " = c \\] and").end, "document");
  });

  test("a heading or another theorem ends them", () => {
    assert.equal(split(proof, " So $1$.\n\n\\section{Next}\nMore.").end, "stop");
    assert.equal(split(proof, " So $1$.\n\n\\begin{lemma}More.").end, "stop");
  });

  test("behind a statement its proof is opened, and goes to its end", () => {
    const marked = "\\begin{lemma}\n$1 = 1$.\n\\end{lemma}\n█\n";
    const answer = "\\begin{proof}\nCount $1$. It is one.\n\\end{proof}\nMore.";
    assert.deepEqual(split(marked, answer), {
      steps: ["\\begin{proof}", "\nCount $1$.", " It is one.", "\n\\end{proof}"],
      rest: "More.",
      end: "proofEnd",
    });
  });

  test("Markdown has sentences and displays too", () => {
    const marked = "# Sums\n\n**Proof.** Let $n = 1$.█\n";
    const answer = " Then $$n^2 = 1.$$ So $n = n^2$.\n\nThis was to be shown.\n\n# Next";
    assert.deepEqual(split(marked, answer, "markdown").steps.slice(0, 2), [
      " Then $$n^2 = 1.$$",
      " So $n = n^2$.",
    ]);
  });

  test("a carriage return is white space", () => {
    const marked = "\\begin{proof}\r\nLet $x = 1$.█\r\n\\end{proof}\r\n";
    assert.deepEqual(split(marked, " So it is.\r\nDone $x$.\r\n\\end{proof}").steps, [
      " So it is.",
      "\nDone $x$.",
    ]);
  });
});
