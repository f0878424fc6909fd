import { isSettled } from "../src/core/solve/stopping.ts";
import { Random } from "../test/support/random.ts";
import type { Figure } from "./figure.ts";

/** Llemma 7B on MATH, from its model card: what one sample and the majority of 256 get right. */
const math = { one: 0.18, majority: 0.335 } as const;
const sizes = [16, 64, 256] as const;
const problems = { measured: 8_000, fitted: 4_000 } as const;

/** How samples fall on answers: the shares, of which the first is the right answer's. */
type Family = (random: Random, spread: number, shape: number) => readonly number[];

/**
 * In both families the right answer's share is Beta-distributed with the mean of one sample; `spread` is the sum of its
 * parameters, small for a model that masters some problems and fails at others. The wrong answers share the rest by
 * Zipf's law with the exponent `shape`, or like a stick broken at random (a Dirichlet process of concentration
 * `shape`), which brings many near ties. `shape` is what the majority's share is fitted with.
 */
const families: readonly (readonly [name: string, family: Family, from: number, to: number])[] = [
  // From the shape with which the majority is right most often to the one with which it seldom is.
  ["Zipf", zipf, 0.4, 2],
  ["broken stick", stick, 24, 2],
];

/** Early stopping against a fixed number of samples, on simulated votes. */
export function stopping(): Promise<readonly Figure[]> {
  const figures = families.flatMap(([name, family, from, to]) =>
    [1, 2, 4].flatMap((spread) => {
      const shape = fitted(family, spread, { from, to });
      return sizes.map((size) => {
        const result = simulate(family, { spread, shape, size });
        return figure(`${name} ${shape.toFixed(2)}, spread ${spread}, k = ${size}`, size, result);
      });
    }),
  );
  return Promise.resolve(figures);
}

function figure(name: string, size: number, { used, agreement, one, majority }: Result): Figure {
  const value = `${percent(used)} of the samples, ${percent(agreement)} the same winner (right: one ${percent(one)}, majority ${percent(majority)})`;
  if (size !== 256) return { name, value };
  const target = { text: "≤ 45% at ≥ 99%", met: used <= 0.45 && agreement >= 0.99 };
  return { name, value, target };
}

/** The shape with which the majority of 256 is right as often as on MATH. */
function fitted(
  family: Family,
  spread: number,
  { from, to }: { readonly from: number; readonly to: number },
): number {
  let [low, high] = [from, to];
  for (let halving = 0; halving < 8; halving += 1) {
    const shape = (low + high) / 2;
    if (majorityOf(family, spread, shape) > math.majority) low = shape;
    else high = shape;
  }
  return (low + high) / 2;
}

function majorityOf(family: Family, spread: number, shape: number): number {
  const random = new Random(2);
  let right = 0;
  for (let problem = 0; problem < problems.fitted; problem += 1) {
    if (winnerOf(sample(random, family(random, spread, shape), 256)) === 0) right += 1;
  }
  return right / problems.fitted;
}

interface Result {
  /** Samples used, as a share of the fixed number. */
  readonly used: number;
  /** How often the winner is that of all samples. */
  readonly agreement: number;
  /** How often the first sample, and the majority of all, is right. */
  readonly one: number;
  readonly majority: number;
}

function simulate(
  family: Family,
  { spread, shape, size }: { spread: number; shape: number; size: number },
): Result {
  const random = new Random(1);
  const sum = { used: 0, agreement: 0, one: 0, majority: 0 };
  const share = 1 / problems.measured;
  for (let problem = 0; problem < problems.measured; problem += 1) {
    const answers = sample(random, family(random, spread, shape), size);
    const winner = winnerOf(answers);
    const used = usedOf(answers);
    sum.used += (share * used) / size;
    if (winnerOf(answers.slice(0, used)) === winner) sum.agreement += share;
    if (answers[0] === 0) sum.one += share;
    if (winner === 0) sum.majority += share;
  }
  return sum;
}

/** After how many samples the run stops. */
function usedOf(answers: readonly number[]): number {
  const votes = new Map<number, number>();
  for (const [index, answer] of answers.entries()) {
    votes.set(answer, (votes.get(answer) ?? 0) + 1);
    const samples = index + 1;
    const remaining = answers.length - samples;
    if (isSettled({ votes: [...votes.values()], samples, remaining })) return samples;
  }
  return answers.length;
}

/** The answer with the most votes; of equal counts the one that was given first. */
function winnerOf(answers: readonly number[]): number | undefined {
  const votes = new Map<number, number>();
  for (const answer of answers) votes.set(answer, (votes.get(answer) ?? 0) + 1);
  let winner: readonly [number, number] | undefined;
  for (const entry of votes) if (winner === undefined || entry[1] > winner[1]) winner = entry;
  return winner?.[0];
}

function sample(random: Random, shares: readonly number[], size: number): readonly number[] {
  const total = shares.reduce((sum, share) => sum + share, 0);
  return Array.from({ length: size }, () => {
    let left = uniform(random) * total;
    const answer = shares.findIndex((share) => (left -= share) <= 0);
    return answer < 0 ? shares.length - 1 : answer;
  });
}

function zipf(random: Random, spread: number, exponent: number): readonly number[] {
  const right = rightShare(random, spread);
  const weights = Array.from({ length: 200 }, (_, rank) => (rank + 1) ** -exponent);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return [right, ...weights.map((weight) => ((1 - right) * weight) / total)];
}

function stick(random: Random, spread: number, concentration: number): readonly number[] {
  const shares = [rightShare(random, spread)];
  let rest = 1 - (shares[0] ?? 0);
  while (rest > 1e-4 && shares.length < 400) {
    const piece = rest * beta(random, 1, concentration);
    shares.push(piece);
    rest -= piece;
  }
  return shares;
}

function rightShare(random: Random, spread: number): number {
  return beta(random, math.one * spread, (1 - math.one) * spread);
}

function beta(random: Random, a: number, b: number): number {
  const [x, y] = [gamma(random, a), gamma(random, b)];
  return x / (x + y);
}

/** Marsaglia and Tsang 2000, _A simple method for generating gamma variables_. */
function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * uniform(random) ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const x = normal(random);
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(uniform(random)) < x ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Box and Muller 1958. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(uniform(random))) * Math.cos(2 * Math.PI * uniform(random));
}

/** Above 0 and at most 1. */
function uniform(random: Random): number {
  return (random.below(2 ** 30) + 1) / 2 ** 30;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
