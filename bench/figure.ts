/** One line of the bench's result. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly target?: { readonly text: string; readonly met: boolean };
}

export function print(title: string, figures: readonly Figure[]): void {
  console.log(`\n${title}`);
  for (const { name, value, target } of figures) {
    const verdict =
      target === undefined ? "" : `  (target ${target.text}: ${target.met ? "met" : "MISSED"})`;
    console.log(`  ${name.padEnd(58)} ${value}${verdict}`);
  }
}

/** A figure that should be at most this. */
export function atMost(name: string, value: number, limit: number, show: Show = plain): Figure {
  const target = { text: `≤ ${show(limit)}`, met: value <= limit };
  return { name, value: show(value), target };
}

type Show = (value: number) => string;

export function plain(value: number): string {
  return String(value);
}

export function ratio(value: number): string {
  return value.toFixed(3);
}

export function milliseconds(value: number): string {
  return `${value.toFixed(1)} ms`;
}

/** The value below which this share of the values lies; 0.5 is the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const index = share * (sorted.length - 1);
  const low = sorted[Math.floor(index)] ?? NaN;
  const high = sorted[Math.ceil(index)] ?? NaN;
  return low + (high - low) * (index - Math.floor(index));
}
