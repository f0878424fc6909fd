import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { after, before, suite, test } from "node:test";
import type {
  CompletionEnd,
  CompletionRequest,
  ModelEvent,
  ModelServer,
  ServerKind,
  Target,
} from "../../src/core/model.ts";
import { createServers } from "../../src/node/servers.ts";
import { serverAddress } from "../../src/node/serverAddress.ts";
import { systemClock } from "../../src/node/systemClock.ts";
import { silentLog } from "../fakes/silentLog.ts";

/** What an interface lets a server do; the contract asks for nothing else. */
export interface Abilities {
  /** Tells the sizes of its models and those in memory, and loads them. */
  readonly models: boolean;
  /** Tells how much a model reads at once. */
  readonly window: boolean;
  readonly logprobs: boolean;
  /** Tells for how long it has read. */
  readonly times: boolean;
}

/** Everything that the contract is about, by the kind of server. */
export const abilities = {
  ollama: { models: true, window: true, logprobs: true, times: true },
  vllm: { models: false, window: true, logprobs: true, times: false },
  /** Ollama's own `/v1`, which ignores what it does not know. */
  ollamaV1: { models: false, window: false, logprobs: false, times: false },
} as const satisfies Readonly<Record<string, Abilities>>;

/** A server that keeps the contract, real or not. */
export interface Subject {
  readonly kind: ServerKind;
  readonly can: Abilities;
  readonly url: string;
  /** An installed model that is not in memory yet. */
  readonly model: string;
  readonly contextLength: number;
  /** A prompt from which the model goes on for a second and more at temperature 0. */
  readonly endless: string;
  /** Work that the server has done since it was started, in any unit; undefined where it cannot be told. */
  readonly work: (() => number) | undefined;
  close(): Promise<void>;
}

/** Opens the server under test the way the program does. */
export function connect(url: string, kind: ServerKind | "auto" = "ollama"): ModelServer {
  const address = serverAddress({ setting: url, ollamaHost: undefined, fallback: url });
  return createServers({
    address: () => address,
    kind: () => kind,
    headers: () => ({}),
    apiKey: () => undefined,
    keepAlive: () => "5m",
    log: silentLog,
    clock: systemClock,
  })();
}

