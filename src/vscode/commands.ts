import { commands, Disposable, type LogOutputChannel } from "vscode";
import type { Completer } from "../core/complete/completer.ts";
import type { TacticSuggester } from "../core/tactics/suggester.ts";
import type { ModelServer } from "../core/model.ts";
import type { Actions } from "./actions.ts";
import { selectModel } from "./commands/selectModel.ts";
import { setHeaders } from "./commands/setHeaders.ts";
import { showStatus } from "./commands/showStatus.ts";
import { suggestTactics } from "./commands/suggestTactics.ts";
import { toggle } from "./commands/toggle.ts";
import type { HeaderStore } from "./headers.ts";
import type { Notifier } from "./notify.ts";
import type { SentDocument } from "./sent.ts";
import type { SettingsWatch } from "./settings.ts";
import type { CurrentStatus } from "./status.ts";

interface Parts {
  readonly completer: Completer;
  readonly suggester: TacticSuggester;
  readonly server: () => ModelServer;
  readonly watch: SettingsWatch;
  readonly headers: HeaderStore;
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

function tableOf({ completer, watch, ...parts }: Parts): Table {
  return {
    "llemma.trigger": () => commands.executeCommand("editor.action.inlineSuggest.trigger"),
    "llemma.suggestTactics": (about) => {
      suggestTactics(parts.suggester, about);
    },
    "llemma.stop": () => {
      completer.stop();
    },
    "llemma.toggle": () => toggle(watch.settings),
    "llemma.selectModel": () => selectModel(parts.server(), watch.settings.model, parts.notifier),
    "llemma.setHeaders": () => setHeaders(parts.headers),
    "llemma.showStatus": () => showStatus(parts.status, parts.actions),
    "llemma.showLog": () => {
      parts.log.show();
    },
    "llemma.showSent": () => parts.sent.show(),
  };
}
