import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Language } from "../../src/core/complete/language.ts";
import { latex } from "../../src/core/complete/latex.ts";
import { markdown } from "../../src/core/complete/markdown.ts";
import { Random } from "../support/random.ts";
import { streamInto } from "../support/readings.ts";

const r = String.raw;
const soup = [
  "{",
  "}",
  "[",
  "]",
  "(",
  ")",
  "$",
  "$$",
  r`\[`,
  r`\]`,
  r`\(`,
  r`\)`,
  r`\left(`,
  r`\right)`,
  r`\left`,
  r`\right`,
  r`\begin{align*}`,
  r`\end{align*}`,
  r`\begin{pmatrix}`,
  r`\end{pmatrix}`,
  r`\begin{proof}`,
  r`\end{proof}`,
  r`\begin{al`,
  r`\begin`,
  r`\end{document}`,
  r`\end`,
  r`\section{A}`,
  r`\item `,
  r`\\`,
  r`\\[2pt]`,
  r`\\[`,
  "&",
  "^",
  "_",
  r`\frac`,
  r`\text{`,
  r`\verb|`,
  r`\url{a`,
  r`\{`,
  r`\$`,
  r`\%`,
  "%",
  r`\alpha`,
  "\\",
  ".",
  ". ",
  ":",
  ", ",
  "=",
  "+ ",
  "|",
  "~",
  " ",
  "  ",
  "\n",
  "\n\n",
  "\t",
  "\r\n",
  "x",
  "x ",
  "word ",
  "e.g. ",
  "3.14",
  "𝔸",
  "\uD835",
  "ξ ",
  "```",
  "`",
  "#",
  "⟩",
  "<!--",
] as const;

/** Text that is balanced by construction, in pieces between which a cursor can stand. */
class Writer {
  readonly pieces: string[] = [];
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  text(depth: number): this {
    for (let count = 1 + this.#random.below(4); count > 0; count -= 1) this.#sentence(depth);
    return this;
  }

  paragraph(): this {
    this.pieces.push("\n\n");
    return this;
  }

  maths(depth: number): this {
    for (let count = 1 + this.#random.below(3); count > 0; count -= 1) this.#term(depth);
    return this;
  }

  /** Without empty lines: they would end the formulas around. */
  #push(...pieces: readonly string[]): void {
    for (const piece of pieces) {
      const afterBreak = /\n[ \t]*$/.test(this.pieces.slice(-3).join(""));
      this.pieces.push(afterBreak ? piece.replace(/^[ \t]*\n/, " ") : piece);
    }
  }

  #sentence(depth: number): void {
    const kind = depth > 0 ? this.#random.below(9) : 0;
    if (kind === 1) this.#wrap("$", () => this.maths(depth - 1), "$");
    else if (kind === 2) this.#wrap(r`\(`, () => this.maths(depth - 1), r`\)`);
    else if (kind === 3) this.#wrap("\n\\[\n", () => this.maths(depth - 1), "\n\\]\n");
    else if (kind === 4) this.#wrap(r`\emph{`, () => this.text(depth - 1), "}");
    else if (kind === 5)
      this.#wrap("\n\\begin{align*}\n", () => this.#rows(depth), "\n\\end{align*}\n");
    else if (kind === 6)
      this.#wrap("\n\\begin{itemize}\n\\item ", () => this.text(depth - 1), "\n\\end{itemize}\n");
    else if (kind === 7) this.#wrap("(", () => this.text(depth - 1), ")");
    else
      this.#push(
        this.#random.pick(["Let ", "it ", "x. ", "So\n", "i.e. ", "Now: ", "𝔸 ", r`\% `, "End.\n"]),
      );
    this.#push(this.#random.pick([" ", " ", ". ", "\n", ""]));
  }

  #rows(depth: number): this {
    this.maths(depth - 1);
    for (let count = this.#random.below(3); count > 0; count -= 1) {
      this.#push(r` \\`, "\n", "&= ");
      this.maths(depth - 1);
    }
    return this;
  }

  #term(depth: number): void {
    const kind = depth > 0 ? this.#random.below(7) : 0;
    if (kind === 1)
      this.#wrap(
        r`\frac{`,
        () => {
          this.#wrap("", () => this.maths(depth - 1), "}{n}");
        },
        "",
      );
    else if (kind === 2) this.#wrap(r`\left(`, () => this.maths(depth - 1), r`\right)`);
    else if (kind === 3) this.#wrap(r`\text{`, () => this.text(0), "}");
    else if (kind === 4)
      this.#wrap(r`\begin{pmatrix} `, () => this.#rows(depth), r` \end{pmatrix}`);
    else if (kind === 5) this.#wrap("(", () => this.maths(depth - 1), ")");
    else if (kind === 6) this.#wrap("x_{", () => this.maths(depth - 1), "}");
    else this.#push(this.#random.pick(["x", "y ", r`\alpha `, r`\{ `, "|", "2", "1.5 ", r`\,`]));
    this.#push(this.#random.pick([" + ", " = ", " ", ", ", r` \le `, ""]));
  }

  #wrap(opener: string, content: () => unknown, closer: string): void {
    if (opener !== "") this.#push(opener);
    content();
    if (closer !== "") this.#push(closer);
  }
}

