import { writeFile } from "node:fs/promises";
import Mocha from "mocha";
import { configure } from "./editor.ts";
import { watchLeanStatus } from "./leanStatus.ts";
import { watchPanel } from "./panelSpy.ts";

interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** Titles of tests that were left out. */
  readonly skipped: string[];
}

/** What VS Code calls in its extension host; rejects when a test failed. */
export async function run(): Promise<void> {
  // The window's log takes whole lines and not the format strings of mocha's reporters, so this one says nothing.
  const reporter = Mocha.reporters.Base;
  const mocha = new Mocha({ ui: "tdd", timeout: 30_000, reporter });
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  watchLeanStatus();
  watchPanel();
  await load[process.env["LLEMMA_TEST_SCENARIO"] ?? "alone"]?.();
  // The tests' files come and go, and what VS Code does with files on its own would be noise.
  await configure("files.autoSave", "off");
  await configure("workbench.localHistory.enabled", false);
  const outcome = await outcomeOf(mocha);
  const file = process.env["LLEMMA_TEST_RESULT"];
  if (file !== undefined) await writeFile(file, JSON.stringify(outcome));
  if (outcome.failed > 0) throw new Error(`${outcome.failed} tests failed`);
}

/** The tests for each window of scripts/test/integrationSuite.ts. */
const load: Readonly<Record<string, () => Promise<unknown>>> = {
  alone: async () => {
    // In this order: the first needs the extension asleep.
    await import("./activation.test.ts");
    await import("./manifest.test.ts");
    await import("./ghostText.test.ts");
    await import("./requests.test.ts");
    await import("./failures.test.ts");
    await import("./commands.test.ts");
    await import("./demoModel.test.ts");
    await import("./solve.test.ts");
    await import("./derivation.test.ts");
    await import("./panel.test.ts");
    await import("./continue.test.ts");
    await import("./latex.test.ts");
    await import("./explain.test.ts");
    await import("./lean.test.ts");
    await import("./lake.test.ts");
  },
  lean4: () => import("./lean4.test.ts"),
  "lean4-changed": () => import("./lean4.test.ts"),
  "lean4-pending": () => import("./lean4.test.ts"),
  restricted: () => import("./restricted.test.ts"),
};

function outcomeOf(mocha: Mocha): Promise<Outcome> {
  return new Promise((resolve) => {
    const skipped: string[] = [];
    const runner = mocha.run((failed) => {
      resolve({ passed: runner.stats?.passes ?? 0, failed, skipped });
    });
    runner.on("pass", (test) => {
      console.log(`✔ ${test.fullTitle()} (${test.duration ?? 0} ms)`);
    });
    runner.on("fail", (test, error: Error) => {
      console.log(`✖ ${test.fullTitle()}\n${error.stack ?? error.message}`);
    });
    runner.on("pending", (test) => {
      skipped.push(test.fullTitle());
      console.log(`- ${test.fullTitle()}`);
    });
  });
}
