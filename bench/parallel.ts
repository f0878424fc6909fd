import { request } from "node:http";
import { provideOllama } from "../scripts/provide/ollama.ts";
import { startOllama, type ModelServer } from "../scripts/provide/ollamaServer.ts";
import type { CompletionRequest, Model } from "../src/core/model.ts";
import { frames } from "../src/core/prompts/frames/frames.ts";
import { createSession } from "../src/core/session.ts";
import { createSolver } from "../src/core/solve/createSolver.ts";
import { createTurns } from "../src/core/turns.ts";
import { completionRequest } from "../src/node/ollamaRequest.ts";
import { systemClock as clock } from "../src/node/systemClock.ts";
import { connect } from "../test/contract/model.contract.ts";
import { silentLog as log } from "../test/fakes/silentLog.ts";
import { atMost, milliseconds, quantile, ratio, type Figure } from "./figure.ts";

const window = 4096;
const rounds = 3;
/** No answer can be read in it, so that no run stops early. */
const problem = "Write down what is known of $f$.";
const inline: CompletionRequest = {
  ...{ prompt: "theorem two : ", maxTokens: 8, temperature: 0, topP: 1, seed: 0, stop: [] },
};

/** Solving against a generator that sends the same requests bare, and typing while it goes on. */
export async function parallel(): Promise<readonly Figure[]> {
  const ollama = await provideOllama();
  if (ollama.kind === "missing") return [{ name: "no Ollama", value: ollama.reason }];
  const figures: Figure[] = [];
  for (const slots of [1, 4]) {
    const server = await startOllama(ollama.program, undefined, slots);
    try {
      const name = `OLLAMA_NUM_PARALLEL=${slots}`;
      for (const samples of [1, 2, 4, 8, 16])
        figures.push(await throughput({ server, slots, samples }, `${name}, ${samples} samples`));
      figures.push(...(await typing({ server, slots, samples: 16 }, name)));
    } finally {
      await server.stop();
    }
  }
  return figures;
}

interface Setting {
  readonly server: ModelServer;
  readonly slots: number;
  readonly samples: number;
}

/** Characters a second of whole runs, and of the same requests sent bare: one by one or one a slot, whichever is faster. */
async function throughput(setting: Setting, name: string): Promise<Figure> {
  const { server, slots, samples } = setting;
  const solver = openSolver(server);
  const ratios: number[] = [];
  await solver.run(samples, 0);
  for (let round = 1; round <= rounds; round += 1) {
    // Whichever is second finds the examples read already, so they take turns.
    const ours = async (): Promise<number> => rate(() => solver.run(samples, round * 100));
    const bare = async (): Promise<number> => {
      const all = { count: samples, seed: round * 100 };
      const rates: number[] = [];
      for (const lanes of new Set([1, slots]))
        rates.push(await rate(() => generate(server, { ...all, lanes })));
      return Math.max(...rates);
    };
    const [first, second] = round % 2 === 0 ? [ours, bare] : [bare, ours];
    const [a, b] = [await first(), await second()];
    ratios.push(round % 2 === 0 ? a / b : b / a);
  }
  const value = quantile(ratios, 0.5);
  const target = { text: "≥ 0.95", met: value >= 0.95 };
  return { name: `${name}: throughput / bare`, value: ratio(value), target };
}

/** Characters a second. */
async function rate(work: () => Promise<number>): Promise<number> {
  const start = performance.now();
  return (1000 * (await work())) / (performance.now() - start);
}

function openSolver(server: ModelServer, atOnce = 0) {
  const ports = { server: () => connect(server.url), model: () => server.model, clock, log };
  const session = createSession(ports);
  const { typing: model, turns } = createTurns(session, clock);
  let written = 0;
  // What comes over the wire, whatever becomes of it.
  const counted: Model = {
    ready: (insist) => session.ready(insist),
    async *complete(...args) {
      for await (const event of session.complete(...args)) {
        if (event.kind === "text") written += event.text.length;
        yield event;
      }
    },
  };
  const solver = createSolver({ model: counted, turns, clock, log, parallel: () => atOnce });
  /** The characters that a run of so many samples wrote. */
  async function run(samples: number, seed: number, signal?: AbortSignal): Promise<number> {
    written = 0;
    const ask = { problem, frame: "math", samples, temperature: 0.6, seed } as const;
    const result = await solver.solve(ask, signal ?? new AbortController().signal);
    if (result.kind !== "solved") throw new Error(JSON.stringify(result));
    return written;
  }
  return { run, model };
}

