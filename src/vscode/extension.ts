import { commands, window, type ExtensionContext } from "vscode";
import { createCompleter } from "../core/complete/createCompleter.ts";
import { createTurns } from "../core/turns.ts";
import { createSolver } from "../core/solve/createSolver.ts";
import { createSession } from "../core/session.ts";
import { createOllama } from "../node/ollama.ts";
import { systemClock as clock } from "../node/systemClock.ts";
import { createActions } from "./actions.ts";
import { registerCommands } from "./commands.ts";
import { followDocuments } from "./documentEvents.ts";
import { openHeaderStore } from "./headers.ts";
import { registerInlineCompletions } from "./inlineCompletions.ts";
import { createNotifier } from "./notify.ts";
import { createSentDocument } from "./sent.ts";
import { watchSettings } from "./settings.ts";
import { registerSolveAction } from "./solve/codeAction.ts";
import { SolveFeature } from "./solve/solving.ts";
import { currentStatus, showStatusItem } from "./status.ts";

/** The only place where the parts are joined. Nothing here talks to the network. */
// eslint-disable-next-line max-lines-per-function -- a list of the parts and how they are joined
export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel("Llemma", { log: true });
  const actions = createActions(() => {
    session.reset();
    void session.ready(true);
  });
  const notifier = createNotifier(actions, log);
  const watch = watchSettings((problem) => {
    notifier.setting(problem);
  });
  const headers = openHeaderStore(context.secrets, log, forget);
  const settings = () => watch.settings;
  const keepAlive = () => watch.settings["server.keepAlive"];
  const server = () =>
    createOllama({ address: watch.address, headers: () => headers.current, keepAlive, log, clock });
  const session = createSession({ server, model: () => watch.settings.model, clock, log });
  const { typing, turns } = createTurns(session, clock);
  const completer = createCompleter({ model: typing, clock, log, settings });
  const solver = createSolver({ model: session, turns, clock, log });
  const solving = new SolveFeature({ solver, notifier, clock });
  const sent = createSentDocument(session, keepAlive);
  const status = currentStatus(session, watch);

  /** Another model, or another way to it: nothing that was answered before counts. */
  function forget(): void {
    completer.clear();
    session.reset();
    notifier.forget();
  }
  const unlisten = session.onState(({ kind }) => {
    if (kind === "ready") notifier.forget();
  });

  context.subscriptions.push(
    watch,
    headers,
    sent,
    solving,
    registerSolveAction(),
    { dispose: unlisten },
    watch.onChange(({ model }) => {
      if (model) forget();
      else completer.stop();
      // What is on screen came under other settings, and VS Code asks for nothing else while it is there.
      void commands.executeCommand("editor.action.inlineSuggest.hide");
    }),
    registerInlineCompletions({ completer, notifier, log }),
    followDocuments({ completer, session, settings }),
    showStatusItem(status, session, watch),
    registerCommands({
      completer,
      solving,
      server,
      watch,
      headers,
      sent,
      status,
      actions,
      notifier,
      log,
    }),
    // The server must not write on for a window that is gone.
    {
      dispose: () => {
        completer.stop();
      },
    },
    log,
  );
}
