import { dirname, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { createLeanChecker } from "../core/check/createLeanChecker.ts";
import type { LeanChecker, LeanProblem } from "../core/lean.ts";
import { explainLeanProblem } from "../core/leanProblem.ts";
import { startLean } from "../node/lean/process.ts";
import { systemClock } from "../node/systemClock.ts";
import { Failure, loggerOf, type Request } from "./host.ts";

/** The same checker that the editor uses, on a Lean server for this run. */
export function openChecker(request: Request): LeanChecker {
  return createLeanChecker({
    projectOf: (uri) => dirname(fileURLToPath(uri)),
    connect: (project) =>
      startLean({
        command: programOf(request.lean),
        args: ["--server", "-Dserver.reportDelayMs=0"],
        cwd: project,
      }),
    trusted: () => true,
    clock: systemClock,
    log: loggerOf(request),
    times: { checking: 30_000 },
  });
}

export function leanFailure(problem: LeanProblem): Failure {
  const { sentence, advice } = explainLeanProblem(problem);
  return new Failure(`${sentence} ${advice}`);
}

/** A path is meant from where the person is, not from the project. */
function programOf(lean = "lean"): string {
  return lean.includes("/") || lean.includes(sep) ? resolve(lean) : lean;
}
