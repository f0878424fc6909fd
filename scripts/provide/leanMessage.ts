/** A message of `lean --json`, as far as it is used. Lines from 1, columns in code points from 0. */
export interface LeanMessage {
  readonly severity: "error" | "warning" | "information";
  readonly pos: { readonly line: number; readonly column: number };
  readonly endPos: { readonly line: number; readonly column: number } | null;
  /** Such as `Tactic.unsolvedGoals` or `hasSorry`. */
  readonly kind: string;
  readonly data: string;
}

/** The messages in what Lean printed; a line of JSON each. */
export function messagesIn(output: string): readonly LeanMessage[] {
  return output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => {
      const message: unknown = JSON.parse(line);
      if (!isMessage(message)) throw new Error(`not a message of Lean's: ${line}`);
      return message;
    });
}

function isMessage(value: unknown): value is LeanMessage {
  return typeof value === "object" && value !== null && "severity" in value && "pos" in value;
}
