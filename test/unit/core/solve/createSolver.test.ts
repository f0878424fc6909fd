import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { CompletionRequest, Model, ModelEvent } from "../../../../src/core/model.ts";
import { frames } from "../../../../src/core/prompts/frames/frames.ts";
import { createSolver } from "../../../../src/core/solve/createSolver.ts";
import type { Ask, Solving, SolveResult } from "../../../../src/core/solve/solver.ts";
import { createTurns } from "../../../../src/core/turns.ts";
import { ManualClock, settle } from "../../../fakes/manualClock.ts";
import { ScriptedModel, type Script } from "../../../fakes/scriptedModel.ts";
import { silentLog } from "../../../fakes/silentLog.ts";

const ask: Ask = {
  problem: "What is $1 + 1$?",
  frame: "auto",
  samples: 16,
  temperature: undefined,
  seed: 100,
};

/** A solution in the frame's format, without the stop string. */
function solution(answer: string): string {
  const steps =
    " First we look at it from all sides, then we add what has to be added to the rest of it,";
  return `${steps} and hence it is $\\boxed{${answer}}$.\nFinal Answer: The final answer is $${answer}$. `;
}

/** The answers of the samples in their order; the last one stands for all later ones. */
function answering(...answers: readonly string[]): Script {
  return ({ seed }) => solution(answers[Math.min(seed - 100, answers.length - 1)] ?? "");
}

/** A server that serves one request after the other. */
function oneSlot(model: ScriptedModel): Model {
  let turn: Promise<unknown> = Promise.resolve();
  return {
    ready: () => model.ready(),
    async *complete(target, request, signal): AsyncGenerator<ModelEvent> {
      const before = turn;
      const { promise, resolve } = Promise.withResolvers<undefined>();
      turn = promise;
      try {
        await before;
        if (signal.aborted) yield { kind: "aborted" };
        else yield* model.complete(target, request, signal);
      } finally {
        resolve(undefined);
      }
    },
  };
}

function start(
  script: Script,
  { slots = 4, parallel = 0, ...change }: Partial<Ask> & { slots?: 1 | 4; parallel?: number } = {},
) {
  const clock = new ManualClock();
  const model = new ScriptedModel(clock, script);
  const { typing, turns } = createTurns(slots === 1 ? oneSlot(model) : model, clock);
  const solver = createSolver({
    model: slots === 1 ? oneSlot(model) : model,
    turns,
    parallel: () => parallel,
    clock,
    log: silentLog,
  });
  const abort = new AbortController();
  const progress: Solving[] = [];
  let result: SolveResult | undefined;
  const done = solver
    .solve({ ...ask, ...change }, abort.signal, (solving) => progress.push(solving))
    .then((found) => (result = found));
  return {
    clock,
    model,
    typing,
    abort,
    progress,
    done,
    get result() {
      return result;
    },
    get requests(): readonly CompletionRequest[] {
      return model.sent.map(({ request }) => request);
    },
    /** Runs to the end. */
    async solved(): Promise<Solving> {
      for (let step = 0; step < 10_000 && result === undefined; step += 1) await clock.advance(100);
      if (result?.kind !== "solved") assert.fail(JSON.stringify(result));
      return result.solving;
    },
  };
}

function votes({ tally }: Solving): readonly (readonly [string, number])[] {
  return tally.clusters.map(({ answer, samples }) => [answer, samples.length] as const);
}

