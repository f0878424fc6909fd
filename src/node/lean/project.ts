import { existsSync } from "node:fs";
import path from "node:path";
import type { LeanProblem } from "../../core/lean.ts";
import type { LeanProgram } from "./process.ts";
import { exists, findToolchain, foldersAround, read, type ToolchainQuery } from "./toolchain.ts";

/**
 * The folder that a server for this file runs in: the one with the toolchain's name or Lake's configuration. It looks
 * at once, since who asks has to know which server to ask.
 */
export function projectFolder(file: string): string {
  const folder = path.dirname(file);
  const isProject = (around: string): boolean =>
    ["lean-toolchain", ...lakefiles].some((name) => existsSync(path.join(around, name)));
  return foldersAround(folder).find(isProject) ?? folder;
}

const lakefiles = ["lakefile.toml", "lakefile.lean"];

/** How to start a server for a project, with these options: `lake serve` knows where its libraries are. */
export async function serverProgram(
  query: ToolchainQuery,
  options: readonly string[],
): Promise<LeanProgram | LeanProblem> {
  const { folder, env } = query;
  const toolchain = await findToolchain(query);
  if (toolchain.kind !== "toolchain") return toolchain;
  const lakefile = await lakefileIn(folder);
  if (lakefile === undefined || toolchain.lake === undefined) {
    return { command: toolchain.lean, args: ["--server", ...options], cwd: folder };
  }
  const missing = await missingDependency(folder, lakefile);
  if (missing !== undefined) return { kind: "notBuilt", detail: missing };
  const bin = path.dirname(toolchain.lake);
  return {
    command: toolchain.lake,
    args: ["serve", "--", ...options],
    cwd: folder,
    env: {
      PATH: [bin, env["PATH"] ?? ""].join(path.delimiter),
      // Lake would fetch a dependency whose version is another one than the manifest's.
      GIT_ALLOW_PROTOCOL: "none",
    },
  };
}

async function lakefileIn(folder: string): Promise<string | undefined> {
  const texts = await Promise.all(lakefiles.map((name) => read(path.join(folder, name))));
  return texts.find((text) => text !== undefined);
}

/** Says which dependency Lake would fetch at its start. */
async function missingDependency(folder: string, lakefile: string): Promise<string | undefined> {
  const manifest = await read(path.join(folder, "lake-manifest.json"));
  if (manifest === undefined) {
    const wants = /^\s*(?:require\b|\[\[require\]\])/m.test(lakefile);
    return wants ? "its dependencies have never been fetched" : undefined;
  }
  for (const { name, folder: where } of dependencies(manifest)) {
    if (!(await exists(path.resolve(folder, where)))) return `its dependency ${name} is not there`;
  }
  return undefined;
}

interface Dependency {
  readonly name: string;
  readonly folder: string;
}

function dependencies(manifest: string): readonly Dependency[] {
  const { packagesDir = ".lake/packages", packages } = parse(manifest);
  if (!Array.isArray(packages)) return [];
  return packages.flatMap((entry: unknown) => {
    const { name, dir, type } = recordOf(entry);
    if (typeof name !== "string") return [];
    const folder = type === "path" ? dir : path.join(String(packagesDir), name);
    return typeof folder === "string" ? [{ name, folder }] : [];
  });
}

function parse(json: string): Readonly<Record<string, unknown>> {
  try {
    return recordOf(JSON.parse(json));
  } catch {
    return {};
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
