import { stat } from "node:fs/promises";
import { join } from "node:path";
import { l10n, window } from "vscode";
import { sizeInWords } from "../../core/bytes.ts";
import { demoModelName } from "../../core/demoModel.ts";
import { readModelfile } from "../../node/modelfile.ts";
import { startToUse, type ModelParts } from "../setup/newModel.ts";
import { uploadModel } from "../setup/transfer.ts";

/** Puts the model that comes with the extension on the server, once the person agrees. */
export async function installDemoModel(parts: ModelParts): Promise<void> {
  const { server, home, notifier } = parts;
  const model = await readModelfile(join(home, "demo", "Modelfile"), demoModelName);
  const { size } = await stat(model.path);
  if (!(await agrees(server.url, size))) return;
  const made = await uploadModel(server, model, l10n.t("Installing the demo model"));
  if (made.kind === "ok") await startToUse(parts, demoModelName);
  else if (made.kind !== "aborted") notifier.failure(made, true);
}

async function agrees(url: string, size: number): Promise<boolean> {
  const upload = l10n.t("Upload");
  const detail = l10n.t(
    "{0}, {1}, comes with this extension and is uploaded to that server. It shows how suggestions work, in a minute and without a large download. It is no help with mathematics: for that, get Llemma. `ollama rm {0}` removes it.",
    demoModelName,
    sizeInWords(size),
  );
  const question = l10n.t("Install the demo model on the Ollama server at {0}?", url);
  return (
    (await window.showInformationMessage(question, { modal: true, detail }, upload)) === upload
  );
}
