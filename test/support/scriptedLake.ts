import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/** A project of Lake, and a toolchain whose `lake` writes down how it was started and what it was sent. */
export class ScriptedLake {
  readonly project: string;
  /** The toolchain's `lean`, which is the real one. */
  readonly lean: string;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.project = path.join(folder, "project");
    this.lean = path.join(folder, "toolchain", "bin", "lean");
  }

  /** No Lake can be had from a registry, so this one goes on as the real server of `lean`. */
  static async make(folder: string, lean: string): Promise<ScriptedLake> {
    const lake = new ScriptedLake(folder);
    const { project } = lake;
    await mkdir(path.dirname(lake.lean), { recursive: true });
    await mkdir(project);
    await writeFile(path.join(project, "lakefile.toml"), 'name = "project"\n');
    await script(lake.lean, `exec '${lean}' "$@"`);
    await script(
      path.join(path.dirname(lake.lean), "lake"),
      [
        `{ pwd; echo "$GIT_ALLOW_PROTOCOL"; echo "$*"; } >> '${folder}/started'`,
        "shift 2",
        `tee -a '${folder}/sent' | '${lean}' --server "$@"`,
      ].join("\n"),
    );
    return lake;
  }

  /** For each start its folder, the protocols that git may use, and the arguments. */
  async started(): Promise<readonly (readonly string[])[]> {
    const lines = (await read(path.join(this.#folder, "started"))).trim().split("\n");
    return lines.flatMap((_, at) => (at % 3 === 0 ? [lines.slice(at, at + 3)] : []));
  }

  /** What each document that was opened says of building. */
  async opened(): Promise<readonly (string | undefined)[]> {
    const sent = await read(path.join(this.#folder, "sent"));
    const messages = sent.split(/Content-Length: \d+\r\n(?:[^\r\n]+\r\n)*\r\n/);
    return messages
      .filter((message) => message.includes('"textDocument/didOpen"'))
      .map((message) => /"dependencyBuildMode":"(\w+)"/.exec(message)?.[1]);
  }
}

async function script(file: string, text: string): Promise<void> {
  await writeFile(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
}

async function read(file: string): Promise<string> {
  return await readFile(file, "utf8").catch(() => "");
}
