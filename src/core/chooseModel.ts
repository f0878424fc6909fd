import { isDemoModel } from "./demoModel.ts";
import type { InstalledModel } from "./model.ts";

/**
 * Bytes that a model needs beside its weights: the keys and values of 4,096 tokens, which are 2 GiB for Llemma 7B
 * (2 · 32 layers · 4,096 wide · 2 bytes a token) and less for 34B, which shares them between heads.
 */
const besideWeights = 2 * 2 ** 30;

export interface Choice {
  readonly installed: readonly InstalledModel[];
  /** Names of the models in the server's memory. */
  readonly loaded: readonly string[];
  /** Bytes; undefined when nobody knows, and then everything fits. */
  readonly memory: number | undefined;
}

/**
 * The model that the setting `auto` stands for, or undefined when no Llemma is installed. It depends on what is there
 * and never on the order in which the server lists it.
 *
 * Demo models come last. Of the others one in memory comes first, since another would have to be loaded in
 * its place; then those that fit into memory; base models before instruction-tuned ones, because the prompts are made
 * for base models; the largest. When none fits, the smallest is the one that may run after all.
 */
export function chooseModel({ installed, loaded, memory }: Choice): string | undefined {
  const fits = ({ size }: InstalledModel): boolean =>
    memory === undefined || size + besideWeights <= memory;
  const rank = (model: InstalledModel): readonly number[] => [
    Number(isDemoModel(model.name)),
    Number(!loaded.includes(model.name)),
    ...(fits(model)
      ? [0, Number(isTuned(model.name)), -model.size]
      : [1, model.size, Number(isTuned(model.name))]),
  ];
  return installed
    .filter(({ name, remote }) => !remote && /llemma/i.test(name))
    .map((model) => ({ name: model.name, rank: rank(model) }))
    .toSorted((a, b) => compareRanks(a.rank, b.rank) || (a.name < b.name ? -1 : 1))
    .at(0)?.name;
}

/** Trained to follow instructions, by the words that such variants of Llemma carry in their names. */
function isTuned(name: string): boolean {
  return /instruct|chat|camelmath|(?<![a-z])(?:sft|dpo|it)(?![a-z])/i.test(name);
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const differing = a.findIndex((value, index) => value !== b[index]);
  return differing === -1 ? 0 : (a[differing] ?? 0) - (b[differing] ?? 0);
}
