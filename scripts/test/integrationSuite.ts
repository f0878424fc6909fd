import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import { cacheFolder, repository } from "../provide/cache.ts";
import { atExit, runToEnd } from "../provide/children.ts";
import { findChromium } from "../provide/chromium.ts";
import { writeSettings } from "../provide/vscodeHost.ts";
import {
  type VsCodeRelease,
  provideVsCodeServer,
  vscodeVersions,
} from "../provide/vscodeServer.ts";
import { openVsCodeWindow } from "../provide/vscodeWindow.ts";
import { type Outcome, notRun } from "./outcome.ts";

const timeLimit = 10 * 60_000;

/** In the repository whatever the cache: the bundle finds mocha in node_modules above it. */
const bundle = path.join(repository, ".cache", "test", "integration", "index.cjs");

type Place =
  | { readonly kind: "desktop"; readonly executable: string; readonly why: string }
  | { readonly kind: "server"; readonly why: string }
  | { readonly kind: "none"; readonly why: string };

interface Run {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Runs test/integration inside a real VS Code of this release. */
export async function runIntegrationSuite(name: string, release: VsCodeRelease): Promise<Outcome> {
  const place = await choosePlace(release);
  if (place.kind === "none") {
    return notRun(name, place.why);
  }
  console.log(`${name}: in ${place.why}`);
  await bundleTests();
  const temporary = await mkdtemp(path.join(tmpdir(), "llemma-test-"));
  const forget = atExit((sync) => {
    sync.remove(temporary);
  });
  const folder = path.join(temporary, "workspace");
  const result = path.join(temporary, "result.json");
  await mkdir(folder);
  try {
    const run = { folder, env: { LLEMMA_TEST_RESULT: result } };
    const code = await (place.kind === "desktop"
      ? runInDesktop(place.executable, temporary, run)
      : runInServer(release, run));
    return await outcomeOf(name, result, code);
  } finally {
    await rm(temporary, { recursive: true, force: true });
    forget();
  }
}

async function choosePlace(release: VsCodeRelease): Promise<Place> {
  const version = vscodeVersions[release];
  const given = process.env["VSCODE_EXECUTABLE"];
  if (given !== undefined && release === "newest") {
    return { kind: "desktop", executable: given, why: `VSCODE_EXECUTABLE (${given})` };
  }
  const wanted = release === "newest" ? "stable" : version;
  const executable = hasDisplay() ? await download(wanted) : undefined;
  if (executable !== undefined) {
    return { kind: "desktop", executable, why: `desktop VS Code ${wanted}` };
  }
  const reason = hasDisplay() ? "desktop VS Code cannot be downloaded" : "there is no display";
  const missing =
    findChromium() === undefined
      ? "no Chromium was found"
      : await provideVsCodeServer(release).then(() => undefined, inWords);
  return missing === undefined
    ? { kind: "server", why: `the VS Code server ${version} in headless Chromium (${reason})` }
    : { kind: "none", why: `no VS Code ${version} to run in: ${reason}, and ${missing}` };
}

function inWords(error: unknown): string {
  console.error(error);
  return `its server cannot be fetched (${String(error).split("\n")[0] ?? ""})`;
}

function hasDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== "linux" || (DISPLAY ?? WAYLAND_DISPLAY ?? "") !== "";
}

/** Path of a downloaded VS Code; undefined, and soon, where its site cannot be reached. */
async function download(version: string): Promise<string | undefined> {
  try {
    const cachePath = path.join(cacheFolder(), "vscode-desktop");
    return await downloadAndUnzipVSCode({ version, cachePath, timeout: 15_000 });
  } catch {
    return undefined;
  }
}

async function bundleTests(): Promise<void> {
  // The program and not the library: the import rules' tool takes that name for our esbuild.mjs.
  const esbuild = path.join(repository, "node_modules", "esbuild", "bin", "esbuild");
  const flags = [
    path.join("test", "integration", "index.ts"),
    `--outfile=${bundle}`,
    ...["--bundle", "--platform=node", "--format=cjs", "--target=node22", "--sourcemap=inline"],
    // The module that mocha's own entry wraps: Node 22 cannot require that entry as a class.
    ...["--alias:mocha=mocha/lib/mocha.cjs", "--external:mocha/lib/mocha.cjs"],
    ...["--external:vscode", "--log-level=warning"],
  ];
  // On Windows it is a script for Node, elsewhere a program whatever is in it.
  const [program, first] =
    process.platform === "win32" ? [process.execPath, [esbuild]] : [esbuild, []];
  await runToEnd(program, [...first, ...flags], { cwd: repository });
}

async function runInServer(release: VsCodeRelease, { folder, env }: Run): Promise<number> {
  const window = await openVsCodeWindow({
    release,
    folder,
    env,
    development: { extension: repository, tests: bundle },
    onLog: (line) => {
      console.log(line);
    },
  });
  try {
    const late = sleep(timeLimit, undefined, { ref: false }).then(() => {
      console.error(`no end after ${timeLimit / 60_000} minutes`);
      return 1;
    });
    const code = await Promise.race([window.exit, late]);
    if (code !== 0) {
      const screenshot = path.join(repository, "test-results", `integration-${release}.png`);
      await window.page.screenshot({ path: screenshot }).catch(() => undefined);
    }
    return code;
  } finally {
    await window.close();
  }
}

async function runInDesktop(executable: string, temporary: string, run: Run): Promise<number> {
  const data = path.join(temporary, "data");
  await writeSettings(path.join(data, "User"), {});
  return await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: repository,
    extensionTestsPath: bundle,
    extensionTestsEnv: run.env,
    launchArgs: [
      run.folder,
      ...["--user-data-dir", data, "--extensions-dir", path.join(temporary, "extensions")],
      ...["--disable-workspace-trust", "--disable-updates", "--skip-welcome", "--no-sandbox"],
    ],
  }).catch(() => 1);
}

async function outcomeOf(name: string, file: string, code: number): Promise<Outcome> {
  const text = await readFile(file, "utf8").catch(() => "null");
  const parsed: unknown = JSON.parse(text);
  if (!isResult(parsed)) {
    console.error(`${name}: the tests left no result (exit code ${code})`);
    return { passed: 0, failed: 1, skipped: [] };
  }
  const skipped = parsed.skipped.map((title) => ({
    name: `${name}: ${title}`,
    reason: "marked so in the test",
  }));
  // A run that ends badly after its last test is a failure too.
  const failed = parsed.failed === 0 && code !== 0 ? 1 : parsed.failed;
  return { passed: parsed.passed, failed, skipped };
}

interface Result {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly string[];
}

function isResult(value: unknown): value is Result {
  return (
    typeof value === "object" &&
    value !== null &&
    "passed" in value &&
    typeof value.passed === "number" &&
    "failed" in value &&
    typeof value.failed === "number" &&
    "skipped" in value &&
    Array.isArray(value.skipped)
  );
}
