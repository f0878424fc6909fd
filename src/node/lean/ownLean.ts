import type { LeanProblem } from "../../core/lean.ts";
import { startLean, type LeanProcess } from "./process.ts";
import { serverProgram } from "./project.ts";

/** Starts a server of our own for the project in the folder; nothing is built, downloaded or fetched. */
export async function startOwnLean(
  folder: string,
  setting: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<LeanProcess | LeanProblem> {
  const program = await serverProgram(folder, setting, env);
  return "kind" in program ? program : await startLean(program);
}
