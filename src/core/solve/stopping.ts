/** With a smaller chance than this that the leader would lose, no more samples are asked for. */
const mostRisk = 0.01;

/** Where a run stands. */
export interface Standing {
  /** Votes for each answer, in the order in which the answers were first given. */
  readonly votes: readonly number[];
  /** Samples so far, abstentions among them. */
  readonly samples: number;
  /** Samples of the run that are still to come. */
  readonly remaining: number;
}

/**
 * Whether more samples are for nothing: the leader can no longer lose, or would with a probability below 1 in 100.
 *
 * After Adaptive-Consistency (Aggarwal, Madaan, Yang, Mausam 2023, _Let's Sample Step by Step_, arXiv 2305.11860): how
 * leader and rival share their votes has the posterior Beta(leader + 1, rival + 1). They stop when that says who is
 * ahead in the limit of endless samples; here a run has an end, so the question is who is ahead then.
 */
export function isSettled({ votes, samples, remaining }: Standing): boolean {
  const leading = votes.reduce(
    (best, count, index) => (count > (votes[best] ?? 0) ? index : best),
    0,
  );
  const leader = votes[leading] ?? 0;
  if (leader === 0) return remaining === 0;
  const risk = (rival: number, winsTies: boolean): number => {
    const between = Math.ceil((remaining * (leader + rival)) / samples);
    return chanceOfLoss({ leader, rival, between, winsTies });
  };
  const most = (counts: readonly number[]): number => Math.max(0, ...counts);
  const [earlier, later] = [votes.slice(0, leading), votes.slice(leading + 1)];
  // An answer that was not given yet is a later one without votes.
  if (risk(most(later), false) >= mostRisk) return false;
  return earlier.length === 0 || risk(most(earlier), true) < mostRisk;
}

/**
 * The probability that the rival ends up ahead of the leader when `between` more votes go to one of the two: beta-
 * binomial with parameters leader + 1 and rival + 1. Of equal counts the answer that was given first wins.
 */
export function chanceOfLoss(race: {
  readonly leader: number;
  readonly rival: number;
  readonly between: number;
  readonly winsTies: boolean;
}): number {
  const { leader, rival, between, winsTies } = race;
  let chance = 1;
  for (let vote = 0; vote < between; vote += 1) {
    chance *= (rival + 1 + vote) / (leader + rival + 2 + vote);
  }
  let sum = 0;
  for (let gained = 0; gained <= between; gained += 1) {
    const lead = leader + gained - (rival + between - gained);
    if (lead > 0 || (lead === 0 && !winsTies)) break;
    sum += chance;
    const last = between - gained - 1;
    chance *= ((last + 1) * (leader + 1 + gained)) / ((gained + 1) * (rival + 1 + last));
  }
  return sum;
}
