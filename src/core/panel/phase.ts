import { explainFailure } from "../failure.ts";
import type { CreateFailure } from "../model.ts";
import type { Phase } from "./panelState.ts";

export function phase(kind: Phase["kind"], sentence: string): Phase {
  return { kind, sentence, actions: [] };
}

/** A failure with what helps. */
export function failed(failure: CreateFailure): Phase {
  const { sentence, advice, action, alternative } = explainFailure(failure);
  const actions = alternative === undefined ? [action] : [action, alternative];
  return { kind: "failed", sentence: `${sentence} ${advice}`, actions };
}
