import { explainFailure } from "../failure.ts";
import type { ModelFailure } from "../model.ts";
import type { Ending } from "./explanation.ts";
import type { Refusal } from "./locate.ts";

/** Why there is nothing to explain, in a sentence that goes on from "Llemma: ". */
// One case a kind.
// eslint-disable-next-line complexity
export function refusalInWords(refusal: Refusal): string {
  switch (refusal.kind) {
    case "noEquation":
      return "there is no equation at the cursor. Put it into a formula, or select one.";
    case "noEquationSelected":
      return "the selection holds no equation.";
    case "severalSelected":
      return `the selection holds ${refusal.count} equations. Select one of them.`;
    case "acrossParts": {
      const [first, last] = refusal.parts.map(nameOfPart);
      return `the selection goes from ${first ?? ""} into ${last ?? ""}. Select within one part of the document.`;
    }
    case "acrossEdge":
      return "the selection goes over the edge of a formula. Select within one, or all of it.";
    case "tooLarge": {
      const [size, most] = [refusal.characters, refusal.most].map((one) => (one / 1e6).toFixed(1));
      return `the file is too large: it has ${size ?? ""} million characters, and at most ${most ?? ""} million are read for definitions.`;
    }
    case "notText":
      return "this file is no text.";
    case "otherLanguage":
      return /^lean/.test(refusal.languageId)
        ? "equations are explained in LaTeX and Markdown. In Lean, point at a term for its type, or use Suggest Tactics."
        : "equations are explained in LaTeX and Markdown.";
  }
}

function nameOfPart(part: string): string {
  if (part === "preamble") return "the preamble";
  if (part === "text") return "plain text";
  const name = part.replace(/@\d+$/, "");
  return name === "document" ? "the document's body" : `the environment ${name}`;
}

/** How an explanation ended, where that has to be told; undefined when it is whole. */
export function endingInWords(ending: Ending): string | undefined {
  switch (ending.kind) {
    case "complete":
      return undefined;
    case "cut":
      return "The model wrote as much as it may; the end is missing.";
    case "repetition":
      return "The model went in circles and was stopped.";
    case "empty":
      return "The model wrote nothing that can be read.";
    case "cancelled":
      return "Cancelled.";
    case "tooLong":
      return `The equation is too long to be explained: with the examples it has about ${ending.tokens} tokens, and there is room for ${ending.room}. Select a part of it.`;
    default:
      return explainFailure(ending).sentence;
  }
}

/** What went wrong between us and the model, if that is why it ended. */
export function failureIn(ending: Ending | undefined): ModelFailure | undefined {
  switch (ending?.kind) {
    case undefined:
    case "complete":
    case "cut":
    case "repetition":
    case "empty":
    case "tooLong":
    case "cancelled":
      return undefined;
    default:
      return ending;
  }
}