/** What every server has to do for the extension, whether scripted or real. */
export function modelContract(name: string, start: () => Promise<Subject>): void {
  suite(`model contract: ${name}`, { timeout: 300_000 }, () => {
    let subject: Subject;
    let server: ModelServer;
    let target: Target;

    before(async () => {
      subject = await start();
      server = connect(subject.url, subject.kind);
      target = { model: subject.model, window: Math.min(4096, subject.contextLength) };
    });
    after(() => subject.close());

    function request(change: Partial<CompletionRequest> = {}): CompletionRequest {
      return { ...asked, ...change };
    }
    function run(change: Partial<CompletionRequest> = {}): Promise<Outcome> {
      return collect(server.complete(target, request(change), new AbortController().signal));
    }

    test("the model is installed, with its size", async () => {
      const installed = await server.installed();
      assert.equal(installed.kind, "ok");
      const model = installed.value.find((other) => other.name === subject.model);
      assert.equal(model?.remote, false);
      if (subject.can.models) assert.ok(model.size > 0);
    });

    test("its context length is told", async () => {
      const length = await server.contextLength(subject.model);
      const value = subject.can.window ? subject.contextLength : undefined;
      assert.deepEqual(length, { kind: "ok", value });
    });

    test("a load brings it into memory, and a second one answers at once", async () => {
      if (!subject.can.models) {
        assert.deepEqual(await server.load(target.model, target.window), ok);
        assert.deepEqual(await server.loaded(), { kind: "ok", value: [] });
        return;
      }
      const names = async (): Promise<readonly string[]> => {
        const loaded = await server.loaded();
        assert.equal(loaded.kind, "ok");
        return loaded.value.map((model) => model.name);
      };
      assert.deepEqual(await names(), []);
      const cold = await timed(() => server.load(target.model, target.window));
      assert.deepEqual(cold.value, ok);
      assert.deepEqual(await names(), [subject.model]);
      const warm = await timed(() => server.load(target.model, target.window));
      assert.deepEqual(warm.value, ok);
      assert.ok(warm.ms < cold.ms / 2, `${warm.ms} ms against ${cold.ms} ms`);
    });

    test("the share on the GPU is told", async () => {
      if (!subject.can.models) return;
      const loaded = await server.loaded();
      assert.equal(loaded.kind, "ok");
      const share = loaded.value[0]?.gpuShare;
      assert.ok(share !== undefined && share >= 0 && share <= 1, String(share));
    });

    test("a completion streams text with log-probabilities and ends with what it cost", async () => {
      const { text, pieces, logprobs, end } = await run({ prompt: subject.endless, maxTokens: 20 });
      assert.ok(pieces > 1, "it came in one piece");
      assert.ok(text.length > 0);
      assert.equal(logprobs.length > 0, subject.can.logprobs);
      assert.ok(logprobs.every((logprob) => logprob <= 0));
      assert.equal(end.reason, "length");
      assert.ok(end.usage !== undefined && end.usage.promptTokens > 0);
    });

    test("no more is written than was asked for", async () => {
      const { end } = await run({ prompt: subject.endless, maxTokens: 7 });
      assert.equal(end.usage?.answerTokens, 7);
    });

    test("a stop string ends the text and is not part of it", async () => {
      const { text } = await run({ prompt: subject.endless, maxTokens: 60 });
      const stop = text.slice(20, 23);
      const { text: stopped, end } = await run({
        prompt: subject.endless,
        maxTokens: 60,
        stop: [stop],
      });
      assert.equal(end.reason, "stop");
      assert.equal(stopped, text.slice(0, text.indexOf(stop)));
    });

    test("the same seed writes the same text and another seed another", async () => {
      const sampled = { prompt: subject.endless, temperature: 2, maxTokens: 40 };
      const texts = [
        await run({ ...sampled, seed: 1 }),
        await run({ ...sampled, seed: 1 }),
        await run({ ...sampled, seed: 2 }),
      ].map(({ text }) => text);
      assert.equal(texts[0], texts[1]);
      assert.notEqual(texts[0], texts[2]);
    });

    test("a model that is not there is named", async () => {
      const missing = { model: "llemma-nowhere", window: target.window };
      const failure = {
        kind: "modelMissing",
        model: "llemma-nowhere",
        ...(subject.kind === "openai" && { server: subject.kind }),
      };
      assert.deepEqual(await server.load(missing.model, missing.window), failure);
      assert.deepEqual(await server.contextLength(missing.model), failure);
      const stream = server.complete(missing, request(), new AbortController().signal);
      assert.deepEqual(await collectAll(stream), [failure]);
    });

    test("an abort before the headers ends the request at once", async () => {
      const reading = run({ prompt: unreadPrompt(), maxTokens: 1 });
      await systemClock.sleep(20);
      const abort = new AbortController();
      const wanted = request({ prompt: unreadPrompt() });
      const waiting = collectAll(server.complete(target, wanted, abort.signal));
      await systemClock.sleep(20);
      const { value, ms } = await timed(() => {
        abort.abort();
        return waiting;
      });
      assert.deepEqual(value, [{ kind: "aborted" }]);
      assert.ok(ms < 200, `${ms} ms`);
      assert.equal((await reading).end.reason, "length");
    });

    test("a signal that is aborted already asks nothing", async () => {
      const stream = server.complete(target, request(), AbortSignal.abort());
      assert.deepEqual(await collectAll(stream), [{ kind: "aborted" }]);
    });

    test("an abort in mid-stream ends the server's work", async (context) => {
      const { work } = subject;
      if (work === undefined) {
        context.skip("the server's processor time is read from /proc, which is not here");
        return;
      }
      // A real one reads an abandoned prompt to its end.
      while ((await workDuring(work, 100)) > 2) await systemClock.sleep(100);
      const abort = new AbortController();
      const stream = server
        .complete(target, request({ prompt: subject.endless, maxTokens: 4000 }), abort.signal)
        [Symbol.asyncIterator]();
      const first = await stream.next();
      assert.equal(first.done !== true && first.value.kind, "text");
      const rest = collectAll({ [Symbol.asyncIterator]: () => stream });
      const running = await workDuring(work, 250);
      abort.abort();
      assert.deepEqual((await rest).at(-1), { kind: "aborted" });
      await systemClock.sleep(50);
      const stopped = await workDuring(work, 250);
      assert.ok(stopped < running / 4, `${running} before the abort and ${stopped} after it`);
    });

    test("leaving the loop in mid-stream ends the server's work", async () => {
      const wanted = request({ prompt: subject.endless, maxTokens: 4000 });
      for await (const event of server.complete(target, wanted, new AbortController().signal)) {
        assert.equal(event.kind, "text");
        break;
      }
      const { ms } = await timed(() => run({ maxTokens: 1 }));
      assert.ok(ms < 1000, `the next request took ${ms} ms`);
    });

    test("a prompt that the server holds is not read again", async () => {
      const prompt = unreadPrompt();
      const first = await run({ prompt, maxTokens: 1 });
      const second = await run({ prompt: `${prompt}S`, maxTokens: 1 });
      assert.ok(first.end.usage !== undefined && second.end.usage !== undefined);
      if (!subject.can.times) return; // Measured on this side they are those of the whole way.
      const [cold, warm] = [first, second].map(({ end }) => end.usage?.promptMs ?? NaN);
      assert.ok(warm! < cold! / 3, `${cold} ms and then ${warm} ms`);
    });

    test("two clients at once each get their own text", async () => {
      const prompts = ["theorem a : ", "\\begin{proof} "];
      const alone: string[] = [];
      for (const prompt of prompts) alone.push((await run({ prompt, maxTokens: 12 })).text);
      const together = await Promise.all(
        prompts.map((prompt) =>
          collect(
            connect(subject.url, subject.kind).complete(
              target,
              request({ prompt, maxTokens: 12 }),
              new AbortController().signal,
            ),
          ),
        ),
      );
      assert.deepEqual(
        together.map(({ text }) => text),
        alone,
      );
    });

    // Before the headers, because many aborts in mid-stream block a real Ollama (ollama/ollama#17131).
    test("twenty aborted requests leave no socket, no timer and no listener behind", async () => {
      await run({ maxTokens: 1 });
      const before = handles();
      for (let index = 0; index < 20; index += 1) {
        const abort = new AbortController();
        const wanted = request({ prompt: unreadPrompt() });
        const stream = collectAll(server.complete(target, wanted, abort.signal));
        await systemClock.sleep(index * 2);
        abort.abort();
        assert.deepEqual(await stream, [{ kind: "aborted" }]);
        assert.equal(getEventListeners(abort.signal, "abort").length, 0);
      }
      await systemClock.sleep(100);
      assert.ok(handles() <= before, `${before} handles before and ${handles()} after`);
    });

    test("a signal that outlives its requests keeps nothing of them", async () => {
      const { signal } = new AbortController();
      for (let index = 0; index < 3; index += 1) {
        await collect(server.complete(target, request({ maxTokens: 2 }), signal));
      }
      await systemClock.sleep(20); // The end of the body comes after the last line.
      assert.equal(getEventListeners(signal, "abort").length, 0);
    });
  });
}

