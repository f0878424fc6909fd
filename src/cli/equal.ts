import { equivalent } from "../core/solve/equivalent.ts";

/** What a command that reads standard input is connected to. */
export interface Streams {
  readonly lines: AsyncIterable<string>;
  /** Takes one line of output, without its end. */
  readonly print: (line: string) => void;
}

/**
 * Prints a verdict for each line `{"a": "…", "b": "…"}`, as soon as it comes. A line that is none of that is `unknown` too,
 * so that output and input stay in step; what was wrong with it is returned. Empty lines are passed over.
 */
export async function equal({ lines, print }: Streams): Promise<readonly string[]> {
  const problems: string[] = [];
  let count = 0;
  for await (const line of lines) {
    count += 1;
    if (line.trim() === "") continue;
    const pair = readPair(line);
    if (pair === undefined) problems.push(`line ${count} is not {"a": "…", "b": "…"}.`);
    const verdict = pair === undefined ? "unknown" : equivalent(pair.a, pair.b).verdict;
    print(JSON.stringify({ verdict }));
  }
  return problems;
}

function readPair(line: string): { readonly a: string; readonly b: string } | undefined {
  const pair = parseJson(line);
  if (typeof pair !== "object" || pair === null || !("a" in pair) || !("b" in pair))
    return undefined;
  const { a, b } = pair;
  return typeof a === "string" && typeof b === "string" ? { a, b } : undefined;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
