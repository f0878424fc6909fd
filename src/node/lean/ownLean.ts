import type { LeanProblem } from "../../core/lean.ts";
import { startLean, type LeanProcess, type LeanProgram } from "./process.ts";
import { serverProgram } from "./project.ts";
import type { ToolchainQuery } from "./toolchain.ts";

/** Each version of a document is answered at once. */
const options = ["-Dserver.reportDelayMs=0"];

/** Starts a server of our own for the project in the folder; nothing is built, downloaded or fetched. */
export async function startOwnLean(
  query: ToolchainQuery,
  limits: Pick<LeanProgram, "memory"> = {},
): Promise<LeanProcess | LeanProblem> {
  const program = await serverProgram(query, options);
  return "kind" in program ? program : await startLean({ ...program, ...limits });
}
