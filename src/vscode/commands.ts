import { commands, Disposable, type LogOutputChannel } from "vscode";
import type { Completer } from "../core/complete/completer.ts";
import type { TacticSuggester } from "../core/tactics/suggester.ts";
import type { ModelServer } from "../core/model.ts";
import type { Session } from "../core/session.ts";
import type { Actions } from "./actions.ts";
import type { ApiKeys } from "./apiKeys.ts";
import { insertSolution } from "./commands/insertSolution.ts";
import { installDemoModel } from "./commands/installDemoModel.ts";
import { selectModel } from "./commands/selectModel.ts";
import { decideServer } from "./commands/decideServer.ts";
import { setApiKey } from "./commands/setApiKey.ts";
import { setHeaders } from "./commands/setHeaders.ts";
import { showStatus } from "./commands/showStatus.ts";
import { solve } from "./commands/solve.ts";
import { askManner } from "./commands/solveWith.ts";
import { suggestTactics } from "./commands/suggestTactics.ts";
import { toggle } from "./commands/toggle.ts";
import type { ConsentStore } from "./consent.ts";
import type { HeaderStore } from "./headers.ts";
import type { Marks } from "./lean/mark.ts";
import type { DerivationChecks } from "./latex/checkDerivation.ts";
import type { Notifier } from "./notify.ts";
import type { SentDocument } from "./sent.ts";
import type { SettingsWatch } from "./settings.ts";
import type { SolveFeature } from "./solve/solving.ts";
import type { CurrentStatus } from "./status.ts";

interface Parts {
  readonly completer: Completer;
  readonly suggester: TacticSuggester;
  readonly solving: SolveFeature;
  readonly marks: Marks;
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
  readonly status: CurrentStatus;
  readonly actions: Actions;
  readonly notifier: Notifier;
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

function tableOf({ completer, solving, watch, ...parts }: Parts): Table {
  const samples = (): number => watch.settings["solve.samples"];
  return {
    "llemma.trigger": () => commands.executeCommand("editor.action.inlineSuggest.trigger"),
    "llemma.suggestTactics": (about) => {
      // The list takes the focus, and with it the ghost text.
      parts.marks.clear();
      suggestTactics(parts.suggester, about);
    },
    "llemma.solve": () =>
      solve(solving, () => ({ frame: "auto", samples: samples(), temperature: undefined })),
    "llemma.solveWith": () => solve(solving, () => askManner(samples())),
    "llemma.insertSolution": () => insertSolution(solving),
    "llemma.checkDerivation": () => parts.derivations.check(),
    "llemma.stop": () => {
      completer.stop();
      solving.stop();
    },
    "llemma.toggle": () => toggle(watch.settings),
    "llemma.selectModel": () => selectModel(parts.server(), watch.settings.model, parts.notifier),
    "llemma.installDemoModel": () => installDemoModel({ ...parts, server: parts.server() }),
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
