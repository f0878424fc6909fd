import { provideOllama } from "../scripts/provide/ollama.ts";
import { startOllama, type ModelServer } from "../scripts/provide/ollamaServer.ts";
import { frames } from "../src/core/prompts/frames/frames.ts";
import { createSession } from "../src/core/session.ts";
import { createSolver } from "../src/core/solve/createSolver.ts";
import type { Solving } from "../src/core/solve/solver.ts";
import { createTurns } from "../src/core/turns.ts";
import { systemClock as clock } from "../src/node/systemClock.ts";
import { connect } from "../test/contract/model.contract.ts";
import { silentLog as log } from "../test/fakes/silentLog.ts";
import { milliseconds, plain, quantile, ratio, type Figure } from "./figure.ts";

/** Tokens of a solution; the small model does not stop by itself everywhere. */
const length = 128;
const problem = "What is $17 + 25$?";

/** What the server makes of several samples at once, and how soon there is text. */
export async function solving(): Promise<readonly Figure[]> {
  const ollama = await provideOllama();
  if (ollama.kind === "missing") return [{ name: "no Ollama", value: ollama.reason }];
  const figures: Figure[] = [];
  for (const parallel of [1, 4]) {
    const server = await startOllama(ollama.program, undefined, parallel);
    try {
      const name = `OLLAMA_NUM_PARALLEL=${parallel}`;
      figures.push(...(await throughput(server, name)));
      figures.push(...(await whole(server, name)));
    } finally {
      await server.stop();
    }
  }
  return figures;
}

/** Tokens a second with one, two and four requests under way, in turns; shares of the first. */
async function throughput(server: ModelServer, name: string): Promise<readonly Figure[]> {
  await write(server, 0);
  const rates = new Map<number, number[]>([1, 2, 4].map((flights) => [flights, []]));
  for (let round = 0; round < 5; round += 1) {
    for (const [flights, measured] of rates) {
      const start = performance.now();
      let seed = round * 100 + flights * 10;
      let tokens = 0;
      const lane = async (): Promise<void> => {
        for (let request = 0; request < 8 / flights; request += 1) {
          seed += 1;
          const written = await write(server, seed);
          tokens += written;
        }
      };
      await Promise.all(Array.from({ length: flights }, lane));
      measured.push((1000 * tokens) / (performance.now() - start));
    }
  }
  const one = quantile(rates.get(1) ?? [], 0.5);
  return Array.from(rates, ([flights, measured]) => {
    const rate = quantile(measured, 0.5);
    const value = `${plain(Math.round(rate))} tokens/s, ${ratio(rate / one)} of one at a time`;
    return { name: `${name}: ${flights} at once`, value };
  });
}

/** Tokens of one solution. */
async function write(server: ModelServer, seed: number): Promise<number> {
  const request = {
    prompt: frames.math.prompt(problem),
    maxTokens: length,
    temperature: 0.6,
    topP: 0.95,
    seed,
    stop: [],
  };
  const target = { model: server.model, window: 4096 };
  const stream = connect(server.url).complete(target, request, new AbortController().signal);
  for await (const event of stream) {
    if (event.kind === "end") return event.usage?.answerTokens ?? 0;
    if (event.kind !== "text") throw new Error(JSON.stringify(event));
  }
  throw new Error("a stream without an end");
}

/** Whole runs of the solver: how soon there is text, and how many samples it finds to go at once. */
async function whole(server: ModelServer, name: string): Promise<readonly Figure[]> {
  const session = createSession({
    server: () => connect(server.url),
    model: () => server.model,
    clock,
    log,
  });
  const { turns } = createTurns(session, clock);
  const solver = createSolver({ model: session, turns, clock, log });
  const first: number[] = [];
  let most = 0;
  for (let seed = 0; seed < 6; seed += 1) {
    const start = performance.now();
    let text: number | undefined;
    const heard = ({ unfinished }: Solving): void => {
      most = Math.max(most, unfinished.length);
      if (unfinished.length > 0) text ??= performance.now() - start;
    };
    const abort = new AbortController();
    const ask = {
      problem: `${problem} ${seed}`,
      frame: "math",
      samples: 8,
      temperature: 0.6,
      seed,
    } as const;
    await solver.solve(ask, abort.signal, heard);
    first.push(text ?? NaN);
  }
  const [cold = NaN, ...warm] = first;
  return [
    { name: `${name}: first text of a run, model and examples new`, value: milliseconds(cold) },
    { name: `${name}: first text, examples held`, value: milliseconds(quantile(warm, 0.5)) },
    { name: `${name}: samples that a run had under way at once`, value: plain(most) },
  ];
}