suite("solving", () => {
  test("samples are drawn as the frame says, each with its own seed", async () => {
    const run = start(answering("2", "3"), { samples: 4 });
    const { setup, samples } = await run.solved();
    assert.deepEqual(setup, {
      problem: "What is $1 + 1$?",
      frame: "math",
      samples: 4,
      temperature: 0.6,
      topP: 0.95,
      seed: 100,
      model: "llemma",
    });
    const [request] = run.requests;
    assert.ok(request);
    assert.equal(request.prompt, frames.math.prompt("What is $1 + 1$?"));
    assert.deepEqual([request.temperature, request.topP, request.maxTokens], [0.6, 0.95, 1024]);
    assert.deepEqual(request.stop, ["I hope it is correct.", "\nProblem:"]);
    assert.deepEqual(
      samples.map(({ seed }) => seed),
      [100, 101, 102, 103],
    );
  });

  test("a single sample is greedy, multiple choice takes a lower temperature, a person's own goes first", async () => {
    const one = start(answering("2"), { samples: 1, temperature: 0.9 });
    await one.solved();
    assert.deepEqual([one.requests[0]?.temperature, one.requests[0]?.topP], [0, 1]);
    const problem = "Which is it? (A) 1 (B) 2";
    const choice = start(() => "so.\nFinal Answer: The final answer is (B).", { problem });
    await choice.solved();
    assert.equal(choice.requests[0]?.temperature, 0.3);
    const own = start(answering("2"), { temperature: 0.9 });
    await own.solved();
    assert.equal(own.requests[0]?.temperature, 0.9);
  });

  test("the run stops when the leader can hardly lose, and tells what it saved", async () => {
    const run = start(answering("2"));
    const { samples, ending, setup } = await run.solved();
    assert.deepEqual(ending, { kind: "settled" });
    assert.equal(samples.length, 4);
    assert.equal(setup.samples, 16);
  });

  test("the run goes to its end while it is open", async () => {
    const answers = Array.from({ length: 16 }, (_, index) => String(index % 8));
    const solving = await start(answering(...answers)).solved();
    assert.deepEqual(solving.ending, { kind: "complete" });
    assert.equal(solving.samples.length, 16);
    assert.deepEqual(votes(solving).slice(0, 2), [
      ["0", 2],
      ["1", 2],
    ]);
  });

  test("the same seeds give the same run, however many the server writes at once", async () => {
    const answers = ["1", "2", "1", "3", "1", "1", "2", "1", "1", "1", "1"];
    const runs = [];
    for (const slots of [1, 4] as const) {
      const { samples, tally, ending } = await start(answering(...answers), { slots }).solved();
      runs.push({ samples, tally, ending });
    }
    assert.deepEqual(runs[0], runs[1]);
  });

  test("solutions stream: progress shows the text as it grows, and the votes", async () => {
    const run = start(answering("2"));
    await run.solved();
    const texts = run.progress.map(({ unfinished }) => unfinished[0]?.length ?? 0);
    assert.ok(texts.some((length, index) => index > 0 && length > (texts[index - 1] ?? 0)));
    const counts = run.progress.map(({ samples }) => samples.length);
    assert.deepEqual([...new Set(counts)], [0, 1, 2, 3, 4]);
    assert.deepEqual(run.progress.at(-1)?.ending, { kind: "settled" });
  });

  test("every sample that has no answer abstains, and there is no leader", async () => {
    const solving = await start(() => " I do not know.", { samples: 5 }).solved();
    assert.deepEqual(solving.ending, { kind: "complete" });
    assert.deepEqual(solving.tally, { clusters: [], abstentions: [0, 1, 2, 3, 4] });
  });

  test("a server that is lost after nine of sixteen leaves the nine", async () => {
    const answers = ["1", "2", "3", "1", "2", "3", "1", "2", "3"];
    const lost = { kind: "interrupted", detail: "socket hang up" } as const;
    const script: Script = (request) =>
      request.seed < 109 ? answering(...answers)(request) : lost;
    const solving = await start(script, { slots: 1 }).solved();
    assert.deepEqual(solving.ending, lost);
    assert.equal(solving.samples.length, 9);
    assert.deepEqual(votes(solving), [
      ["1", 3],
      ["2", 3],
      ["3", 3],
    ]);
  });

  test("a server without a model is told as such", async () => {
    const clock = new ManualClock();
    const model = new ScriptedModel(clock, answering("2"));
    model.readiness = () => Promise.resolve({ kind: "noModel" });
    const { turns } = createTurns(model, clock);
    const solver = createSolver({ model, turns, clock, log: silentLog });
    const result = await solver.solve(ask, new AbortController().signal);
    assert.deepEqual(result, { kind: "noModel" });
  });

  test("a problem that does not fit is not cut", async () => {
    const run = start(answering("2"), { problem: "Find $x$. ".repeat(500) });
    await settle();
    if (run.result?.kind !== "problemTooLong") assert.fail(run.result?.kind);
    assert.ok(run.result.tokens > run.result.room);
    assert.equal(run.requests.length, 0);
  });

  test("no text is no problem", async () => {
    const run = start(answering("2"), { problem: " \n" });
    await settle();
    assert.deepEqual(run.result, { kind: "empty" });
  });

  test("what comes after the next problem is cut, and the request ended", async () => {
    const next = `${solution("2").trimEnd()}\n\nProblem:\nWhat is $2 + 2$?\n\nSolution:\nIt is $\\boxed{4}$.`;
    const run = start(() => next, { samples: 1 });
    const solving = await run.solved();
    assert.deepEqual(votes(solving), [["2", 1]]);
    assert.match(solving.samples[0]?.text ?? "", /The final answer is \$2\$\./);
    assert.doesNotMatch(solving.samples[0]?.text ?? "", /Problem:/);
    assert.ok(run.model.sent[0]?.abortedAt !== undefined);
  });

  test("a model that says the problem again and nothing else abstains", async () => {
    const again = " What is $1 + 1$?";
    const solving = await start(() => again, { samples: 2 }).solved();
    assert.deepEqual(solving.tally.abstentions, [0, 1]);
    const first = `\n\nProblem:\n${again}\n\nSolution: $\\boxed{9}$`;
    assert.deepEqual((await start(() => first, { samples: 2 }).solved()).tally.abstentions, [0, 1]);
  });

  test("a model that goes in circles is stopped and abstains, whatever it had boxed", async () => {
    const circles = ` $\\boxed{1}$ ${"and so it goes on, ".repeat(500)}`;
    const run = start(() => circles, { samples: 2 });
    const solving = await run.solved();
    assert.deepEqual(solving.tally.abstentions, [0, 1]);
    assert.equal(solving.samples[0]?.end, "repetition");
    assert.ok(solving.samples[0].text.length < 300);
    assert.ok(run.model.sent[0]?.abortedAt !== undefined);
  });

  test("cancelling keeps what is there, and ends the requests", async () => {
    const run = start(answering("1", "2", "3"), { slots: 1 });
    while ((run.progress.at(-1)?.samples.length ?? 0) < 2) await run.clock.advance(10);
    await run.clock.advance(150);
    run.abort.abort();
    await settle();
    if (run.result?.kind !== "solved") assert.fail(JSON.stringify(run.result));
    const { ending, samples, unfinished } = run.result.solving;
    assert.deepEqual(ending, { kind: "cancelled" });
    assert.equal(samples.length, 2);
    assert.ok(unfinished.length === 1 && solution("3").includes(unfinished[0] ?? "-"));
    assert.ok(run.model.sent.at(-1)?.abortedAt !== undefined);
    const { length } = run.requests;
    await run.clock.advance(10_000);
    assert.equal(run.requests.length, length);
    assert.equal(run.clock.waiting, 0);
  });

  test("cancelling while the model loads ends at once", async () => {
    const clock = new ManualClock();
    const model = new ScriptedModel(clock, answering("1"));
    model.readiness = () => new Promise(() => undefined);
    const { turns } = createTurns(model, clock);
    const abort = new AbortController();
    const solver = createSolver({ model, turns, clock, log: silentLog });
    const result = solver.solve(ask, abort.signal);
    abort.abort();
    assert.deepEqual(await result, { kind: "cancelled" });
  });
});

