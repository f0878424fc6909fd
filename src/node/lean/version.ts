import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { findToolchain, type ToolchainQuery } from "./toolchain.ts";

/** What `lean --version` says, and of which program; undefined when there is none or it does not run. */
export async function leanVersion(query: ToolchainQuery): Promise<string | undefined> {
  const toolchain = await findToolchain(query);
  if (toolchain.kind !== "toolchain") return undefined;
  try {
    const { stdout } = await promisify(execFile)(toolchain.lean, ["--version"], {
      timeout: 10_000,
    });
    return `${stdout.trim()}: ${toolchain.lean}`;
  } catch {
    return undefined;
  }
}
