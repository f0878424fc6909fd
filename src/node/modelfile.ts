import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ModelFile } from "../core/model.ts";

/**
 * Reads a Modelfile of Ollama's, as far as ours goes: FROM with a path, PARAMETER and TEMPLATE, each on one line.
 * Anything else in it is an error.
 *
 * @param name how the model shall be called
 */
export async function readModelfile(path: string, name: string): Promise<ModelFile> {
  const lines = (await readFile(path, "utf8")).split("\n").map((line) => line.trim());
  const instructions = lines
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [, instruction = "", rest = ""] = /^(FROM|PARAMETER|TEMPLATE)\s+(.*)$/.exec(line) ?? [];
      if (instruction === "") throw new Error(`${path}: ${line}`);
      return { instruction, rest };
    });
  const all = (wanted: string): readonly string[] =>
    instructions.filter(({ instruction }) => instruction === wanted).map(({ rest }) => rest);
  const [from] = all("FROM");
  if (from === undefined) throw new Error(`${path} has no FROM`);
  return {
    name,
    path: join(dirname(path), from),
    template: unquoted(all("TEMPLATE").join("")),
    parameters: parametersOf(all("PARAMETER")),
  };
}

/** Ollama wants numbers as numbers, and all stop strings in one list. */
function parametersOf(lines: readonly string[]): ModelFile["parameters"] {
  const pairs = lines.map((line) => {
    const [, key = "", value = ""] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
    return { key, value: unquoted(value) };
  });
  const stop = pairs.filter(({ key }) => key === "stop").map(({ value }) => value);
  const others = pairs.filter(({ key }) => key !== "stop");
  return {
    ...Object.fromEntries(others.map(({ key, value }) => [key, numberOr(value)])),
    ...(stop.length > 0 && { stop }),
  };
}

function numberOr(text: string): number | string {
  return text === "" || Number.isNaN(Number(text)) ? text : Number(text);
}

function unquoted(text: string): string {
  return /^("""|")(.*)\1$/.exec(text)?.[2] ?? text;
}
