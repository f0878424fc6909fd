import { leanDescendants } from "../test/support/leanProcesses.ts";
import { noLean, RealChecker } from "../test/support/leanChecker.ts";
import type { Figure } from "./figure.ts";
import { press, recordings } from "./recording.ts";

/** Hours of editing are replayed as fast as Lean answers; each time in a file of its own. */
const replays = 12;
const candidates = [
  "rfl",
  "assumption",
  "simp",
  "constructor",
  "intro h",
  "exact h",
  "cases h",
  "exact ⟨h.2, h.1⟩",
];

interface Census {
  readonly servers: number;
  /** One for each open document. */
  readonly workers: number;
  /** Resident memory of all of them, in megabytes. */
  readonly memory: number;
}

/** Whether a checking process grows while a file is typed again and again. */
export async function leanEditing(): Promise<readonly Figure[]> {
  if (noLean !== false) throw new Error(noLean);
  const real = await RealChecker.start({ times: { checking: 30_000, left: 1000 } });
  const all: Census[] = [];
  try {
    for (let replay = 0; replay < replays; replay += 1) {
      await type(real, `${replay}.lean`);
      all.push(await census());
    }
    const [first, last] = [all[1], all.at(-1)];
    if (first === undefined || last === undefined) throw new Error("nothing was typed");
    return [
      { name: "servers, at most", value: String(Math.max(...all.map(({ servers }) => servers))) },
      {
        name: "open documents, at most",
        value: String(Math.max(...all.map(({ workers }) => workers))),
      },
      {
        name: `memory after 2 and ${replays} files`,
        value: `${first.memory} MB, ${last.memory} MB`,
      },
      {
        name: "growth of memory",
        value: (last.memory / first.memory).toFixed(3),
        target: { text: "≤ 1.2", met: last.memory <= 1.2 * first.memory },
      },
    ];
  } finally {
    await real.end();
  }
}

/** Goes into the proof at every key, as the editor does, and checks at the end of every line. */
async function type(real: RealChecker, file: string): Promise<void> {
  const [recording] = recordings;
  if (recording === undefined) throw new Error("there is no recording");
  let text = recording.before;
  for (const key of recording.keys) {
    text = press(text, key);
    if (key === "\n") await real.reply(`${text}  █`, candidates, file);
    else real.checker.enter(real.cursor(`${text}█`, file));
  }
  real.checker.left(real.cursor("█", file).document.uri);
}

async function census(): Promise<Census> {
  const found = await leanDescendants();
  const count = (kind: string): number => found.filter((one) => one.kind === kind).length;
  const memory = Math.round(found.reduce((sum, one) => sum + one.memory, 0) / 1024);
  return { servers: count("server"), workers: count("worker"), memory };
}
