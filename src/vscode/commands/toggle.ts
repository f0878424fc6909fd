import { ConfigurationTarget, l10n, window, workspace } from "vscode";
import { languageFor, languageIds } from "../../core/complete/languages.ts";
import { enabledFor, type Settings } from "../../core/settings.ts";

type Flags = Settings["inline.enabled"];

/** Turns suggestions while typing on or off: everywhere, or in the language of the active editor. */
export async function toggle(settings: Settings): Promise<void> {
  const chosen = await window.showQuickPick(choices(settings), {
    placeHolder: l10n.t("Suggestions while typing"),
  });
  if (chosen === undefined) return;
  await workspace
    .getConfiguration("llemma")
    .update("inline.enabled", chosen.flags, ConfigurationTarget.Global);
}

function choices(settings: Settings): readonly { readonly label: string; readonly flags: Flags }[] {
  const languageId = window.activeTextEditor?.document.languageId ?? "";
  const somewhere = languageIds.some((id) => enabledFor(settings, id));
  const everywhere = {
    label: somewhere ? l10n.t("Turn Off in All Languages") : l10n.t("Turn On in All Languages"),
    // Switches of single languages would stand against this one.
    flags: { "*": !somewhere },
  };
  if (languageFor(languageId) === undefined) return [everywhere];
  const here = enabledFor(settings, languageId);
  const only = {
    label: here
      ? l10n.t("Turn Off in {0} Files", languageId)
      : l10n.t("Turn On in {0} Files", languageId),
    flags: { ...settings["inline.enabled"], [languageId]: !here },
  };
  return [only, everywhere];
}
