import { isFrameName, frameNames } from "../core/prompts/frames/frames.ts";
import { createSolver } from "../core/solve/createSolver.ts";
import { bestSample, report } from "../core/solve/report.ts";
import type { Ask, Solving } from "../core/solve/solver.ts";
import { failureIn, standingOf } from "../core/solve/standing.ts";
import { createTurns } from "../core/turns.ts";
import { systemClock as clock } from "../node/systemClock.ts";
import { failure, Failure, openSession, type Call, type Outcome } from "./host.ts";

/** The options of the command, as they were typed. */
interface Options {
  readonly samples?: string | undefined;
  readonly frame?: string | undefined;
  readonly temperature?: string | undefined;
  readonly seed?: string | undefined;
}

/** `llemma solve`: samples solutions and prints the votes. */
export async function solve(problem: string, call: Call, options: Options): Promise<Outcome> {
  const { session, settings, log } = openSession(call);
  const ask = readAsk(problem, options, settings["solve.samples"]);
  const parallel = (): number => settings["server.parallel"];
  const { turns } = createTurns(session, clock);
  const solver = createSolver({ model: session, turns, parallel, clock, log });
  const result = await solver.solve(ask, new AbortController().signal);
  switch (result.kind) {
    case "empty":
      throw new Failure("there is no problem to solve.");
    case "problemTooLong":
      throw new Failure(
        `the problem is too long: with the examples it has about ${result.tokens} tokens, and there is room for ${result.room}.`,
      );
    case "cancelled":
      throw new Failure("the run was given up.");
    case "solved":
      return outcome(result.solving, call.json);
    default:
      throw failure(result);
  }
}

function outcome(solving: Solving, json: boolean): Outcome {
  const { samples, ending, tally } = solving;
  const lost = failureIn(ending);
  if (lost !== undefined && samples.length === 0) throw failure(lost);
  return {
    found: tally.clusters.length > 0,
    output: json ? JSON.stringify(shape(solving), undefined, 2) : report(solving).trimEnd(),
    ...(lost && { note: failure(lost).message }),
  };
}

/** What `--json` prints. */
function shape(solving: Solving): object {
  const { setup, samples, tally, ending } = solving;
  const standing = standingOf(tally);
  const best = bestSample(solving);
  const winner = tally.clusters[0];
  return {
    winner:
      winner === undefined
        ? null
        : {
            answer: winner.answer,
            votes: winner.samples.length,
            share: winner.samples.length / samples.length,
            solution: best?.text ?? "",
          },
    tally: tally.clusters.map(({ answer, samples: votes, members }) => ({
      answer,
      votes: votes.length,
      answers: members.map((member) => member.answer),
    })),
    samples: samples.length,
    abstentions: tally.abstentions.length,
    saved: ending?.kind === "settled" ? setup.samples - samples.length : 0,
    majority: standing.kind === "majority",
    tied: standing.kind === "tie",
    ending: ending?.kind,
    seed: setup.seed,
    temperature: setup.temperature,
    topP: setup.topP,
    frame: setup.frame,
    model: setup.model,
  };
}

function readAsk(problem: string, options: Options, samples: number): Ask {
  const { frame = "auto" } = options;
  if (frame !== "auto" && !isFrameName(frame)) {
    throw new Failure(`there is no frame ${frame}; the frames are ${frameNames.join(", ")}.`);
  }
  return {
    problem,
    frame,
    samples: number("samples", options.samples, { low: 1, high: 256, whole: true }) ?? samples,
    temperature: number("temperature", options.temperature, { low: 0, high: 2, whole: false }),
    seed:
      number("seed", options.seed, { low: 0, high: 2 ** 31 - 257, whole: true }) ??
      Math.floor(Math.random() * 1_000_000),
  };
}

function number(
  name: string,
  text: string | undefined,
  { low, high, whole }: { readonly low: number; readonly high: number; readonly whole: boolean },
): number | undefined {
  if (text === undefined) return undefined;
  const value = text.trim() === "" ? NaN : Number(text);
  if (value >= low && value <= high && (!whole || Number.isInteger(value))) return value;
  throw new Failure(`--${name} takes a ${whole ? "whole " : ""}number from ${low} to ${high}.`);
}