suite("how many samples are asked for at once", () => {
  /** The most requests that were under way at a time. */
  function most(run: ReturnType<typeof start>): number {
    return Math.max(...run.progress.map(({ unfinished }) => unfinished.length));
  }
  const open = answering(...Array.from({ length: 16 }, (_, index) => String(index % 8)));

  test("twice as many each time on a server that writes them side by side", async () => {
    const run = start(open);
    const counts: number[] = [];
    for (let step = 0; step < 400; step += 1) {
      await run.clock.advance(50);
      const { length } = run.progress.at(-1)?.unfinished ?? [];
      if (length > Math.max(0, ...counts)) counts.push(length);
    }
    assert.deepEqual(counts, [1, 2, 4, 8]);
  });

  test("as many as a person has set, from the beginning", async () => {
    const run = start(open, { parallel: 5 });
    await run.clock.advance(0);
    assert.equal(run.requests.length, 5);
    await run.solved();
    assert.equal(most(run), 5);
  });

  test("one on a server that writes one after the other, once that is measured", async () => {
    const run = start(open, { slots: 1 });
    await run.solved();
    assert.equal(most(run), 1);
    const starts = run.model.sent.slice(4).map(({ at }) => at);
    const waits = starts.slice(1).map((at, index) => at - (starts[index] ?? 0));
    // The whole of a sample lies between two of them.
    assert.ok(
      waits.every((wait) => wait > 100),
      waits.join(" "),
    );
    assert.equal(run.model.sent.length, 16);
  });

  test("one on a server that is slower with two", async () => {
    // Each piece takes longer the more are under way.
    const clock = new ManualClock();
    let under = 0;
    let atOnce: number[] = [];
    const model: Model = {
      ready: () => Promise.resolve({ kind: "ok", value: { model: "llemma", window: 4096 } }),
      async *complete(_, { seed }, signal) {
        under += 1;
        atOnce = [...atOnce, under];
        try {
          for (const text of solution(String(seed)).match(/[^]{1,4}/g) ?? []) {
            await clock.sleep(10 * under ** 2, signal);
            yield { kind: "text", text, logprobs: [] };
          }
          yield { kind: "end", reason: "stop" };
        } finally {
          under -= 1;
        }
      },
    };
    const { turns } = createTurns(model, clock);
    const solver = createSolver({ model, turns, clock, log: silentLog });
    const results: SolveResult[] = [];
    void solver.solve(ask, new AbortController().signal).then((result) => results.push(result));
    while (results.length === 0) await clock.advance(100);
    assert.equal(Math.max(...atOnce), 2);
    assert.deepEqual(
      atOnce.slice(-10),
      Array.from({ length: 10 }, () => 1),
    );
  });
});

