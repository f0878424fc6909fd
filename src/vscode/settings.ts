import { EventEmitter, workspace, type Event } from "vscode";
import manifest from "../../package.json" with { type: "json" };
import { readSettings, type SettingProblem, type Settings } from "../core/settings.ts";
import { serverAddress, type ServerAddress } from "../node/serverAddress.ts";

/** What a change of settings touches. */
interface SettingsChange {
  /** Another server, another model or another way of keeping it. */
  readonly model: boolean;
  /** Another Lean, or another way to ask it. */
  readonly lean: boolean;
}

export interface SettingsWatch {
  readonly settings: Settings;
  readonly address: ServerAddress;
  readonly onChange: Event<SettingsChange>;
  dispose(): void;
}

/** Reads the settings now and at every change; `report` hears of each value that does not fit, once. */
export function watchSettings(report: (problem: SettingProblem) => void): SettingsWatch {
  const reported = new Set<string>();
  const emitter = new EventEmitter<SettingsChange>();
  let current = read();

  function read(): Pick<SettingsWatch, "settings" | "address"> {
    const { settings, problems } = readSettings((name) =>
      workspace.getConfiguration("llemma").get(name),
    );
    for (const problem of problems) {
      const key = JSON.stringify(problem);
      if (!reported.has(key)) report(problem);
      reported.add(key);
    }
    const misset = problems.some(({ name }) => name === "server.url");
    return { settings, address: addressOf(settings, misset) };
  }

  const listener = workspace.onDidChangeConfiguration((event) => {
    if (!event.affectsConfiguration("llemma")) return;
    current = read();
    emitter.fire({
      model:
        event.affectsConfiguration("llemma.server") || event.affectsConfiguration("llemma.model"),
      lean:
        event.affectsConfiguration("llemma.lean.check") ||
        event.affectsConfiguration("llemma.lean.path"),
    });
  });
  return {
    get settings() {
      return current.settings;
    },
    get address() {
      return current.address;
    },
    onChange: emitter.event,
    dispose: () => {
      listener.dispose();
      emitter.dispose();
    },
  };
}

/** Only a value that a person has set goes before `OLLAMA_HOST`. No workspace can set a machine's setting. */
function addressOf(settings: Settings, misset: boolean): ServerAddress {
  const set = workspace.getConfiguration("llemma").inspect("server.url")?.globalValue;
  return serverAddress({
    setting: set === undefined || misset ? undefined : settings["server.url"],
    ollamaHost: process.env["OLLAMA_HOST"],
    fallback: manifest.contributes.configuration.properties["llemma.server.url"].default,
  });
}
