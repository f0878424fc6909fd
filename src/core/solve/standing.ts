import type { ModelFailure } from "../model.ts";
import type { Ending } from "./solver.ts";
import type { Cluster, Tally } from "./cluster.ts";

/** What a tally says about its leader. Votes are agreement and no proof. */
export type Standing =
  /** No sample has an answer. */
  | { readonly kind: "none" }
  /** At least half of all samples, abstentions among them, and nobody else has as many. */
  | { readonly kind: "majority"; readonly leader: Cluster }
  | { readonly kind: "noMajority"; readonly leader: Cluster }
  /** Several have equally many votes; the leader is the one that was given first. */
  | { readonly kind: "tie"; readonly leader: Cluster; readonly tied: readonly Cluster[] };

export function standingOf({ clusters, abstentions }: Tally): Standing {
  const [leader] = clusters;
  if (leader === undefined) return { kind: "none" };
  const tied = clusters.filter(({ samples }) => samples.length === leader.samples.length);
  if (tied.length > 1) return { kind: "tie", leader, tied };
  const all = clusters.reduce((sum, { samples }) => sum + samples.length, abstentions.length);
  return { kind: 2 * leader.samples.length < all ? "noMajority" : "majority", leader };
}

/** What went wrong when a run did not end as it should. */
export function failureIn(ending: Ending | undefined): ModelFailure | undefined {
  if (ending === undefined) return undefined;
  switch (ending.kind) {
    case "complete":
    case "settled":
    case "cancelled":
      return undefined;
    default:
      return ending;
  }
}
