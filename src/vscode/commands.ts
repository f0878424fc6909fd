import { commands, Disposable, type LogOutputChannel } from "vscode";
import type { Completer } from "../core/complete/completer.ts";
import type { TacticSuggester } from "../core/tactics/suggester.ts";
import type { Clock } from "../core/clock.ts";
import type { LeanChecker } from "../core/lean.ts";
import type { ModelServer } from "../core/model.ts";
import type { Session } from "../core/session.ts";
import type { Meter } from "../core/panel/meter.ts";
import type { Actions } from "./actions.ts";
import { explain } from "./commands/explain.ts";
import { insertExplanation } from "./commands/insertExplanation.ts";
import { continueProof } from "./commands/continueProof.ts";
import { insertContinuation } from "./commands/insertContinuation.ts";
import type { ApiKeys } from "./apiKeys.ts";
import { insertSolution } from "./commands/insertSolution.ts";
import { checkSetUp } from "./commands/checkSetUp.ts";
import { getModel } from "./commands/getModel.ts";
import { installDemoModel } from "./commands/installDemoModel.ts";
import { openExample } from "./commands/openExample.ts";
import { selectModel } from "./commands/selectModel.ts";
import { decideServer } from "./commands/decideServer.ts";
import { setApiKey } from "./commands/setApiKey.ts";
import { setHeaders } from "./commands/setHeaders.ts";
import { setUp } from "./commands/setUp.ts";
import { showStatus } from "./commands/showStatus.ts";
import { solve } from "./commands/solve.ts";
import { askManner } from "./commands/solveWith.ts";
import { suggestTactics } from "./commands/suggestTactics.ts";
import { toggle } from "./commands/toggle.ts";
import type { ExplainFeature } from "./explain/explaining.ts";
import type { ContinueFeature } from "./continue/continuing.ts";
import type { ConsentStore } from "./consent.ts";
import type { HeaderStore } from "./headers.ts";
import type { Marks } from "./lean/mark.ts";
import type { DerivationChecks } from "./latex/checkDerivation.ts";
import type { Notifier } from "./notify.ts";
import type { Panel } from "./panel/createPanel.ts";
import type { SentDocument } from "./sent.ts";
import type { SettingsWatch } from "./settings.ts";
import type { ReportDocument } from "./setup/report.ts";
import type { SolveFeature } from "./solve/solving.ts";
import type { CurrentStatus } from "./status.ts";

interface Parts {
  readonly completer: Completer;
  readonly suggester: TacticSuggester;
  /** Of the model that writes tactics. */
  readonly meter: Meter;
  readonly panel: Panel;
  readonly solving: SolveFeature;
  readonly explaining: ExplainFeature;
  readonly continuing: ContinueFeature;
  readonly marks: Marks;
  readonly checker: LeanChecker;
  readonly derivations: DerivationChecks;
  readonly server: () => ModelServer;
  readonly session: Session;
  /** Has the model chosen anew. */
  readonly forget: () => void;
  /** The extension's folder. */
  readonly home: string;
  readonly watch: SettingsWatch;
  readonly headers: HeaderStore;
  readonly apiKeys: ApiKeys;
  readonly consent: ConsentStore;
  readonly sent: SentDocument;
  readonly report: ReportDocument;
  readonly status: CurrentStatus;
  readonly actions: Actions;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly log: LogOutputChannel;
}

type Table = Readonly<Record<string, (argument: unknown) => unknown>>;

/** Registers every command of the manifest. */
export function registerCommands(parts: Parts): Disposable {
  const registrations = Object.entries(tableOf(parts)).map(([id, run]) =>
    commands.registerCommand(id, async (argument: unknown) => {
      try {
        await run(argument);
      } catch (error) {
        parts.notifier.bug(id, error);
      }
    }),
  );
  return Disposable.from(...registrations);
}

function tableOf({ completer, solving, continuing, explaining, watch, ...parts }: Parts): Table {
  const withServer = () => ({ ...parts, server: parts.server() });
  const samples = (): number => watch.settings["solve.samples"];
  return {
    "llemma.trigger": () => commands.executeCommand("editor.action.inlineSuggest.trigger"),
    "llemma.suggestTactics": (about) => {
      // The list takes the focus, and with it the ghost text.
      parts.marks.clear();
      suggestTactics(parts, about);
    },
    "llemma.solve": () =>
      solve(solving, () => ({ frame: "auto", samples: samples(), temperature: undefined })),
    "llemma.solveWith": () => solve(solving, () => askManner(samples())),
    "llemma.insertSolution": () => insertSolution(solving),
    "llemma.continueProof": () => continueProof(continuing),
    "llemma.insertContinuation": (which) => insertContinuation(continuing, which),
    "llemma.checkDerivation": () => parts.derivations.check(),
    "llemma.showPanel": () => parts.panel.show(),
    "llemma.pinPanel": () => {
      parts.panel.togglePin();
    },
    "llemma.explain": (about) => explain(explaining, about),
    "llemma.insertExplanation": () => insertExplanation(explaining),
    "llemma.stop": () => {
      completer.stop();
      solving.stop();
      explaining.stop();
      continuing.stop();
    },
    "llemma.toggle": () => toggle(watch.settings),
    "llemma.selectModel": () => selectModel(parts.server(), watch.settings.model, parts.notifier),
    "llemma.setUp": () => setUp(withServer()),
    "llemma.getModel": () => getModel(withServer()),
    "llemma.checkSetUp": () => checkSetUp({ ...withServer(), watch }),
    "llemma.openLeanExample": () => openExample(parts.home, "lean"),
    "llemma.openLatexExample": () => openExample(parts.home, "latex"),
    "llemma.installDemoModel": () => installDemoModel(withServer()),
    "llemma.setHeaders": () => setHeaders(parts.headers),
    "llemma.setApiKey": () => setApiKey(parts.apiKeys, watch.address.url),
    "llemma.allowServer": () => decideServer(parts, watch.address, true),
    "llemma.refuseServer": () => decideServer(parts, watch.address, false),
    "llemma.showStatus": () => showStatus(parts.status, parts.actions),
    "llemma.showLog": () => {
      parts.log.show();
    },
    "llemma.showSent": () => parts.sent.show(),
  };
}
