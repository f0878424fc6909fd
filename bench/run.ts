// npm run bench [-- PART…]: measures what README.md beside this file says, and prints it.
import { availableParallelism, loadavg } from "node:os";
import { activation } from "./activation.ts";
import { answers } from "./answers.ts";
import { print, type Figure } from "./figure.ts";
import { framesCompared } from "./frames.ts";
import { leanChecks } from "./lean.ts";
import { leanEditing } from "./leanEditing.ts";
import { latency } from "./latency.ts";
import { latexStructure } from "./latexStructure.ts";
import { parallel } from "./parallel.ts";
import { packageSize, unitSuite } from "./sizes.ts";
import { sidebar } from "./sidebar.ts";
import { solving } from "./solving.ts";
import { stopping } from "./stopping.ts";
import { suggesting } from "./suggesting.ts";
import { debounceSweep, simulatedTyping, typing } from "./typing.ts";
import { windowLatency } from "./windowLatency.ts";

type Part = readonly [name: string, title: string, run: () => Promise<readonly Figure[]>];

const parts: readonly Part[] = [
  ["latency", "From the completer's call to its result", latency],
  ["window", "The same in a real VS Code window", windowLatency],
  ["simulated", "Typing, in simulated time", simulatedTyping],
  ["sweep", "Typing, in simulated time, with other pauses before a request", debounceSweep],
  ["typing", "Typing, in a real VS Code window", typing],
  ["stopping", "Early stopping, on simulated votes", stopping],
  ["solving", "Solving with a real Ollama", solving],
  ["parallel", "Samples at once on a real Ollama, and typing meanwhile", parallel],
  ["latex", "The structure of a LaTeX text", latexStructure],
  ["answers", "Answers compared and pooled", answers],
  ["suggesting", "From the goal to ghost text that Lean accepted", suggesting],
  ["frames", "What Lean accepts of each form of prompt", framesCompared],
  ["activation", "Activation in a real VS Code", activation],
  ["lean", "Checking with a real Lean", leanChecks],
  ["editing", "A real Lean while files are typed", leanEditing],
  ["sidebar", "The panel", sidebar],
  ["size", "Size", packageSize],
  ["unit", "Unit tests", unitSuite],
];

const wanted = process.argv.slice(2);
const known = parts.map(([name]) => name);
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`there is no ${unknown.join(", ")}; the parts are ${known.join(", ")}`);
  process.exitCode = 1;
}
for (const [name, title, run] of unknown.length > 0 ? [] : parts) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const [load = 0] = loadavg();
  const busy = `${load.toFixed(1)} on ${availableParallelism()} cores`;
  print(`${title} (load before: ${busy})`, await run());
}
