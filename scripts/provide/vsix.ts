import path from "node:path";
import { repository } from "./cache.ts";
import { runToEnd } from "./children.ts";

/** Builds the extension for production and packages it, as a person would install it. */
export async function packageExtension(vsix: string): Promise<void> {
  const vsce = path.join(repository, "node_modules", "@vscode", "vsce", "vsce");
  await runToEnd(process.execPath, [vsce, "package", "--out", vsix], { cwd: repository });
}
