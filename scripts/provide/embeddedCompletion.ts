import type { LlamaModel, LlamaSequence, Sampling } from "./llamaCpp.ts";

/** What a completion is asked for, in Ollama's meaning of the words. */
export interface Wanted extends Sampling {
  readonly prompt: string;
  readonly maxTokens: number;
  readonly stop: readonly string[];
  readonly penalty: { readonly factor: number; readonly lastTokens: number };
  /** Ends the work, while reading the prompt too. */
  readonly signal: AbortSignal;
  readonly onText: (piece: string) => void;
}

/** What Ollama's last line tells; durations in nanoseconds. */
export interface Completed {
  readonly done_reason: "stop" | "length";
  readonly prompt_eval_count: number;
  readonly prompt_eval_duration: number;
  readonly eval_count: number;
  readonly eval_duration: number;
}

const replacement = "\uFFFD";

// So many tokens are read before a look whether the answer is still wanted.
const readAtOnce = 256;

/**
 * Completes a prompt token by token. Not the package's own completion: that one cuts the last
 * character before a stop string when it has several tokens, as in a byte-level model.
 */
export async function complete(
  model: LlamaModel,
  sequence: LlamaSequence,
  wanted: Wanted,
): Promise<Completed> {
  const started = performance.now();
  const prompt = promptTokens(model, sequence, wanted.prompt);
  await readPrompt(sequence, prompt, wanted.signal);
  const read = performance.now();
  const generated: number[] = [];
  const text = new TextBeforeStop(wanted.stop, wanted.onText);
  const { factor, lastTokens } = wanted.penalty;
  const recent = (): readonly number[] => [...prompt, ...generated].slice(-lastTokens);
  const { temperature, topP, topK, minP, seed } = wanted;
  const answer = sequence.evaluate(prompt.slice(-1), {
    ...{ temperature, topP, topK, minP, seed, yieldEogToken: true },
    ...(factor === 1
      ? {}
      : { repeatPenalty: { penalty: factor, maxPunishTokens: lastTokens, punishTokens: recent } }),
  });
  let reason: Completed["done_reason"] = "length";
  for await (const token of answer) {
    wanted.signal.throwIfAborted();
    generated.push(token);
    if (model.isEogToken(token) || text.stopsAt(model.detokenize(generated, false, prompt))) {
      reason = "stop";
      break;
    }
    if (
      generated.length >= wanted.maxTokens ||
      sequence.nextTokenIndex + 1 >= sequence.contextSize
    ) {
      break;
    }
  }
  text.end();
  return {
    done_reason: reason,
    prompt_eval_count: prompt.length,
    prompt_eval_duration: Math.round((read - started) * 1e6),
    eval_count: generated.length,
    eval_duration: Math.round((performance.now() - read) * 1e6),
  };
}

/** The end of a prompt that is too long, as Ollama does it; a quarter is kept for the answer. */
function promptTokens(model: LlamaModel, sequence: LlamaSequence, text: string): readonly number[] {
  const { bos, shouldPrependBosToken } = model.tokens;
  const first = shouldPrependBosToken && bos !== null ? [bos] : [];
  const tokens = model.tokenize(text, false);
  const room = sequence.contextSize - first.length;
  const kept = tokens.length < room ? tokens : tokens.slice(-Math.floor((room * 3) / 4));
  return [...first, ...kept];
}

/** Brings the slot to the prompt but for its last token, with which the answer begins. */
async function readPrompt(
  sequence: LlamaSequence,
  prompt: readonly number[],
  signal: AbortSignal,
): Promise<void> {
  const before = prompt.slice(0, -1);
  signal.throwIfAborted();
  await sequence.adaptStateToTokens(before, false);
  while (sequence.nextTokenIndex < before.length) {
    signal.throwIfAborted();
    const next = sequence.nextTokenIndex;
    await sequence.evaluateWithoutGeneratingNewTokens(before.slice(next, next + readAtOnce));
  }
}

/** Hands text on as it grows, but nothing that may yet turn out to be the beginning of a stop. */
class TextBeforeStop {
  readonly #stops: readonly string[];
  readonly #onText: (piece: string) => void;
  #text = "";
  #sent = 0;

  constructor(stops: readonly string[], onText: (piece: string) => void) {
    this.#stops = stops.filter((stop) => stop !== "");
    this.#onText = onText;
  }

  /** Takes the whole text so far; true when a stop string is in it. */
  stopsAt(text: string): boolean {
    const found = this.#stops.map((stop) => text.indexOf(stop)).filter((index) => index >= 0);
    if (found.length > 0) {
      this.#text = text.slice(0, Math.min(...found));
      return true;
    }
    // A character of several tokens is whole only with its last one.
    this.#text = text.endsWith(replacement) ? text.slice(0, text.indexOf(replacement)) : text;
    const held = Math.max(0, ...this.#stops.map((stop) => overlap(this.#text, stop)));
    this.#send(this.#text.length - held);
    return false;
  }

  end(): void {
    this.#send(this.#text.length);
  }

  #send(upTo: number): void {
    if (upTo > this.#sent) {
      this.#onText(this.#text.slice(this.#sent, upTo));
      this.#sent = upTo;
    }
  }
}

/** Length of the longest end of the text that begins the stop string. */
function overlap(text: string, stop: string): number {
  for (let length = Math.min(stop.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(stop.slice(0, length))) {
      return length;
    }
  }
  return 0;
}
