import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { chooseModel } from "../../../src/core/chooseModel.ts";
import type { InstalledModel } from "../../../src/core/model.ts";

const GiB = 2 ** 30;
const base7 = model("llemma:7b", 4 * GiB);
const base34 = model("hf.co/TheBloke/llemma_34b-GGUF:Q4_K_M", 19 * GiB);
const tuned7 = model("llemma_7b_muinstruct_camelmath:latest", 4 * GiB);
const tuned34 = model("llemma-34b-chat:latest", 19 * GiB);
const demo = model("llemma-demo:latest", GiB / 16);

interface Situation {
  readonly title: string;
  readonly installed: readonly InstalledModel[];
  readonly loaded?: readonly InstalledModel[];
  /** GiB; undefined for another machine. */
  readonly memory: number | undefined;
  readonly expected: InstalledModel | undefined;
}

const situations: readonly Situation[] = [
  { title: "nothing", installed: [], memory: 64, expected: undefined },
  { title: "no Llemma", installed: [model("llama3:8b", GiB)], memory: 64, expected: undefined },
  {
    title: "a stub of somebody else's machine",
    installed: [{ ...base7, remote: true }],
    memory: 64,
    expected: undefined,
  },
  {
    title: "the name in other letters",
    installed: [model("eleuther/Llemma_7B", GiB)],
    memory: 64,
    expected: model("eleuther/Llemma_7B", GiB),
  },
  { title: "the largest that fits", installed: [base7, base34], memory: 64, expected: base34 },
  {
    title: "one too large for the memory",
    installed: [base7, base34],
    memory: 16,
    expected: base7,
  },
  {
    title: "weights that fit only without their context",
    installed: [base34, base7],
    memory: 20,
    expected: base7,
  },
  { title: "memory to the byte", installed: [base34, base7], memory: 21, expected: base34 },
  {
    title: "another machine, where everything fits",
    installed: [base7, base34],
    memory: undefined,
    expected: base34,
  },
  { title: "nothing fits: the smallest", installed: [base34, base7], memory: 4, expected: base7 },
  {
    title: "nothing fits: the smallest, even a tuned one",
    installed: [base34, tuned7],
    memory: 4,
    expected: tuned7,
  },
  {
    title: "loaded beats larger",
    installed: [base34, base7],
    loaded: [base7],
    memory: 64,
    expected: base7,
  },
  {
    title: "loaded beats what seems to fit",
    installed: [base34, base7],
    loaded: [base34],
    memory: 8,
    expected: base34,
  },
  {
    title: "the largest of two loaded",
    installed: [base7, base34],
    loaded: [base7, base34],
    memory: 64,
    expected: base34,
  },
  {
    title: "a loaded model of another kind",
    installed: [base7],
    loaded: [model("llama3:8b", GiB)],
    memory: 64,
    expected: base7,
  },
  { title: "base before tuned", installed: [tuned7, base7], memory: 64, expected: base7 },
  {
    title: "base before tuned, though smaller",
    installed: [tuned34, base7],
    memory: 64,
    expected: base7,
  },
  {
    title: "a tuned one that fits before a base one that does not",
    installed: [base34, tuned7],
    memory: 16,
    expected: tuned7,
  },
  {
    title: "a tuned one that is loaded",
    installed: [base7, tuned7],
    loaded: [tuned7],
    memory: 64,
    expected: tuned7,
  },
  {
    title: "of two loaded the base one",
    installed: [tuned34, base7],
    loaded: [tuned34, base7],
    memory: 64,
    expected: base7,
  },
  { title: "only a tuned one", installed: [tuned7], memory: 64, expected: tuned7 },
  { title: "demo last", installed: [demo, tuned7], memory: 64, expected: tuned7 },
  {
    title: "demo last, even when it is loaded",
    installed: [demo, base7],
    loaded: [demo],
    memory: 64,
    expected: base7,
  },
  {
    title: "demo last, even when nothing else fits",
    installed: [demo, base34],
    loaded: [demo],
    memory: 8,
    expected: base34,
  },
  {
    title: "demo last, even when all else is tuned and does not fit",
    installed: [demo, tuned34],
    loaded: [demo],
    memory: 1,
    expected: tuned34,
  },
  { title: "only a demo", installed: [demo], memory: 64, expected: demo },
  {
    title: "a demo and somebody else's machine",
    installed: [demo, { ...base7, remote: true }],
    memory: 64,
    expected: demo,
  },
  {
    title: "equals by name",
    installed: [model("llemma:b", GiB), model("llemma:a", GiB)],
    memory: 64,
    expected: model("llemma:a", GiB),
  },
];

suite("chooseModel", () => {
  for (const { title, installed, loaded = [], memory, expected } of situations) {
    test(title, () => {
      const bytes = memory === undefined ? undefined : memory * GiB;
      // Never the order of the list.
      for (const order of [installed, installed.toReversed()]) {
        const choice = { installed: order, loaded: loaded.map(({ name }) => name), memory: bytes };
        assert.equal(chooseModel(choice), expected?.name);
      }
    });
  }
});

function model(name: string, size: number): InstalledModel {
  return { name, size, remote: false };
}
