/** A size for people, counted as `ollama list` does: in powers of ten. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1e7) return `${Math.max(0.1, bytes / 1e6).toFixed(1)} MB`;
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
