import type { ContinuedStep, Continuing } from "../continue/continuer.ts";
import { failureIn, progressOf } from "../continue/report.ts";
import type { Phase, Section, Step } from "./panelState.ts";
import { failed, phase } from "./phase.ts";
import type { TaskContent } from "./tasks.ts";

/** Shows continuations as they stand. What has not changed stays the same object. */
export function createContinueContent(): (continuing: Continuing) => TaskContent {
  let known:
    { readonly steps: readonly ContinuedStep[]; readonly content: TaskContent } | undefined;
  return (continuing) => {
    const { steps, place } = continuing;
    if (known?.steps !== steps) {
      const texts = Object.fromEntries(steps.map(({ text }, index) => [idOf(index), text]));
      known = { steps, content: { texts, sections: sectionsOf(steps, place) } };
    }
    const { sections = [], ...rest } = known.content;
    return { ...rest, sections: [...sections, ...unfinishedIn(continuing)] };
  };
}

/** How a continuation ended; what it says while it runs. */
export function phaseOfContinuing({ ending }: Continuing): Phase {
  const failure = failureIn(ending);
  if (failure !== undefined) return failed(failure);
  if (ending === undefined) return phase("running", progressOf(ending));
  return phase(ending.kind === "cancelled" ? "cancelled" : "done", progressOf(ending));
}

function idOf(index: number): string {
  return `step-${index + 1}`;
}

/** A step that numbers refute stands apart, with what they say. */
function sectionsOf(steps: readonly ContinuedStep[], place: string): readonly Section[] {
  const sections: Section[] = [];
  for (const [index, { text, state }] of steps.entries()) {
    const step: Step = { id: idOf(index), markdown: asMarkdown(text, place) };
    const last = sections.at(-1);
    const isRefuted = state.kind === "refuted";
    const followsRefuted = steps[index - 1]?.state.kind === "refuted";
    if (last !== undefined && !isRefuted && !followsRefuted) {
      sections.splice(-1, 1, { ...last, steps: [...last.steps, step] });
      continue;
    }
    sections.push({
      id: `from-${index + 1}`,
      source: "model",
      heading: isRefuted ? `Step ${index + 1}, refuted by numbers` : `From step ${index + 1} on`,
      markdown: isRefuted ? state.words.map((one) => `- ${one}`).join("\n") : "",
      steps: [step],
      links: [],
    });
  }
  return sections;
}

/** A row of a display is no formula by itself. */
function asMarkdown(text: string, place: string): string {
  const trimmed = text.trim();
  const isRow =
    place.startsWith("display maths") && !/\$|\\(?:begin|end|\[|\]|\(|\))/.test(trimmed);
  return isRow ? `$$\n\\begin{aligned}\n${trimmed}\n\\end{aligned}\n$$` : trimmed;
}

function unfinishedIn({ unfinished, ending }: Continuing): readonly Section[] {
  if (unfinished.trim() === "") return [];
  const heading = ending === undefined ? "Being written" : "Not finished, and not to be inserted";
  return [
    {
      id: "unfinished",
      source: "model",
      heading,
      markdown: unfinished.trimStart(),
      steps: [],
      links: [],
    },
  ];
}
