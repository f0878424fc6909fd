import { answerFor, solutionFor } from "../solve/insertion.ts";
import type { Manner } from "../insertion.ts";
import type { Task, VotedAnswer } from "./panelState.ts";

/** Something of a task that can go into a document. */
export interface Item {
  /** As it goes into a document of this language. */
  readonly text: (languageId: string) => string;
  /** Where it goes: `place`: instead of what stands there; else behind the place. */
  readonly manner: "place" | Manner;
}

/** What a task has under an id; undefined when there is no such thing. */
export function itemOf(task: Task, id: string, wanted: Manner): Item | undefined {
  const candidate = task.candidates.find((one) => one.id === id);
  if (candidate !== undefined) return { text: () => candidate.text, manner: "place" };
  const answer = task.votes?.answers.find((one) => one.id === id);
  if (answer !== undefined) {
    return { text: (languageId) => answerFor(bare(answer.answer), languageId), manner: wanted };
  }
  return solutionIn(task, id);
}

function solutionIn({ votes }: Task, id: string): Item | undefined {
  if (votes === undefined) return undefined;
  for (const [index, answer] of votes.answers.entries()) {
    const sample = answer.samples.find((one) => one.id === id);
    if (sample === undefined) continue;
    const origin = index === 0 ? votes.headline : minority(answer, votes.written);
    const solution = { text: sample.markdown, answer: bare(answer.answer), origin };
    return { text: (languageId) => solutionFor(solution, "solution", languageId), manner: "below" };
  }
  const without = votes.abstentions.samples.find((one) => one.id === id);
  if (without === undefined) return undefined;
  const origin = "a sample without a final answer, not verified";
  const solution = { text: without.markdown, answer: undefined, origin };
  return { text: (languageId) => solutionFor(solution, "solution", languageId), manner: "below" };
}

function minority({ answer, votes }: VotedAnswer, written: number): string {
  return `${votes} of ${written} samples ${votes === 1 ? "says" : "say"} so, not verified: ${answer}`;
}

/** Without the dollars around all of it. */
function bare(answer: string): string {
  return answer.replace(/^\$([^$]*)\$$/, "$1");
}
