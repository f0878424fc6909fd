import { hope, type Example, type Frame } from "./frame.ts";

const examples: readonly Example[] = [
  {
    problem: String.raw`Find all real numbers $x$ with $\sqrt{2x + 7} - x = 2$.`,
    solution: String.raw`We bring $x$ to the right side and get $\sqrt{2x + 7} = x + 2$. Squaring both sides gives $2x + 7 = x^2 + 4x + 4$, hence $x^2 + 2x - 3 = 0$, which is $(x + 3)(x - 1) = 0$. For $x = -3$ the left side of $\sqrt{2x + 7} = x + 2$ is $1$ and the right side is $-1$, so this is no solution. For $x = 1$ both sides are $3$. Therefore the only solution is $x = \boxed{1}$.`,
    answer: "1",
  },
  {
    problem: String.raw`How many three-digit positive integers have digits whose product is $12$?`,
    solution: String.raw`No digit is $0$. Up to their order, three digits with product $12$ are $1, 2, 6$ or $1, 3, 4$ or $2, 2, 3$. Each of the first two can be ordered in $3! = 6$ ways, the last in $3$ ways. In total there are $6 + 6 + 3 = \boxed{15}$ such integers.`,
    answer: "15",
  },
  {
    problem: String.raw`The legs of a right triangle have lengths $6$ and $8$. What is the length of the altitude to its hypotenuse?`,
    solution: String.raw`The hypotenuse has length $\sqrt{6^2 + 8^2} = \sqrt{100} = 10$. The area of the triangle is $\frac{1}{2} \cdot 6 \cdot 8 = 24$. If $h$ is the altitude to the hypotenuse, the area is also $\frac{1}{2} \cdot 10 \cdot h = 5h$. So $5h = 24$ and $h = \boxed{\frac{24}{5}}$.`,
    answer: String.raw`\frac{24}{5}`,
  },
  {
    problem: String.raw`Let $f(x) = \frac{x}{1 - x}$. Write $f(f(x))$ as a single fraction in terms of $x$.`,
    solution: String.raw`We have
\[f(f(x)) = \frac{\frac{x}{1 - x}}{1 - \frac{x}{1 - x}}.\]
Multiplying the numerator and the denominator by $1 - x$ gives $\frac{x}{1 - x - x}$, so $f(f(x)) = \boxed{\frac{x}{1 - 2x}}$.`,
    answer: String.raw`\frac{x}{1 - 2x}`,
  },
];

/** The MATH benchmark's frame. Minerva's format, which Llemma was evaluated with; the examples are our own. */
export const mathFrame: Frame = {
  title: "Mathematics (MATH)",
  prompt: (problem) => `${shots}Problem:\n${problem}\n\nSolution:`,
  stop: [hope, "\nProblem:"],
  nextProblem: "Problem:",
  closing: hope,
  temperature: 0.6,
};

const shots = examples.map(shot).join("");

function shot({ problem, solution, answer }: Example): string {
  const ending = `Final Answer: The final answer is $${answer}$. ${hope}`;
  return `Problem:\n${problem}\n\nSolution:\n${solution}\n${ending}\n\n`;
}
