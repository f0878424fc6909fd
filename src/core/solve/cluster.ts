import { readAnswer, type Answer } from "./answer.ts";
import type { Comparison } from "./compareFormulas.ts";
import { compareAnswers } from "./equivalent.ts";

/** Samples whose answers were taken for one. */
export interface Cluster {
  /** In the spelling of its first sample. */
  readonly answer: string;
  /** The numbers of its samples, in order; each is a vote. */
  readonly samples: readonly number[];
  /** Its spellings, in the order in which they joined. */
  readonly members: readonly Member[];
}

interface Member {
  readonly answer: string;
  readonly samples: readonly number[];
  /** Why it was pooled with the others, for a person; empty for the one that they joined. */
  readonly reason: string;
}

export interface Tally {
  /** Most votes first, and of equally many the one that came first. */
  readonly clusters: readonly Cluster[];
  /** The numbers of the samples without an answer. */
  readonly abstentions: readonly number[];
}

/** Pools the answers of samples as they come. */
export interface Pool {
  /** The next sample's answer; `undefined` is an abstention. Samples count from 0. */
  add(answer: string | undefined): void;
  tally(): Tally;
}

/** All comparisons that one pool makes; what is left uncompared beyond them stands alone. */
const mostComparisons = 12_000;

/**
 * Clusters are a partition by construction: an answer joins the largest cluster that has one equal to it and none
 * different from it, and clusters are never merged. Answers that name a unit or a letter go first, so that a bare 5 finds
 * "5 cm" and "5 m" apart and joins the larger.
 */
export function createPool(): Pool {
  const spellings = new Map<string, Spelling>();
  const abstentions: number[] = [];
  const comparisons = new Map<string, Comparison>();
  let count = 0;

  const compare = (a: Spelling, b: Spelling): Comparison => {
    const key = a.id < b.id ? `${a.id} ${b.id}` : `${b.id} ${a.id}`;
    const known = comparisons.get(key);
    if (known !== undefined) return known;
    if (comparisons.size >= mostComparisons) return { verdict: "unknown", reason: "not compared" };
    const found = compareAnswers(a.answer, b.answer);
    comparisons.set(key, found);
    return found;
  };

  return {
    add: (text) => {
      const sample = count;
      count += 1;
      if (text === undefined) {
        abstentions.push(sample);
        return;
      }
      const answer = readAnswer(text);
      const known = spellings.get(answer.normal);
      if (known !== undefined) known.samples.push(sample);
      else {
        const rank = rankOf(answer);
        spellings.set(answer.normal, { id: spellings.size, answer, rank, samples: [sample] });
      }
    },
    tally: () => ({
      clusters: gather([...spellings.values()], compare),
      abstentions: [...abstentions],
    }),
  };
}

interface Spelling {
  /** Spellings count from 0 as they come. */
  readonly id: number;
  readonly answer: Answer;
  readonly rank: number;
  readonly samples: number[];
}

/** How much an answer names: those that name less may equal several that differ. */
function rankOf({ shape }: Answer): number {
  if (shape === undefined) return 0;
  const hasUnit = shape.kind === "value" && shape.unit !== undefined;
  return (shape.label === undefined ? 0 : 1) + (hasUnit ? 1 : 0);
}

interface Growing {
  readonly members: { readonly spelling: Spelling; readonly reason: string }[];
  votes: number;
}

function gather(
  spellings: readonly Spelling[],
  compare: (a: Spelling, b: Spelling) => Comparison,
): readonly Cluster[] {
  const clusters: Growing[] = [];
  for (const spelling of spellings.toSorted((a, b) => b.rank - a.rank || a.id - b.id)) {
    let best: { readonly cluster: Growing; readonly reason: string } | undefined;
    for (const cluster of clusters) {
      const reason = reasonToJoin(cluster, (other) => compare(spelling, other));
      const isLarger = best === undefined || cluster.votes > best.cluster.votes;
      if (reason !== undefined && isLarger) best = { cluster, reason };
    }
    if (best === undefined) {
      clusters.push({ members: [{ spelling, reason: "" }], votes: spelling.samples.length });
    } else {
      best.cluster.members.push({ spelling, reason: best.reason });
      best.cluster.votes += spelling.samples.length;
    }
  }
  return clusters
    .map(finish)
    .sort((a, b) => b.samples.length - a.samples.length || first(a) - first(b));
}

/** One that is equal, and none that is different. */
function reasonToJoin(
  { members }: Growing,
  compare: (other: Spelling) => Comparison,
): string | undefined {
  let reason: string | undefined;
  for (const { spelling } of members) {
    const found = compare(spelling);
    if (found.verdict === "different") return undefined;
    if (found.verdict === "equal") reason ??= `${found.reason} (${spelling.answer.text})`;
  }
  return reason;
}

function finish({ members }: Growing): Cluster {
  const samples = members.flatMap(({ spelling }) => spelling.samples).sort((a, b) => a - b);
  const earliest = members.find(({ spelling }) => spelling.samples[0] === samples[0]);
  return {
    answer: earliest?.spelling.answer.text ?? "",
    samples,
    members: members.map(({ spelling, reason }) => ({
      answer: spelling.answer.text,
      samples: [...spelling.samples],
      reason,
    })),
  };
}

function first({ samples }: Cluster): number {
  return samples[0] ?? 0;
}
