/** An answer and who gave it. */
export interface AnswerVotes {
  /** As it was first given. */
  readonly answer: string;
  /** Which samples, by their place in the run. */
  readonly samples: readonly number[];
}

/** The votes of a run. Votes are agreement and no proof. */
export interface Tally {
  /** Most votes first; of equal counts the answer that was given first. */
  readonly answers: readonly AnswerVotes[];
  /** Which samples have no answer. */
  readonly abstentions: readonly number[];
}

/** What a tally says about its leader. */
export type Standing =
  | { readonly kind: "none" }
  /** At least half of all samples, abstentions among them, and nobody else has as many. */
  | { readonly kind: "majority"; readonly leader: AnswerVotes }
  | { readonly kind: "noMajority"; readonly leader: AnswerVotes }
  /** These have equally many votes. */
  | {
      readonly kind: "tie";
      readonly leaders: readonly AnswerVotes[];
      readonly leader: AnswerVotes;
    };

export function standing({ answers, abstentions }: Tally): Standing {
  const [leader] = answers;
  if (leader === undefined) return { kind: "none" };
  const leaders = answers.filter(({ samples }) => samples.length === leader.samples.length);
  if (leaders.length > 1) return { kind: "tie", leaders, leader };
  const all = answers.reduce((sum, { samples }) => sum + samples.length, abstentions.length);
  return { kind: 2 * leader.samples.length < all ? "noMajority" : "majority", leader };
}