const opens = /^(?:\{|\\[[(]|\$\$?|\\left\(|\\begin\{.*)$/;
const openerOf: Readonly<Record<string, string>> = {
  "}": "{",
  $: "$",
  $$: "$$",
  "\\]": "\\[",
  "\\)": "\\(",
  "\\right(": "\\left(",
};

/** Pieces that TeX does not read, and everything that could matter. */
const strictTokens =
  /\\verb\|[^|\n]*\||\\url\{[^{}\n]*\}|\\(?:begin|end)\{[^{}]*\}|\\(?:left|right)(?![a-zA-Z])[ \t]*(?:[()[\]|.<>/⟩]|\\[{}|]|\\(?!begin|end|left|right)[a-zA-Z]+)?|\\[a-zA-Z]+|\\[^\n]|\$\$?|[{}%]|\n[ \t]*\n/gu;

/**
 * Strict where the scanner forgives: whether every brace, formula, `\left` and environment ends as it began.
 * What can hardly be told without a scanner counts as not balanced.
 */
function isBalanced(text: string): boolean {
  const stack: string[] = [];
  for (const [piece] of text.replaceAll("\r", "").matchAll(strictTokens)) {
    const token = piece.replace(/^(\\(?:left|right))[ \t]*[^a-zA-Z \t].*$/, "$1(");
    const top = stack.at(-1);
    const opener = openerOf[token] ?? token.replace(/^\\end\{/, "\\begin{");
    if (isHopeless(token, stack)) return false;
    if (opener !== token || isSecondDollar(token, top)) {
      if (stack.pop() !== opener) return false;
    } else if (opens.test(token) && !(token === "$$" && top === "$")) {
      // Two dollars in a formula end it and begin another.
      stack.push(token);
    }
  }
  return stack.length === 0;
}

/** Among others, an empty line or a display in a formula. */
function isHopeless(token: string, stack: readonly string[]): boolean {
  if (/^(?:%|\\left[ \t]*|\\right[ \t]*)$/.test(token)) return true;
  const isBreak = token.startsWith("\n") || /^(?:\\\[|\$\$)$/.test(token);
  const isEnd = token === stack.at(-1) || (token === "$$" && stack.at(-1) === "$");
  return isBreak && !isEnd && stack.some((opened) => /^(?:\$|\\[[(l])/.test(opened));
}

function isSecondDollar(token: string, top: string | undefined): boolean {
  return token.startsWith("$") && token === top;
}

function documentEnds(text: string): number {
  return [...text.matchAll(/(?<!\\)(?:\\\\)*\\end\{document\}/g)].length;
}

function anything(random: Random): readonly string[] {
  return Array.from({ length: random.below(14) }, () => random.pick(soup));
}

interface Case {
  readonly before: string;
  readonly after: string;
  readonly answer: string;
}

/** `texts` are documents and answers in pieces. */
function randomCase(random: Random, texts: readonly (readonly string[])[]): Case {
  const document = random.below(3) === 0 ? anything(random) : random.pick(texts);
  const cut = random.below(document.length + 1);
  const rest = document.slice(cut).join("");
  // A suggestion needs a line that ends soon, so let some lines end at the cursor.
  const lineBreak = /^[ \t]*\n/.test(rest) ? "" : random.pick(["", "", "\n", " \n"]);
  const answer = [...random.pick(texts), ...anything(random), ...random.pick(texts)];
  const text = answer.slice(random.below(answer.length)).join("");
  return {
    before: document.slice(0, cut).join(""),
    after: lineBreak + rest,
    answer: text.slice(0, 1 + random.below(Math.min(text.length + 1, 160))),
  };
}

/** What became of one case: a suggestion, and whether the document around it was balanced. */
function tryOut(language: Language, found: Case, chunk: number): "none" | "finished" | "balanced" {
  const { before, after, answer } = found;
  const document = { uri: "test", languageId: "test", text: before + after };
  const place = language.place(document, before.length, true);
  if (place.kind === "refused") return "none";
  const reading = streamInto(place, answer, chunk);
  if (reading.kind !== "finished") return "none";
  assert.notEqual(reading.text.trim(), "");
  assert.equal(documentEnds(before + reading.text), documentEnds(before), JSON.stringify(found));
  if (!isBalanced(before + after)) return "finished";
  assert.ok(isBalanced(before + reading.text + after), JSON.stringify({ ...found, reading }));
  return "balanced";
}

interface Trial {
  readonly seed: number;
  readonly write: (writer: Writer) => Writer;
  /** Put around every document. */
  readonly around: readonly [before: string, after: string];
}

/** How often what came out, over many cases. */
function tryAll(language: Language, { seed, write, around }: Trial): readonly number[] {
  const random = new Random(seed);
  const texts = Array.from({ length: 500 }, () => write(new Writer(random)).pieces);
  const seen = { none: 0, finished: 0, balanced: 0 };
  for (let index = 0; index < 10_000; index += 1) {
    const { before, after, answer } = randomCase(random, texts);
    const found = { before: around[0] + before, after: after + around[1], answer };
    seen[tryOut(language, found, 1 + random.below(24))] += 1;
  }
  return [seen.none, seen.finished, seen.balanced];
}

void suite("any text and any answer", () => {
  void test("LaTeX: balanced stays balanced, shown stays shown, nothing throws", () => {
    const seen = tryAll(latex, {
      seed: 1,
      write: (writer) => writer.text(3).paragraph().text(2),
      around: ["", ""],
    });
    assert.ok(Math.min(...seen) > 500, seen.join());
  });

  void test("Markdown: the same in a formula", () => {
    const seen = tryAll(markdown, {
      seed: 2,
      write: (writer) => writer.maths(3),
      around: ["So\n\n$$\n", "\n$$\n\nNow"],
    });
    assert.ok(Math.min(...seen) > 500, seen.join());
  });
});
