import path from "node:path";
import type { LeanProblem } from "../../core/lean.ts";
import type { LeanProgram } from "./process.ts";
import { exists, findToolchain, foldersAround, read } from "./toolchain.ts";

/** Each version of a document is answered at once. */
const serverOptions = ["-Dserver.reportDelayMs=0"];

/** The folder that a server for this file runs in: the one with the toolchain's name or Lake's configuration. */
export async function projectFolder(file: string): Promise<string> {
  const folder = path.dirname(file);
  for (const around of foldersAround(folder)) {
    const marks = ["lean-toolchain", ...lakefiles].map((name) => exists(path.join(around, name)));
    if ((await Promise.all(marks)).includes(true)) return around;
  }
  return folder;
}

const lakefiles = ["lakefile.toml", "lakefile.lean"];

/** How to start a server for a project: `lake serve` knows where its libraries are. */
export async function serverProgram(
  folder: string,
  setting: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<LeanProgram | LeanProblem> {
  const toolchain = await findToolchain({ folder, setting, env });
  if (toolchain.kind !== "toolchain") return toolchain;
  const lakefile = await lakefileIn(folder);
  if (lakefile === undefined || toolchain.lake === undefined) {
    return { command: toolchain.lean, args: ["--server", ...serverOptions], cwd: folder };
  }
  const missing = await missingDependency(folder, lakefile);
  if (missing !== undefined) return { kind: "notBuilt", detail: missing };
  const bin = path.dirname(toolchain.lake);
  return {
    command: toolchain.lake,
    args: ["serve", "--", ...serverOptions],
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
