import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { totalmem } from "node:os";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Milliseconds between two looks. */
const interval = 2_000;
const isLinux = process.platform === "linux";

/**
 * Bytes that a process of a checking server may have: a quarter of the machine's memory, and no less than a file with
 * a large library needs. Where the library's files count too, as they are mapped, it is half.
 */
export const mostMemory = Math.max(2 * 2 ** 30, totalmem() / (isLinux ? 4 : 2));

/**
 * Calls `over` when the process, or one below it, has more memory than this, and kills that one. Lean's own limit
 * (`-M`) is looked at by too few of its parts, and those of the system count the stacks of its threads, so that it
 * does not even start. On Windows there is no bound. Returns how to stop.
 */
export function watchMemory(root: number | undefined, most: number, over: () => void): () => void {
  if (root === undefined || process.platform === "win32") return () => undefined;
  const timer = setInterval(() => {
    void look().catch(() => undefined);
  }, interval);
  timer.unref();
  return () => {
    clearInterval(timer);
  };

  async function look(): Promise<void> {
    for (const { pid, kilobytes } of await processesFrom(root)) {
      if (((await anonymous(pid)) ?? kilobytes) * 1024 <= most) continue;
      process.kill(pid, "SIGKILL");
      over();
    }
  }
}

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly kilobytes: number;
}

/** A process and all that come from it. */
async function processesFrom(root: number | undefined): Promise<readonly Row[]> {
  const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid=,rss="]);
  const rows = stdout
    .trim()
    .split("\n")
    .map((line): Row => {
      const [pid = 0, parent = 0, kilobytes = 0] = line.trim().split(/\s+/).map(Number);
      return { pid, parent, kilobytes };
    });
  const from = (row: Row): readonly Row[] => [
    row,
    ...rows.filter(({ parent }) => parent === row.pid).flatMap(from),
  ];
  return rows.filter(({ pid }) => pid === root).flatMap(from);
}

/** What a process has for itself, in kilobytes: not the compiled libraries, whose pages all share. */
async function anonymous(pid: number): Promise<number | undefined> {
  const status = isLinux ? await readFile(`/proc/${pid}/status`, "utf8").catch(() => "") : "";
  const kilobytes = /^RssAnon:\s*(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes);
}
