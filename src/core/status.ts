import { called, isDemoModel } from "./demoModel.ts";
import { explainFailure, passesByItself, type NextAction } from "./failure.ts";
import type { ModelFailure } from "./model.ts";
import type { ModelState, Running } from "./session.ts";
import { slowHint } from "./setup/placement.ts";

/** What can help in a state: the next action of a failure, or a thing that the extension does itself. */
export type StatusAction = NextAction | "trigger" | "stop" | "toggle" | "checkSetUp";

/** What every surface that shows the state says about it. */
export interface Status {
  /** Short, with a codicon in front. */
  readonly text: string;
  /** Whole sentences. */
  readonly tooltip: string;
  /** `problem`: nothing will be suggested until somebody does something. */
  readonly severity: "normal" | "problem";
  /** What helps most now. */
  readonly action: StatusAction;
  /** What helps as well. */
  readonly alternative?: StatusAction;
  /** What ends the sending of text to another machine, where there is one. */
  readonly leaving?: "refuseServer";
}

/** The same with the name of the server, where that is another machine. */
export function naming(status: Status, url: string): Status {
  const { host, protocol } = new URL(url);
  const open = protocol === "http:" ? ", over a connection that is not encrypted" : "";
  return {
    ...status,
    text: `${status.text} · ${host}`,
    tooltip: `${status.tooltip} Text goes to ${host}${open}.`,
    leaving: "refuseServer",
  };
}

/** The words for a state, seen from an editor of this language in which suggestions are on or off. */
export function statusOf(state: ModelState, enabled: boolean, languageId: string): Status {
  return enabled ? statusOfModel(state) : off(languageId);
}

function statusOfModel(state: ModelState): Status {
  switch (state.kind) {
    case "starting":
      return normal("$(circle-outline) Llemma", "Llemma gets ready at the first edit.", "trigger");
    case "loading":
      return normal(
        `$(loading~spin) Loading ${called(shortName(state.model))}`,
        sentence(state.model, "is being loaded into memory"),
        "showLog",
      );
    case "ready":
      // No tick: that is for what Lean has accepted.
      return working("$(circle-filled)", state, "is ready", "trigger");
    case "busy":
      return working("$(loading~spin)", state, "is writing", "stop");
    case "noServer":
      return failed("Llemma: no server", state.failure);
    case "tooOld":
      return failed("Llemma: old server", state.failure);
    case "noModel":
      return failed("Llemma: no model", state.failure);
    case "failing":
      return state.failure.kind === "notAllowed"
        ? notAllowed(state.failure)
        : failed("Llemma: not working", state.failure);
  }
}

function normal(text: string, tooltip: string, action: StatusAction): Status {
  return { text, tooltip, severity: "normal", action };
}

function working(
  icon: string,
  { model, gpuShare, speed }: Running,
  doing: string,
  action: StatusAction,
): Status {
  const where = placeOf(gpuShare);
  const text = `${icon} ${labelled(model)}${where === "" ? "" : ` · ${where}`}`;
  const figures = [
    ...(where === "" ? [] : [where]),
    ...(speed === undefined ? [] : [`${speed} tokens/s`]),
  ].join(", ");
  const words = sentence(model, `${doing}${figures === "" ? "" : ` (${figures})`}`);
  const hint = isDemoModel(model) ? undefined : slowHint(gpuShare);
  return hint === undefined
    ? normal(text, words, action)
    : { ...normal(text, `${words} ${hint}`, action), alternative: "checkSetUp" };
}

function failed(text: string, failure: ModelFailure): Status {
  const { sentence: wrong, advice, ...actions } = explainFailure(failure);
  const tooltip = `${wrong} ${advice}`;
  return passesByItself(failure)
    ? normal("$(clock) Llemma: waiting", tooltip, actions.action)
    : { text: `$(warning) ${text}`, tooltip, severity: "problem", ...actions };
}

function notAllowed(failure: Extract<ModelFailure, { readonly kind: "notAllowed" }>): Status {
  const { host } = new URL(failure.url);
  return failure.refused
    ? { ...failed("", failure), text: `$(circle-slash) Llemma: nothing goes to ${host}` }
    : { ...failed("", failure), text: `$(question) Llemma: may it use ${host}?` };
}

function off(languageId: string): Status {
  return normal(
    "$(circle-slash) Llemma: off",
    `Suggestions while typing are turned off for ${languageId}.`,
    "toggle",
  );
}

/** Where the model runs, in the words of `ollama ps`; empty when the server does not know. */
function placeOf(gpuShare: number | undefined): string {
  if (gpuShare === undefined) return "";
  if (gpuShare <= 0) return "CPU";
  // Only a model that is there entirely has 100 %.
  return `${gpuShare < 1 ? Math.min(99, Math.max(1, Math.round(gpuShare * 100))) : 100}% GPU`;
}

/** The model's name, with ours in front where it would not tell whose item this is. */
function labelled(model: string): string {
  const short = called(shortName(model));
  return /llemma/i.test(short) ? short : `Llemma: ${short}`;
}

/** Without registry, owner and the tag that says nothing: `hf.co/TheBloke/llemma_7b-GGUF:Q4_K_M` has no place in a status bar. */
function shortName(model: string): string {
  return model.slice(model.lastIndexOf("/") + 1).replace(/:latest$/, "");
}

/** With the whole name, and with what the model is good for where it is not the real thing. */
function sentence(model: string, doing: string): string {
  const about = isDemoModel(model)
    ? " It shows how suggestions work and is no help with mathematics."
    : "";
  return `${called(model)} ${doing}.${about}`;
}
