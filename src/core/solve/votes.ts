import type { Tally } from "./tally.ts";

/** Counts answers as they come. */
export class Votes {
  readonly #answers: { readonly answer: string; samples: readonly number[] }[] = [];
  #abstentions: readonly number[] = [];

  /** The answer of a sample, by its place in the run; undefined abstains. */
  add(sample: number, answer: string | undefined): void {
    if (answer === undefined) {
      this.#abstentions = [...this.#abstentions, sample];
      return;
    }
    const known = this.#answers.find((other) => other.answer === answer);
    if (known === undefined) this.#answers.push({ answer, samples: [sample] });
    else known.samples = [...known.samples, sample];
  }

  /** Votes for each answer, in the order in which they were first given. */
  get counts(): readonly number[] {
    return this.#answers.map(({ samples }) => samples.length);
  }

  get tally(): Tally {
    return {
      answers: this.#answers.toSorted((a, b) => b.samples.length - a.samples.length),
      abstentions: this.#abstentions,
    };
  }
}
