/** A goal of Lean in its parts. */
export interface Goal {
  readonly caseName: string | undefined;
  readonly hypotheses: readonly Hypothesis[];
  /** With the turnstile in front, as Lean prints it. */
  readonly target: string;
}

export interface Hypothesis {
  /** Several may share a type: "a b". Empty for a line that is no hypothesis. */
  readonly names: string;
  /** Behind the colon, with `:= value` where there is one; further lines keep their indentation. */
  readonly type: string;
}

/** Reads what Lean prints. What does not look like a goal is a target as a whole. */
export function readGoal(text: string): Goal {
  const lines = text.split("\n");
  const caseName = /^case (.+)$/.exec(lines[0] ?? "")?.[1];
  const rest = caseName === undefined ? lines : lines.slice(1);
  const turnstile = rest.findIndex((line) => line.startsWith("⊢"));
  if (turnstile < 0) return { caseName, hypotheses: [], target: rest.join("\n") };
  return {
    caseName,
    hypotheses: hypothesesOf(rest.slice(0, turnstile)),
    target: rest.slice(turnstile).join("\n"),
  };
}

function hypothesesOf(lines: readonly string[]): readonly Hypothesis[] {
  const entries: string[] = [];
  for (const line of lines) {
    const last = entries.at(-1);
    // Long types go on in indented lines.
    if (/^\s/.test(line) && last !== undefined) entries[entries.length - 1] = `${last}\n${line}`;
    else entries.push(line);
  }
  return entries.map((entry) => {
    const [, names = "", type = entry] = /^([^\n:]*?) :(?!=)\s?([^]*)$/.exec(entry) ?? [];
    return { names, type };
  });
}
