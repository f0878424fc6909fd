import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { provideLean } from "../../scripts/provide/lean.ts";
import {
  createLeanChecker,
  type LeanCheckerPorts,
} from "../../src/core/check/createLeanChecker.ts";
import type { CheckReply, Checked, Cursor, LeanChecker } from "../../src/core/lean.ts";
import { startOwnLean } from "../../src/node/lean/ownLean.ts";
import { systemClock } from "../../src/node/systemClock.ts";
import { silentLog } from "../fakes/silentLog.ts";
import { atCursor } from "./cursor.ts";

const lean = await provideLean();

/** Why tests with a native Lean cannot run here; false where they can. */
export const noLean = lean.kind === "missing" ? lean.reason : false;
export const leanProgram = lean.kind === "found" ? lean.program : "";

/** A checker over a real Lean server, in a folder of its own. */
export class RealChecker {
  readonly checker: LeanChecker;
  readonly folder: string;

  constructor(folder: string, ports: Partial<LeanCheckerPorts>) {
    this.folder = folder;
    this.checker = createLeanChecker({
      projectOf: () => folder,
      connect: () => startOwnLean({ folder, setting: leanProgram, env: process.env }),
      trusted: () => true,
      clock: systemClock,
      log: silentLog,
      ...ports,
    });
  }

  static async start(ports: Partial<LeanCheckerPorts> = {}): Promise<RealChecker> {
    return new RealChecker(await mkdtemp(path.join(tmpdir(), "llemma-lean-")), ports);
  }

  /** The cursor is where the mark is. */
  cursor(marked: string, file = "a.lean"): Cursor {
    const { document: text, offset } = atCursor(marked);
    const uri = pathToFileURL(path.join(this.folder, file)).href;
    return { document: { uri, languageId: "lean4", text }, offset };
  }

  async reply(marked: string, candidates: readonly string[], file?: string): Promise<CheckReply> {
    const signal = new AbortController().signal;
    return await this.checker.check(this.cursor(marked, file), candidates, signal);
  }

  async check(
    marked: string,
    candidates: readonly string[],
    file?: string,
  ): Promise<readonly Checked[]> {
    const reply = await this.reply(marked, candidates, file);
    if (reply.kind !== "checked") throw new Error(JSON.stringify(reply));
    return reply.results;
  }

  async verdicts(
    marked: string,
    candidates: readonly string[],
    file?: string,
  ): Promise<readonly string[]> {
    return (await this.check(marked, candidates, file)).map(({ verdict }) => verdict);
  }

  async end(): Promise<void> {
    this.checker.dispose();
    await rm(this.folder, { recursive: true, force: true });
  }
}
