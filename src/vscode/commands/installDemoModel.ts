import { stat } from "node:fs/promises";
import { join } from "node:path";
import { l10n, ProgressLocation, window } from "vscode";
import { sizeInWords } from "../../core/bytes.ts";
import { called, demoModelName, isDemoModel } from "../../core/demoModel.ts";
import type { Created, ModelFile, ModelServer } from "../../core/model.ts";
import type { Session } from "../../core/session.ts";
import { readModelfile } from "../../node/modelfile.ts";
import type { Actions } from "../actions.ts";
import { signalOf } from "../convert.ts";
import type { Notifier } from "../notify.ts";

interface Parts {
  readonly server: ModelServer;
  readonly session: Session;
  /** Has the model chosen anew. */
  readonly forget: () => void;
  /** The extension's folder. */
  readonly home: string;
  readonly notifier: Notifier;
  readonly actions: Actions;
}

/** Puts the model that comes with the extension on the server, once the person agrees. */
export async function installDemoModel(parts: Parts): Promise<void> {
  const { server, home, notifier } = parts;
  const model = await readModelfile(join(home, "demo", "Modelfile"), demoModelName);
  const { size } = await stat(model.path);
  if (!(await agrees(server.url, size))) return;
  const made = await upload(server, model, size);
  if (made.kind === "aborted") return;
  if (made.kind !== "ok") {
    notifier.failure(made, true);
    return;
  }
  await startToUse(parts);
}

/** A model that a setting names, or a better one on the server, stays the one for suggestions. */
async function startToUse({ session, forget, notifier, actions }: Parts): Promise<void> {
  forget();
  const ready = await session.ready(true);
  if (ready.kind !== "ok") {
    notifier.failure(ready, true);
  } else if (isDemoModel(ready.value.model)) {
    const name = called(ready.value.model);
    notifier.done(
      l10n.t("{0} is ready. Type in a proof, and its next step appears in grey.", name),
    );
  } else {
    const other = called(ready.value.model);
    notifier.done(
      l10n.t("The demo model is on the server. Suggestions still come from {0}.", other),
      actions.selectModel,
    );
  }
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

async function upload(server: ModelServer, model: ModelFile, size: number): Promise<Created> {
  const title = l10n.t("Installing the demo model");
  return await window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const cancelled = signalOf(token);
      let shown = 0;
      try {
        return await server.create(
          model,
          (step) => {
            if (step.kind === "creating") {
              progress.report({ message: step.status });
              return;
            }
            const increment = (100 * (step.sent - shown)) / size;
            shown = step.sent;
            const message = l10n.t("{0} of {1}", sizeInWords(step.sent), sizeInWords(size));
            progress.report({ message, increment });
          },
          cancelled.signal,
        );
      } finally {
        cancelled.dispose();
      }
    },
  );
}
