import { createCompleter } from "../core/complete/createCompleter.ts";
import type { Replacement } from "../core/complete/completer.ts";
import type { Project } from "../core/context/latex/project.ts";
import { whyUnread } from "../core/context/readable.ts";
import { positionAt, type Document } from "../core/document.ts";
import type { Session } from "../core/session.ts";
import { systemClock } from "../node/systemClock.ts";
import {
  failure,
  Failure,
  openDocument,
  openSession,
  warnOfDemo,
  type Outcome,
  type Request,
} from "./host.ts";
import { readFiles } from "./latexPlace.ts";

/** `llemma complete`: prints what the editor would insert. */
export async function complete(request: Request): Promise<Outcome> {
  const { document, offset } = await openDocument(request);
  const { session, settings, log } = openSession(request);
  const project = await projectFor(document);
  const completer = createCompleter({
    model: session,
    projectOf: () => project,
    clock: systemClock,
    log,
    settings: () => settings,
  });
  const signal = new AbortController().signal;
  const result = await completer.complete({ document, offset, trigger: "automatic" }, signal);
  warnOfDemo(request, session.lastExchange?.target.model);
  switch (result.kind) {
    case "suggestions": {
      const [first] = result.suggestions;
      if (first === undefined) return nothing("empty", request);
      return {
        found: true,
        output: request.json ? json(first, document.text, session) : first.text,
      };
    }
    case "none":
      return nothing(result.reason, request);
    case "cancelled":
      throw new Failure("the request was given up.");
    default:
      throw failure(result);
  }
}

/** The other files count where they are read in no time. */
async function projectFor(document: Document): Promise<Project | undefined> {
  const isAlone = document.languageId === "lean4" || whyUnread(document.text) !== undefined;
  return isAlone ? undefined : await readFiles(document);
}

function nothing(reason: string, request: Request): Outcome {
  return request.json
    ? { found: false, output: JSON.stringify({ suggestion: null, reason }) }
    : { found: false, output: "", note: `Nothing to suggest here: ${reason}.` };
}

function json({ start, end, text }: Replacement, whole: string, session: Session): string {
  const at = (offset: number): string => {
    const { line, character } = positionAt(whole, offset);
    return `${line + 1}:${character + 1}`;
  };
  const { url, target } = session.lastExchange ?? {};
  const suggestion = { text, from: at(start), to: at(end) };
  return JSON.stringify({ suggestion, server: url, model: target?.model }, undefined, 2);
}
