import { homedir } from "node:os";
import path from "node:path";
import { exists } from "./lean/toolchain.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where the `ollama` program is. Beside the PATH it looks where its installers put it: VS Code's own PATH is that of the
 * time at which it was started.
 */
export async function findOllama(
  env: Environment,
  platform: string = process.platform,
): Promise<string | undefined> {
  const name = platform === "win32" ? "ollama.exe" : "ollama";
  const folders = [
    ...(env["PATH"] ?? env["Path"] ?? "").split(path.delimiter),
    ...usual(env, platform),
  ];
  for (const folder of folders) {
    const program = path.join(folder, name);
    if (folder !== "" && (await exists(program))) return program;
  }
  return undefined;
}

function usual(env: Environment, platform: string): readonly string[] {
  if (platform === "win32") {
    const programs = env["LOCALAPPDATA"] ?? path.join(homedir(), "AppData", "Local");
    return [path.join(programs, "Programs", "Ollama")];
  }
  return platform === "darwin"
    ? ["/usr/local/bin", "/opt/homebrew/bin", "/Applications/Ollama.app/Contents/Resources"]
    : ["/usr/local/bin", "/usr/bin"];
}
