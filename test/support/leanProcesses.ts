import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A process that this one has started, or one of those. */
export interface LeanDescendant {
  readonly pid: number;
  readonly kind: "server" | "worker";
  /** Resident memory in kilobytes. */
  readonly memory: number;
}

/** What runs below this process as Lean. */
export async function leanDescendants(): Promise<readonly LeanDescendant[]> {
  const { stdout } = await run("ps", ["-eo", "pid=,ppid=,rss=,stat=,args="]);
  const rows = stdout.split("\n").flatMap((line) => {
    const [, pid, parent, rss, state, args] =
      /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return args === undefined || state?.startsWith("Z") === true
      ? []
      : [{ pid: Number(pid), parent: Number(parent), memory: Number(rss), args }];
  });
  const below = new Set([process.pid]);
  for (let grown = true; grown;) {
    const found = rows.filter(({ pid, parent }) => below.has(parent) && !below.has(pid));
    for (const { pid } of found) below.add(pid);
    grown = found.length > 0;
  }
  return rows.flatMap(({ pid, memory, args }) => {
    const kind = /--(?<kind>server|worker)\b/.exec(args)?.[1];
    return below.has(pid) && (kind === "server" || kind === "worker")
      ? [{ pid, memory, kind } as const]
      : [];
  });
}
