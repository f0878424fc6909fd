import { commands, window, type ExtensionContext } from "vscode";
import { createCompleter } from "../core/complete/createCompleter.ts";
import { createSession } from "../core/session.ts";
import { createSuggester } from "../core/tactics/createSuggester.ts";
import { createOllama } from "../node/ollama.ts";
import { systemClock as clock } from "../node/systemClock.ts";
import { createActions } from "./actions.ts";
import { registerCommands } from "./commands.ts";
import { followDocuments } from "./documentEvents.ts";
import { openHeaderStore } from "./headers.ts";
import { registerInlineCompletions } from "./inlineCompletions.ts";
import { createLean } from "./lean/createLean.ts";
import { createNotifier } from "./notify.ts";
import { createSentDocument } from "./sent.ts";
import { watchSettings } from "./settings.ts";
import { currentStatus, showStatusItem } from "./status.ts";

/** The only place where the parts are joined. Nothing here talks to the network. */
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
  const lean = createLean({ extensionUri: context.extensionUri, watch, notifier, clock, log });
  const { checker, marks } = lean;
  const suggester = createSuggester({ checker, model: session, log, settings });
  const completer = createCompleter({ model: session, clock, log, settings });
  const sent = createSentDocument(session, keepAlive);
  const status = currentStatus(session, watch);

  /** Another model, or another way to it: nothing that was answered before counts. */
  function forget(): void {
    completer.clear();
    suggester.clear();
    session.reset();
    notifier.forget();
  }
  const unlisten = session.onState(({ kind }) => {
    if (kind === "ready") notifier.forget();
  });

  context.subscriptions.push(
    watch,
    lean,
    headers,
    sent,
    { dispose: unlisten },
    watch.onChange(({ model, lean }) => {
      if (model) forget();
      else completer.stop();
      if (lean) suggester.clear();
      // What is on screen came under other settings, and VS Code asks for nothing else while it is there.
      void commands.executeCommand("editor.action.inlineSuggest.hide");
    }),
    registerInlineCompletions({ completer, marks, notifier, log }),
    followDocuments({ completer, session, settings }),
    showStatusItem(status, session, watch),
    registerCommands({
      completer,
      suggester,
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
