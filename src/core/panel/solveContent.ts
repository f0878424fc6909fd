import type { Cluster } from "../solve/cluster.ts";
import { asMaths, cleanest, headline, progressOf, whyNone } from "../solve/report.ts";
import { failureIn } from "../solve/standing.ts";
import type { Sample, SolveResult, Solving } from "../solve/solver.ts";
import type { Phase, SampleText, Section, VotedAnswer, Votes } from "./panelState.ts";
import { failed, phase } from "./phase.ts";
import type { TaskContent } from "./tasks.ts";

/** How many solutions of an answer are shown. */
const mostSamples = 4;

/** Shows runs as they stand. Votes that have not changed stay the same object. */
export function createSolveContent(): (solving: Solving) => TaskContent {
  let known: { readonly samples: Solving["samples"]; readonly votes: Votes } | undefined;
  return (solving) => {
    const { samples, setup } = solving;
    if (known?.samples !== samples) known = { samples, votes: votesOf(solving) };
    return {
      votes: known.votes,
      sections: writtenIn(solving),
      progress: samples.length / setup.samples,
    };
  };
}

/** How a run ended; what it says while it runs. */
export function phaseOfSolve(result: SolveResult): Phase {
  switch (result.kind) {
    case "solved":
      return endingOf(result.solving);
    case "cancelled":
      return phase("cancelled", "Cancelled before there was a solution.");
    case "empty":
      return phase("failed", "There is no problem.");
    case "problemTooLong": {
      const { tokens, room } = result;
      const sentence = `The problem is too long: about ${tokens} tokens with the examples, and there is room for ${room}. Select a shorter part.`;
      return phase("failed", sentence);
    }
    default:
      return failed(result);
  }
}

function endingOf(solving: Solving): Phase {
  const failure = failureIn(solving.ending);
  const sentence = progressOf(solving);
  if (failure !== undefined) return { ...failed(failure), sentence };
  return phase(solving.ending?.kind === "cancelled" ? "cancelled" : "done", sentence);
}

function votesOf(solving: Solving): Votes {
  const { tally, samples, setup } = solving;
  const without = tally.abstentions;
  return {
    headline: headline(solving),
    written: samples.length,
    planned: setup.samples,
    answers: tally.clusters.map((cluster, index) => answerOf(cluster, index, samples)),
    abstentions: {
      count: without.length,
      reasons: whyNone(without.flatMap((index) => samples[index] ?? [])),
      samples: without
        .slice(0, mostSamples)
        .flatMap((index) => textOf(samples[index], samples) ?? []),
    },
  };
}

function answerOf(cluster: Cluster, index: number, samples: readonly Sample[]): VotedAnswer {
  const { answer, members } = cluster;
  return {
    id: `answer-${index}`,
    answer: asMaths(answer),
    votes: cluster.samples.length,
    pooled: members
      .filter(({ reason }) => reason !== "")
      .map((one) => ({ answer: asMaths(one.answer), reason: one.reason })),
    samples: cleanest(cluster, samples)
      .slice(0, mostSamples)
      .flatMap((sample) => textOf(sample, samples) ?? []),
  };
}

function textOf(sample: Sample | undefined, samples: readonly Sample[]): SampleText | undefined {
  if (sample === undefined || sample.text === "") return undefined;
  const number = samples.indexOf(sample) + 1;
  return { id: `sample-${number}`, label: `Sample ${number}`, markdown: sample.text };
}

/** The samples that are being written, or were when the run ended. */
function writtenIn({ unfinished, ending }: Solving): readonly Section[] {
  const heading = ending === undefined ? "Being written" : "Not finished";
  return unfinished.map((markdown, index) => ({
    id: `writing-${index}`,
    source: "model",
    heading,
    markdown,
    steps: [],
    links: [],
  }));
}
