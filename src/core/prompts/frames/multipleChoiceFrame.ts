import { hope, type Example, type Frame } from "./frame.ts";

const question = "What of the following is the right choice? Explain your answer.";

const examples: readonly Example[] = [
  {
    problem: `Which number is prime?\n${question}\n(A) 51, (B) 57, (C) 59, (D) 87`,
    solution: String.raw`We have $51 = 3 \cdot 17$, $57 = 3 \cdot 19$ and $87 = 3 \cdot 29$. The number $59$ is not divisible by $2$, $3$, $5$ or $7$, and $11^2 > 59$, so it is prime.`,
    answer: "(C)",
  },
  {
    problem: String.raw`Where does the function $g(x) = x^3 - 3x$ have a local minimum?
${question}
(A) $x = 1$, (B) $x = 0$, (C) $x = -1$, (D) $x = 3$`,
    solution: String.raw`The derivative $g'(x) = 3x^2 - 3$ is zero at $x = 1$ and $x = -1$. The second derivative $g''(x) = 6x$ is positive at $x = 1$ and negative at $x = -1$, so the local minimum is at $x = 1$.`,
    answer: "(A)",
  },
  {
    problem: String.raw`A fair coin is thrown three times. What is the probability of exactly two heads?
${question}
(A) $\frac{1}{8}$, (B) $\frac{3}{8}$, (C) $\frac{1}{2}$, (D) $\frac{2}{3}$`,
    solution: String.raw`Of the $2^3 = 8$ outcomes, $\binom{3}{2} = 3$ have exactly two heads. All are equally likely, so the probability is $\frac{3}{8}$.`,
    answer: "(B)",
  },
  {
    problem: String.raw`What is the order of $4$ in the additive group $\mathbb{Z}/10\mathbb{Z}$?
${question}
(A) 2, (B) 4, (C) 10, (D) 5`,
    solution: String.raw`The multiples of $4$ modulo $10$ are $4, 8, 2, 6, 0$. The fifth is the first that is $0$, so the order is $5$.`,
    answer: "(D)",
  },
];

/** The frame of MMLU and SAT, Minerva's format; the examples are our own. */
export const multipleChoiceFrame: Frame = {
  title: "Multiple choice (MMLU, SAT)",
  prompt: (problem) => `${shots}Problem:\n${withQuestion(problem)}\nSolution:`,
  stop: [hope, "\nProblem:"],
  nextProblem: "Problem:",
  closing: hope,
  temperature: 0.3,
};

const shots = examples
  .map(({ problem, solution, answer }) => {
    const ending = `Final Answer: The final answer is ${answer}. ${hope}`;
    return `Problem:\n${problem}\nSolution:\n${solution}\n${ending}\n\n`;
  })
  .join("");

const choice = /(?<=^|[\s,;])(?:\(([A-Ea-e])\)|([A-E])[.):](?=\s))\s*/g;

/** Where the choices of a problem begin; undefined when there are no two in their order. */
function choicesOf(problem: string): readonly RegExpExecArray[] | undefined {
  const found = Array.from(problem.matchAll(choice));
  const first = found.findIndex((one, index) => {
    const [letter, next] = [letterOf(one), letterOf(found[index + 1])];
    return letter === "A" && next === "B";
  });
  if (first < 0) return undefined;
  return found.slice(first).filter((one, index) => letterOf(one) === "ABCDE".charAt(index));
}

function letterOf(found: RegExpExecArray | undefined): string | undefined {
  return (found?.[1] ?? found?.[2])?.toUpperCase();
}

/** Whether a problem lists choices: (A) … (B) …, or A. and B. */
export function hasChoices(problem: string): boolean {
  return choicesOf(problem) !== undefined;
}

/** The problem with the frame's question and its choices on one line. */
function withQuestion(problem: string): string {
  const choices = choicesOf(problem);
  const start = choices?.[0]?.index;
  if (choices === undefined || start === undefined) return `${problem}\n${question}`;
  const listed = choices.map((one, index) => {
    const text = problem.slice(one.index + one[0].length, choices[index + 1]?.index);
    return `(${letterOf(one) ?? ""}) ${text.trim().replace(/[\s,;-]+$/, "")}`;
  });
  return `${problem.slice(0, start).trimEnd()}\n${question}\n${listed.join(", ")}`;
}
