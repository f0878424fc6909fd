import { commands, Disposable } from "vscode";
import type { ModelState, Session } from "../../core/session.ts";

/**
 * Tells the walkthrough's steps that a server (`llemma.hasServer`) or a model (`llemma.hasModel`) has been found. Each key
 * is set only for a moment: VS Code marks a step when its key becomes true while the walkthrough is known, and never when
 * it was true before.
 */
export function setContextKeys(session: Session): Disposable {
  let before: ModelState["kind"] = "starting";
  const update = ({ kind }: ModelState): void => {
    const keys = before === "busy" ? [] : found(kind);
    before = kind;
    for (const key of keys) {
      void commands.executeCommand("setContext", key, true);
      void commands.executeCommand("setContext", key, false);
    }
  };
  return new Disposable(session.onState(update));
}

function found(kind: ModelState["kind"]): readonly string[] {
  if (kind === "noModel") return ["llemma.hasServer"];
  return kind === "loading" || kind === "ready" ? ["llemma.hasServer", "llemma.hasModel"] : [];
}
