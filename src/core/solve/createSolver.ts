import { unlessAborted } from "../abort.ts";
import type { Clock } from "../clock.ts";
import type { Logger } from "../log.ts";
import type { Model, Target } from "../model.ts";
import { solutionTokens } from "../prompts/frames/frame.ts";
import { chooseFrame, frames, promptTokens } from "../prompts/frames/frames.ts";
import type { Turns } from "../turns.ts";
import { Run } from "./run.ts";
import type { Ask, Setup, Solver, SolveResult, Solving } from "./solver.ts";

/** Nucleus sampling, as Llemma's authors set it for every task. */
const topP = 0.95;
/** What a tokenizer adds to a prompt, and room for the estimate being one. */
const margin = 32;

interface Ports {
  readonly model: Model;
  readonly turns: Turns;
  /** The setting: how many samples are written at once, 0 for as many as measuring finds. */
  readonly parallel?: () => number;
  readonly clock: Clock;
  readonly log: Logger;
}

export function createSolver(ports: Ports): Solver {
  return {
    solve: (ask, signal, onProgress = () => undefined) => solve(ports, ask, signal, onProgress),
  };
}

async function solve(
  ports: Ports,
  ask: Ask,
  signal: AbortSignal,
  onProgress: (solving: Solving) => void,
): Promise<SolveResult> {
  const problem = ask.problem.trim();
  if (problem === "") return { kind: "empty" };
  const target = await unlessAborted(ports.model.ready(true), signal);
  if (target === undefined) return { kind: "cancelled" };
  if (target.kind !== "ok") return target;
  const setup = setupFor({ ...ask, problem }, target.value);
  const frame = frames[setup.frame];
  const prompt = frame.prompt(problem);
  const room = target.value.window - solutionTokens - margin;
  const tokens = promptTokens(prompt);
  if (tokens > room) return { kind: "problemTooLong", tokens, room };
  const run = new Run({ ...ports, target: target.value }, { setup, frame, prompt }, onProgress);
  const solving = await run.toEnd(signal);
  ports.log.info(`solved: ${solving.samples.length} of ${setup.samples} samples`);
  return { kind: "solved", solving };
}

function setupFor(ask: Ask, { model }: Target): Setup {
  const frame = ask.frame === "auto" ? chooseFrame(ask.problem) : ask.frame;
  const greedy = ask.samples === 1;
  const temperature = greedy ? 0 : (ask.temperature ?? frames[frame].temperature);
  const { problem, samples, seed } = ask;
  return { problem, frame, samples, temperature, topP: temperature === 0 ? 1 : topP, seed, model };
}
