import type { Example, Frame } from "./frame.ts";

const examples: readonly Example[] = [
  {
    problem:
      "A baker makes 4 trays of 12 rolls each and sells 39 of them. How many rolls are left?",
    solution: "The baker makes 4 * 12 = 48 rolls. After 39 are sold, 48 - 39 = 9 are left.",
    answer: "9",
  },
  {
    problem:
      "Nina has 15 stickers. She gives 4 of them to her brother and buys 3 packs of 5 stickers. How many stickers does she have now?",
    solution:
      "After her gift Nina has 15 - 4 = 11 stickers. The packs hold 3 * 5 = 15 stickers. Now she has 11 + 15 = 26.",
    answer: "26",
  },
  {
    problem:
      "A train starts with 120 passengers. At the first stop 45 get off and 30 get on. At the second stop a third of the passengers get off. How many passengers stay on the train?",
    solution:
      "After the first stop there are 120 - 45 + 30 = 105 passengers. A third of them is 105 / 3 = 35. So 105 - 35 = 70 stay.",
    answer: "70",
  },
  {
    problem:
      "Tom reads 18 pages of a book a day. The book has 270 pages, and he has been reading for 9 days. How many pages has he still to read?",
    solution: "In 9 days Tom has read 9 * 18 = 162 pages. There are 270 - 162 = 108 to read.",
    answer: "108",
  },
  {
    problem:
      "A pen costs $2 and a notebook costs $5. Lea buys 6 pens and 3 notebooks and pays with a $50 note. How many dollars does she get back?",
    solution:
      "The pens cost 6 * 2 = 12 dollars and the notebooks 3 * 5 = 15 dollars. Together that is 12 + 15 = 27 dollars. Lea gets 50 - 27 = 23 dollars back.",
    answer: "23",
  },
  {
    problem:
      "Every minute 8 litres of water flow into an empty tank and 3 litres leak out of it. After how many minutes are 200 litres in the tank?",
    solution: "Every minute the tank gains 8 - 3 = 5 litres. It takes 200 / 5 = 40 minutes.",
    answer: "40",
  },
  {
    problem: "Sam is three times as old as Ida. Together they are 48 years old. How old is Ida?",
    solution: "Together they are 1 + 3 = 4 times as old as Ida. So Ida is 48 / 4 = 12 years old.",
    answer: "12",
  },
  {
    problem: "A coat of 80 euros is sold for 25% less. How many euros does it cost now?",
    solution: "The price falls by 80 * 25 / 100 = 20 euros. The coat costs 80 - 20 = 60 euros.",
    answer: "60",
  },
];

/** GSM8k's frame for word problems: one paragraph that ends in a sentence with the answer; the examples are our own. */
export const wordProblemFrame: Frame = {
  title: "Word problem (GSM8k)",
  // A problem of several paragraphs would look like several problems.
  prompt: (problem) => `${shots}Q: ${problem.replaceAll(/\s*\n\s*/g, " ")}\nA:`,
  stop: ["\n\n", "\nQ:"],
  nextProblem: "Q:",
  closing: "",
  temperature: 0.6,
};

const shots = examples
  .map(
    ({ problem, solution, answer }) => `Q: ${problem}\nA: ${solution} The answer is ${answer}.\n\n`,
  )
  .join("");
