import { called, isDemoModel } from "./demoModel.ts";
import type { CreateFailure, ModelFailure, PullFailure } from "./model.ts";

/** What a person can do next; hosts map each to a command, a link or words. */
export type NextAction =
  | "setUp"
  | "setHeaders"
  | "setApiKey"
  | "allowServer"
  | "refuseServer"
  | "getModel"
  | "tryDemoModel"
  | "selectModel"
  | "wait"
  | "retry"
  | "showLog"
  | "showSent";

export interface Explanation {
  /** One plain sentence about what is wrong. */
  readonly sentence: string;
  /** One plain sentence about what to do. */
  readonly advice: string;
  readonly action: NextAction;
  /** Another thing to do. */
  readonly alternative?: NextAction;
}

/** Brings a Llemma of 7 billion parameters onto the server. */
export const pullCommand = "ollama pull hf.co/TheBloke/llemma_7b-GGUF:Q4_K_M";

/** The words for a failure: one sentence and one next action each. */
// eslint-disable-next-line max-lines-per-function, complexity -- a list of sentences, one case a failure
export function explainFailure(failure: CreateFailure | PullFailure): Explanation {
  if ("server" in failure) return explainServed(failure);
  switch (failure.kind) {
    case "notRunning":
      return {
        sentence: `No Ollama server answers at ${failure.url}.`,
        advice: "Start Ollama, or set its address (llemma.server.url).",
        action: "setUp",
      };
    case "tooOld":
      return {
        sentence: `The Ollama at ${failure.url} is too old: ${failure.version}.`,
        advice: `Update it to ${failure.oldest} or later.`,
        action: "setUp",
      };
    case "refused":
      return {
        sentence: `The server at ${failure.url} refused the request (${failure.status}).`,
        advice: "If a proxy guards it, set the request headers that it wants.",
        action: "setHeaders",
      };
    case "certificate":
      return {
        sentence: `The certificate of the server at ${failure.url} is not trusted (${failure.detail}).`,
        advice: "Have the authority that signed it added to the certificates of this system.",
        action: "showLog",
      };
    case "notAllowed":
      return explainConsent(failure);
    case "modelMissing":
      return {
        sentence: `The model ${called(failure.model)} is not on the server.`,
        ...(isDemoModel(failure.model)
          ? { advice: "Put it there, or select another.", alternative: "tryDemoModel" }
          : { advice: `Get it (ollama pull ${failure.model}), or select another.` }),
        action: "selectModel",
      };
    case "noModel":
      return {
        sentence: "No Llemma model is installed on the server.",
        advice: `Get one with \`${pullCommand}\` (4 GB), or try the demo model, which is small and no help with mathematics.`,
        action: "getModel",
        alternative: "tryDemoModel",
      };
    case "loading":
      return {
        sentence: `The server is still loading ${called(failure.model)}.`,
        advice: "Wait until it is in memory.",
        action: "wait",
      };
    case "outOfMemory":
      return {
        sentence: `${called(failure.model)} does not fit into the server's memory.`,
        advice: "Select a smaller model, or close other programs that use the GPU.",
        action: "selectModel",
      };
    case "busy":
      return {
        sentence: "The server has too many requests waiting.",
        advice: "Try again in a moment.",
        action: "retry",
      };
    case "promptTooLong":
      return {
        sentence: "The prompt is longer than the model can read.",
        advice: "See what was sent.",
        action: "showSent",
      };
    case "interrupted":
      return {
        sentence: `The connection to the server broke off (${failure.detail}).`,
        advice: "Try again.",
        action: "retry",
      };
    case "malformedReply":
      return {
        sentence: `The server sent something that is no answer of a model (${failure.detail}).`,
        advice: "Check the address of the server; the log has the details.",
        action: "showLog",
      };
    case "unreadable":
      return {
        sentence: `The file ${failure.path} cannot be read (${failure.detail}).`,
        advice: "If it belongs to the extension, install that again.",
        action: "showLog",
      };
    case "nameUnknown":
      return {
        sentence: `The registry does not give the model ${failure.model} (${failure.detail}).`,
        advice: "Its name may have changed, or it is gone: choose another.",
        action: "getModel",
      };
    case "noNetwork":
      return {
        sentence: `The server cannot reach the registry (${failure.detail}).`,
        advice: "See whether its machine is online; the download goes on from where it was.",
        action: "getModel",
      };
    case "damaged":
      return {
        sentence: `What was downloaded is damaged, again and again (${failure.detail}).`,
        advice: "Try again later, or choose another build.",
        action: "getModel",
      };
    case "diskFull":
      return {
        sentence: `The disk of the server at ${failure.url} is full.`,
        advice: "Make room there (`ollama rm` removes a model), and try again.",
        action: "getModel",
      };
    case "fileRefused":
      return {
        sentence: `The server made no model of the file (${failure.detail}).`,
        advice: "A newer Ollama, or the settings of a proxy before it, may help.",
        action: "setUp",
      };
  }
}

/** What differs where the server is somebody's affair, and no Ollama. */
function explainServed(failure: Extract<ModelFailure, { readonly server?: unknown }>): Explanation {
  switch (failure.kind) {
    case "notRunning":
      return {
        sentence: `No server answers at ${failure.url}.`,
        advice: "Start it, or set its address (llemma.server.url).",
        action: "retry",
      };
    case "refused":
      return {
        sentence: `The server at ${failure.url} refused the request (${failure.status}).`,
        advice: "Set the API key that it wants, or the request headers if a proxy guards it.",
        action: "setApiKey",
        alternative: "setHeaders",
      };
    case "modelMissing":
      return {
        sentence: `The model ${called(failure.model)} is not on the server.`,
        advice: "Select another, or ask who runs the server.",
        action: "selectModel",
      };
    case "noModel":
      return {
        sentence: "The server has no model whose name says Llemma.",
        advice: "Select the one that is meant, or ask who runs the server.",
        action: "selectModel",
      };
  }
}

/** The question is the failure: nothing is sent until it has an answer. */
function explainConsent({
  url,
  refused,
}: Extract<ModelFailure, { readonly kind: "notAllowed" }>): Explanation {
  const { host, protocol } = new URL(url);
  if (refused)
    return {
      sentence: `Nothing is sent to ${host} from this workspace, as you decided.`,
      advice: "Allow it, or use a server on this machine (llemma.server.url).",
      action: "allowServer",
    };
  const open = protocol === "http:" ? " The connection is not encrypted: others can read it." : "";
  return {
    sentence: `The server ${host} is another machine, and nothing has been sent to it.`,
    advice: `May the text around the cursor in this workspace be sent there?${open}`,
    action: "allowServer",
    alternative: "refuseServer",
  };
}

/** Whether nobody has to do anything about it: the status says it, and no message needs to. */
export function passesByItself(failure: CreateFailure | PullFailure): boolean {
  if (failure.kind === "notAllowed") return failure.refused;
  return failure.kind === "loading" || failure.kind === "busy";
}
