/**
 * The oldest Ollama that works: the first whose `/api/generate` gives log-probabilities, by which tactics are ranked
 * (`api/types.go` of 0.12.11 has the field, that of 0.12.10 has not). All else that is asked of it is older.
 */
export const oldestOllama = "0.12.11";

/** Whether this version lacks what is asked of a server. One that cannot be read, or that says 0.0.0, is somebody's own build. */
export function isTooOld(version: string): boolean {
  const found = numbers(version);
  const oldest = numbers(oldestOllama);
  if (found === undefined || oldest === undefined || found.every((part) => part === 0))
    return false;
  const differing = found.findIndex((part, index) => part !== oldest[index]);
  return differing !== -1 && (found[differing] ?? 0) < (oldest[differing] ?? 0);
}

function numbers(version: string): readonly number[] | undefined {
  return /^v?(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number);
}
