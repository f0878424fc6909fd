/** More at once than this is not tried: the measured gain is small, and typing needs a place too. */
const most = 4;

/** A solution that is being written, as far as it matters here. */
export interface Occupant {
  /** A moment of the clock, in milliseconds. */
  readonly startedAt: number;
  /** Whether the server has begun to write it. */
  readonly streaming: boolean;
}

/**
 * How many requests the server writes at once, which no server tells: Ollama's default is one, and its owner may set
 * more (OLLAMA_NUM_PARALLEL). A request more is sent only when all others are being written; one that is still
 * waiting when another has ended shows that there is no more room.
 */
export class Slots {
  #known: number | undefined;
  #seen = 1;
  /** How long the first request took to its first text, in milliseconds: with the reading of the whole prompt. */
  #patience = Number.POSITIVE_INFINITY;

  /** Whether to send another request beside these. */
  mayStart(occupants: readonly Occupant[]): boolean {
    return (
      occupants.every(({ streaming }) => streaming) && occupants.length < (this.#known ?? most)
    );
  }

  /** Whether the server is known to have room beside these. */
  hasRoom(occupants: readonly Occupant[]): boolean {
    return this.#known !== undefined && occupants.length < this.#known;
  }

  /** The server has begun to write one of these. */
  began(occupants: readonly Occupant[], one: Occupant, now: number): void {
    this.#patience = Math.min(this.#patience, now - one.startedAt);
    this.#seen = Math.max(this.#seen, occupants.filter(({ streaming }) => streaming).length);
    if (this.#seen === most) this.#known = most;
  }

  /** One has ended, and these are left. */
  ended(occupants: readonly Occupant[], now: number): void {
    const waited = occupants.some(
      ({ streaming, startedAt }) => !streaming && now - startedAt > this.#patience,
    );
    if (waited) this.#known ??= this.#seen;
  }
}
