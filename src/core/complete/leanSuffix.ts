import type { Site } from "../context/lean/site.ts";

/** The step without what stands after the cursor already; undefined when nothing else is left. */
export function withoutSuffix(site: Site, step: string): string | undefined {
  const rest = /^[\p{L}\p{N}_'!?,;]*/u.exec(site.rest.trimStart())?.[0] ?? "";
  const lines = step.slice(0, step.length - overlap(step, rest)).split("\n");
  const kept = lines.slice(0, lines.length - repeated(site, lines)).join("\n");
  return kept.trim() === "" ? undefined : kept;
}

/** Length of the longest end of `step` that is a start of `rest`. */
function overlap(step: string, rest: string): number {
  for (let length = Math.min(step.length, rest.length); length > 0; length -= 1) {
    if (step.endsWith(rest.slice(0, length))) return length;
  }
  return 0;
}

/** How many lines at the end of the step are the document's next ones; all if the first one is. */
function repeated(site: Site, lines: readonly string[]): number {
  const whole = lines.map((line, index) => (index === 0 ? site.line + line : line).trim());
  const begin = whole.findIndex((_, index) => index > 0 || lines[0]?.trim() !== "");
  if (whole[begin] === site.following[0]) return lines.length;
  const from = whole.findIndex(
    (_, index) =>
      index > begin && whole.slice(index).every((line, at) => line === site.following[at]),
  );
  return from < 0 ? 0 : lines.length - from;
}
