import { called } from "../demoModel.ts";
import type { ExplainedSymbol, Explanation, Place, Question } from "../explain/explanation.ts";
import { endingInWords, failureIn } from "../explain/words.ts";
import type { Phase, PlaceLink, Section } from "./panelState.ts";
import { failed, phase } from "./phase.ts";

/** A place that a link of a task leads to. */
export interface LinkedPlace extends PlaceLink {
  readonly place: Place;
}

/** The places that an explanation speaks of; `nameOf` says where one is, for a person. */
export function linksOf(
  question: Question,
  nameOf: (place: Place) => string,
): readonly LinkedPlace[] {
  const named: { readonly what: string; readonly place: Place | undefined }[] = [];
  for (const { written, meaning, macro } of question.symbols) {
    if (meaning.kind === "defined") named.push({ what: written, place: meaning.place });
    if (macro !== undefined) named.push({ what: `macro ${written}`, place: macro.place });
  }
  if (question.previous !== undefined) {
    named.push({ what: "the line before", place: question.previous.place });
  }
  return named.flatMap(({ what, place }, index) =>
    place === undefined ? [] : [{ id: `link-${index}`, label: `${what}: ${nameOf(place)}`, place }],
  );
}

/** What the document says, and apart from it what the model wrote. */
export function createExplainContent(
  links: readonly LinkedPlace[],
): (explanation: Explanation) => readonly Section[] {
  let known: Section | undefined;
  return ({ question, text }) => {
    known ??= {
      id: "document",
      source: "document",
      heading: "The equation",
      markdown: saidOf(question),
      steps: [],
      links: links.map(({ id, label }) => ({ id, label })),
    };
    if (text === "") return [known];
    const steps = [{ id: "explanation", markdown: text }];
    const written = { id: "model", source: "model", heading: "Explanation", markdown: "" } as const;
    return [known, { ...written, steps, links: [] }];
  };
}

/** How an explanation ended; what it says while it runs. */
export function phaseOfExplanation({ ending, model }: Explanation): Phase {
  if (ending === undefined) return phase("running", "The model is writing.");
  const failure = failureIn(ending);
  if (failure !== undefined) return failed(failure);
  const words = endingInWords(ending);
  if (ending.kind === "complete") {
    return phase("done", `Written by ${model === undefined ? "the model" : called(model)}.`);
  }
  const kind = ending.kind === "cancelled" ? "cancelled" : "done";
  return phase(ending.kind === "tooLong" ? "failed" : kind, words ?? "");
}

function saidOf({ tex, symbols, previous }: Question): string {
  const listed = symbols.map((symbol) => `- $${symbol.written}$: ${meaningOf(symbol)}`);
  return [
    `$$\n${tex}\n$$`,
    listed.length === 0 ? "The formula has no symbols of its own." : listed.join("\n"),
    ...(previous === undefined ? [] : [`The line before it:\n\n$$\n${previous.tex}\n$$`]),
  ].join("\n\n");
}

function meaningOf({ meaning, macro }: ExplainedSymbol): string {
  switch (meaning.kind) {
    case "defined":
      return `“${meaning.quote.replaceAll(/\s+/g, " ")}”`;
    case "bound":
      return "runs in the formula itself";
    case "none":
      return macro === undefined ? "no definition found" : "a macro of the document";
  }
}
