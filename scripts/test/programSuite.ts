import { repository } from "../provide/cache.ts";
import { runToEnd } from "../provide/children.ts";
import { npmCommand } from "../provide/npm.ts";
import { type Outcome, sum } from "./outcome.ts";

/** A script of package.json that passes when it exits with 0. */
interface Program {
  readonly title: string;
  /** After `npm run`. */
  readonly args: readonly string[];
}

/** Runs scripts of package.json, one after the other, each as one test. */
export async function runPrograms(programs: readonly Program[]): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const program of programs) outcomes.push(await runProgram(program));
  return sum(outcomes);
}

async function runProgram({ title, args }: Program): Promise<Outcome> {
  try {
    const [npm, ...first] = npmCommand();
    await runToEnd(npm, [...first, "run", "--silent", ...args], { cwd: repository });
    console.log(`✔ ${title}`);
    return { passed: 1, failed: 0, skipped: [] };
  } catch (error) {
    console.log(`✖ ${title}\n${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1, skipped: [] };
  }
}
