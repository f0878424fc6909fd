import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { provideFolder, progress } from "./cache.ts";
import { runToEnd } from "./children.ts";

/** Runs npm with its install scripts off: they would compile or download on their own. */
export async function npm(folder: string, args: readonly string[]): Promise<void> {
  const [program, ...first] = npmCommand();
  const flags = ["--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund"];
  await runToEnd(program, [...first, ...args, ...flags], { cwd: folder });
}

/** A new folder in the cache with these npm packages at exactly these versions. */
export async function provideNpm(
  name: string,
  packages: Readonly<Record<string, string>>,
  more: { readonly flags?: readonly string[]; readonly after?: (folder: string) => Promise<void> },
): Promise<string> {
  return await provideFolder(name, async (folder) => {
    const list = Object.entries(packages).map(([key, version]) => `${key}@${version}`);
    progress(`fetching ${list.join(", ")}`);
    const manifest = { private: true, dependencies: packages };
    await writeFile(path.join(folder, "package.json"), JSON.stringify(manifest));
    await npm(folder, ["install", ...(more.flags ?? [])]);
    await more.after?.(folder);
  });
}

/** The program that npm is, with its first arguments. */
export function npmCommand(): readonly [program: string, ...args: string[]] {
  const running = process.env["npm_execpath"];
  // Another package manager may have started this script.
  return running?.endsWith("npm-cli.js") === true && existsSync(running)
    ? [process.execPath, running]
    : ["npm"];
}