const ok = { kind: "ok", value: undefined } as const;

const asked: CompletionRequest = {
  prompt: "theorem two : ",
  maxTokens: 16,
  temperature: 0,
  topP: 1,
  seed: 1,
  stop: [],
};

interface Outcome {
  readonly text: string;
  readonly pieces: number;
  readonly logprobs: readonly number[];
  readonly end: CompletionEnd;
}

async function collectAll(stream: AsyncIterable<ModelEvent>): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

async function collect(stream: AsyncIterable<ModelEvent>): Promise<Outcome> {
  const events = await collectAll(stream);
  const end = events.pop();
  if (end?.kind !== "end") assert.fail(`not an end: ${JSON.stringify(end)}`);
  const texts = events.map((event) => (event.kind === "text" ? event : assert.fail(event.kind)));
  return {
    text: texts.map(({ text }) => text).join(""),
    pieces: texts.length,
    logprobs: texts.flatMap(({ logprobs }) => logprobs),
    end,
  };
}

async function timed<T>(
  action: () => Promise<T>,
): Promise<{ readonly value: T; readonly ms: number }> {
  const start = performance.now();
  const value = await action();
  return { value, ms: performance.now() - start };
}

async function workDuring(work: () => number, ms: number): Promise<number> {
  const start = work();
  await systemClock.sleep(ms);
  return work() - start;
}

/** A prompt of 3,000 characters that the server holds nothing of, so that it takes a while to read. */
function unreadPrompt(): string {
  return `${Math.random()} ${"Let x be a real number with x > 0. ".repeat(90)}`.slice(0, 3000);
}

/** What keeps this process running: sockets in use and timers. */
function handles(): number {
  return process.getActiveResourcesInfo().filter((kind) => /TCPSocketWrap|Timeout/.test(kind))
    .length;
}
