import path from "node:path";
import { repository } from "./cache.ts";
import { runToEnd } from "./children.ts";

/** Builds the extension, ours if no folder is named, for production and packages it, as a person would install it. */
export async function packageExtension(vsix: string, folder = repository): Promise<void> {
  const vsce = path.join(repository, "node_modules", "@vscode", "vsce", "vsce");
  await runToEnd(process.execPath, [vsce, "package", "--out", vsix], { cwd: folder });
}
