import { commented, type Manner } from "../insertion.ts";
import { answerFor, isProse, solutionFor } from "../solve/insertion.ts";
import type { Task, VotedAnswer } from "./panelState.ts";
import type { Texts } from "./tasks.ts";

/** Something of a task that can go into a document. */
export interface Item {
  /** In the model's own words, or Lean's: for the clipboard. */
  readonly source: string;
  /** As it goes into a document of this language. */
  readonly text: (languageId: string) => string;
  readonly manner: ItemManner;
}

/** `place`: instead of what stands there; `behind`: right behind it, as it is; else behind it with line breaks or spaces. */
export type ItemManner = "place" | "behind" | Manner;

interface Known {
  readonly task: Task;
  readonly texts: Texts;
}

/** What a task has under an id; undefined when there is no such thing. */
export function itemOf({ task, texts }: Known, id: string, wanted: Manner): Item | undefined {
  const own = Object.hasOwn(texts, id) ? texts[id] : undefined;
  if (own !== undefined) return asWritten(own, wanted);
  const candidate = task.candidates.find((one) => one.id === id);
  if (candidate !== undefined) {
    const { text } = candidate;
    return { source: text.trim(), text: () => text, manner: "place" };
  }
  const answer = task.votes?.answers.find((one) => one.id === id);
  if (answer !== undefined) {
    const text = (languageId: string): string => answerFor(bare(answer.answer), languageId);
    return { source: answer.answer, text, manner: wanted };
  }
  return stepIn(task, id, wanted) ?? solutionIn(task, id);
}

/** The next step of a text goes on right where that ends. */
function asWritten(text: string, wanted: Manner): Item {
  const source = text.trim();
  return wanted === "below"
    ? { source, text: () => source, manner: "below" }
    : { source, text: () => text, manner: "behind" };
}

/** What the model wrote says so wherever it goes. */
function stepIn({ sections }: Task, id: string, manner: Manner): Item | undefined {
  const step = sections.flatMap(({ steps }) => steps).find((one) => one.id === id);
  if (step === undefined) return undefined;
  const { markdown: source } = step;
  return {
    source,
    text: (languageId) =>
      isProse(languageId)
        ? `${commented("Llemma, unchecked", languageId)}\n${source}`
        : commented(`Llemma, unchecked: ${source}`, languageId),
    manner,
  };
}

function solutionIn({ votes }: Task, id: string): Item | undefined {
  for (const [index, answer] of votes?.answers.entries() ?? []) {
    const sample = answer.samples.find((one) => one.id === id);
    if (votes === undefined || sample === undefined) continue;
    const origin = index === 0 ? votes.headline : minority(answer, votes.written);
    return solution({ text: sample.markdown, answer: bare(answer.answer), origin });
  }
  const without = votes?.abstentions.samples.find((one) => one.id === id);
  if (without === undefined) return undefined;
  const origin = "a sample without a final answer, not verified";
  return solution({ text: without.markdown, answer: undefined, origin });
}

function solution(of: Parameters<typeof solutionFor>[0]): Item {
  return {
    source: of.text,
    text: (languageId) => solutionFor(of, "solution", languageId),
    manner: "below",
  };
}

function minority({ answer, votes }: VotedAnswer, written: number): string {
  return `${votes} of ${written} samples ${votes === 1 ? "says" : "say"} so, not verified: ${answer}`;
}

/** Without the dollars around all of it. */
function bare(answer: string): string {
  return answer.replace(/^\$([^$]*)\$$/, "$1");
}
