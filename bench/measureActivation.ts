import { writeFile } from "node:fs/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { commands, extensions } from "vscode";
import manifest from "../package.json" with { type: "json" };

/**
 * Runs in VS Code's extension host: wakes the installed extension, writes down what it takes in memory, and opens the
 * list in which VS Code shows how long the loading of its code and its activation took. Never ends.
 */
export async function run(): Promise<void> {
  const extension = extensions.getExtension(`${manifest.publisher}.${manifest.name}`);
  if (extension === undefined || extension.isActive) throw new Error("not asleep");
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  const before = process.memoryUsage();
  await extension.activate();
  collect();
  const after = process.memoryUsage();
  const memory = { heap: after.heapUsed - before.heapUsed, rss: after.rss - before.rss };
  await writeFile(process.env["LLEMMA_BENCH_RESULT"] ?? "", JSON.stringify(memory));
  await commands.executeCommand("workbench.action.showRuntimeExtensions");
  await new Promise(() => undefined);
}
