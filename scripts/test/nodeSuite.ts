import { run } from "node:test";
import { spec } from "node:test/reporters";
import { finished } from "node:stream/promises";
import { repository } from "../provide/cache.ts";
import { type Outcome, type Skip, notRun } from "./outcome.ts";

/**
 * Runs the test files of a glob with node:test, one process a file, with live output.
 *
 * @param concurrency whether files run side by side; those that measure time run one by one
 */
export async function runNodeSuite(
  name: string,
  glob: string,
  concurrency = false,
): Promise<Outcome> {
  let passed = 0;
  let failed = 0;
  const skipped: Skip[] = [];
  const stream = run({ globPatterns: [glob], cwd: repository, concurrency });
  stream.on("test:pass", ({ name: title, skip, todo, details }) => {
    const reason = skip ?? todo;
    if (reason !== undefined && reason !== false) {
      skipped.push({ name: `${name}: ${title}`, reason: reason === true ? "marked so" : reason });
    } else if (details.type !== "suite") {
      passed += 1;
    }
  });
  stream.on("test:fail", ({ name: title, todo, details }) => {
    if (todo !== undefined && todo !== false) {
      skipped.push({ name: `${name}: ${title}`, reason: "to do" });
    } else if (details.type !== "suite") {
      failed += 1;
    }
  });
  const report = stream.pipe(new spec());
  report.pipe(process.stdout, { end: false });
  await finished(report);
  return passed + failed + skipped.length === 0
    ? notRun(name, `no test is in ${glob}`)
    : { passed, failed, skipped };
}
