import { l10n, window } from "vscode";
import type { ApiKeys } from "../apiKeys.ts";

/** Asks for the key of the server at this URL, which is hidden as it is typed. */
export async function setApiKey(keys: ApiKeys, url: string): Promise<void> {
  const { origin } = new URL(url);
  const key = await window.showInputBox({
    prompt:
      keys.of(url) === undefined
        ? l10n.t("API key for {0}. It is kept in VS Code's secret storage.", origin)
        : l10n.t("Another API key for {0}; an empty one takes the present one away.", origin),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^[\x21-\x7e]*$/.test(text.trim()) ? undefined : l10n.t("A key has no spaces in it."),
  });
  if (key !== undefined) await keys.set(url, key.trim());
}
