import { access, readFile, readdir } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import type { LeanProblem } from "../../core/lean.ts";

/** Where the programs of one Lean version are. */
export interface Toolchain {
  readonly kind: "toolchain";
  readonly lean: string;
  /** Undefined where this Lean has none. */
  readonly lake: string | undefined;
}

export interface ToolchainQuery {
  /** The project's folder. */
  readonly folder: string;
  /** The Lean program that the person named; empty for none. */
  readonly setting: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const suffix = process.platform === "win32" ? ".exe" : "";

/**
 * The Lean that the person means: the one of the setting, of the project's `lean-toolchain` among those that elan
 * has installed, elan's default, the PATH. elan's own `lean` is never run, because it would fetch what is missing.
 */
export async function findToolchain(query: ToolchainQuery): Promise<Toolchain | LeanProblem> {
  if (query.setting !== "") return await toolchainOf(await named(query));
  const elan = query.env["ELAN_HOME"] ?? path.join(homedir(), ".elan");
  const wanted = await wantedToolchain(query.folder, elan);
  const installed = wanted === undefined ? undefined : await inElan(elan, wanted);
  if (installed !== undefined)
    return await toolchainOf(path.join(installed, "bin", `lean${suffix}`));
  const onPath = await firstOnPath(query.env, elan);
  if (onPath !== undefined) return await toolchainOf(onPath);
  return wanted === undefined
    ? { kind: "leanMissing" }
    : { kind: "toolchainMissing", toolchain: wanted };
}

/** A name without a folder is looked for on the PATH. */
async function named({ setting, env }: ToolchainQuery): Promise<string> {
  if (setting.includes("/") || setting.includes(path.sep)) return setting;
  const folders = (env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  for (const folder of folders) {
    const program = path.join(folder, setting);
    if (await exists(program)) return program;
  }
  return setting;
}

async function toolchainOf(lean: string): Promise<Toolchain | LeanProblem> {
  if (!(await exists(lean))) return { kind: "leanMissing" };
  const lake = path.join(path.dirname(lean), `lake${suffix}`);
  return { kind: "toolchain", lean, lake: (await exists(lake)) ? lake : undefined };
}

/** What the project names, itself or a folder around it, else what elan uses where nothing is named. */
async function wantedToolchain(folder: string, elan: string): Promise<string | undefined> {
  for (const around of foldersAround(folder)) {
    const named = await read(path.join(around, "lean-toolchain"));
    if (named?.trim()) return named.trim();
  }
  const settings = await read(path.join(elan, "settings.toml"));
  return /^default_toolchain\s*=\s*"([^"]+)"/m.exec(settings ?? "")?.[1];
}

/** The folder of an installed toolchain; a channel such as `stable` means its newest version. */
async function inElan(elan: string, name: string): Promise<string | undefined> {
  const folder = path.join(elan, "toolchains");
  const installed = await readdir(folder).catch((): string[] => []);
  const full = fullName(name);
  const exact = [name, full].map((one) => one.replaceAll("/", "--").replaceAll(":", "---"));
  const found = exact.find((one) => installed.includes(one));
  if (found !== undefined) return path.join(folder, found);
  const [origin, channel] = full.split(":");
  if (origin === undefined || !/^(?:stable|beta|nightly)$/.test(channel ?? "")) return undefined;
  const prefix = `${origin.replaceAll("/", "--")}---`;
  const newest = installed
    .filter((one) => one.startsWith(prefix) && /\d/.test(one) && !/stable$|-rc/.test(one))
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }))
    .at(-1);
  return newest === undefined ? undefined : path.join(folder, newest);
}

/** As elan completes what people write: `4.9.0` and `v4.9.0` are of the main repository, nightlies of their own. */
function fullName(name: string): string {
  if (name.includes(":")) return name;
  if (name.startsWith("nightly")) return `leanprover/lean4-nightly:${name}`;
  return `leanprover/lean4:${/^\d/.test(name) ? "v" : ""}${name}`;
}

async function firstOnPath(env: ToolchainQuery["env"], elan: string): Promise<string | undefined> {
  for (const folder of (env["PATH"] ?? "").split(path.delimiter)) {
    const lean = path.join(folder, `lean${suffix}`);
    if (folder === "" || !(await exists(lean))) continue;
    const fetches =
      path.resolve(folder) === path.resolve(elan, "bin") ||
      (await exists(path.join(folder, `elan${suffix}`)));
    if (!fetches) return lean;
  }
  return undefined;
}

/** The folder and those around it, innermost first. */
export function foldersAround(folder: string): readonly string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersAround(parent)];
}

export async function exists(file: string): Promise<boolean> {
  return await access(file).then(
    () => true,
    () => false,
  );
}

export async function read(file: string): Promise<string | undefined> {
  return await readFile(file, "utf8").catch(() => undefined);
}
