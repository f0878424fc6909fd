import type { Browser, Page } from "playwright-core";

/** What the page's main thread did, in milliseconds of its own processor time. */
export interface MainThread {
  /** All of it. */
  readonly total: number;
  /** Between the marks that `mark` in the page sets, in order. */
  readonly frames: readonly number[];
  /** The longest single task. */
  readonly longest: number;
}

/** The name of the marks that part the time into frames. */
export const frameMark = "llemma frame";

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  /** Processor time of the thread, in microseconds. */
  readonly tdur?: number;
}

const categories = ["toplevel", "disabled-by-default-devtools.timeline", "blink.user_timing"];

/** Measures with Chromium's own trace, which tells processor time: that of other programs does not count. */
export async function onMainThread(
  browser: Browser,
  page: Page,
  run: () => Promise<unknown>,
): Promise<MainThread> {
  await browser.startTracing(page, { categories });
  await page.evaluate((name) => performance.mark(name), frameMark);
  await run();
  const trace: unknown = JSON.parse((await browser.stopTracing()).toString());
  const events = eventsOf(trace);
  const marks = events.filter(({ name }) => name === frameMark);
  const [first] = marks;
  if (first === undefined) throw new Error("the trace has no mark of the page");
  const tasks = events.filter(
    ({ name, pid, tid }) => name === "RunTask" && pid === first.pid && tid === first.tid,
  );
  const starts = marks.map(({ ts }) => ts).sort((a, b) => a - b);
  const frames = starts.map(() => 0);
  let longest = 0;
  for (const { ts, tdur = 0 } of tasks) {
    const frame = starts.findLastIndex((start) => start <= ts);
    if (frame < 0) continue;
    frames[frame] = (frames[frame] ?? 0) + tdur / 1_000;
    longest = Math.max(longest, tdur / 1_000);
  }
  return { total: frames.reduce((sum, time) => sum + time, 0), frames, longest };
}

function eventsOf(trace: unknown): readonly TraceEvent[] {
  const isTrace = typeof trace === "object" && trace !== null && "traceEvents" in trace;
  const events: unknown = isTrace ? trace.traceEvents : undefined;
  return Array.isArray(events) ? events.filter(isEvent) : [];
}

function isEvent(value: unknown): value is TraceEvent {
  return (
    typeof value === "object" &&
    value !== null &&
    "name" in value &&
    "ts" in value &&
    "pid" in value &&
    "tid" in value
  );
}
