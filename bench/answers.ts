import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { repository } from "../scripts/provide/cache.ts";
import { createPool } from "../src/core/solve/cluster.ts";
import { equivalent } from "../src/core/solve/equivalent.ts";
import { atMost, milliseconds, quantile, type Figure } from "./figure.ts";

type Pair = readonly [a: string, b: string];

/** Comparing and pooling answers, in processor time of this thread: what else the machine does hardly counts. */
export async function answers(): Promise<readonly Figure[]> {
  const pairs = await readPairs();
  const compareAll = () => {
    for (const [a, b] of pairs) equivalent(a, b);
  };
  compareAll();
  const ordinary = pairs.map(timeOf);
  const hostile = hostileTexts().flatMap((text) => [
    timeOf([text, "0"]),
    timeOf([text, `${text}+1`]),
  ]);
  const total = threadTime(() => {
    for (let round = 0; round < 5; round += 1) compareAll();
  });
  return [
    { name: "pairs", value: String(pairs.length) },
    { name: "pairs per second", value: String(Math.round((5000 * pairs.length) / total)) },
    { name: "a comparison, 95th centile", value: milliseconds(quantile(ordinary, 0.95)) },
    atMost("the slowest of these", Math.max(...ordinary), 20, milliseconds),
    atMost("the slowest of hostile answers", Math.max(...hostile), 20, milliseconds),
    {
      name: "256 answers, 12 different",
      value: milliseconds(poolTime((n) => `\\frac{${n % 12}}{7}`)),
    },
    { name: "256 answers, all different", value: milliseconds(poolTime((n) => `(x+${n})^2`)) },
  ];
}

async function readPairs(): Promise<readonly Pair[]> {
  const text = await readFile(join(repository, "test/fixtures/answers/pairs.txt"), "utf8");
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return lines.map((line): Pair => {
    const [a = "", b = ""] = line.split(/ (?:===|=\/=) /);
    return [a, b];
  });
}

/** Several at once: the system counts processor time in steps. */
function timeOf([a, b]: Pair): number {
  const rounds = 8;
  const total = threadTime(() => {
    for (let round = 0; round < rounds; round += 1) equivalent(a, b);
  });
  return total / rounds;
}

function threadTime(act: () => unknown): number {
  const before = process.threadCpuUsage();
  act();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

function poolTime(answer: (index: number) => string): number {
  return threadTime(() => {
    const pool = createPool();
    for (let index = 0; index < 256; index += 1) pool.add(answer(index));
    return pool.tally();
  });
}

function hostileTexts(): readonly string[] {
  const many = (count: number, item: (index: number) => string, between: string) =>
    Array.from({ length: count }, (_, index) => item(index)).join(between);
  return [
    "9^{9^{9^9}}",
    "100000!",
    "(x+y+z+w)^{999999}",
    `${"(".repeat(10_000)}x${")".repeat(10_000)}`,
    "\\frac{1}{".repeat(500),
    "x^".repeat(3000),
    "\\boxed{".repeat(10_000),
    "7".repeat(1_000_000),
    "x+".repeat(500_000),
    "$".repeat(1_000_000),
    " ".repeat(1_000_000),
    many(300, (index) => `(x+${index})^{90}`, "+"),
    "\\sum_{k=1}^{4000}\\frac{1}{k}",
    "\\sum_{a=1}^{999}\\sum_{b=1}^{999}\\sum_{c=1}^{999} abc",
    "\\int_0^1\\int_0^1\\int_0^1\\int_0^1 \\sin(xyzw)\\,dx\\,dy\\,dz\\,dw",
    `\\{${many(900, String, ",")}\\}`,
    many(200, (index) => `(${index},${index}.5)`, "\\cup"),
    "\\binom{3000}{1500}",
  ];
}
