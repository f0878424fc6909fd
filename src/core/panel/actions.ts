import type { NextAction } from "../failure.ts";

/** What a button of the panel can have the extension do, beside what belongs to a task; with what the button says. */
export const actionTitles = {
  setUp: "Set Up…",
  setHeaders: "Set Request Headers…",
  setApiKey: "Set API Key…",
  allowServer: "Allow",
  refuseServer: "Send Nothing There",
  getModel: "Get a Model…",
  tryDemoModel: "Try the Demo Model…",
  selectModel: "Select Model…",
  wait: "Show Log",
  retry: "Try Again",
  showLog: "Show Log",
  showSent: "Show What Was Sent",
  openSettings: "Open Settings",
  trust: "Manage Workspace Trust",
  suggestTactics: "Suggest Tactics",
  continue: "Continue the Proof",
  explain: "Explain the Equation",
  solve: "Solve the Problem",
  checkDerivation: "Check the Derivation",
} as const satisfies Readonly<Record<NextAction, string>> & Readonly<Record<string, string>>;

export type PanelAction = keyof typeof actionTitles;
