import { createContinuer } from "../core/continue/createContinuer.ts";
import type { Continuing } from "../core/continue/continuer.ts";
import { report } from "../core/continue/report.ts";
import { createTurns } from "../core/turns.ts";
import { systemClock as clock } from "../node/systemClock.ts";
import {
  failure,
  Failure,
  openWhole,
  openSession,
  warnOfDemo,
  type Outcome,
  type Request,
} from "./host.ts";
import { readFiles } from "./latexPlace.ts";

/** `llemma continue`: writes several steps of the proof or derivation at a place. */
export async function continueProof(request: Request): Promise<Outcome> {
  const { document, offset } = await openWhole(request);
  const { session, log } = openSession(request);
  const { turns } = createTurns(session, clock);
  const continuer = createContinuer({ model: session, turns, log });
  const isMaths = document.languageId !== "lean4";
  const project = isMaths ? await readFiles(document) : undefined;
  const selected = { start: offset, end: offset };
  const ask = { document, selected, sample: 0, ...(project && { project }) };
  const result = await continuer.continue(ask, new AbortController().signal);
  switch (result.kind) {
    case "noPlace":
      return { found: false, output: "", note: result.words };
    case "cancelled":
      throw new Failure("the request was given up.");
    case "continued":
      warnOfDemo(request, result.continuing.model);
      return outcome(result.continuing, request.json);
    default:
      throw failure(result);
  }
}

function outcome(continuing: Continuing, json: boolean): Outcome {
  const { steps, ending, unfinished, ...rest } = continuing;
  const shape = {
    unchecked: true,
    ...rest,
    steps: steps.map(({ text, state }) => ({
      text,
      state: state.kind,
      refuted: state.kind === "refuted" ? state.words : [],
    })),
    unfinished,
    ending: ending?.kind,
  };
  return {
    found: steps.length > 0,
    output: json ? JSON.stringify(shape, undefined, 2) : report(continuing).trimEnd(),
  };
}
