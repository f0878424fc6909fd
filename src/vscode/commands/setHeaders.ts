import { InputBoxValidationSeverity, l10n, window, type InputBoxValidationMessage } from "vscode";
import { parseHeaders } from "../../node/headers.ts";
import type { HeaderStore } from "../headers.ts";

/** Lets a person add and remove request headers until they are done. Values are never shown. */
export async function setHeaders(store: HeaderStore): Promise<void> {
  for (;;) {
    const names = Object.keys(store.current);
    const add = { label: l10n.t("$(add) Add a Header…") };
    const removals = names.map((name) => ({ label: l10n.t("$(trash) Remove {0}", name), name }));
    const chosen = await window.showQuickPick<{ readonly label: string; readonly name?: string }>(
      [add, ...removals],
      { placeHolder: l10n.t("Headers sent with every request: {0}", names.join(", ") || "–") },
    );
    if (chosen === undefined) return;
    await (chosen.name === undefined ? addHeader(store) : removeHeader(store, chosen.name));
  }
}

async function addHeader(store: HeaderStore): Promise<void> {
  const line = await window.showInputBox({
    prompt: l10n.t("Name: value, for example Authorization: Bearer …"),
    // The value is a secret: others may look at the screen.
    password: true,
    ignoreFocusOut: true,
    validateInput: describe,
  });
  const added = parseHeaders(line ?? "");
  if (added !== undefined)
    await store.replace({ ...without(store.current, Object.keys(added)), ...added });
}

async function removeHeader(store: HeaderStore, name: string): Promise<void> {
  await store.replace(without(store.current, [name]));
}

/** Since the input is hidden, says how it is understood. */
function describe(line: string): InputBoxValidationMessage {
  const [name] = Object.keys(parseHeaders(line) ?? {});
  return name === undefined
    ? {
        message: l10n.t("Write the header as Name: value."),
        severity: InputBoxValidationSeverity.Error,
      }
    : { message: l10n.t("Header {0}", name), severity: InputBoxValidationSeverity.Info };
}

/** Names of headers are the same in any case. */
function without(
  headers: HeaderStore["current"],
  names: readonly string[],
): Readonly<Record<string, string>> {
  const gone = new Set(names.map((name) => name.toLowerCase()));
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !gone.has(name.toLowerCase())),
  );
}
