import path from "node:path";
import { cacheFolder, repository } from "../provide/cache.ts";
import { startChild } from "../provide/children.ts";
import { onPath } from "../provide/chromium.ts";
import { writeSettings } from "../provide/vscodeHost.ts";

/** The desktop VS Code's command; undefined also in a terminal of a remote window. */
export function desktopProgram(): string | undefined {
  // There `code` only speaks to the window that is open already.
  return process.env["VSCODE_IPC_HOOK_CLI"] === undefined ? onPath("code") : undefined;
}

/** Opens a folder with the extension under development, in a data folder of its own, until closed. */
export async function openDesktop(
  code: string,
  folder: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const data = path.join(cacheFolder(), "try", "desktop");
  await writeSettings(path.join(data, "User"), settings);
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const window = startChild(code, [
    `--extensionDevelopmentPath=${repository}`,
    `--user-data-dir=${data}`,
    `--extensions-dir=${path.join(data, "extensions")}`,
    ...["--disable-workspace-trust", "--new-window", "--wait", ...asRoot],
    folder,
  ]);
  console.log("VS Code opens. Close its window, or press Ctrl+C here, to end everything.");
  const result = await window.exited;
  if (result !== 0) {
    throw new Error(`${code} failed:\n${window.log()}`);
  }
}
