/** More at once than this is not tried. */
const most = 32;
/** Twice as many at once have to bring this much more text a second, or they only take the place of others. */
const worthwhile = 1.3;

/**
 * How many samples to have under way at once. No server tells: Ollama writes one after the other unless its owner
 * set OLLAMA_NUM_PARALLEL, and even then several at once may bring nothing, as with the small model on a processor
 * (bench/README.md). A server that batches, such as vLLM, writes dozens at once. So it is measured in every run: twice as
 * many each time, as long as that brings more text a second.
 */
export class Flights {
  #limit: number;
  #isFinal: boolean;
  /** Characters a second with half as many at once. */
  #before = 0;
  /** When this many at once began, in milliseconds of the clock; undefined until there is text. */
  #since: number | undefined;
  #characters = 0;
  #ended = 0;

  /** `fixed` is what a person has set; 0 when it is to be measured. */
  constructor(fixed: number) {
    this.#limit = Math.max(1, fixed);
    this.#isFinal = fixed > 0;
  }

  /** How many there may be at once. */
  get limit(): number {
    return this.#limit;
  }

  /** So many more characters have come. */
  wrote(characters: number, now: number): void {
    // The reading of the prompt before the first text is the same for any number.
    if (this.#since === undefined) this.#since = now;
    else this.#characters += characters;
  }

  /** One of them has come to its end. */
  ended(now: number): void {
    this.#ended += 1;
    if (this.#isFinal || this.#since === undefined || this.#ended < this.#limit) return;
    const rate = (1000 * this.#characters) / Math.max(1, now - this.#since);
    if (rate < worthwhile * this.#before) {
      this.#limit /= 2;
      this.#isFinal = true;
    } else if (this.#limit === most) {
      this.#isFinal = true;
    } else {
      this.#limit *= 2;
      this.#before = rate;
      this.restart();
    }
  }

  /** What was measured does not count: something else was going on. */
  restart(): void {
    this.#since = undefined;
    this.#characters = 0;
    this.#ended = 0;
  }
}
