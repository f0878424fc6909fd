import { commands, l10n } from "vscode";
import type { StatusAction } from "../core/status.ts";

/** Something that a person can choose to do: a button of a message, an entry of the status menu. */
export interface Action {
  readonly title: string;
  readonly run: () => unknown;
}

type OtherAction = "openSettings" | "trust" | "openLeanExample" | "openLatexExample";

export type Actions = Readonly<Record<StatusAction | OtherAction, Action>>;

/** Every next action as something that can be shown and done. */
export function createActions(retry: () => void): Actions {
  const showLog = { title: l10n.t("Show Log"), run: command("llemma.showLog") };
  return {
    setUp: { title: l10n.t("Set Up…"), run: command("llemma.setUp") },
    setHeaders: { title: l10n.t("Set Request Headers…"), run: command("llemma.setHeaders") },
    setApiKey: { title: l10n.t("Set API Key…"), run: command("llemma.setApiKey") },
    allowServer: { title: l10n.t("Allow"), run: command("llemma.allowServer") },
    refuseServer: { title: l10n.t("Send Nothing There"), run: command("llemma.refuseServer") },
    getModel: { title: l10n.t("Get a Model…"), run: command("llemma.getModel") },
    tryDemoModel: {
      title: l10n.t("Try the Demo Model…"),
      run: command("llemma.installDemoModel"),
    },
    selectModel: { title: l10n.t("Select Model…"), run: command("llemma.selectModel") },
    wait: showLog,
    retry: { title: l10n.t("Try Again"), run: retry },
    showLog,
    showSent: { title: l10n.t("Show What Was Sent"), run: command("llemma.showSent") },
    trigger: { title: l10n.t("Suggest Next Step"), run: command("llemma.trigger") },
    stop: { title: l10n.t("Stop the Running Request"), run: command("llemma.stop") },
    toggle: { title: l10n.t("Turn Suggestions On or Off…"), run: command("llemma.toggle") },
    checkSetUp: { title: l10n.t("Check Set-up"), run: command("llemma.checkSetUp") },
    openLeanExample: {
      title: l10n.t("Try a Lean Example"),
      run: command("llemma.openLeanExample"),
    },
    openLatexExample: {
      title: l10n.t("Try a LaTeX Example"),
      run: command("llemma.openLatexExample"),
    },
    trust: { title: l10n.t("Manage Workspace Trust"), run: command("workbench.trust.manage") },
    openSettings: {
      title: l10n.t("Open Settings"),
      run: () => commands.executeCommand("workbench.action.openSettings", "@ext:llemma.llemma"),
    },
  };
}

function command(id: string): () => unknown {
  return () => commands.executeCommand(id);
}
