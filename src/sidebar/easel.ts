/** How long formulas may be drawn in one frame before the others wait for the next, in milliseconds. */
const budget = 10;

/** Draws things bit by bit, so that the panel answers whatever it is given. */
export interface Easel {
  /** Draws now if the frame has time left, else in a later frame. Answers how to give it up. */
  readonly draw: (job: () => void) => () => void;
}

export function createEasel({
  now,
  nextFrame,
}: {
  readonly now: () => number;
  readonly nextFrame: (run: () => void) => void;
}): Easel {
  const waiting = new Set<() => void>();
  let spent = 0;
  let isDue = false;

  const schedule = (): void => {
    if (isDue) return;
    isDue = true;
    nextFrame(() => {
      isDue = false;
      spent = 0;
      work();
    });
  };
  const timed = (job: () => void): void => {
    const start = now();
    job();
    spent += now() - start;
    // The next frame has a budget of its own.
    schedule();
  };
  const work = (): void => {
    for (const job of waiting) {
      if (spent >= budget) break;
      waiting.delete(job);
      timed(job);
    }
    if (waiting.size > 0) schedule();
  };

  return {
    draw: (job) => {
      if (spent < budget && waiting.size === 0) timed(job);
      else {
        waiting.add(job);
        schedule();
      }
      return () => waiting.delete(job);
    },
  };
}
