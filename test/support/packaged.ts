import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { repository } from "../../scripts/provide/cache.ts";
import { startOllama, type ModelServer } from "../../scripts/provide/ollamaServer.ts";
import { openVsCodeWindow, type VsCodeWindow } from "../../scripts/provide/vscodeWindow.ts";

/** Where pictures of the window are kept. */
export const screenshots = path.join(repository, "test-results", "e2e");

/** The package under test, as the suite has made it. */
export function packagedExtension(): string {
  const vsix = process.env["LLEMMA_TEST_VSIX"];
  assert.ok(vsix !== undefined, "LLEMMA_TEST_VSIX names the package");
  return vsix;
}

/** A person's real parts: a folder with files, the package in a window, and an Ollama with the demo model. */
export interface Packaged {
  readonly folder: string;
  readonly window: VsCodeWindow;
  readonly server: ModelServer;
  close(): Promise<void>;
}

export async function openPackaged(
  /** The Ollama program. */
  program: string,
  /** Names and texts; the first is open. */
  files: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<Packaged> {
  const vsix = packagedExtension();
  await mkdir(screenshots, { recursive: true });
  const folder = await mkdtemp(path.join(tmpdir(), "llemma-e2e-"));
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  const [first = ""] = Object.keys(files);
  const server = await startOllama(program);
  const window = await openVsCodeWindow({
    release: "newest",
    folder,
    open: path.join(folder, first),
    vsix: [vsix],
    settings: { "llemma.server.url": server.url, ...settings },
  });
  return {
    ...{ folder, window, server },
    close: async () => {
      await window.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