suite("solving while a person types", () => {
  const inline: CompletionRequest = {
    prompt: "theorem",
    maxTokens: 16,
    temperature: 0,
    topP: 1,
    seed: 0,
    stop: [],
  };
  const target = { model: "llemma", window: 4096 };

  test("typing gets the only slot at once, and the sample goes on from its text later", async () => {
    const whole = solution("2");
    const script: Script = ({ prompt }) => {
      if (prompt === "theorem") return "rfl";
      // The model that knows how it goes on.
      const begun = prompt.slice(frames.math.prompt(ask.problem).length);
      assert.ok(whole.startsWith(begun), begun);
      return whole.slice(begun.length);
    };
    const run = start(script, { slots: 1, samples: 3 });
    await run.clock.advance(200);
    const [first] = run.model.sent;
    assert.equal(first?.abortedAt, undefined);
    const asked = run.clock.now();
    const stream = run.typing.complete(target, inline, new AbortController().signal);
    const events: ModelEvent[] = [];
    const reading = (async () => {
      for await (const event of stream) events.push(event);
    })();
    await run.clock.advance(200);
    await reading;
    assert.equal(first?.abortedAt, asked);
    assert.equal(events.at(-1)?.kind, "end");
    // Nothing is sent until typing has been over for a while.
    const { length } = run.requests;
    await run.clock.advance(1_500);
    assert.equal(run.requests.length, length);
    const { samples } = await run.solved();
    const resumed = run.requests.find(
      ({ prompt }) => prompt.length > frames.math.prompt(ask.problem).length,
    );
    assert.equal(resumed?.seed, 100);
    assert.equal(samples[0]?.text, `${whole.trim()} I hope it is correct.`);
    assert.deepEqual(
      samples.map((sample) => sample.resumed),
      [true, false],
    );
  });

  test("of several at once only the last gives way", async () => {
    const run = start(answering(...Array.from({ length: 16 }, (_, index) => String(index % 8))));
    while (run.progress.at(-1)?.unfinished.length !== 4) await run.clock.advance(10);
    const stream = run.typing.complete(target, inline, new AbortController().signal);
    const reading = (async () => {
      for await (const event of stream) assert.notEqual(event.kind, "aborted");
    })();
    await settle();
    const aborted = run.model.sent.map(({ abortedAt }) => abortedAt !== undefined);
    assert.equal(aborted.filter(Boolean).length, 1);
    await run.clock.advance(1_000);
    await reading;
    assert.equal((await run.solved()).samples.length, 16);
  });
});
