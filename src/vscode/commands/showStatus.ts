import { window, type QuickPickItem } from "vscode";
import type { Action, Actions } from "../actions.ts";
import type { CurrentStatus } from "../status.ts";

interface Entry extends QuickPickItem {
  readonly action: Action;
}

/** The menu of the status item: what helps now comes first. */
export async function showStatus(status: CurrentStatus, actions: Actions): Promise<void> {
  const { tooltip, severity, action, alternative, leaving } = status();
  const listed = [
    actions[action],
    ...(alternative === undefined ? [] : [actions[alternative]]),
    ...(leaving === undefined ? [] : [actions[leaving]]),
    ...(severity === "problem" ? [actions.retry] : []),
    actions.selectModel,
    actions.setUp,
    actions.checkSetUp,
    actions.toggle,
    actions.showLog,
    actions.showSent,
    actions.openSettings,
  ];
  const byTitle = new Map(listed.map((one) => [one.title, one]));
  const entries: readonly Entry[] = [...byTitle.values()].map((one) => ({
    label: one.title,
    action: one,
  }));
  const chosen = await window.showQuickPick(entries, { title: "Llemma", placeHolder: tooltip });
  await chosen?.action.run();
}
