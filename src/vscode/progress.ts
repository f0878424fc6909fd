import { ProgressLocation, window, type Progress, type ProgressOptions } from "vscode";
import { signalOf } from "./convert.ts";

interface Shown {
  readonly title: string;
  /** A notification where nothing is said. */
  readonly location?: ProgressOptions["location"];
  /** Ends the work too. */
  readonly over?: AbortSignal;
}

type Step = Parameters<Progress<{ message?: string; increment?: number }>["report"]>[0];

/** Shows work that a person can cancel: then the signal aborts. */
export async function withCancel<T>(
  { title, location = ProgressLocation.Notification, over }: Shown,
  work: (signal: AbortSignal, report: (step: Step) => void) => Promise<T>,
): Promise<T> {
  const options = { location, title, cancellable: true };
  return await window.withProgress(options, async (progress, token) => {
    const cancelled = signalOf(token);
    const signals = [cancelled.signal, ...(over === undefined ? [] : [over])];
    try {
      return await work(AbortSignal.any(signals), (step) => {
        progress.report(step);
      });
    } finally {
      cancelled.dispose();
    }
  });
}
