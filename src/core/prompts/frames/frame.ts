/** A few-shot prompt for whole problems, in a format that base models for mathematics are evaluated with. */
export interface Frame {
  /** In words, for a list to choose from. */
  readonly title: string;
  /** The prompt for a problem. All prompts of a frame begin with the same examples, which a server reads once. */
  readonly prompt: (problem: string) => string;
  /** What ends a solution, and what begins another problem. The server leaves it out of the text. */
  readonly stop: readonly string[];
  /** What the line begins with from which on nothing belongs to the solution. */
  readonly nextProblem: string;
  /** What the first stop string took off the end of a solution. */
  readonly closing: string;
  /** For sampling, as Llemma's authors set it; a single sample is greedy. */
  readonly temperature: number;
}

/** A worked example. */
export interface Example {
  readonly problem: string;
  readonly solution: string;
  readonly answer: string;
}

/** The most tokens of a solution: what Llemma's authors reserve of the window for every task. */
export const solutionTokens = 1024;

/** The end of a solution in the frames for mathematics and multiple choice. */
export const hope = "I hope it is correct.";
