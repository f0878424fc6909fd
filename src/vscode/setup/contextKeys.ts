import { commands, Disposable } from "vscode";
import type { ModelState, Session } from "../../core/session.ts";

/** Keeps what the walkthrough's steps wait for: `llemma.hasServer` and `llemma.hasModel`. */
export function setContextKeys(session: Session): Disposable {
  const update = ({ kind }: ModelState): void => {
    // While nobody looks, what was known stands.
    if (kind === "starting" || kind === "failing") return;
    const hasModel = kind === "loading" || kind === "ready" || kind === "busy";
    void commands.executeCommand("setContext", "llemma.hasModel", hasModel);
    void commands.executeCommand("setContext", "llemma.hasServer", hasModel || kind === "noModel");
  };
  return new Disposable(session.onState(update));
}
