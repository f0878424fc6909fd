import { commands, Disposable, window, type ExtensionContext } from "vscode";
import type { Clock } from "../core/clock.ts";
import type { Completer } from "../core/complete/completer.ts";
import { createCheckedCompleter } from "../core/complete/createCheckedCompleter.ts";
import { createCompleter } from "../core/complete/createCompleter.ts";
import { createExplainer } from "../core/explain/createExplainer.ts";
import type { Project } from "../core/context/latex/project.ts";
import { createContinuer } from "../core/continue/createContinuer.ts";
import { guarded } from "../core/consent.ts";
import type { LeanChecker } from "../core/lean.ts";
import type { Logger } from "../core/log.ts";
import type { Model } from "../core/model.ts";
import { metered } from "../core/panel/meter.ts";
import { createSession } from "../core/session.ts";
import { placementOf, type Settings } from "../core/settings.ts";
import { createSolver } from "../core/solve/createSolver.ts";
import { createSuggester } from "../core/tactics/createSuggester.ts";
import type { TacticSuggester } from "../core/tactics/suggester.ts";
import { createTurns } from "../core/turns.ts";
import { createServers } from "../node/servers.ts";
import { systemClock as clock } from "../node/systemClock.ts";
import { createActions } from "./actions.ts";
import { openApiKeys } from "./apiKeys.ts";
import { registerCommands } from "./commands.ts";
import { followDocuments } from "./documentEvents.ts";
import { ExplainFeature } from "./explain/explaining.ts";
import { offerExplanations } from "./explain/offers.ts";
import { openConsentStore } from "./consent.ts";
import { openHeaderStore } from "./headers.ts";
import { registerInlineCompletions } from "./inlineCompletions.ts";
import { ContinueFeature } from "./continue/continuing.ts";
import { DerivationChecks } from "./latex/checkDerivation.ts";
import { createStructures } from "./latex/structures.ts";
import { Projects } from "./latex/projects.ts";
import { createLean } from "./lean/createLean.ts";
import { createNotifier } from "./notify.ts";
import { createPanel } from "./panel/createPanel.ts";
import { createSentDocument } from "./sent.ts";
import { setContextKeys } from "./setup/contextKeys.ts";
import { createReportDocument } from "./setup/report.ts";
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
  const watch = watchSettings(notifier.setting);
  const headers = openHeaderStore(context.secrets, log, forget);
  const settings = () => watch.settings;
  const keepAlive = () => watch.settings["server.keepAlive"];
  const apiKeys = openApiKeys(context.secrets, log, forget);
  const consent = openConsentStore(context.workspaceState);
  const open = createServers({
    ...{ address: () => watch.address, kind: () => watch.settings["server.kind"] },
    ...{ headers: () => headers.current, apiKey: () => apiKeys.of(watch.address.url) },
    ...{ keepAlive, log, clock },
  });
  const server = () => guarded(open(), consent.decided);
  const placement = () => placementOf(watch.settings);
  const model = () => watch.settings.model;
  const session = createSession({ server, model, placement, clock, log });
  const lean = createLean(context, { watch, notifier, clock, log });
  const { typing, turns } = createTurns(session, clock);
  const [forTactics, forSolving] = [metered(typing, clock), metered(session, clock)];
  const [forExplaining, forContinuing] = [metered(session, clock), metered(session, clock)];
  const structures = createStructures();
  const projects = new Projects(structures, log);
  const projectOf = (uri: string): Project | undefined => projects.of(uri);
  const ports = { checker: lean.checker, model: forTactics.model, clock, log, settings, projectOf };
  const { completer, suggester } = createSuggesting(ports);
  const places = { structures, projects };
  const asked = { session, server, checker: lean.checker, ...places, actions };
  const panel = createPanel(context, { ...asked, notifier, clock, log });
  const shown = { panel, notifier, clock };
  const solver = createSolver({ model: forSolving.model, turns, clock, log });
  const solving = new SolveFeature({ solver, meter: forSolving, ...shown });
  const explainer = createExplainer({ model: forExplaining.model, turns, log });
  const explaining = new ExplainFeature({
    ...{ explainer, meter: forExplaining, ...places, ...shown },
  });
  const continuer = createContinuer({ model: forContinuing.model, turns, log });
  const continuing = new ContinueFeature({
    ...{ continuer, meter: forContinuing, projects, ...shown },
  });
  const derivations = new DerivationChecks(places);
  const sent = createSentDocument(session);
  const report = createReportDocument();
  const status = currentStatus(session, watch);
  const home = context.extensionPath;
  const known = {
    home,
    derivations,
    watch,
    ...{ headers, apiKeys, consent },
    sent,
    report,
    status,
    actions,
  };

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
    lean.disposable,
    headers,
    apiKeys,
    sent,
    report,
    projects,
    solving,
    panel,
    explaining,
    offerExplanations(structures),
    continuing,
    derivations,
    registerSolveAction(),
    { dispose: unlisten },
    watch.onChange(({ model, lean }) => {
      if (model) forget();
      else if (lean) completer.clear();
      else completer.stop();
      // What is on screen came under other settings, and VS Code asks for nothing else while it is there.
      void commands.executeCommand("editor.action.inlineSuggest.hide");
    }),
    registerInlineCompletions({ completer, marks: lean.marks, notifier, log }),
    followDocuments({ completer, session, settings }),
    showStatusItem(status, session, watch),
    setContextKeys(session),
    registerCommands({
      ...{ ...known, completer, suggester, marks: lean.marks, solving, explaining, continuing },
      panel,
      ...{ server, session, forget, checker: lean.checker, notifier, clock, log },
      meter: forTactics,
    }),
    // The server must not write on for a window that is gone.
    new Disposable(() => {
      completer.stop();
    }),
    log,
  );
}

interface Ports {
  readonly checker: LeanChecker;
  readonly model: Model;
  readonly clock: Clock;
  readonly log: Logger;
  readonly settings: () => Settings;
  readonly projectOf: (uri: string) => Project | undefined;
}

/** The one search for tactics serves ghost text and the list. */
function createSuggesting(ports: Ports): {
  readonly completer: Completer;
  readonly suggester: TacticSuggester;
} {
  const suggester = createSuggester(ports);
  const completer = createCheckedCompleter({
    ...ports,
    suggester,
    completer: createCompleter(ports),
  });
  return { completer, suggester };
}
