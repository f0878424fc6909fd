import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { deflateRawSync } from "node:zlib";
import { repository } from "./cache.ts";
import { runToEnd } from "./children.ts";
import { demoModel } from "./ollamaServer.ts";

/** Builds the extension, ours if no folder is named, for production and packages it, as a person would install it. */
export async function packageExtension(vsix: string, folder = repository): Promise<void> {
  const vsce = path.join(repository, "node_modules", "@vscode", "vsce", "vsce");
  await runToEnd(process.execPath, [vsce, "package", "--out", vsix], { cwd: folder });
}

/** Bytes of a package beside the demo model, which is packed as it is. */
export async function sizeWithoutModel(vsix: string): Promise<number> {
  const { path: model } = await demoModel();
  return (await stat(vsix)).size - deflateRawSync(await readFile(model)).length;
}
