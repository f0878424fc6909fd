import { existsSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { arch } from "node:os";
import path from "node:path";
import { cacheFolder, exclusively, progress } from "./cache.ts";
import { runToEnd } from "./children.ts";
import { onPath } from "./chromium.ts";

/** An Ollama program, or why there is none. */
export type OllamaProgram =
  | { readonly kind: "found"; readonly program: string; readonly from: "path" | "built" }
  | { readonly kind: "missing"; readonly reason: string };

// From 0.30 on Ollama wants a separate llama-server program; this one has its engine inside.
const version = "0.24.0";

/** The Ollama on the PATH, else one built from its Go module where the tools for that are there. */
export async function provideOllama(): Promise<OllamaProgram> {
  const installed = onPath("ollama");
  if (installed !== undefined) {
    return { kind: "found", program: installed, from: "path" };
  }
  const program = path.join(cacheFolder(), `ollama-${version}`, "bin", "ollama");
  if (!existsSync(program)) {
    const reason = await missingTool();
    const failure = reason ?? (await build(program).then(() => undefined, inWords));
    if (failure !== undefined) {
      return {
        kind: "missing",
        reason: `no ollama on the PATH, and none can be built: ${failure}`,
      };
    }
  }
  return { kind: "found", program, from: "built" };
}

function inWords(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  progress(text);
  return text.split("\n")[0] ?? "";
}

async function missingTool(): Promise<string | undefined> {
  if (process.platform !== "linux") {
    return "building it is only known to work on Linux";
  }
  if ((await goVersion()) < 1.026) {
    return "Go 1.26 or newer is not there";
  }
  const tool = ["g++", "python3", "tar"].find((name) => onPath(name) === undefined);
  if (tool !== undefined) {
    return `${tool} is not there`;
  }
  if (!(await succeeds("python3", ["-m", "pip", "--version"]))) {
    return "python3 has no pip";
  }
  const missing = [
    { header: "nlohmann/json.hpp", debian: "nlohmann-json3-dev" },
    { header: "stb/stb_image.h", debian: "libstb-dev" },
  ].filter(({ header }) => !existsSync(path.join("/usr/include", header)));
  return missing.length === 0
    ? undefined
    : `header packages are missing (Debian: ${missing.map(({ debian }) => debian).join(" ")})`;
}

async function succeeds(program: string, args: readonly string[]): Promise<boolean> {
  return await runToEnd(program, args).then(
    () => true,
    () => false,
  );
}

/** 1.026 for Go 1.26, 0 for none. */
async function goVersion(): Promise<number> {
  const text = await runToEnd("go", ["env", "GOVERSION"]).catch(() => "");
  const [, major = "0", minor = "0"] = /go(\d+)\.(\d+)/.exec(text) ?? [];
  return Number(major) + Number(minor) / 1000;
}

async function build(program: string): Promise<void> {
  const name = `ollama-${version}`;
  await exclusively(
    name,
    () => existsSync(program),
    async (work) => {
      progress(`building Ollama ${version} from its Go module (3 to 5 minutes on two cores)`);
      const include = await fetchMiniaudio(work);
      // x86-64-v3 reads prompts 6 to 8 times faster than the default; -march=native fails to link
      // on processors with AMX.
      const march = arch() === "x64" ? " -march=x86-64-v3" : "";
      const flags = `-O3 -g0 -I${include}${march}`;
      await runToEnd(
        "go",
        [
          "install",
          "-ldflags",
          `-s -w -X github.com/ollama/ollama/version.Version=${version}`,
          `github.com/ollama/ollama@v${version}`,
        ],
        {
          cwd: work,
          env: {
            CGO_ENABLED: "1",
            CGO_CFLAGS: flags,
            CGO_CXXFLAGS: flags,
            GOBIN: path.join(work, "bin"),
            GOPATH: path.join(work, "go"),
            GOCACHE: path.join(work, "build"),
            GOFLAGS: "-modcacherw",
          },
        },
      );
      await mkdir(path.dirname(program), { recursive: true });
      await rename(path.join(work, "bin", "ollama"), program);
    },
  );
}

/** The module archive leaves out its vendor folders; this header of them is not in Debian. */
async function fetchMiniaudio(work: string): Promise<string> {
  const name = "miniaudio-1.71";
  const spec = ["--no-deps", "--no-binary=:all:", "-d", work, name.replace("-", "==")];
  await runToEnd("python3", ["-m", "pip", "download", "--quiet", ...spec]);
  await runToEnd("tar", ["xzf", `${name}.tar.gz`], { cwd: work });
  const include = path.join(work, "include");
  await mkdir(include);
  await rename(path.join(work, name, "miniaudio"), path.join(include, "miniaudio"));
  return include;
}
