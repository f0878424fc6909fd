import type { Place } from "./language.ts";

/** What stands before an answer: the prompt, and the spaces that it was cut before. */
type Before = Pick<Place, "prefix" | "gap">;

/** Whether spaces at the start of an answer stand for spaces that are there already. */
export function followsSpace({ gap, prefix }: Before): boolean {
  return gap !== "" || prefix === "" || prefix.endsWith("\n");
}

/**
 * The answer from the cursor on. The prompt ended before the spaces in front of the cursor, so the answer has
 * to begin with some; undefined when it goes on with something else.
 */
export function withoutGap(streamed: string, { gap, prefix }: Before): string | undefined {
  const spaces = /^[ \t]*/.exec(streamed)?.[0].length ?? 0;
  const inLine = prefix !== "" && !prefix.endsWith("\n");
  if (gap !== "" && inLine && spaces === 0 && streamed !== "") return undefined;
  return streamed.slice(Math.min(spaces, gap.length));
}
