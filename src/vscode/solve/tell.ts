import { commands, l10n, window } from "vscode";
import { headline } from "../../core/solve/report.ts";
import { failureIn } from "../../core/solve/standing.ts";
import type { SolveResult, Solving } from "../../core/solve/solver.ts";
import type { Notifier } from "../notify.ts";

/** Tells a person how a run ended, and offers what can be done with it; success is in the panel for all to see. */
export async function tell(
  result: SolveResult,
  notifier: Notifier,
  isInPanel: boolean,
): Promise<void> {
  switch (result.kind) {
    case "cancelled":
    case "empty":
      return;
    case "problemTooLong":
      await window.showWarningMessage(
        l10n.t(
          "Llemma: the problem is too long. With the examples it has about {0} tokens, and there is room for {1}. Select a shorter part.",
          result.tokens,
          result.room,
        ),
      );
      return;
    case "solved":
      await tellEnding(result.solving, notifier, isInPanel);
      return;
    default:
      notifier.failure(result, true);
  }
}

async function tellEnding(solving: Solving, notifier: Notifier, isInPanel: boolean): Promise<void> {
  const { ending, tally } = solving;
  const failure = failureIn(ending);
  if (failure !== undefined) notifier.failure(failure, true);
  // Who cancelled knows it, and the report is there; after a failure one message is enough.
  if (failure !== undefined || ending?.kind === "cancelled" || isInPanel) return;
  const insert = l10n.t("Insert…");
  const actions = tally.clusters.length === 0 ? [] : [insert];
  const message = `Llemma: ${headline(solving)}.`;
  const chosen = await window.showInformationMessage(message, ...actions);
  if (chosen === insert) await commands.executeCommand("llemma.insertSolution");
}
