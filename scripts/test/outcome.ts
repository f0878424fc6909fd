/** A test that was not run. */
export interface Skip {
  readonly name: string;
  readonly reason: string;
}

/** What a suite came to. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly Skip[];
}

/** A suite that could not run at all counts as one skip, with its name. */
export function notRun(name: string, reason: string): Outcome {
  return { passed: 0, failed: 0, skipped: [{ name, reason }] };
}

/** The sum of several. */
export function sum(outcomes: readonly Outcome[]): Outcome {
  return {
    passed: outcomes.reduce((total, { passed }) => total + passed, 0),
    failed: outcomes.reduce((total, { failed }) => total + failed, 0),
    skipped: outcomes.flatMap(({ skipped }) => skipped),
  };
}

/** `N passed, N failed, N skipped`. */
export function inWords({ passed, failed, skipped }: Outcome): string {
  return `${passed} passed, ${failed} failed, ${skipped.length} skipped`;
}
