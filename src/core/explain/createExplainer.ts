import { unlessAborted } from "../abort.ts";
import type { Logger } from "../log.ts";
import type { CompletionRequest, Model, Target } from "../model.ts";
import { explanationStop, explanationTokens, nextExplanation } from "../prompts/explanation.ts";
import type { Turns } from "../turns.ts";
import { startOf, writeInTurns, type Draft, type Written } from "../write.ts";
import type { Ending, Explainer, Explanation, Question } from "./explanation.ts";
import { readAnswer } from "./readAnswer.ts";
import { promptFor } from "./told.ts";

/** What a tokenizer adds to a prompt, and room for the estimate being one. */
const margin = 32;

interface Ports {
  readonly model: Model;
  readonly turns: Turns;
  readonly log: Logger;
}

export function createExplainer(ports: Ports): Explainer {
  return {
    explain: (question, signal, onProgress = () => undefined) =>
      new Run(ports, question, onProgress).toEnd(signal),
  };
}

class Run {
  readonly #ports: Ports;
  readonly #onProgress: (explanation: Explanation) => void;
  #explanation: Explanation;

  constructor(ports: Ports, question: Question, onProgress: (explanation: Explanation) => void) {
    this.#ports = ports;
    this.#onProgress = onProgress;
    this.#explanation = { question, text: "", model: undefined, ending: undefined };
  }

  async toEnd(signal: AbortSignal): Promise<Explanation> {
    this.#become({});
    const target = await unlessAborted(this.#ports.model.ready(true), signal);
    if (target === undefined) return this.#end({ kind: "cancelled" });
    if (target.kind !== "ok") return this.#end(target);
    const { model, window } = target.value;
    this.#become({ model });
    const room = window - explanationTokens - margin;
    const fitted = promptFor(this.#explanation.question, room);
    if (fitted.kind === "tooLong") return this.#end({ ...fitted, room });
    const written = await this.#write(target.value, requestFor(fitted.prompt), signal);
    return this.#finish(written);
  }

  async #write(target: Target, request: CompletionRequest, signal: AbortSignal): Promise<Written> {
    const { model, turns } = this.#ports;
    const onText = ({ text }: Draft): void => {
      this.#become({ text: readAnswer(text) });
    };
    const over = (text: string): number | undefined => startOf(nextExplanation, text);
    return await writeInTurns({ model, turns, target, request, over, onText }, signal);
  }

  #finish(written: Written): Explanation {
    switch (written.kind) {
      case "aborted":
        return this.#end({ kind: "cancelled" });
      case "whole":
      case "cut":
      case "repetition": {
        const text = readAnswer(written.draft.text, written.kind);
        this.#become({ text });
        if (text === "") return this.#end({ kind: "empty" });
        return this.#end({ kind: written.kind === "whole" ? "complete" : written.kind });
      }
      default:
        return this.#end(written);
    }
  }

  #become(change: Partial<Explanation>): void {
    this.#explanation = { ...this.#explanation, ...change };
    this.#onProgress(this.#explanation);
  }

  #end(ending: Ending): Explanation {
    this.#become({ ending });
    this.#ports.log.info(`explained: ${ending.kind}`);
    return this.#explanation;
  }
}

function requestFor(prompt: string): CompletionRequest {
  return {
    prompt,
    maxTokens: explanationTokens,
    temperature: 0,
    topP: 1,
    seed: 0,
    stop: explanationStop,
  };
}
