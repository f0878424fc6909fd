// npm test [-- SUITE…]: every suite with real parts, one after the other.
import path from "node:path";
import { repository } from "./provide/cache.ts";
import { runToEnd } from "./provide/children.ts";
import { findChromium } from "./provide/chromium.ts";
import { provideOllama } from "./provide/ollama.ts";
import { packageExtension } from "./provide/vsix.ts";
import { runIntegrationSuite } from "./test/integrationSuite.ts";
import { runNodeSuite } from "./test/nodeSuite.ts";
import { type Outcome, inWords, notRun, sum } from "./test/outcome.ts";
import { runPrograms } from "./test/programSuite.ts";

const noChromium = "no Chromium was found (CHROMIUM_PATH names one)";

type Suite = readonly [name: string, run: (name: string) => Promise<Outcome>];

/** What `npm run check` has beside the unit tests. */
const checks = ["types", "lint", "imports", "unused", "format"];

const suites: readonly Suite[] = [
  ["check", runChecks],
  ["unit", (name) => runNodeSuite(name, "test/unit/**/*.test.ts", true)],
  ["fuzz", (name) => runNodeSuite(name, "test/fuzz/**/*.test.ts")],
  ["contract", runContract],
  ["lean", (name) => runNodeSuite(name, "test/lean/**/*.test.ts")],
  ["sidebar", runSidebar],
  ["integration", (name) => runIntegrationSuite(name, "newest")],
  ["integration-oldest", (name) => runIntegrationSuite(name, "oldest")],
  ["e2e", runEndToEnd],
  ["try", runTry],
];

process.exitCode = await main(process.argv.slice(2));

async function main(wanted: readonly string[]): Promise<number> {
  const unknown = wanted.filter((name) => !suites.some(([known]) => known === name));
  if (unknown.length > 0) {
    const known = suites.map(([name]) => name).join(", ");
    console.error(`no suite is called ${unknown.join(", ")}; there are: ${known}`);
    return 1;
  }
  const outcomes: Outcome[] = [await build()];
  for (const [name, run] of suites) {
    if (wanted.length === 0 || wanted.includes(name)) {
      outcomes.push(await timed(name, run));
    }
  }
  const total = sum(outcomes);
  console.log("");
  for (const { name, reason } of total.skipped) {
    console.log(`skipped: ${name} (${reason})`);
  }
  console.log(inWords(total));
  const incomplete = process.env["CI"] === "true" && total.skipped.length > 0;
  return total.failed > 0 || total.passed === 0 || incomplete ? 1 : 0;
}

/** Counts only when it fails; the suites that need no build still run. */
async function build(): Promise<Outcome> {
  try {
    await runToEnd(process.execPath, ["esbuild.mjs"], { cwd: repository });
    return { passed: 0, failed: 0, skipped: [] };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, skipped: [] };
  }
}

async function timed(name: string, run: Suite[1]): Promise<Outcome> {
  console.log(`\n== ${name}`);
  const started = performance.now();
  const outcome = await run(name).catch((error: unknown) => {
    console.error(error);
    return { passed: 0, failed: 1, skipped: [] };
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${name}: ${inWords(outcome)} in ${seconds} s`);
  return outcome;
}

async function runChecks(): Promise<Outcome> {
  return await runPrograms(checks.map((check) => ({ title: check, args: [`check:${check}`] })));
}

/** The newcomer's command, with each model that it can come to without a person's own Ollama. */
async function runTry(name: string): Promise<Outcome> {
  if (findChromium() === undefined) return notRun(name, noChromium);
  const ollama = await provideOllama();
  const trial = (model: string): Promise<Outcome> =>
    runPrograms([
      { title: `${name} with ${model}`, args: ["try", "--", "--check", "--model", model] },
    ]);
  return sum([
    ollama.kind === "found" ? await trial("ollama") : notRun(`${name} with Ollama`, ollama.reason),
    await trial("embedded"),
  ]);
}

async function runContract(name: string): Promise<Outcome> {
  const ollama = await provideOllama();
  if (ollama.kind === "missing") {
    const outcome = await runNodeSuite(name, "test/contract/**/*.test.ts");
    // The suite names its own skip; this says why there is none.
    const skipped = outcome.skipped.map((skip) => ({ ...skip, reason: ollama.reason }));
    return { ...outcome, skipped };
  }
  process.env["LLEMMA_TEST_OLLAMA"] = ollama.program;
  return await runNodeSuite(name, "test/contract/**/*.test.ts");
}

/** The panel as it ships, in a browser. */
async function runSidebar(name: string): Promise<Outcome> {
  if (findChromium() === undefined) return notRun(name, noChromium);
  await runToEnd(process.execPath, ["esbuild.mjs", "--production"], { cwd: repository });
  return await runNodeSuite(name, "test/sidebar/**/*.test.ts");
}

async function runEndToEnd(name: string): Promise<Outcome> {
  if (findChromium() === undefined) return notRun(name, noChromium);
  const vsix = path.join(repository, ".cache", "test", "llemma.vsix");
  await packageExtension(vsix);
  process.env["LLEMMA_TEST_VSIX"] = vsix;
  return await runNodeSuite(name, "test/e2e/**/*.test.ts");
}
