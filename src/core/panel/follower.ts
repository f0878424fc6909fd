import type { Clock } from "../clock.ts";

/** How long the cursor has to rest before its place is read, in milliseconds. */
const rest = 250;

interface Ports<Spot, Place> {
  readonly clock: Clock;
  /** What is at a spot; undefined when the signal aborted. Never rejects. */
  readonly read: (spot: Spot, signal: AbortSignal) => Promise<Place | undefined>;
  readonly onChange: () => void;
}

/**
 * Knows the place of the cursor as long as somebody looks. What was there stays until the next place has been read, so
 * that nothing flickers; a cursor that moves on costs nothing but a timer.
 */
export class Follower<Spot, Place> {
  readonly #ports: Ports<Spot, Place>;
  #spot: Spot | undefined;
  #place: Place | undefined;
  /** Ends the wait or the reading for an earlier spot. */
  #going = new AbortController();
  #isWatched = false;
  #isPinned = false;
  /** The place shown is not that of the spot. */
  #isLate = false;

  constructor(ports: Ports<Spot, Place>) {
    this.#ports = ports;
  }

  get place(): Place | undefined {
    return this.#place;
  }

  get isPinned(): boolean {
    return this.#isPinned;
  }

  /** The cursor is here now, or the text around it is another. */
  moved(spot: Spot): void {
    this.#spot = spot;
    this.#follow(rest);
  }

  /** Something that a place is read from has changed. */
  refresh(): void {
    this.#follow(rest);
  }

  watch(isWatched: boolean): void {
    this.#isWatched = isWatched;
    if (!isWatched) this.#stop();
    else if (this.#isLate) this.#follow(0);
  }

  pin(isPinned: boolean): void {
    if (this.#isPinned === isPinned) return;
    this.#isPinned = isPinned;
    if (isPinned) this.#stop();
    this.#ports.onChange();
    if (!isPinned && this.#isLate) this.#follow(0);
  }

  dispose(): void {
    this.watch(false);
  }

  #stop(): void {
    this.#going.abort();
    this.#going = new AbortController();
  }

  #follow(pause: number): void {
    this.#stop();
    this.#isLate = true;
    const spot = this.#spot;
    if (!this.#isWatched || this.#isPinned || spot === undefined) return;
    void this.#read(spot, pause, this.#going.signal);
  }

  async #read(spot: Spot, pause: number, signal: AbortSignal): Promise<void> {
    const { clock, read, onChange } = this.#ports;
    if (pause > 0) await clock.sleep(pause, signal);
    const place = signal.aborted ? undefined : await read(spot, signal);
    // Asked anew by now.
    if (place === undefined || this.#going.signal !== signal) return;
    this.#isLate = false;
    if (JSON.stringify(place) === JSON.stringify(this.#place)) return;
    this.#place = place;
    onChange();
  }
}
