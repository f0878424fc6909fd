/** What is told of an equation before it is explained. */
export interface Told {
  /** The sentences that lead up to it; may be empty. */
  readonly context: string;
  /** Its symbols, each with what the document says of it; undefined: nothing. */
  readonly symbols: readonly { readonly written: string; readonly quote: string | undefined }[];
  /** The line before it. */
  readonly previous: string | undefined;
  readonly tex: string;
}

interface Example extends Told {
  readonly explanation: string;
}

const r = String.raw;

/** Mathematics of four kinds, in four hands: a bound, a derivative, a group, a sum. */
const examples: readonly Example[] = [
  {
    context: r`Let $a$ and $b$ be positive real numbers. A square is never negative, so $(\sqrt{a} - \sqrt{b})^2 \ge 0$. Expanding the square gives`,
    symbols: [
      { written: "a", quote: r`Let $a$ and $b$ be positive real numbers.` },
      { written: "b", quote: r`Let $a$ and $b$ be positive real numbers.` },
    ],
    previous: r`(\sqrt{a} - \sqrt{b})^2 \ge 0`,
    tex: r`\frac{a + b}{2} \ge \sqrt{ab}`,
    explanation: r`The inequality says that the arithmetic mean of two positive numbers $a$ and $b$ is at least as large as their geometric mean. It follows from the line before by expanding the square: $(\sqrt{a} - \sqrt{b})^2$ is $a - 2\sqrt{ab} + b$, so $a + b \ge 2\sqrt{ab}$, and dividing by $2$ gives the claim.`,
  },
  {
    context: r`Let $x(t)$ be the position of a mass $m$ on a spring with constant $k$ at time $t$. Newton's law reads`,
    symbols: [
      {
        written: "m",
        quote: r`Let $x(t)$ be the position of a mass $m$ on a spring with constant $k$ at time $t$.`,
      },
      {
        written: "x",
        quote: r`Let $x(t)$ be the position of a mass $m$ on a spring with constant $k$ at time $t$.`,
      },
      {
        written: "k",
        quote: r`Let $x(t)$ be the position of a mass $m$ on a spring with constant $k$ at time $t$.`,
      },
    ],
    previous: undefined,
    tex: r`m x''(t) = -k x(t)`,
    explanation: r`The equation says that the mass times its acceleration $x''(t)$ equals the force of the spring, which is proportional to the displacement $x(t)$ and points back to the origin, hence the minus sign. There is no line before it: it is Newton's second law with Hooke's law put in for the force.`,
  },
  {
    context: r`Let $G$ be a finite group and let $H$ be a subgroup of $G$. Each left coset $gH$ has as many elements as $H$, and the cosets are disjoint and cover $G$. Therefore`,
    symbols: [
      { written: "G", quote: r`Let $G$ be a finite group and let $H$ be a subgroup of $G$.` },
      { written: "H", quote: r`Let $G$ be a finite group and let $H$ be a subgroup of $G$.` },
    ],
    previous: "gH",
    tex: r`|G| = [G : H] \cdot |H|`,
    explanation: r`The equation says that the number of elements of $G$ is the number of left cosets of $H$, written $[G : H]$, times the number of elements of $H$. It follows from what is said before: the cosets cut $G$ into $[G : H]$ disjoint parts, and each part has $|H|$ elements.`,
  },
  {
    context: r`We count the pairs in two ways. Reversing the order of the terms does not change the sum, so`,
    symbols: [
      { written: "S", quote: undefined },
      { written: "n", quote: "Fix a natural number $n$." },
      { written: "k", quote: "runs in the equation itself" },
    ],
    previous: r`S = \sum_{k=1}^{n} k`,
    tex: r`2S = \sum_{k=1}^{n} \bigl(k + (n + 1 - k)\bigr) = n(n+1)`,
    explanation: r`The equation says that twice the sum $S$ of the first $n$ natural numbers is $n(n+1)$. It follows from the line before by adding the sum to itself in reverse order: the term $k$ is paired with $n + 1 - k$, each of the $n$ pairs adds up to $n + 1$, and so the total is $n(n+1)$.`,
  },
];

/** A base model continues this: the same four lines each time, and one paragraph behind the last of them. */
export function explanationPrompt(told: Told): string {
  return `${shots}${linesOf(told)}\nExplanation:`;
}

const shots = examples
  .map((one) => `${linesOf(one)}\nExplanation: ${one.explanation}\n\n`)
  .join("");

function linesOf({ context, symbols, previous, tex }: Told): string {
  const said = symbols.map(({ written, quote }) => `$${written}$: ${quote ?? "not defined"}`);
  return [
    `Text: ${context === "" ? "(none)" : oneLine(context)}`,
    `Symbols: ${said.length === 0 ? "(none)" : said.map(oneLine).join("; ")}`,
    `Line before: ${previous === undefined ? "(none)" : `$${oneLine(previous)}$`}`,
    `Equation: $${oneLine(tex)}$`,
  ].join("\n");
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/** The end of the paragraph, and what begins another example. */
export const explanationStop: readonly string[] = ["\n\n", "\nText:", "\nSymbols:", "\nEquation:"];

/** What begins the next example. */
export const nextExplanation = "Text:";

/** The most tokens: the examples have about 100. */
export const explanationTokens = 320;
