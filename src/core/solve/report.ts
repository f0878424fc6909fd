import { fault } from "../complete/quality.ts";
import { called } from "../demoModel.ts";
import { explainFailure } from "../failure.ts";
import { frames } from "../prompts/frames/frames.ts";
import type { Ending, Sample, Solving } from "./solver.ts";
import type { Cluster } from "./cluster.ts";
import { standingOf } from "./standing.ts";

/** How many answers are shown with a solution, and how many solutions of one answer. */
const shown = { answers: 8, solutions: 3 } as const;

/** One sentence about where the vote stands. It never says more than that samples agree. */
export function headline(solving: Solving): string {
  const { samples, setup, tally } = solving;
  const result = standingOf(tally);
  const votes = (leader: Cluster): string => `${leader.samples.length} of ${samples.length}`;
  switch (result.kind) {
    case "none":
      return samples.length === 0
        ? "No solution yet"
        : `None of ${counted(samples.length)} has an answer`;
    case "tie": {
      const answers = result.tied.map(({ answer }) => asMaths(answer)).join(" and ");
      return `Tie: ${answers} with ${votes(result.leader)} votes each, not verified`;
    }
    case "noMajority":
      return `No majority: ${votes(result.leader)} samples say ${asMaths(result.leader.answer)}, not verified`;
    case "majority":
      return setup.samples === 1
        ? `One greedy solution, not verified: ${asMaths(result.leader.answer)}`
        : `${votes(result.leader)} samples agree, not verified: ${asMaths(result.leader.answer)}`;
  }
}

/** The solution to show first: of those with the leading answer the cleanest. */
export function bestSample({ tally, samples }: Solving): Sample | undefined {
  const [leader] = tally.clusters;
  return leader === undefined ? undefined : cleanest(leader, samples)[0];
}

/** Solutions that came to their end and do not repeat themselves first, and then the likeliest ones. */
export function cleanest(
  { samples: indices }: Cluster,
  samples: readonly Sample[],
): readonly Sample[] {
  const rank = ({ end, text, confidence }: Sample): number =>
    (end === "whole" && fault(text, "") === undefined ? 0 : -1_000) + (confidence ?? -100);
  return indices.flatMap((index) => samples[index] ?? []).toSorted((a, b) => rank(b) - rank(a));
}

/** The whole run as Markdown, as it stands. */
export function report(solving: Solving): string {
  const { setup, ending } = solving;
  const title = ending === undefined ? "Being written" : "Not finished";
  const parts = [
    `# ${headline(solving)}`,
    progressOf(solving),
    quoted(setup.problem),
    ...table(solving),
    ...solutions(solving),
    ...abstained(solving),
    ...solving.unfinished.map((text) => `## ${title}\n\n${quoted(text)}`),
    ...conditions(solving),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** What a run is doing, or how it ended. */
export function progressOf({ samples, setup, ending }: Solving): string {
  if (ending === undefined)
    return `Sample ${samples.length + 1} of ${setup.samples} is being written.`;
  return inWords(ending, samples.length, setup.samples);
}

function inWords(ending: Ending, done: number, planned: number): string {
  switch (ending.kind) {
    case "complete":
      return `All ${counted(planned)} are written.`;
    case "settled":
      return `Stopped after ${done} of ${counted(planned)}, ${planned - done} saved: the others would hardly change the winner (with a probability below 1 in 100).`;
    case "cancelled":
      return `Cancelled after ${done} of ${counted(planned)}.`;
    default:
      return `${explainFailure(ending).sentence} ${done} of ${counted(planned)} were finished before.`;
  }
}

function table({ tally, samples }: Solving): readonly string[] {
  if (samples.length === 0) return [];
  const row = (answer: string, votes: number): string =>
    `| ${answer} | ${votes} | ${"█".repeat(Math.round((20 * votes) / samples.length))} |`;
  const rows = tally.clusters.map(({ answer, samples: votes }) =>
    row(inCell(answer), votes.length),
  );
  const none = tally.abstentions.length === 0 ? [] : [row("no answer", tally.abstentions.length)];
  return [["| answer | votes | |", "| --- | ---: | --- |", ...rows, ...none].join("\n")];
}

function inCell(answer: string): string {
  return asMaths(answer).replaceAll("|", String.raw`\|`);
}

function solutions({ tally, samples }: Solving): readonly string[] {
  return tally.clusters.slice(0, shown.answers).flatMap((votes, index) => {
    const ordered = cleanest(votes, samples);
    const count = `${votes.samples.length} of ${samples.length}`;
    const title = `## ${index === 0 ? "Solution" : "Other solution"}: ${asMaths(votes.answer)}, ${count}`;
    const texts = [...new Set(ordered.map(({ text }) => text))];
    const all = texts.slice(0, index === 0 ? shown.solutions : 1);
    const more = texts.length - all.length;
    return [
      title,
      ...pooled(votes),
      ...all.map(quoted),
      ...(more > 0 ? [`and ${more} more with this answer.`] : []),
    ];
  });
}

/** What samples without an answer wrote, and why they have none. */
function abstained({ tally, samples }: Solving): readonly string[] {
  const without = tally.abstentions.flatMap((index) => samples[index] ?? []);
  if (without.length === 0) return [];
  const texts = new Set(without.map(({ text }) => text).filter((text) => text !== ""));
  return [
    `## No answer, ${without.length} of ${samples.length}`,
    `${whyNone(without).join(", ")}.`,
    ...[...texts].slice(0, 1).map(quoted),
  ];
}

/** Why samples have no answer, one phrase for each reason. */
export function whyNone(without: readonly Sample[]): readonly string[] {
  const count = (kind: Sample["end"]): number => without.filter(({ end }) => end === kind).length;
  const reasons = [
    [count("repetition"), "went in circles and was stopped"],
    [count("cut"), "did not come to its end"],
    [count("whole"), "ended without a final answer"],
  ] as const;
  return reasons.flatMap(([times, reason]) => (times === 0 ? [] : [`${times} ${reason}`]));
}

/** Why answers that look different were counted as one. */
function pooled({ members }: Cluster): readonly string[] {
  const [, ...joined] = members;
  if (joined.length === 0) return [];
  const reasons = joined.map(({ answer, reason }) => `${asMaths(answer)}: ${reason}`);
  return [`Counted as one answer: ${reasons.join("; ")}.`];
}

function conditions({ setup, samples }: Solving): readonly string[] {
  const { frame, temperature, topP, seed, model } = setup;
  const resumed = samples.filter((sample) => sample.resumed).length;
  return [
    "---",
    `${called(model)}, frame ${frames[frame].title}, temperature ${temperature}, top-p ${topP}, seeds from ${seed} on.`,
    ...(resumed > 0
      ? [
          `${counted(resumed)} gave way to typing and went on later: the seeds alone do not bring them again.`,
        ]
      : []),
  ];
}

function counted(samples: number): string {
  return samples === 1 ? "1 sample" : `${samples} samples`;
}

/** In the model's own words, set off from ours, whatever marks they contain. */
function quoted(text: string): string {
  return text
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");
}

/** An answer as it can stand in a Markdown line. */
export function asMaths(answer: string): string {
  const line = answer.replaceAll(/\s+/g, " ");
  const isWords = /\p{L}{2,}|^\([A-Z]\)$/u.test(line) && !/[\\^_=+<>{}\d]/.test(line);
  return line.includes("$") || isWords ? line : `$${line}$`;
}
