import { l10n, ProgressLocation, window } from "vscode";
import { sizeInWords } from "../../core/bytes.ts";
import type { Created, ModelFile, ModelServer } from "../../core/model.ts";
import { signalOf } from "../convert.ts";

/** What a long piece of work says of itself; the share is 0 to 1. */
export type Report = (message: string, share?: number) => void;

/** Shows work with its progress in a notification; cancelling there aborts the signal. */
export async function withTransfer<T>(
  title: string,
  work: (report: Report, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return await window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const cancelled = signalOf(token);
      let shown = 0;
      const report: Report = (message, share) => {
        // The sum of the increments is what the bar shows.
        const increment = share === undefined ? 0 : Math.max(0, 100 * share - shown);
        shown += increment;
        progress.report({ message, increment });
      };
      try {
        return await work(report, cancelled.signal);
      } finally {
        cancelled.dispose();
      }
    },
  );
}

/** Brings a file to the server and has it make a model of it. */
export async function uploadModel(
  server: ModelServer,
  model: ModelFile,
  title: string,
): Promise<Created> {
  return await withTransfer(title, async (report, signal) => {
    const created = await server.create(
      model,
      (step) => {
        if (step.kind === "creating") report(step.status);
        else {
          const { sent, total } = step;
          report(l10n.t("{0} of {1}", sizeInWords(sent), sizeInWords(total)), sent / total);
        }
      },
      signal,
    );
    return created;
  });
}
