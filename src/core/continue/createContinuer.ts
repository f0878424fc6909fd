import { unlessAborted } from "../abort.ts";
import { macrosAt, withFile } from "../context/latex/project.ts";
import { structureOf } from "../context/latex/structure.ts";
import { requestFor } from "../complete/request.ts";
import type { Logger } from "../log.ts";
import type { CompletionRequest, Model, Target } from "../model.ts";
import { latexHeadings } from "../prompts/latexStep.ts";
import type { Turns } from "../turns.ts";
import { writeInTurns, type Written } from "../write.ts";
import type { Ask, Continuer, ContinueResult, Continuing, Ending } from "./continuer.ts";
import { continuationAt, type ContinuationPlace } from "./place.ts";
import { withStates, type Ground } from "./refute.ts";
import { Splitter } from "./split.ts";

/** The most that is written at once: about a dozen steps, and a minute or two on a processor. */
const continuationTokens = 512;

interface Ports {
  readonly model: Model;
  readonly turns: Turns;
  readonly log: Logger;
}

export function createContinuer(ports: Ports): Continuer {
  return {
    continue: async (ask, signal, onProgress = () => undefined): Promise<ContinueResult> => {
      const found = continuationAt(ask.document, ask.selected);
      if (found.kind === "noPlace") return found;
      const target = await unlessAborted(ports.model.ready(true), signal);
      if (target === undefined) return { kind: "cancelled" };
      if (target.kind !== "ok") return target;
      const run = new Run(ports, { ...ask, ...found, target: target.value }, onProgress);
      const continuing = await run.toEnd(signal);
      ports.log.info(
        `continued: ${continuing.steps.length} steps, ${continuing.ending?.kind ?? ""}`,
      );
      return { kind: "continued", continuing };
    },
  };
}

type Plan = Ask & Omit<ContinuationPlace, "kind"> & { readonly target: Target };

/** One continuation. Typing comes first: it gives way, and goes on from its own text. */
class Run {
  readonly #ports: Ports;
  readonly #plan: Plan;
  readonly #onProgress: (continuing: Continuing) => void;
  readonly #splitter: Splitter;
  readonly #ground: Ground;
  #continuing: Continuing;

  constructor(ports: Ports, plan: Plan, onProgress: (continuing: Continuing) => void) {
    this.#ports = ports;
    this.#plan = plan;
    this.#onProgress = onProgress;
    this.#splitter = new Splitter(plan.document, plan.selected.end);
    this.#ground = groundOf(plan);
    this.#continuing = {
      place: plan.place.description,
      languageId: plan.document.languageId,
      model: plan.target.model,
      sample: plan.sample,
      steps: [],
      unfinished: "",
      ending: undefined,
    };
  }

  async toEnd(signal: AbortSignal): Promise<Continuing> {
    const { model, turns } = this.#ports;
    const { target } = this.#plan;
    const written = await writeInTurns(
      {
        ...{ model, turns, target, request: this.#request() },
        over: (text) => (this.#heard(text, false) === undefined ? undefined : text.length),
        onText: () => {
          this.#onProgress(this.#continuing);
        },
      },
      signal,
    );
    return this.#ended(written);
  }

  #request(): CompletionRequest {
    const { place, target, sample, project } = this.#plan;
    const long = { ...place, maxTokens: continuationTokens, stop: latexHeadings };
    return requestFor(long, target.window, sample, project);
  }

  #ended(written: Written): Continuing {
    switch (written.kind) {
      case "aborted":
        return this.#over({ kind: "cancelled" });
      case "repetition":
        return this.#over({ kind: "circles" });
      case "whole":
      case "cut": {
        const isWhole = written.kind === "whole";
        const end = this.#heard(written.draft.text, isWhole);
        return this.#over({ kind: end ?? (isWhole ? "stop" : "limit") });
      }
      default:
        return this.#over(written);
    }
  }

  /** Splits what was written; why no more of it counts, if that is so. */
  #heard(text: string, ended: boolean): ReturnType<Splitter["read"]>["end"] {
    const { steps, rest, end } = this.#splitter.read(text, ended);
    const known = this.#continuing.steps;
    this.#continuing = {
      ...this.#continuing,
      ...(steps.length > known.length && { steps: withStates(steps, known, this.#ground) }),
      unfinished: rest,
    };
    return end;
  }

  #over(ending: Ending): Continuing {
    const isCut =
      ending.kind !== "proofEnd" && ending.kind !== "document" && ending.kind !== "stop";
    const unfinished = isCut && ending.kind !== "circles" ? this.#continuing.unfinished : "";
    this.#continuing = { ...this.#continuing, unfinished, ending };
    this.#onProgress(this.#continuing);
    return this.#continuing;
  }
}

/** What the steps are tested against, with the text as it is now. */
function groundOf({ document, selected, cursor, project }: Plan): Ground {
  const offset = selected.end;
  const { uri, text, verbatim } = document;
  const before = structureOf(text.slice(0, offset), undefined, verbatim);
  const files = project === undefined ? [] : [...project.files];
  return {
    before,
    open: cursor.open,
    others: files.flatMap(([name, file]) => (name === uri ? [] : [file])),
    macros: macrosAt(withFile(project, uri, before), { uri, offset }),
  };
}
