import { Disposable, languages, LanguageStatusSeverity, l10n } from "vscode";
import type { LeanChecker } from "../../core/lean.ts";
import { leanStatusOf } from "../../core/leanStatus.ts";
import type { Marks } from "./mark.ts";

/** What Lean is doing, and its verdict on the ghost text, beside the language's name in the status bar. */
export function showLeanStatus(
  checker: LeanChecker,
  marks: Marks,
  languageIds: readonly string[],
): Disposable {
  const item = languages.createLanguageStatusItem("llemma.lean", [...languageIds]);
  item.name = l10n.t("Llemma: Lean");

  function refresh(): void {
    const { text, detail, spoken, severity, busy } = leanStatusOf(checker.state, marks.current);
    const problem = severity === "problem";
    item.text = text;
    item.detail = detail;
    item.busy = busy;
    item.severity = problem ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
    item.accessibilityInformation = { label: spoken, role: "status" };
    item.command = problem ? settings : tactics;
  }

  refresh();
  return Disposable.from(item, marks.onChange(refresh), new Disposable(checker.onState(refresh)));
}

const settings = {
  title: l10n.t("Open Settings"),
  command: "workbench.action.openSettings",
  arguments: ["llemma.lean"],
};
const tactics = { title: l10n.t("Suggest Tactics"), command: "llemma.suggestTactics" };
