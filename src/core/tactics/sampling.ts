import { fault } from "../complete/quality.ts";
import type { DropReason, Reading } from "../complete/language.ts";
import { withoutGap } from "../complete/gap.ts";
import { requestFor } from "../complete/request.ts";
import { fewShot, proofStep, type StateFrame } from "../prompts/leanState.ts";
import type { CompletionRequest, Model, ModelFailure, Target } from "../model.ts";
import { indented } from "./insertion.ts";
import { normalise } from "./normalise.ts";
import type { TacticPlace } from "./place.ts";
import type { Frame } from "./suggester.ts";

/** llmstep's temperature for Llemma (`server_llemma.py`). */
const temperature = 0.5;

/** One request: a frame, and which of its samples. */
export interface Draw {
  readonly frame: Frame;
  /** 0 is the greedy one. */
  readonly seed: number;
}

/**
 * The requests for `count` candidates, in order: the first is greedy, and those of one frame come one after the
 * other, so that the server has read their prompt already.
 */
export function draws(frames: readonly Frame[], count: number): readonly Draw[] {
  return frames
    .flatMap((frame, index) => {
      const share = Math.floor(count / frames.length) + Number(index < count % frames.length);
      return Array.from({ length: share }, () => frame);
    })
    .map((frame, seed) => ({ frame, seed }));
}

export type Sample =
  /** `text`: from the cursor on, in the document's columns. `score`: mean log-probability of its tokens. */
  | { readonly kind: "tactic"; readonly text: string; readonly score: number | undefined }
  | { readonly kind: "dropped"; readonly reason: DropReason; readonly answer: string }
  | { readonly kind: "aborted" }
  | ModelFailure;

/** Asks for one candidate; ends the request as soon as the tactic has ended. Never rejects. */
export async function sample(
  model: Model,
  target: Target,
  draw: Asked,
  signal: AbortSignal,
): Promise<Sample> {
  const { request, read } = draw;
  const logprobs: number[] = [];
  const controller = new AbortController();
  let streamed = "";
  for await (const event of model.complete(
    target,
    request,
    AbortSignal.any([signal, controller.signal]),
  )) {
    if (event.kind === "text") {
      streamed += event.text;
      logprobs.push(...event.logprobs);
    } else if (event.kind !== "end") {
      return event;
    }
    // The limit of tokens may end an answer in the middle of a word.
    const cut = event.kind === "end" && event.reason === "length";
    const reading = read(streamed, event.kind === "end" && !cut);
    const text = textOf(reading, cut);
    if (reading.kind === "unfinished" && text === undefined) continue;
    controller.abort();
    if (text !== undefined) return { kind: "tactic", text, score: mean(logprobs) };
    return {
      kind: "dropped",
      reason: reading.kind === "dropped" ? reading.reason : "empty",
      answer: streamed,
    };
  }
  return { kind: "dropped", reason: "empty", answer: streamed };
}

function textOf(reading: Reading, cut: boolean): string | undefined {
  if (reading.kind === "finished") return reading.text;
  return reading.kind === "unfinished" && cut ? reading.soFar : undefined;
}

export interface Asked {
  readonly request: CompletionRequest;
  readonly read: (streamed: string, ended: boolean) => Reading;
}

/** The request of a draw, and how its answer is read. */
export function ask(
  { frame, seed }: Draw,
  { place, goals, target }: { place: TacticPlace; goals: readonly string[]; target: Target },
): Asked {
  const base = requestFor(place.language, target.window, seed);
  const request = { ...base, temperature: seed === 0 ? 0 : temperature };
  if (frame === "file") return { request, read: fileReader(place) };
  const { stop, prompt } = stateFrames[frame];
  const typed = place.typed.replace(/[ \t]+$/, "");
  const text = prompt(goals, typed, target.window);
  return { request: { ...request, prompt: text, stop }, read: stateReader(place, typed) };
}

const stateFrames: Readonly<Record<Exclude<Frame, "file">, StateFrame>> = { fewShot, proofStep };

function fileReader({ language, around }: TacticPlace): Asked["read"] {
  const ours = around[0] !== "";
  return (streamed, ended) => {
    // The space behind a `by` of ours gives way to a line break.
    const body = ours && streamed.startsWith("\n") ? streamed : withoutGap(streamed, language);
    return body === undefined
      ? { kind: "dropped", reason: "gap" }
      : judged(language.read(body, ended), language.prefix);
  };
}

/** The answer stands at column 0 and begins behind what is typed. */
function stateReader(place: TacticPlace, typed: string): Asked["read"] {
  const { language, column, lead } = place;
  const gap = place.typed.slice(typed.length);
  return (streamed, ended) => {
    // What is typed may be said again, and it comes in pieces.
    if (!ended && typed.startsWith(streamed.trim()))
      return { kind: "unfinished", soFar: undefined };
    const answer = normalise(streamed, typed);
    const body = typed === "" ? answer : withoutGap(answer, { prefix: typed, gap });
    if (body === undefined) return { kind: "dropped", reason: "gap" };
    if (body === "" && !ended) return { kind: "unfinished", soFar: undefined };
    return judged(language.read(lead + indented(body, column), ended), language.prefix);
  };
}

function judged(reading: Reading, prefix: string): Reading {
  if (reading.kind !== "finished") return reading;
  const reason = fault(reading.text, prefix);
  return reason === undefined ? reading : { kind: "dropped", reason };
}

function mean(numbers: readonly number[]): number | undefined {
  if (numbers.length === 0) return undefined;
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
