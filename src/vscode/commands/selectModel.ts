import {
  ConfigurationTarget,
  l10n,
  ProgressLocation,
  window,
  workspace,
  type QuickPickItem,
} from "vscode";
import { sizeInWords } from "../../core/bytes.ts";
import { isDemoModel } from "../../core/demoModel.ts";
import type { InstalledModel, ModelServer } from "../../core/model.ts";
import type { Notifier } from "../notify.ts";

interface Choice extends QuickPickItem {
  /** What the setting becomes; undefined takes it away, so that its default counts. */
  readonly value: string | undefined;
}

/** Lets a person choose among the models on the server. */
export async function selectModel(
  server: ModelServer,
  current: string,
  notifier: Notifier,
): Promise<void> {
  const [installed, loaded] = await window.withProgress(
    { location: ProgressLocation.Window, title: l10n.t("Llemma asks for the models") },
    () => Promise.all([server.installed(), server.loaded()]),
  );
  if (installed.kind !== "ok") {
    notifier.failure(installed, true);
    return;
  }
  const inMemory = loaded.kind === "ok" ? loaded.value.map(({ name }) => name) : [];
  const chosen = await window.showQuickPick(choices(installed.value, inMemory, current), {
    placeHolder: l10n.t("The model for suggestions, from {0}", server.url),
    matchOnDescription: true,
  });
  if (chosen === undefined) return;
  await workspace
    .getConfiguration("llemma")
    .update("model", chosen.value, ConfigurationTarget.Global);
}

function choices(
  installed: readonly InstalledModel[],
  loaded: readonly string[],
  current: string,
): readonly Choice[] {
  const described = (name: string, notes: readonly string[]): QuickPickItem => ({
    label: name,
    description: [...notes, ...(name === current ? [l10n.t("selected")] : [])].join(" · "),
  });
  const auto = described("auto", [l10n.t("the Llemma that fits best")]);
  const models = installed
    .filter(({ remote }) => !remote)
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ name, size }) => {
      const demo = isDemoModel(name) ? [l10n.t("demo model")] : [];
      const inMemory = loaded.includes(name) ? [l10n.t("in memory")] : [];
      return { ...described(name, [...demo, sizeInWords(size), ...inMemory]), value: name };
    });
  return [{ ...auto, value: undefined }, ...models];
}
