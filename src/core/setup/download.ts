import { sizeInWords } from "../bytes.ts";
import type { Clock } from "../clock.ts";
import type { PullProgress } from "../model.ts";

/** Milliseconds over which the speed is measured: long enough to be steady, short enough to follow the network. */
const spanOfSpeed = 5_000;
/** Milliseconds without a byte after which it is said that nothing comes. */
const quietAfter = 10_000;

/** How far a download is. */
export interface Download {
  /** Bytes. */
  readonly completed: number;
  /** Of the files that are known so far; the first is the model, and nearly all of it. */
  readonly total: number;
  /** Undefined until it can be told. */
  readonly bytesPerSecond: number | undefined;
  readonly secondsLeft: number | undefined;
  /** Seconds since the last byte, once that is long. */
  readonly quietFor: number | undefined;
}

type FileProgress = PullProgress & { readonly kind: "file" };

/** Sums up what a server tells file by file. */
export class DownloadMeter {
  readonly #clock: Clock;
  readonly #files = new Map<string, FileProgress>();
  /** Bytes that came while it was watched: what was there before is no part of the speed. */
  #came = 0;
  #lastCame: number;
  #samples: readonly { readonly at: number; readonly came: number }[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#lastCame = clock.now();
  }

  add(progress: FileProgress): void {
    const now = this.#clock.now();
    const before = this.#files.get(progress.digest);
    this.#files.set(progress.digest, progress);
    // The count goes back when the server throws a damaged file away.
    const more = Math.max(0, progress.completed - (before?.completed ?? progress.completed));
    if (more > 0) this.#lastCame = now;
    this.#came += more;
    const recent = this.#samples.filter(({ at }) => now - at <= spanOfSpeed);
    this.#samples = [...recent, { at: now, came: this.#came }];
  }

  get download(): Download {
    const now = this.#clock.now();
    const files = [...this.#files.values()];
    const completed = files.reduce((sum, file) => sum + file.completed, 0);
    const total = files.reduce((sum, file) => sum + file.total, 0);
    const quiet = now - this.#lastCame;
    const bytesPerSecond = quiet < quietAfter ? this.#speed(now) : undefined;
    return {
      completed,
      total,
      bytesPerSecond,
      secondsLeft: bytesPerSecond ? (total - completed) / bytesPerSecond : undefined,
      quietFor: completed < total && quiet >= quietAfter ? Math.floor(quiet / 1000) : undefined,
    };
  }

  #speed(now: number): number | undefined {
    const [first] = this.#samples;
    if (first === undefined || now - first.at < 500) return undefined;
    return (1000 * (this.#came - first.came)) / (now - first.at);
  }
}

/** `1.2 GB of 4.1 GB · 11 MB/s · 4 min left` */
export function downloadInWords(download: Download): string {
  const { completed, total, bytesPerSecond, secondsLeft, quietFor } = download;
  const parts = [`${sizeInWords(completed)} of ${sizeInWords(total)}`];
  if (quietFor !== undefined) parts.push(`nothing has come for ${quietFor} s`);
  if (bytesPerSecond) parts.push(`${sizeInWords(bytesPerSecond)}/s`);
  if (secondsLeft !== undefined && completed < total)
    parts.push(`${timeInWords(secondsLeft)} left`);
  return parts.join(" · ");
}

function timeInWords(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.ceil(seconds))} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
