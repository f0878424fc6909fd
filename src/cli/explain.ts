import type { Project } from "../core/context/latex/project.ts";
import { structureOf } from "../core/context/latex/structure.ts";
import { positionAt } from "../core/document.ts";
import { createExplainer } from "../core/explain/createExplainer.ts";
import type { Explanation, Place } from "../core/explain/explanation.ts";
import { locate } from "../core/explain/locate.ts";
import { questionOf } from "../core/explain/question.ts";
import { report, type NamePlace } from "../core/explain/report.ts";
import { endingInWords, failureIn, refusalInWords } from "../core/explain/words.ts";
import { createTurns } from "../core/turns.ts";
import { systemClock as clock } from "../node/systemClock.ts";
import {
  failure,
  openDocument,
  openSession,
  warnOfDemo,
  type Outcome,
  type Request,
} from "./host.ts";
import { readFiles } from "./latexPlace.ts";

/** `llemma explain`: says what the equation at a place is about, from the document and from the model. */
export async function explain(request: Request): Promise<Outcome> {
  const { document, offset } = await openDocument(request);
  const structure = structureOf(document.text);
  const located = locate(document, () => structure, { start: offset, end: offset });
  if (located.kind !== "located") {
    return { found: false, output: request.json ? "null" : "", note: refusalInWords(located) };
  }
  const project = await readFiles(document, structure);
  const question = questionOf(located, document, project);
  const { session, log } = openSession(request);
  const { turns } = createTurns(session, clock);
  const explainer = createExplainer({ model: session, turns, log });
  const explanation = await explainer.explain(question, new AbortController().signal);
  warnOfDemo(request, explanation.model);
  return outcome(explanation, request, project);
}

/** What the document says is told even where no model answers. */
function outcome(explanation: Explanation, { json }: Request, { files }: Project): Outcome {
  const { ending, text } = explanation;
  const lost = failureIn(ending);
  const whole = (uri: string): string => files.get(uri)?.text ?? "";
  const placeOf: NamePlace = ({ uri, at }) => {
    const { line, character } = positionAt(whole(uri), at);
    const name = decodeURIComponent(uri.split("/").at(-1) ?? uri);
    return { name: `${name}, line ${line + 1}`, link: `${uri}#L${line + 1},${character + 1}` };
  };
  const problem = ending === undefined ? undefined : endingInWords(ending);
  const note = lost === undefined ? problem : failure(lost).message;
  return {
    found: text !== "",
    output: json
      ? JSON.stringify(shape(explanation, placeOf), undefined, 2)
      : report(explanation, placeOf).trimEnd(),
    ...(note !== undefined && { note }),
  };
}

/** What `--json` prints: places as `FILE#LLINE,COLUMN`. */
function shape({ question, text, model, ending }: Explanation, placeOf: NamePlace): object {
  const linkOf = (place: Place | undefined): string | null =>
    place === undefined ? null : placeOf(place).link;
  return {
    equation: question.tex,
    at: linkOf(question.place),
    symbols: question.symbols.map(({ written, meaning, macro }) => ({
      symbol: written,
      kind: meaning.kind,
      definition: meaning.kind === "defined" ? meaning.quote : null,
      at: meaning.kind === "defined" ? linkOf(meaning.place) : null,
      label: meaning.kind === "defined" ? (meaning.label ?? null) : null,
      macro: macro?.text ?? null,
    })),
    previous:
      question.previous === undefined
        ? null
        : { line: question.previous.tex, at: linkOf(question.previous.place) },
    unchecked: text === "" ? null : text,
    model: model ?? null,
    ending: ending?.kind ?? null,
  };
}
