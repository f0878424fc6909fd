import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Language } from "../../../../src/core/complete/language.ts";
import { latex } from "../../../../src/core/complete/latex.ts";
import { markdown } from "../../../../src/core/complete/markdown.ts";

/** How many times the processor time of ordinary text a hostile one may take: far less than quadratic growth would. */
const patience = 80;
const size = 200_000;

const texts: Readonly<Record<string, string>> = {
  empty: "",
  "5 MB of prose": "Let $x = 1$ be so.\n\n\\begin{proof}\nSo.\n\\end{proof}\n".repeat(100_000),
  "5 MB in Windows lines": "Let $x = 1$ be so.\r\n\r\nIt is.\r\n".repeat(160_000),
  "one long line": "Let $x = 1$ be so. ".repeat(size / 19),
  "one long word": "x".repeat(size),
  braces: "{".repeat(size),
  "closing braces": "}".repeat(size),
  brackets: "[".repeat(size),
  "braces and ends": `${"{".repeat(size / 2)}${"\\end{x}".repeat(size / 14)}`,
  dollars: "$".repeat(size),
  "dollars and spaces": "$ x ".repeat(size / 4),
  backslashes: "\\".repeat(size),
  "row ends": "\\\\[".repeat(size / 3),
  "row ends and spaces": `\\\\[${" ".repeat(size)}`,
  begins: "\\begin{".repeat(size / 7),
  environments: "\\begin{a}".repeat(size / 9),
  verbs: "\\verb|".repeat(size / 6),
  verbatims: "\\begin{verbatim}".repeat(size / 16),
  lefts: "\\left( ".repeat(size / 7),
  "formula openers": "\\( ".repeat(size / 3),
  "display openers": "\n\\[ ".repeat(size / 4),
  ticks: "` ".repeat(size / 2),
  fences: "```\n".repeat(size / 4),
  comments: "<!-- ".repeat(size / 5),
  spaces: " ".repeat(size),
  "empty lines": "\n".repeat(size),
  "spaces in lines": `${" ".repeat(99)}\n`.repeat(size / 100),
  astral: "𝔸ξ∀ε>0: ".repeat(size / 8),
  "half characters": "\uD835 \uDC00".repeat(size / 3),
  preambles: "%\\begin{document}\n".repeat(size / 18),
};

const answers = [
  "x = 1$ be. So",
  "{".repeat(400),
  "word ".repeat(100),
  "\\[\\\\[".repeat(100),
  "\uD835",
];

function look(language: Language, text: string, offset: number): void {
  const document = { uri: "test", languageId: "test", text };
  const place = language.place(document, offset, true);
  if (place.kind === "refused") return;
  assert.ok(place.prefix.length + place.gap.length <= 70_000, "the prompt is bounded");
  for (const answer of answers) {
    place.read(answer, false);
    const reading = place.read(answer, true);
    assert.notEqual(reading.kind, "unfinished");
  }
}

/** Milliseconds of processor time for a look at a place, in both languages. */
function costOf(text: string, offset: number): number {
  const before = process.cpuUsage();
  for (const language of [latex, markdown]) look(language, text, offset);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

void suite("bad input", () => {
  const ordinary = texts["5 MB of prose"] ?? "";
  const costs = Array.from({ length: 9 }, () => costOf(ordinary, ordinary.length >> 1)).sort(
    (a, b) => a - b,
  );
  const usual = Math.max(1, costs[4] ?? 0);
  for (const [name, text] of Object.entries(texts)) {
    void test(name, () => {
      for (const offset of [0, text.length >> 1, text.length]) {
        const cost = costOf(text, offset);
        assert.ok(cost < patience * usual, `${cost} ms at ${offset}; ${usual} ms are usual`);
      }
    });
  }
});
