import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import { cacheFolder, repository } from "../provide/cache.ts";
import { atExit, runToEnd } from "../provide/children.ts";
import { findChromium } from "../provide/chromium.ts";
import { type LeanProgram, provideLean } from "../provide/lean.ts";
import { restrictedSettings, writeSettings } from "../provide/vscodeHost.ts";
import {
  type VsCodeRelease,
  provideVsCodeServer,
  vscodeVersions,
} from "../provide/vscodeServer.ts";
import { packageExtension } from "../provide/vsix.ts";
import { openVsCodeWindow } from "../provide/vscodeWindow.ts";
import { type Outcome, notRun, sum } from "./outcome.ts";

const timeLimit = 10 * 60_000;

/** In the repository whatever the cache: the bundle finds mocha in node_modules above it. */
const bundle = path.join(repository, ".cache", "test", "integration", "index.cjs");

type Place =
  | { readonly kind: "desktop"; readonly executable: string; readonly why: string }
  | { readonly kind: "server"; readonly why: string }
  | { readonly kind: "none"; readonly why: string };

/** A window with what is special about it; test/integration/index.ts has the tests for each. */
interface Scenario {
  readonly name: string;
  /** Whether the stand-in for the Lean 4 extension is there, and on which side of ours. */
  readonly standIn?: "before" | "after";
  /** What the stand-in exports. */
  readonly shape?: "0.0.239" | "changed" | "pending";
  /** The folder is not trusted. */
  readonly restricted?: true;
}

const scenarios: readonly Scenario[] = [
  { name: "alone" },
  { name: "lean4", standIn: "after" },
  { name: "lean4-changed", standIn: "before", shape: "changed" },
  { name: "lean4-pending", standIn: "after", shape: "pending" },
  { name: "restricted", restricted: true },
];

const standIn = path.join(repository, "test", "fixtures", "lean4-stand-in");

interface Run {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** The folders of the extensions, in the order in which they are loaded. */
  readonly extensions: readonly string[];
  readonly restricted: boolean;
}

/** Runs test/integration inside a real VS Code of this release, in each of the windows in turn. */
export async function runIntegrationSuite(name: string, release: VsCodeRelease): Promise<Outcome> {
  const place = await choosePlace(release);
  if (place.kind === "none") {
    return notRun(name, place.why);
  }
  console.log(`${name}: in ${place.why}`);
  await bundleTests();
  const lean = await provideLean();
  const outcomes: Outcome[] = [];
  for (const scenario of scenarios) {
    const title = `${name}, ${scenario.name}`;
    console.log(`${title}:`);
    outcomes.push(
      lean.kind === "missing" && scenario.standIn !== undefined
        ? notRun(title, lean.reason)
        : await runScenario({ title, release, place, scenario, lean }),
    );
  }
  return sum(outcomes);
}

interface Setting {
  readonly title: string;
  readonly release: VsCodeRelease;
  readonly place: Exclude<Place, { kind: "none" }>;
  readonly scenario: Scenario;
  readonly lean: LeanProgram;
}

async function runScenario({ title, release, place, scenario, lean }: Setting): Promise<Outcome> {
  const temporary = await mkdtemp(path.join(tmpdir(), "llemma-test-"));
  const forget = atExit((sync) => {
    sync.remove(temporary);
  });
  const folder = path.join(temporary, "workspace");
  const result = path.join(temporary, "result.json");
  await mkdir(folder);
  try {
    const run: Run = {
      folder,
      env: {
        LLEMMA_TEST_RESULT: result,
        LLEMMA_TEST_SCENARIO: scenario.name,
        LLEMMA_TEST_LEAN: lean.kind === "found" ? lean.program : "",
        LLEMMA_TEST_LEAN4_SHAPE: scenario.shape ?? "0.0.239",
      },
      extensions: [
        ...(scenario.standIn === "before" ? [standIn] : []),
        repository,
        ...(scenario.standIn === "after" ? [standIn] : []),
      ],
      restricted: scenario.restricted === true,
    };
    const code = await (place.kind === "desktop"
      ? runInDesktop(place.executable, temporary, run)
      : runInServer(release, run));
    return await outcomeOf(title, result, code);
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

async function runInServer(release: VsCodeRelease, run: Run): Promise<number> {
  const { folder, env, extensions, restricted } = run;
  const [extension = repository, ...installed] = extensions.toReversed();
  const window = await openVsCodeWindow({
    release,
    folder,
    env,
    restricted,
    vsix: await Promise.all(installed.map(packaged)),
    development: { extension, tests: bundle },
    onLog: (line) => {
      console.log(line);
    },
  });
  const over = new AbortController();
  try {
    const wait = { ref: false, signal: over.signal };
    const late = sleep(timeLimit, undefined, wait).then(
      () => {
        console.error(`no end after ${timeLimit / 60_000} minutes`);
        return 1;
      },
      () => 1,
    );
    const code = await Promise.race([window.exit, late]);
    if (code !== 0) {
      const screenshot = path.join(
        repository,
        "test-results",
        `integration-${release}-${run.env["LLEMMA_TEST_SCENARIO"] ?? ""}.png`,
      );
      await window.page.screenshot({ path: screenshot }).catch(() => undefined);
    }
    return code;
  } finally {
    over.abort();
    await window.close();
  }
}

async function packaged(folder: string): Promise<string> {
  const vsix = path.join(path.dirname(bundle), `${path.basename(folder)}.vsix`);
  await packageExtension(vsix, folder);
  return vsix;
}

async function runInDesktop(executable: string, temporary: string, run: Run): Promise<number> {
  const data = path.join(temporary, "data");
  await writeSettings(path.join(data, "User"), run.restricted ? restrictedSettings : {});
  return await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: [...run.extensions],
    extensionTestsPath: bundle,
    extensionTestsEnv: run.env,
    launchArgs: [
      run.folder,
      ...["--user-data-dir", data, "--extensions-dir", path.join(temporary, "extensions")],
      ...(run.restricted ? [] : ["--disable-workspace-trust"]),
      ...["--disable-updates", "--skip-welcome", "--no-sandbox"],
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
