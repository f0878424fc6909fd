import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startChild } from "./children.ts";
import { provideLean } from "./lean.ts";
import { checkWithLeanWasm, provideLeanWasm } from "./leanWasm.ts";
import { type LeanMessage, messagesIn } from "./leanMessage.ts";

/** What a real Lean says about a text. */
export interface LeanReport {
  /**
   * `whole`: it elaborates without an error and without `sorry`. `unfinished`: nothing but goals that are still open is
   * wrong, so every step in it is accepted.
   */
  readonly verdict: "whole" | "unfinished" | "refused";
  readonly messages: readonly LeanMessage[];
}

/** Has a native Lean elaborate the text; where there is none, the one in WebAssembly, in half a minute. */
export async function checkWithLean(text: string): Promise<LeanReport> {
  const folder = await mkdtemp(path.join(tmpdir(), "llemma-lean-"));
  try {
    const file = path.join(folder, "check.lean");
    await writeFile(file, text);
    const lean = await provideLean();
    const messages =
      lean.kind === "found"
        ? await elaborate(lean.program, file)
        : await checkWithLeanWasm(await provideLeanWasm(), file);
    return { verdict: verdictOf(messages), messages };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One line a message: `29:2 error: unsolved goals`. */
export function inWords({ messages }: LeanReport): string {
  return messages
    .map(({ pos, severity, data }) => `${pos.line}:${pos.column} ${severity}: ${data}`)
    .join("\n");
}

async function elaborate(program: string, file: string): Promise<readonly LeanMessage[]> {
  const lean = startChild(program, ["--json", file]);
  const code = await lean.exited;
  const messages = messagesIn(lean.log());
  // Errors in the file make it end with 1; anything else is not about the file.
  if (code !== 0 && !(code === 1 && messages.some(isError))) {
    throw new Error(`${program} failed (${code ?? "not started"}):\n${lean.log()}`);
  }
  return messages;
}

function verdictOf(messages: readonly LeanMessage[]): LeanReport["verdict"] {
  if (messages.some(({ kind }) => kind === "hasSorry")) return "refused";
  const errors = messages.filter(isError);
  if (errors.length === 0) return "whole";
  const open = errors.every(({ kind }) => kind === "Tactic.unsolvedGoals");
  return open ? "unfinished" : "refused";
}

function isError({ severity }: LeanMessage): boolean {
  return severity === "error";
}
