import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { type Child, atExit, runToEnd, startChild } from "./children.ts";
import { type VsCodeRelease, provideVsCodeServer } from "./vscodeServer.ts";

/** What a started VS Code server has in it. */
export interface HostOptions {
  readonly release: VsCodeRelease;
  /** Where its data lie and stay; without it a temporary folder that goes with the server. */
  readonly data?: string;
  /** Extensions to install. */
  readonly vsix?: readonly string[];
  /** Machine settings beside those that keep a window quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Whether an extension under development may be opened. Such a window shows no toasts. */
  readonly testing?: boolean;
  /** Whether folders are not trusted, as those that came from elsewhere; otherwise all are. */
  readonly restricted?: boolean;
  /** Environment of the extension host. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** An extension under development, with the tests to run in its host. */
export interface Development {
  /** The extension's folder. It is loaded after those that are installed. */
  readonly extension: string;
  /** A CommonJS module that exports `run(): Promise<void>`. */
  readonly tests?: string;
}

/** What a window opens beside its folder. */
interface Opened {
  readonly development?: Development | undefined;
  /** A file that is opened at once. */
  readonly file?: string | undefined;
}

/** A running VS Code server. */
export interface VsCodeHost {
  readonly version: string;
  readonly server: Child;
  /** Its data folder, with `data/User/settings.json` and the logs. */
  readonly data: string;
  /** Address that opens this folder in a browser. */
  readonly address: (folder: string, more?: Opened) => string;
  readonly stop: () => Promise<void>;
}

/** Settings that keep a window to what matters here: no chat, no welcome, no traffic. */
const quietSettings = {
  "chat.disableAIFeatures": true,
  "chat.commandCenter.enabled": false,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "npm.autoDetect": "off",
  "remote.autoForwardPorts": false,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "typescript.disableAutomaticTypeAcquisition": true,
  "update.mode": "none",
  "window.restoreWindows": "none",
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.settings.enableNaturalLanguageSearch": false,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
};

/** A person who has not said yet whether the folder is to be trusted, and is not asked. */
export const restrictedSettings = {
  "security.workspace.trust.enabled": true,
  "security.workspace.trust.startupPrompt": "never",
  "security.workspace.trust.banner": "never",
} as const;

/** Starts a VS Code server on a free loopback port; only who knows its address can open it. */
export async function startVsCodeHost(options: HostOptions): Promise<VsCodeHost> {
  const files = await provideVsCodeServer(options.release);
  const data = options.data ?? (await mkdtemp(path.join(tmpdir(), "llemma-vscode-")));
  const remove = (): Promise<void> =>
    options.data === undefined
      ? rm(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
      : Promise.resolve();
  const forget = atExit((sync) => {
    if (options.data === undefined) {
      sync.remove(data);
    }
  });
  const where = [files.main, "--server-data-dir", data, "--extensions-dir", `${data}/extensions`];
  // Settings of the whole application count only as the user's, those of a machine in both.
  for (const owner of ["User", "Machine"]) {
    await writeSettings(path.join(data, "data", owner), {
      ...(options.restricted === true ? restrictedSettings : {}),
      ...options.settings,
    });
  }
  for (const vsix of options.vsix ?? []) {
    await runToEnd(files.node, [...where, "--install-extension", vsix, "--force"]);
  }
  const token = randomUUID();
  const server = startChild(files.node, [...where, ...serverFlags(token, options)], {
    env: hostEnv(options),
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    await remove();
    forget();
  };
  try {
    const [, port] = await server.says(/agent listening on (\d+)/, 60_000);
    const address = addressOf(`127.0.0.1:${port ?? ""}`, token);
    return { version: files.version, server, data, address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function serverFlags(token: string, { testing, restricted }: HostOptions): string[] {
  return [
    ...["--host", "127.0.0.1", "--port", "0", "--connection-token", token],
    "--accept-server-license-terms",
    // Without it a production build ignores an extension under development and its tests.
    ...(testing === true ? ["--enable-smoke-test-driver"] : []),
    ...(restricted === true ? [] : ["--disable-workspace-trust"]),
    ...["--telemetry-level", "off", "--disable-update-check"],
  ];
}

function hostEnv(options: HostOptions): Record<string, string | undefined> {
  // A VS Code that starts this script must not lend its own variables to another VS Code.
  const foreign = Object.keys(process.env).filter((name) => /^(VSCODE|ELECTRON)_/.test(name));
  return { ...Object.fromEntries(foreign.map((name) => [name, undefined])), ...options.env };
}

/** Adds to the settings in a folder: what a person has changed there stays. */
export async function writeSettings(
  folder: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const file = path.join(folder, "settings.json");
  await mkdir(folder, { recursive: true });
  const all = { ...quietSettings, ...(await readSettings(file)), ...settings };
  await writeFile(file, `${JSON.stringify(all, undefined, 2)}\n`);
}

async function readSettings(file: string): Promise<object> {
  try {
    const settings: unknown = JSON.parse(await readFile(file, "utf8"));
    return typeof settings === "object" && settings !== null ? settings : {};
  } catch {
    return {};
  }
}

function addressOf(authority: string, token: string): VsCodeHost["address"] {
  const remote = (file: string): string =>
    `vscode-remote://${authority}${pathToFileURL(path.resolve(file)).pathname}`;
  return (folder, { development, file } = {}) => {
    const payload = [
      ["openFile", file],
      ["extensionDevelopmentPath", development?.extension],
      ["extensionTestsPath", development?.tests],
    ].flatMap(([key, value]) => (value === undefined ? [] : [[key, remote(value)]]));
    const query = new URLSearchParams({
      tkn: token,
      folder: decodeURIComponent(pathToFileURL(path.resolve(folder)).pathname),
    });
    if (payload.length > 0) {
      query.set("payload", JSON.stringify([["skipWelcome", "true"], ...payload]));
    }
    return `http://${authority}/?${query.toString()}`;
  };
}
