import { Disposable, StatusBarAlignment, ThemeColor, window, workspace } from "vscode";
import { languageFor } from "../core/complete/languages.ts";
import type { ModelState, Session } from "../core/session.ts";
import { enabledFor } from "../core/settings.ts";
import { naming, statusOf, type Status } from "../core/status.ts";
import type { SettingsWatch } from "./settings.ts";

/** Right of the language's name and the like, which are at 100. */
const priority = 90;

/** The state in words, from where the person is now. */
export type CurrentStatus = () => Status;

export function currentStatus(session: Session, watch: SettingsWatch): CurrentStatus {
  return () => {
    const languageId = activeLanguage();
    // Away from our languages there is nothing that could be off.
    const enabled = languageId === undefined || enabledFor(watch.settings, languageId);
    const status = statusOf(session.state, enabled, languageId ?? "");
    const { memory, url } = watch.address;
    const isHere = memory !== undefined;
    return isHere || isAsking(session.state) ? status : naming(status, url);
  };
}

/** Whether the words are about the server already, and nothing goes there. */
function isAsking(state: ModelState): boolean {
  return state.kind === "failing" && state.failure.kind === "notAllowed";
}

/** The item in the status bar, there while the active editor is one of ours. */
export function showStatusItem(
  status: CurrentStatus,
  session: Session,
  watch: SettingsWatch,
): Disposable {
  const item = window.createStatusBarItem("llemma.status", StatusBarAlignment.Right, priority);
  item.name = "Llemma";
  item.command = "llemma.showStatus";

  function refresh(): void {
    if (activeLanguage() === undefined) {
      item.hide();
      return;
    }
    const { text, tooltip, severity } = status();
    item.text = text;
    item.tooltip = tooltip;
    item.accessibilityInformation = { label: `Llemma: ${tooltip}`, role: "button" };
    item.backgroundColor =
      severity === "problem" ? new ThemeColor("statusBarItem.warningBackground") : undefined;
    item.show();
  }

  refresh();
  return Disposable.from(
    item,
    new Disposable(session.onState(refresh)),
    watch.onChange(refresh),
    window.onDidChangeActiveTextEditor(refresh),
    // A document whose language changes is opened anew in the same editor.
    workspace.onDidOpenTextDocument(refresh),
  );
}

/** The language of the active editor, if it is one of ours. */
function activeLanguage(): string | undefined {
  const languageId = window.activeTextEditor?.document.languageId ?? "";
  return languageFor(languageId) === undefined ? undefined : languageId;
}
