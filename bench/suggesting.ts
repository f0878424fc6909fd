import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Cursor, LeanChecker } from "../src/core/lean.ts";
import type { Model } from "../src/core/model.ts";
import { readSettings } from "../src/core/settings.ts";
import { createSuggester } from "../src/core/tactics/createSuggester.ts";
import { firstChoice } from "../src/core/tactics/rank.ts";
import { systemClock as clock } from "../src/node/systemClock.ts";
import { silentLog as log } from "../test/fakes/silentLog.ts";
import { noLean, RealChecker } from "../test/support/leanChecker.ts";
import { atMost, milliseconds, quantile, ratio, type Figure } from "./figure.ts";

const rounds = 15;
/** What the model takes, in milliseconds: a fast GPU's time for one tactic. */
const modelTime = 400;

/** From the goal to the first checked ghost text, without the model's share, against one bare check. */
export async function suggesting(): Promise<readonly Figure[]> {
  if (noLean !== false) throw new Error(noLean);
  const real = await RealChecker.start({ times: { checking: 120_000 } });
  try {
    const figures: Figure[] = [];
    for (const declarations of [0, 200, 1000]) {
      figures.push(...(await measure(real, declarations)));
    }
    return figures;
  } finally {
    await real.end();
  }
}

interface Case {
  readonly name: string;
  /** The statement, and the tactic that proves it. */
  readonly statement: string;
  readonly tactic: string;
  readonly modelTime: number;
}

const cases: readonly Case[] = [
  {
    name: "a hypothesis",
    statement: "(p q : Prop) (h : p) (k : q) : q",
    tactic: "exact k",
    modelTime: 0,
  },
  {
    name: "one of the closers",
    statement: "(p q : Prop) (h : p) (k : q) : p ∧ q",
    tactic: "simp_all",
    modelTime: 0,
  },
  {
    name: "the model's tactic",
    statement: "(p q r : Prop) (h : p → q → r) (k : p ∧ q) : r ∨ p",
    tactic: "exact Or.inl (h k.1 k.2)",
    modelTime,
  },
];

async function measure(
  { checker, folder }: RealChecker,
  declarations: number,
): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const one of cases) {
    const suggestion = suggesterFor(checker, one);
    const ours: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      // Each text is new to Lean: what it has read already costs nothing.
      bare.push(await bareCheck(checker, cursorAt(folder, declarations, one, 2 * round), one));
      const cursor = cursorAt(folder, declarations, one, 2 * round + 1);
      ours.push(await suggestion(cursor));
    }
    // What else the machine does only adds.
    const [time, base] = [quantile(ours, 0.25), quantile(bare, 0.25)];
    const title = `${one.name}, ${declarations} declarations before`;
    figures.push(
      { name: `${title}: one bare check`, value: milliseconds(base) },
      { name: `${title}: from goal to ghost text`, value: milliseconds(time) },
      atMost(`${title}: ratio`, time / base, 1.3, ratio),
    );
  }
  return figures;
}

function cursorAt(folder: string, declarations: number, one: Case, round: number): Cursor {
  const before = Array.from(
    { length: declarations },
    (_, index) => `theorem before${index} (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩\n\n`,
  ).join("");
  const text = `${before}theorem here${round} ${one.statement} := by\n  `;
  const uri = pathToFileURL(path.join(folder, `at${declarations}.lean`)).href;
  return { document: { uri, languageId: "lean4", text }, offset: text.length };
}

async function bareCheck(checker: LeanChecker, cursor: Cursor, { tactic }: Case): Promise<number> {
  const { signal } = new AbortController();
  await checker.goals(cursor, signal);
  const start = performance.now();
  const reply = await checker.check(cursor, [tactic], signal);
  const time = performance.now() - start;
  if (reply.kind !== "checked" || reply.results[0]?.verdict !== "closesAll") {
    throw new Error(`Lean does not accept ${tactic}: ${JSON.stringify(reply)}`);
  }
  return time;
}

/** A model that takes its time and then has the whole answer; `told` is called as it has. */
function answering(answer: string, time: number, told: () => void): Model {
  return {
    ready: () => Promise.resolve({ kind: "ok", value: { model: "llemma", window: 4096 } }),
    async *complete(_, __, signal) {
      await clock.sleep(time, signal);
      if (signal.aborted) {
        yield { kind: "aborted" };
        return;
      }
      told();
      yield { kind: "text", text: answer, logprobs: [-1] };
      yield { kind: "end", reason: "stop" };
    },
  };
}

/**
 * Measures the milliseconds from the goal, or else from the end of the model's answer, to something to show. It is one
 * suggester for all rounds, since it learns which closers there are.
 */
function suggesterFor(checker: LeanChecker, one: Case): (cursor: Cursor) => Promise<number> {
  const settings = () => readSettings(() => undefined).settings;
  const first = one.modelTime > 0 ? one.modelTime : 60_000;
  let start = 0;
  const model = answering(`${one.tactic}\n`, first, () => {
    start = performance.now();
  });
  const suggester = createSuggester({ checker, model, log, settings });
  return (cursor) => {
    start = 0;
    const job = suggester.suggest(cursor, "automatic");
    return new Promise((resolve, reject) => {
      job.onChange(() => {
        if (start === 0 && one.modelTime === 0 && job.goals.length > 0) start = performance.now();
        const best = firstChoice(job);
        if (best !== undefined) {
          job.stop();
          if (best.text === one.tactic) resolve(performance.now() - start);
          else reject(new Error(`not ${one.tactic} but ${best.text}`));
        } else if (job.state.kind !== "running") {
          reject(new Error(`${one.tactic} was not accepted`));
        }
      });
    });
  };
}
