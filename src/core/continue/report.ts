import { explainFailure } from "../failure.ts";
import { counted } from "../derive/words.ts";
import { called } from "../demoModel.ts";
import type { ModelFailure } from "../model.ts";
import type { Continuing, ContinuedStep, Ending } from "./continuer.ts";

/** Heads all that the model wrote. */
export const unchecked = "Llemma, unchecked";

/** A continuation as Markdown, as it stands. */
export function report(continuing: Continuing): string {
  const { steps, unfinished, ending, languageId } = continuing;
  const title = ending === undefined ? "Being written" : "Not finished, and not to be inserted";
  const parts = [
    `# ${unchecked}`,
    `${stepsInWords(steps)}, to go on with the ${continuing.place}. ${progressOf(ending)}`,
    ...steps.flatMap((step, index) => stepOf(step, index + 1, languageId)),
    ...(unfinished === "" ? [] : [`## ${title}`, fenced(unfinished, languageId)]),
    "---",
    conditionsOf(continuing),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** How many there are, and how many of them are refuted. */
export function stepsInWords(steps: readonly ContinuedStep[]): string {
  const refuted = steps.filter(({ state }) => state.kind === "refuted").length;
  const number = counted(steps.length, "step");
  return refuted === 0 ? number : `${number}, ${refuted} refuted by numbers`;
}

/** The lines of a report that head a step, from 0, in the order of the steps. What the model wrote has none. */
export function stepLines(text: string): readonly number[] {
  const found: number[] = [];
  let fence: string | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    if (fence !== undefined) {
      if (line === fence) fence = undefined;
    } else {
      fence = /^`{3,}/.exec(line)?.[0];
      if (/^## Step \d/.test(line)) found.push(index);
    }
  }
  return found;
}

/** A step in one line, for a list. */
export function stepInLine({ text }: ContinuedStep): string {
  return text.trim().replaceAll(/\s+/g, " ");
}

function stepOf({ text, state }: ContinuedStep, number: number, languageId: string): string[] {
  const source = fenced(text.trim(), languageId);
  if (state.kind === "unchecked") return [`## Step ${number}`, source];
  const words = state.words.map((one) => `- ${one}`).join("\n");
  return [`## Step ${number}, refuted by numbers`, words, source];
}

/** What went wrong when a continuation did not end as it should. */
export function failureIn(ending: Ending | undefined): ModelFailure | undefined {
  switch (ending?.kind) {
    case undefined:
    case "proofEnd":
    case "document":
    case "stop":
    case "circles":
    case "limit":
    case "cancelled":
      return undefined;
    default:
      return ending;
  }
}

/** What a continuation is doing, or why it goes no further. */
export function progressOf(ending: Ending | undefined): string {
  if (ending === undefined) return "The next one is being written.";
  switch (ending.kind) {
    case "proofEnd":
      return "The model has come to the end of the proof, which does not make it one.";
    case "document":
      return "The model has come to what the document says next.";
    case "stop":
      return "The model goes no further.";
    case "circles":
      return "The model began to go in circles and was stopped.";
    case "limit":
      return "As much is written as is asked for at once.";
    case "cancelled":
      return "Cancelled.";
    default:
      return explainFailure(ending).sentence;
  }
}

/** What of it can be relied on. */
function conditionsOf({ model, sample }: Continuing): string {
  const manner = sample === 0 ? "its likeliest continuation" : `drawn at random, number ${sample}`;
  return `${called(model)}, ${manner}. Chains of relations are tested with numbers, which can refute a step and never prove one; nothing else is checked.`;
}

/** In the model's own words, as they are inserted. */
function fenced(text: string, languageId: string): string {
  const ticks = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = "`".repeat(Math.max(3, 1 + Math.max(0, ...ticks)));
  return `${fence}${languageId === "markdown" ? "markdown" : "latex"}\n${text}\n${fence}`;
}
