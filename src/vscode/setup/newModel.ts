import { ConfigurationTarget, l10n, workspace } from "vscode";
import { called, isDemoModel } from "../../core/demoModel.ts";
import { sameModel } from "../../core/findModel.ts";
import type { ModelServer } from "../../core/model.ts";
import type { Session } from "../../core/session.ts";
import type { Actions } from "../actions.ts";
import type { Notifier } from "../notify.ts";

/** What bringing a model to the server needs. */
export interface ModelParts {
  readonly server: ModelServer;
  readonly session: Session;
  /** Has the model chosen anew. */
  readonly forget: () => void;
  /** The extension's folder. */
  readonly home: string;
  readonly notifier: Notifier;
  readonly actions: Actions;
}

/** A model is on the server now. One that a setting names, or a better one, stays the one for suggestions. */
export async function startToUse(parts: ModelParts, name: string): Promise<void> {
  const { session, forget, notifier, actions } = parts;
  forget();
  const ready = await session.ready(true);
  if (ready.kind === "ok" && isSame(ready.value.model, name)) {
    const text = l10n.t(
      "{0} is ready. Type in a proof, and its next step appears in grey.",
      called(ready.value.model),
    );
    notifier.done(text, actions.openLeanExample, actions.openLatexExample);
    return;
  }
  if (ready.kind !== "ok" && ready.kind !== "noModel" && ready.kind !== "modelMissing") {
    notifier.failure(ready, true);
    return;
  }
  const what = isDemoModel(name) ? l10n.t("The demo model") : name;
  const text =
    ready.kind === "ok"
      ? l10n.t(
          "{0} is on the server. Suggestions still come from {1}.",
          what,
          called(ready.value.model),
        )
      : l10n.t("{0} is on the server. It is not the one that the settings name.", what);
  notifier.done(text, { title: l10n.t("Use It"), run: () => use(name) }, actions.selectModel);
}

async function use(name: string): Promise<void> {
  await workspace.getConfiguration("llemma").update("model", name, ConfigurationTarget.Global);
}

function isSame(a: string, b: string): boolean {
  const bare = (name: string): string => name.replace(/^https?:\/\//, "");
  return sameModel(bare(a), bare(b));
}
