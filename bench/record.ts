/**
 * Makes `recordings/*.json` from `recordings/proofs.*`: the text in front of the mark is there at the start, the
 * text behind it is typed. Nobody typed it: the times are those of `keystrokes.ts`.
 *
 * Run: node bench/record.ts
 */
import { readFile, writeFile } from "node:fs/promises";
import { keystrokes } from "./keystrokes.ts";

await record("lean", { languageId: "lean4", seed: 20 });
await record("tex", { languageId: "latex", seed: 21 });

async function record(
  extension: string,
  { languageId, seed }: { readonly languageId: string; readonly seed: number },
): Promise<void> {
  const source = await readFile(new URL(`recordings/proofs.${extension}`, import.meta.url), "utf8");
  const [before = "", typed = ""] = source.trimEnd().split("█");
  const recording = { languageId, extension, before, ...keystrokes(typed, seed) };
  const file = new URL(`recordings/${extension}.json`, import.meta.url);
  await writeFile(file, `${JSON.stringify(recording, undefined, 2)}\n`);
}
