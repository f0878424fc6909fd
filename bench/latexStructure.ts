import { siteAt } from "../src/core/context/latex/site.ts";
import { structureOf, type Structure } from "../src/core/context/latex/structure.ts";
import { Random } from "../test/support/random.ts";
import { atMost, milliseconds, quantile, type Figure } from "./figure.ts";

const part = String.raw`\begin{theorem}\label{t}
Let $x \in \R$ and $y_{1} = x^2 + 1$ be numbers as in \cref{t}. Then we have the following.
\[ x + y \le \frac{1}{2} \left( a + b \right) \]
\end{theorem}
\begin{proof}
By \cref{t} we get $a = b$, and in particular $f(x) \in [0, 1)$.
\begin{align*}
  a &= b + \sum_{k=1}^{n} k \\
    &= c. % for the sake of it
\end{align*}
\end{proof}

Some prose with words that go on and on, for the sake of length, as papers do.
It is followed by more of it \cite{knuth}.

`;

/** Edits that a person makes, and those that change most of what follows. */
const edits = [
  ...Array.from("abcxyz \n\\{}$&%[]()^_"),
  "$$",
  "\\[",
  "\\]",
  "\\begin{align",
  "\\begin{align}",
  "\\end{proof}",
  "\\begin{verbatim}",
  "\\end{verbatim}",
  "\\verb|",
  "\\label{",
  "\\newcommand{\\a}{",
  "\n\n",
  "𝕜",
];

/** From scratch, after an edit, and a million random edits of a small text. */
export async function latexStructure(): Promise<readonly Figure[]> {
  const text = `\\documentclass{article}\n\\begin{document}\n${part.repeat(667)}`;
  const lines = text.split("\n").length;
  const scratch = Array.from({ length: 21 }, () => cpuTime(() => structureOf(text)));
  const size = `${lines} lines, ${(text.length / 1e3).toFixed(0)} kB`;
  return await Promise.resolve([
    atMost(`${size}, from scratch, median`, quantile(scratch, 0.5), 40, milliseconds),
    ...afterEdits(text),
    ...fuzz(),
  ]);
}

function afterEdits(text: string): readonly Figure[] {
  const random = new Random(1);
  const structure = structureOf(text);
  const times = Array.from({ length: 2_000 }, () => {
    const { changed, at } = edited(text, random);
    return cpuTime(() => siteAt(structureOf(changed, structure), at));
  });
  return [
    {
      name: "after an edit, with the place there, median",
      value: milliseconds(quantile(times, 0.5)),
    },
    atMost("after an edit, 99th centile", quantile(times, 0.99), 2, milliseconds),
  ];
}

/** Edits upon edits; one that takes long is tried again twice, since the machine may have paused. */
function fuzz(): readonly Figure[] {
  const count = Number(process.env["LLEMMA_FUZZ_EDITS"] ?? 1_000_000);
  const random = new Random(2);
  let text = part.repeat(8);
  let structure = structureOf(text);
  let slow = 0;
  for (let edit = 0; edit < count; edit += 1) {
    if (text.length > 20_000 || edit % 500 === 0) text = part.repeat(8);
    const { changed, at } = edited(text, random);
    const earlier: Structure = structure;
    const look = (): void => {
      structure = structureOf(changed, earlier);
      siteAt(structure, at);
    };
    const isSlow = [1, 2, 3].every(() => cpuTime(look) > 50);
    if (isSlow) slow += 1;
    text = changed;
  }
  const name = `of ${count.toLocaleString("en")} random edits, over 50 ms three times`;
  return [atMost(name, slow, 0)];
}

function edited(text: string, random: Random): { readonly changed: string; readonly at: number } {
  const at = random.below(text.length + 1);
  const bit = random.pick(edits);
  const removed = random.below(4) === 0 ? random.below(30) : 0;
  const changed = text.slice(0, at) + bit + text.slice(at + removed);
  // An editor's text comes in one piece.
  return { changed: Buffer.from(changed, "utf16le").toString("utf16le"), at: at + bit.length };
}

/** Milliseconds of this thread. */
function cpuTime(run: () => unknown): number {
  const before = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