/** The solver's requests without anything around them: so many lanes, one request after the other in each. */
async function generate(
  server: ModelServer,
  { count, seed, lanes }: { readonly count: number; readonly seed: number; readonly lanes: number },
): Promise<number> {
  let next = 0;
  let characters = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      characters += (await post(server, sampleRequest(seed + next - 1, count === 1))).text.length;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return characters;
}

/** A single one is greedy, as the solver's is. */
function sampleRequest(seed: number, greedy = false): CompletionRequest {
  const { stop } = frames.math;
  const prompt = frames.math.prompt(problem);
  const sampling = greedy ? { temperature: 0, topP: 1 } : { temperature: 0.6, topP: 0.95 };
  return { prompt, maxTokens: 1024, ...sampling, seed, stop };
}

interface Posted {
  readonly text: string;
  /** Milliseconds to the first text. */
  readonly first: number;
}

async function post(
  server: ModelServer,
  wanted: CompletionRequest,
  signal?: AbortSignal,
): Promise<Posted> {
  const body = JSON.stringify(completionRequest({ model: server.model, window }, wanted, "5m"));
  const start = performance.now();
  const { promise, resolve, reject } = Promise.withResolvers<Posted>();
  const options = { method: "POST", headers: { "content-type": "application/json" }, signal };
  const sending = request(`${server.url}/api/generate`, options, (message) => {
    let raw = "";
    let first = NaN;
    message.setEncoding("utf8");
    message.on("data", (part: string) => {
      if (Number.isNaN(first)) first = performance.now() - start;
      raw += part;
    });
    message.on("error", reject);
    message.on("end", () => {
      const lines = raw.split("\n").filter((line) => line !== "");
      const texts = lines.map((line) => (JSON.parse(line) as { response?: string }).response ?? "");
      resolve({ text: texts.join(""), first });
    });
  });
  sending.on("error", reject);
  sending.end(body);
  return await promise;
}

/**
 * The time to the first text of a suggestion while 16 samples run. What the server itself adds is measured bare: beside
 * as many requests as have a slot when one was given up for it.
 */
async function typing(
  { server, slots, samples }: Setting,
  name: string,
): Promise<readonly Figure[]> {
  // All of them under way, as nobody would find by measuring here.
  const { run, model } = openSolver(server, samples);
  const idle = await measured(() => firstText(model, server));
  const bareIdle = await measured(async () => (await post(server, inline)).first);
  const bareBusy = await beside(server, slots - 1, () =>
    measured(async () => (await post(server, inline)).first),
  );
  const busy: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const abort = new AbortController();
    const running = run(samples, 5000 + 100 * round, abort.signal);
    await clock.sleep(300);
    busy.push(await firstText(model, server));
    abort.abort();
    await running;
  }
  const added = Math.max(0, quantile(bareBusy, 0.5) - quantile(bareIdle, 0.5));
  const [alone, loaded] = [quantile(idle, 0.5), quantile(busy, 0.5)];
  return [
    { name: `${name}: first text of a suggestion, idle`, value: milliseconds(alone) },
    { name: `${name}: while 16 samples run`, value: milliseconds(loaded) },
    { name: `${name}: what the server itself adds`, value: milliseconds(added) },
    atMost(`${name}: beyond that, as ratio to idle`, (loaded - added) / alone, 1.5, ratio),
  ];
}

async function measured(once: () => Promise<number>): Promise<readonly number[]> {
  await once();
  const times: number[] = [];
  for (let round = 0; round < 2 * rounds; round += 1) times.push(await once());
  return times;
}

/** Does it while so many samples are written all the time. */
async function beside<T>(server: ModelServer, count: number, act: () => Promise<T>): Promise<T> {
  const over = new AbortController();
  const lane = async (_: unknown, index: number): Promise<void> => {
    for (let seed = 9000 + 100 * index; !over.signal.aborted; seed += 1)
      await post(server, sampleRequest(seed), over.signal).catch(() => undefined);
  };
  const lanes = Array.from({ length: count }, lane);
  await clock.sleep(300);
  try {
    return await act();
  } finally {
    over.abort();
    await Promise.all(lanes);
  }
}

async function firstText(model: Model, server: ModelServer): Promise<number> {
  const start = performance.now();
  const target = { model: server.model, window };
  let first = NaN;
  for await (const event of model.complete(target, inline, new AbortController().signal)) {
    if (event.kind === "text" && Number.isNaN(first)) first = performance.now() - start;
    else if (event.kind !== "text" && event.kind !== "end") throw new Error(JSON.stringify(event));
  }
  return first;
}
