import { l10n } from "vscode";
import { sizeInWords } from "../../core/bytes.ts";
import type { Created, ModelFile, ModelServer } from "../../core/model.ts";
import { withCancel } from "../progress.ts";

/** What a long piece of work says of itself; the share is 0 to 1. */
export type Report = (message: string, share?: number) => void;

/** Shows work with its progress in a notification; cancelling there aborts the signal. */
export async function withTransfer<T>(
  title: string,
  work: (report: Report, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return await withCancel({ title }, (signal, tell) => {
    let shown = 0;
    const report: Report = (message, share) => {
      // The sum of the increments is what the bar shows.
      const increment = share === undefined ? 0 : Math.max(0, 100 * share - shown);
      shown += increment;
      tell({ message, increment });
    };
    return work(report, signal);
  });
}

/** Brings a file to the server and has it make a model of it. */
export async function uploadModel(
  server: ModelServer,
  model: ModelFile,
  title: string,
): Promise<Created> {
  return await withTransfer(title, (report, signal) =>
    server.create(
      model,
      (step) => {
        if (step.kind === "creating") report(step.status);
        else {
          const { sent, total } = step;
          report(l10n.t("{0} of {1}", sizeInWords(sent), sizeInWords(total)), sent / total);
        }
      },
      signal,
    ),
  );
}
