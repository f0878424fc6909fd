import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { openVsCodeWindow } from "../scripts/provide/vscodeWindow.ts";
import { vsix } from "./benchWindow.ts";
import { atMost, milliseconds, quantile, type Figure } from "./figure.ts";

const windows = 5;

interface Activation {
  /** Milliseconds for loading the code and calling `activate`, as VS Code measures and shows it. */
  readonly time: number;
  /** Bytes. */
  readonly heap: number;
  readonly rss: number;
}

/** Loading and activating the packaged extension, in windows of their own. */
export async function activation(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "llemma-bench-"));
  const found: Activation[] = [];
  try {
    const tests = await makeHelper(folder);
    for (let window = 0; window < windows; window += 1) found.push(await once(folder, tests));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const median = (of: (one: Activation) => number): number => quantile(found.map(of), 0.5);
  const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(2)} MB`;
  return [
    atMost(
      `activation, median of ${windows} windows`,
      median(({ time }) => time),
      30,
      milliseconds,
    ),
    { name: "heap that it takes, median", value: megabytes(median(({ heap }) => heap)) },
    { name: "growth of the host's RSS, median", value: megabytes(median(({ rss }) => rss)) },
  ];
}

/** An extension that does nothing, for VS Code runs a test only for an extension under development. */
async function makeHelper(folder: string): Promise<string> {
  const manifest = {
    name: "helper",
    publisher: "bench",
    version: "0.0.1",
    engines: { vscode: "*" },
  };
  await writeFile(path.join(folder, "package.json"), JSON.stringify(manifest));
  const outfile = path.join(folder, "measure.cjs");
  await build({
    entryPoints: [path.join(import.meta.dirname, "measureActivation.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["vscode"],
    logLevel: "warning",
  });
  return outfile;
}

async function once(helper: string, tests: string): Promise<Activation> {
  const folder = path.join(helper, "workspace");
  const result = path.join(helper, "result.json");
  await mkdir(folder, { recursive: true });
  const window = await openVsCodeWindow({
    release: "newest",
    folder,
    vsix: [await vsix()],
    env: { LLEMMA_BENCH_RESULT: result },
    development: { extension: helper, tests },
    // VS Code's list of running extensions draws only what is in view.
    size: { width: 1400, height: 2400 },
  });
  try {
    const row = window.page.locator(".runtime-extensions-editor .extension", { hasText: "Llemma" });
    const words = await row.locator(".activation-time").textContent({ timeout: 60_000 });
    const time = Number(/Activation: (\d+)ms/.exec(words ?? "")?.[1]);
    const memory = JSON.parse(await readFile(result, "utf8")) as Omit<Activation, "time">;
    return { time, ...memory };
  } catch (error) {
    throw new Error(window.log(), { cause: error });
  } finally {
    await window.close();
  }
}
