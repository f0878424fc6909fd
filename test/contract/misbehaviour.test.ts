import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, mock, suite, test } from "node:test";
import type { ModelEvent, ModelServer } from "../../src/core/model.ts";
import { createOllama } from "../../src/node/ollama.ts";
import { serverAddress } from "../../src/node/serverAddress.ts";
import { systemClock } from "../../src/node/systemClock.ts";
import { ManualClock } from "../fakes/manualClock.ts";
import {
  line,
  startScriptedServer,
  type Script,
  type ScriptedRequest,
  type ScriptedServer,
} from "../support/scriptedServer.ts";

const target = { model: "llemma-scripted", window: 4096 };
const request = { prompt: "Let x", maxTokens: 8, temperature: 0, topP: 1, seed: 1, stop: [] };
const done = line("", { done: true, done_reason: "stop" });

suite("a server that misbehaves", { timeout: 60_000 }, () => {
  let scripted: ScriptedServer;
  let clock: ManualClock;
  let server: ModelServer;
  const warnings: string[] = [];
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown): void => void rejections.push(reason);
  const consoles = (["log", "info", "warn", "error", "debug"] as const).map((method) =>
    mock.method(console, method),
  );

  before(async () => {
    scripted = await startScriptedServer();
    process.on("unhandledRejection", onRejection);
  });
  after(async () => {
    process.off("unhandledRejection", onRejection);
    mock.restoreAll();
    await scripted.close();
  });
  beforeEach(() => {
    clock = new ManualClock();
    server = connect(scripted.url, clock);
    for (const method of consoles) method.mock.resetCalls();
  });
  afterEach(async () => {
    await systemClock.sleep(10);
    assert.deepEqual(rejections, [], "unhandled rejections");
    assert.deepEqual(
      consoles.flatMap((method) => method.mock.calls.map((call) => call.arguments)),
      [],
    );
  });

  function connect(url: string, time = clock): ModelServer {
    const log = {
      debug: () => undefined,
      info: () => undefined,
      error: () => undefined,
      warn: (text: string) => void warnings.push(text),
    };
    const address = serverAddress({ setting: url, ollamaHost: undefined, fallback: url });
    return createOllama({ address, headers: () => ({}), keepAlive: () => "5m", log, clock: time });
  }

  /** The stream's text and its last event; everything before that is text. */
  async function outcome(
    script: Script | ((request: ScriptedRequest) => Script | undefined),
    from = server,
  ): Promise<{ readonly text: string; readonly last: ModelEvent }> {
    scripted.answerWith(script);
    let text = "";
    const others: ModelEvent[] = [];
    for await (const event of from.complete(target, request, new AbortController().signal)) {
      if (event.kind === "text" && others.length === 0) text += event.text;
      else others.push(event);
    }
    assert.equal(others.length, 1, JSON.stringify(others));
    return { text, last: others[0]! };
  }

  const bytes = new TextEncoder().encode(line("∀ x, 𝔸 ⊢ α"));
  for (const [name, chunks] of [
    ["two lines in one chunk", [line("a") + line("b") + done]],
    [
      "a line cut in the middle",
      [
        line("a").slice(0, 20),
        line("a").slice(20) + line("b").slice(0, 5),
        line("b").slice(5),
        done,
      ],
    ],
    [
      "empty lines and carriage returns",
      ["\n\n", line("a").replace("\n", "\r\n"), "\r\n\n", line("b"), done],
    ],
  ] as const) {
    test(`${name}: read all the same`, async () => {
      const { text, last } = await outcome({ kind: "raw", chunks });
      assert.deepEqual([text, last], ["ab", { kind: "end", reason: "stop" }]);
    });
  }

  test("characters cut at every byte: read all the same", async () => {
    const chunks = [...Array.from(bytes, (byte) => Uint8Array.of(byte)), done];
    const { text, last } = await outcome({ kind: "raw", chunks });
    assert.deepEqual([text, last], ["∀ x, 𝔸 ⊢ α", { kind: "end", reason: "stop" }]);
  });

  test("an end without the last line is an end", async () => {
    const { text, last } = await outcome({ kind: "noDone", pieces: ["a", "b"] });
    assert.deepEqual([text, last], ["ab", { kind: "end", reason: "closed" }]);
  });

  test("half a line and then the end", async () => {
    const { text, last } = await outcome({
      kind: "raw",
      chunks: [line("a"), line("b").slice(0, 30)],
    });
    assert.equal(text, "a");
    assert.equal(last.kind, "malformedReply");
  });

  for (const [name, chunk] of [
    ["HTML", "<!DOCTYPE html>\n<title>Sign in</title>\n"],
    ["a line that is not an object", "null\n"],
    ["a line of another service", '{"choices": []}\n'],
    ["a response that is not a text", '{"response": {"a": 1}, "done": false}\n'],
  ] as const) {
    test(`${name} instead of a stream`, async () => {
      const { text, last } = await outcome({ kind: "raw", chunks: [chunk], type: "text/html" });
      assert.equal(text, "");
      assert.equal(last.kind, "malformedReply");
    });
  }

  test("HTML instead of a list", async () => {
    scripted.answerWith({ kind: "raw", chunks: ["<html></html>"], type: "text/html" });
    assert.equal((await server.installed()).kind, "malformedReply");
    assert.equal((await server.loaded()).kind, "malformedReply");
    assert.equal((await server.contextLength("llemma-scripted")).kind, "malformedReply");
    assert.equal((await server.load("llemma-scripted", 4096)).kind, "malformedReply");
  });

  test("10 MB without a line break are not kept", async () => {
    let sent = 0;
    function* endless(): Generator<string> {
      for (; sent < 160; sent += 1) yield "x".repeat(1 << 16);
    }
    const { last } = await outcome({ kind: "raw", chunks: endless() });
    assert.equal(last.kind, "malformedReply");
    await systemClock.sleep(50);
    assert.ok(sent < 80, `the server could send ${sent} of 160 chunks`);
  });

  for (const [name, headers, text] of [
    ["before the headers", false, ""],
    ["in mid-stream", true, "a"],
  ] as const) {
    const after = headers ? ["a"] : [];

    test(`silence ${name} is given up after a minute, and the model is loaded anew`, async () => {
      const running = outcome(({ prompt }) =>
        prompt === "" ? undefined : { kind: "silence", after, headers },
      );
      await systemClock.sleep(50);
      await clock.advance(59_000);
      await clock.advance(2_000);
      const { text: got, last } = await running;
      const interrupted = { kind: "interrupted", detail: "nothing came for 60 s" };
      assert.deepEqual([got, last], [text, interrupted]);
      await systemClock.sleep(20);
      const [silent, unload] = scripted.requests.slice(-2);
      assert.notEqual(silent?.abortedAt, undefined, "the connection is still open");
      assert.partialDeepStrictEqual(unload?.body, { prompt: "", keep_alive: 0 });
      assert.equal(clock.waiting, 0);
    });

    test(`a reset ${name}`, async () => {
      const { text: got, last } = await outcome({ kind: "reset", after, headers });
      assert.equal(got, text);
      assert.equal(last.kind, "interrupted");
    });
  }

  test("a slow stream is not silence", async () => {
    scripted.answerWith(["a", "b"]);
    const slow = await startScriptedServer({ tokensPerSecond: 20 });
    slow.answerWith(["a", "b", "c"]);
    const events: ModelEvent[] = [];
    for await (const event of connect(slow.url).complete(
      target,
      request,
      new AbortController().signal,
    )) {
      events.push(event);
      await clock.advance(40_000);
    }
    await slow.close();
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ["text", "text", "text", "end"],
    );
  });

  test("silence to a question means that nobody is there", async () => {
    scripted.answerWith({ kind: "silence", after: [], headers: false });
    const asked = server.installed();
    await systemClock.sleep(50);
    await clock.advance(10_000);
    assert.deepEqual(await asked, { kind: "notRunning", url: scripted.url });
  });

  test("a load may be silent for half an hour", async () => {
    scripted.answerWith({ kind: "silence", after: [], headers: false });
    let settled = false;
    const loading = server.load("llemma-scripted", 4096).finally(() => (settled = true));
    await systemClock.sleep(50);
    await clock.advance(29 * 60_000);
    assert.equal(settled, false);
    await clock.advance(60_000);
    assert.equal((await loading).kind, "notRunning");
  });

  test("nobody listens", async () => {
    const gone = await startScriptedServer();
    await gone.close();
    const failure = { kind: "notRunning", url: gone.url };
    const { last } = await outcome([], connect(gone.url));
    assert.deepEqual(last, failure);
    assert.deepEqual(await connect(gone.url).installed(), failure);
  });

  test("a name that nobody knows", async () => {
    const { last } = await outcome([], connect("http://llemma.invalid:11434"));
    assert.deepEqual(last, { kind: "notRunning", url: "http://llemma.invalid:11434" });
  });

  const statuses: readonly (readonly [number, string | object, Record<string, unknown>])[] = [
    [
      400,
      { error: "the input length exceeds the context length" },
      { kind: "promptTooLong", detail: "the input length exceeds the context length" },
    ],
    [
      400,
      { error: '"embed" does not support generate' },
      { kind: "interrupted", detail: '"embed" does not support generate' },
    ],
    [401, { error: "unauthorized" }, { kind: "refused", status: 401 }],
    [403, "", { kind: "refused", status: 403 }],
    [
      404,
      { error: "model 'llemma-scripted' not found" },
      { kind: "modelMissing", model: "llemma-scripted" },
    ],
    [
      404,
      "404 page not found",
      { kind: "malformedReply", detail: "status 404: 404 page not found" },
    ],
    [499, { error: "request canceled" }, { kind: "loading", model: "llemma-scripted" }],
    [
      500,
      { error: "model requires more system memory (9.1 GiB) than is available (4.0 GiB)" },
      { kind: "outOfMemory", model: "llemma-scripted" },
    ],
    [
      500,
      { error: "model runner has unexpectedly stopped" },
      { kind: "interrupted", detail: "model runner has unexpectedly stopped" },
    ],
    [
      500,
      "<html>\n<body>nginx</body></html>",
      { kind: "malformedReply", detail: "status 500: <html> <body>nginx</body></html>" },
    ],
    [502, "Bad Gateway", { kind: "notRunning" }],
    [
      503,
      { error: "server busy, please try again.  maximum pending requests exceeded" },
      { kind: "busy" },
    ],
    [503, { error: "Loading model" }, { kind: "loading", model: "llemma-scripted" }],
    [302, "", { kind: "malformedReply", detail: "status 302: status 302" }],
  ];
  for (const [status, body, expected] of statuses) {
    test(`status ${status} ${JSON.stringify(body).slice(0, 40)}: ${String(expected["kind"])}`, async () => {
      const { text, last } = await outcome({ kind: "status", status, body });
      assert.equal(text, "");
      assert.partialDeepStrictEqual(last, expected);
    });
  }

  test("an error in mid-stream", async () => {
    const chunks = [
      line("a"),
      `${JSON.stringify({ error: "an error was encountered while running the model" })}\n`,
    ];
    const { text, last } = await outcome({ kind: "raw", chunks });
    assert.equal(text, "a");
    assert.deepEqual(last, {
      kind: "interrupted",
      detail: "an error was encountered while running the model",
    });
  });

  test("memory that runs out in mid-stream", async () => {
    const chunks = [line("a"), `${JSON.stringify({ error: "CUDA error: out of memory" })}\n`];
    assert.equal((await outcome({ kind: "raw", chunks })).last.kind, "outOfMemory");
  });

  test("a prompt that the server cut is told to the log", async () => {
    warnings.length = 0;
    const counted = (tokens: number): Script => ({
      kind: "raw",
      chunks: [line("", { done: true, prompt_eval_count: tokens })],
    });
    const long = { ...request, prompt: "x ".repeat(9000) };
    for (const tokens of [4096, 2048, 3500]) {
      scripted.answerWith(counted(tokens));
      for await (const event of server.complete(target, long, new AbortController().signal))
        assert.equal(event.kind, "end");
    }
    assert.equal(warnings.length, 2);
    assert.match(warnings[0]!, /read 4096 tokens of a prompt of 18000 characters/);
  });

  test("what follows the last line is not read, and its connection is closed", async () => {
    const chunks = [line("a") + done + line("b"), line("c")];
    const { text, last } = await outcome({ kind: "raw", chunks });
    assert.deepEqual([text, last], ["a", { kind: "end", reason: "stop" }]);
    await systemClock.sleep(10);
    assert.notEqual(scripted.requests.at(-1)?.abortedAt, undefined);
  });

  test("an abort right after the end breaks no socket", async () => {
    scripted.answerWith(["a"]);
    const opened = scripted.socketsOpened;
    for (let index = 0; index < 20; index += 1) {
      const abort = new AbortController();
      const events: string[] = [];
      for await (const event of server.complete(target, request, abort.signal)) {
        events.push(event.kind);
        if (event.kind === "end")
          setTimeout(() => {
            abort.abort();
          }, index % 4);
      }
      assert.deepEqual(events, ["text", "end"]);
      await systemClock.sleep(10);
    }
    assert.ok(scripted.socketsOpened - opened <= 1, `${scripted.socketsOpened - opened} sockets`);
  });

  test("requests that end well share one socket", async () => {
    const opened = scripted.socketsOpened;
    for (let index = 0; index < 5; index += 1) {
      await outcome({ kind: "raw", chunks: [line("a"), done] });
      await systemClock.sleep(20);
    }
    assert.ok(scripted.socketsOpened - opened <= 1, `${scripted.socketsOpened - opened} sockets`);
  });
});
