import { commands, env, l10n, Uri, window } from "vscode";
import { pullCommand } from "../core/failure.ts";
import type { StatusAction } from "../core/status.ts";

/** Something that a person can choose to do: a button of a message, an entry of the status menu. */
export interface Action {
  readonly title: string;
  readonly run: () => unknown;
}

/** How long a word of confirmation stands in the status bar, in milliseconds. */
const confirmationFor = 5_000;

export type Actions = Readonly<Record<StatusAction | "openSettings" | "trust", Action>>;

/** Every next action as something that can be shown and done. */
export function createActions(retry: () => void): Actions {
  const showLog = { title: l10n.t("Show Log"), run: command("llemma.showLog") };
  return {
    startServer: {
      title: l10n.t("Get Ollama"),
      run: () => env.openExternal(Uri.parse("https://ollama.com/download")),
    },
    setHeaders: { title: l10n.t("Set Request Headers…"), run: command("llemma.setHeaders") },
    setApiKey: { title: l10n.t("Set API Key…"), run: command("llemma.setApiKey") },
    allowServer: { title: l10n.t("Allow"), run: command("llemma.allowServer") },
    refuseServer: { title: l10n.t("Send Nothing There"), run: command("llemma.refuseServer") },
    getModel: { title: l10n.t("Copy Pull Command"), run: copyPullCommand },
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

async function copyPullCommand(): Promise<void> {
  await env.clipboard.writeText(pullCommand);
  window.setStatusBarMessage(l10n.t("Copied: {0}", pullCommand), confirmationFor);
}
