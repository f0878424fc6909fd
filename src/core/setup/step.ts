import type { ModelFailure } from "../model.ts";
import type { ModelState } from "../session.ts";

/** What is known of this machine beside the state. */
export interface Here {
  /** Whether the server's address is this machine's. */
  readonly local: boolean;
  /** Where the `ollama` program is; undefined when there is none. */
  readonly program: string | undefined;
}

/** The one thing to do next. */
export type SetUpStep =
  | { readonly kind: "install" }
  | { readonly kind: "start"; readonly program: string }
  /** A server on another machine that does not answer. */
  | { readonly kind: "reach"; readonly failure: ModelFailure }
  | { readonly kind: "update"; readonly failure: ModelFailure }
  | { readonly kind: "getModel"; readonly failure: ModelFailure }
  | { readonly kind: "wait"; readonly model: string }
  | { readonly kind: "use"; readonly model: string }
  | { readonly kind: "mend"; readonly failure: ModelFailure }
  /** Nobody has looked yet. */
  | { readonly kind: "look" };

/** The next step on the way to suggestions, as a function of the state. */
// eslint-disable-next-line complexity -- a list, one case a state
export function nextStep(state: ModelState, { local, program }: Here): SetUpStep {
  switch (state.kind) {
    case "starting":
      return { kind: "look" };
    case "noServer":
      // What else than an Ollama there should be is its owner's to say.
      if (!local || state.failure.server !== undefined)
        return { kind: "reach", failure: state.failure };
      return program === undefined ? { kind: "install" } : { kind: "start", program };
    case "tooOld":
      return { kind: "update", failure: state.failure };
    case "noModel":
      if ("server" in state.failure) return { kind: "mend", failure: state.failure };
      return { kind: "getModel", failure: state.failure };
    case "loading":
      return { kind: "wait", model: state.model };
    case "ready":
    case "busy":
      return { kind: "use", model: state.model };
    case "failing":
      return { kind: "mend", failure: state.failure };
  }
}
