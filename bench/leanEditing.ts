import { leanDescendants } from "../test/support/leanProcesses.ts";
import { noLean, RealChecker } from "../test/support/leanChecker.ts";
import type { Figure } from "./figure.ts";
import { keystrokes } from "./keystrokes.ts";
import { finalText, press, recordings } from "./recording.ts";

/** Milliseconds of recorded editing. */
const hour = 3_600_000;
/** Who pauses so long, in milliseconds, has suggestions checked: the default of `llemma.inline.debounce`. */
const pause = 500;
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

/** Whether a checking process grows in an hour of editing, which is replayed as fast as Lean answers. */
export async function leanEditing(): Promise<readonly Figure[]> {
  if (noLean !== false) throw new Error(noLean);
  const real = await RealChecker.start({ times: { checking: 30_000, left: 1000 } });
  const all: Census[] = [];
  const counts = { keys: 0, checks: 0 };
  try {
    // The same proofs again and again, each time with other slips and pauses and in a file of its own.
    for (let [time, seed] = [0, 0]; time < hour; seed += 1) {
      const session = sessionOf(seed);
      time += session.gaps.reduce((sum, gap) => sum + gap, 0);
      counts.keys += session.keys.length;
      counts.checks += await type(real, session, `${seed}.lean`);
      all.push(await census());
    }
  } finally {
    await real.end();
  }
  return figuresOf(all, counts);
}

function figuresOf(
  all: readonly Census[],
  counts: { readonly keys: number; readonly checks: number },
): readonly Figure[] {
  const [, first, last] = [all[0], all[1], all.at(-1)];
  if (first === undefined || last === undefined) throw new Error("nothing was typed");
  const most = (of: (one: Census) => number): string => String(Math.max(...all.map(of)));
  const memory = all.map((one) => `${one.memory}`).join(", ");
  return [
    {
      name: "an hour: keys, checks, files",
      value: `${counts.keys}, ${counts.checks}, ${all.length}`,
    },
    { name: "servers, at most", value: most(({ servers }) => servers) },
    { name: "open documents, at most", value: most(({ workers }) => workers) },
    { name: "memory after each file, MB", value: memory },
    {
      name: "growth of memory from the second file to the last",
      value: (last.memory / first.memory).toFixed(3),
      target: { text: "≤ 1.2", met: last.memory <= 1.2 * first.memory },
    },
  ];
}

interface Session {
  readonly before: string;
  readonly keys: readonly string[];
  readonly gaps: readonly number[];
}

function sessionOf(seed: number): Session {
  const [recording] = recordings;
  if (recording === undefined) throw new Error("there is no recording");
  const { before } = recording;
  const { keys, gaps } = keystrokes(finalText(recording).slice(before.length), seed);
  return { before, keys: Array.from(keys), gaps };
}

/** Goes into the proof at every key, as the editor does, and checks at each pause and at the end of each line. */
async function type(
  real: RealChecker,
  { before, keys, gaps }: Session,
  file: string,
): Promise<number> {
  let text = before;
  let checks = 0;
  for (const [index, key] of keys.entries()) {
    text = press(text, key);
    const ended = key === "\n";
    if (ended || (gaps[index + 1] ?? 0) >= pause) {
      await real.reply(`${text}${ended ? "  " : ""}█`, candidates, file);
      checks += 1;
    } else real.checker.enter(real.cursor(`${text}█`, file));
  }
  real.checker.left(real.cursor("█", file).document.uri);
  return checks;
}

async function census(): Promise<Census> {
  const found = await leanDescendants();
  const count = (kind: string): number => found.filter((one) => one.kind === kind).length;
  const memory = Math.round(found.reduce((sum, one) => sum + one.memory, 0) / 1024);
  return { servers: count("server"), workers: count("worker"), memory };
}
