import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { l10n, window } from "vscode";
import { sizeInWords } from "../../core/bytes.ts";
import type { ModelFile } from "../../core/model.ts";
import { trainedWindow } from "../../core/session.ts";
import { startToUse, type ModelParts } from "./newModel.ts";
import { uploadModel } from "./transfer.ts";

/** Makes a model of a GGUF file that a person chooses. */
export async function importModel(parts: ModelParts): Promise<void> {
  const [file] =
    (await window.showOpenDialog({
      title: l10n.t("Llemma: a GGUF file"),
      openLabel: l10n.t("Upload"),
      filters: { GGUF: ["gguf"] },
    })) ?? [];
  if (file === undefined) return;
  const name = await askName(basename(file.fsPath));
  if (name === undefined) return;
  const { size } = await stat(file.fsPath);
  const title = l10n.t("Uploading {0}, {1}, to {2}", name, sizeInWords(size), parts.server.url);
  const made = await uploadModel(parts.server, modelOf(file.fsPath, name), title);
  if (made.kind === "ok") await startToUse(parts, name);
  else if (made.kind !== "aborted") parts.notifier.failure(made, true);
}

/** Prompts are always sent as they are, and read in one window by every feature. */
function modelOf(path: string, name: string): ModelFile {
  return { name, path, template: "{{ .Prompt }}", parameters: { num_ctx: trainedWindow } };
}

async function askName(file: string): Promise<string | undefined> {
  const bare = file
    .replace(/\.gguf$/i, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, "-");
  const value = bare.includes("llemma") ? bare : `llemma-${bare}`;
  return await window.showInputBox({
    title: l10n.t("Llemma: a GGUF file"),
    prompt: l10n.t(
      "How the server shall call the model. `auto` finds names with `llemma` in them.",
    ),
    value,
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^[\w.-]+(?::[\w.-]+)?$/.test(text)
        ? undefined
        : l10n.t("Letters, digits, dots, hyphens and underscores, perhaps with a colon and a tag."),
  });
}
