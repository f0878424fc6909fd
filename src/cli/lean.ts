import { resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { createLeanChecker } from "../core/check/createLeanChecker.ts";
import type { Document } from "../core/document.ts";
import type { LeanChecker, LeanProblem } from "../core/lean.ts";
import { explainLeanProblem } from "../core/leanProblem.ts";
import { startOwnLean } from "../node/lean/ownLean.ts";
import { projectFolder } from "../node/lean/project.ts";
import { systemClock } from "../node/systemClock.ts";
import { Failure, loggerOf, type Call } from "./host.ts";

/** The same checker that the editor uses, on a Lean server for this run. */
export function openChecker(request: Call, { uri }: Document): LeanChecker {
  const folder = projectFolder(fileURLToPath(uri));
  return createLeanChecker({
    projectOf: () => folder,
    connect: () => startOwnLean({ folder, setting: programOf(request), env: request.env }),
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

/** The program that the person named; a path is meant from where they are, not from the project. */
export function programOf({ lean = "" }: Call): string {
  return lean.includes("/") || lean.includes(sep) ? resolve(lean) : lean;
}
