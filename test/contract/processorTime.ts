import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Whether the times of other processes can be read here. */
export const hasProcessorTime = existsSync("/proc/self/stat");

/** Processor time, in clock ticks (10 ms), that the children of this process and theirs have used so far. */
export function childrensTicks(): number {
  const processes = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readProcess);
  const ours = new Set([process.pid]);
  // A child has not always a higher number than its parent, so look until nothing new is found.
  for (let size = 0; size < ours.size;) {
    size = ours.size;
    for (const { id, parent } of processes) if (ours.has(parent)) ours.add(id);
  }
  ours.delete(process.pid);
  return processes.reduce((sum, { id, ticks }) => sum + (ours.has(id) ? ticks : 0), 0);
}

interface Process {
  readonly id: number;
  readonly parent: number;
  readonly ticks: number;
}

function readProcess(name: string): readonly Process[] {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, "utf8");
    // The name before the last parenthesis may hold spaces; the fields after it are those of proc(5) from the third on.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return [
      {
        id: Number(name),
        parent: Number(fields[1]),
        ticks: Number(fields[11]) + Number(fields[12]),
      },
    ];
  } catch {
    return []; // It has ended in the meantime.
  }
}
