import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { provideOllama } from "../scripts/provide/ollama.ts";
import { startOllama } from "../scripts/provide/ollamaServer.ts";
import type { Model } from "../src/core/model.ts";
import { createSession } from "../src/core/session.ts";
import { readSettings } from "../src/core/settings.ts";
import { createSuggester } from "../src/core/tactics/createSuggester.ts";
import { accepted, closes } from "../src/core/tactics/rank.ts";
import { frames, type Frame, type TacticSuggestion } from "../src/core/tactics/suggester.ts";
import { createOllama } from "../src/node/ollama.ts";
import { serverAddress } from "../src/node/serverAddress.ts";
import { systemClock as clock } from "../src/node/systemClock.ts";
import { silentLog as log } from "../test/fakes/silentLog.ts";
import { noLean, RealChecker } from "../test/support/leanChecker.ts";
import { type Figure } from "./figure.ts";

/** Goals that the model has not seen, where there are some; else those that it knows by heart. */
const goalFiles = ["demo/goals.lean", "examples/logic.lean"];
/** What may be mixed: each frame alone, and the mixes that a default could be. */
const mixes: readonly (readonly Frame[])[] = [
  ...frames.map((frame) => [frame]),
  ["proofStep", "fewShot"],
  ["fewShot", "proofStep"],
  ["fewShot", "file"],
  ["file", "fewShot"],
  ["proofStep", "file"],
];

/** At the first step of each proof of a file: how often Lean accepts what the model says in each form of prompt. */
export async function framesCompared(): Promise<readonly Figure[]> {
  const ollama = await provideOllama();
  if (noLean !== false) throw new Error(noLean);
  if (ollama.kind === "missing") throw new Error(ollama.reason);
  const server = await startOllama(ollama.program);
  const real = await RealChecker.start({ times: { checking: 60_000 } });
  try {
    const { url } = server;
    const address = serverAddress({ setting: url, ollamaHost: undefined, fallback: url });
    const ollamaServer = createOllama({
      address,
      headers: () => ({}),
      keepAlive: () => "5m",
      clock,
      log,
    });
    const ports = { server: () => ollamaServer, model: () => server.model, clock, log };
    const model = createSession(ports);
    const file = goalFiles.find((name) => existsSync(name)) ?? "";
    const texts = firstSteps(await readFile(file, "utf8"));
    const figures: Figure[] = [{ name: `goals of ${file}`, value: String(texts.length) }];
    for (const mix of mixes) figures.push(await measure(real, model, mix, texts));
    return figures;
  } finally {
    await server.stop();
    await real.end();
  }
}

/** The text up to the first tactic of each proof. */
function firstSteps(text: string): readonly string[] {
  return [...text.matchAll(/:= by\n {2}(?=\S)/g)].map(({ index, 0: found }) =>
    text.slice(0, index + found.length),
  );
}

async function measure(
  real: RealChecker,
  model: Model,
  mix: readonly Frame[],
  texts: readonly string[],
): Promise<Figure> {
  const settings = () => ({ ...readSettings(() => undefined).settings, "lean.frames": mix });
  const suggester = createSuggester({ checker: real.checker, model, log, settings });
  const best: (TacticSuggestion | undefined)[] = [];
  for (const text of texts) {
    const job = suggester.suggest(real.cursor(`${text}█`), "all");
    await job.done;
    // What the closers found says nothing about the model.
    best.push(job.results.find((one) => one.origin !== "closer" && accepted(one)));
  }
  const found = best.filter((one) => one !== undefined);
  const value = `${found.length} accepted, ${found.filter(closes).length} of them close all`;
  return { name: mix.join(" + "), value };
}
