import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import { demoModel, startEmptyOllama, startOllama } from "../../scripts/provide/ollamaServer.ts";
import type { ModelEvent, ModelServer } from "../../src/core/model.ts";
import { createOpenAi } from "../../src/node/openai.ts";
import { serverAddress } from "../../src/node/serverAddress.ts";
import { ManualClock } from "../fakes/manualClock.ts";
import { startScriptedServer } from "../support/scriptedServer.ts";
import { startScriptedVllm, type ScriptedVllm, type VllmFault } from "../support/scriptedVllm.ts";
import { abilities, connect, modelContract } from "./model.contract.ts";
import { childrensTicks, hasProcessorTime } from "./processorTime.ts";

const program = process.env["LLEMMA_TEST_OLLAMA"];
const model = "EleutherAI/llemma_7b";

modelContract("scripted vLLM", async () => {
  const server = await startScriptedVllm({
    model,
    pause: 2,
    charactersPerSecond: 20_000,
    maxModelLen: 8192,
  });
  return {
    kind: "openai",
    can: abilities.vllm,
    url: server.url,
    model,
    contextLength: 8192,
    endless: "theorem one : ",
    work: () => server.requests.reduce((sum, { tokensSent }) => sum + tokensSent, 0),
    close: () => server.close(),
  };
});

if (program === undefined) {
  suite("model contract: real Ollama through /v1", () => {
    test("all of it", { skip: "LLEMMA_TEST_OLLAMA does not name an ollama program" });
  });
} else {
  modelContract("real Ollama through /v1", async () => {
    const server = await startEmptyOllama(program);
    // Sampling options that /v1 does not take from a request.
    const parameters = { num_ctx: 4096, num_thread: 1, repeat_penalty: 1, top_k: 0, min_p: 0 };
    const file = { ...(await demoModel()), name: "llemma-v1", parameters };
    const made = await connect(server.url).create(file, () => {}, new AbortController().signal);
    assert.equal(made.kind, "ok");
    return {
      kind: "openai",
      can: abilities.ollamaV1,
      url: `${server.url}/v1`,
      model: "llemma-v1:latest",
      contextLength: 4096,
      endless: "theorem one : ",
      work: hasProcessorTime ? childrensTicks : undefined,
      close: server.stop,
    };
  });
  suite("auto on a real Ollama", { timeout: 120_000 }, () => {
    test("uses Ollama's own interface", async () => {
      const server = await startOllama(program);
      try {
        const found = connect(server.url, "auto");
        const installed = await found.installed();
        assert.equal(installed.kind, "ok");
        assert.ok((installed.value[0]?.size ?? 0) > 0, "only Ollama's own interface tells sizes");
        assert.equal(found.kind, "ollama");
        const paths = server.log();
        assert.doesNotMatch(paths, /"\/v1\//);
        assert.match(paths, /"\/api\/version"/);
      } finally {
        await server.stop();
      }
    });
  });
}

const request = { prompt: "Let x", maxTokens: 4, temperature: 0.5, topP: 1, seed: 7, stop: [] };
const target = { model, window: 4096 };

suite("an OpenAI-compatible server", { timeout: 60_000 }, () => {
  let vllm: ScriptedVllm;
  let clock: ManualClock;
  before(async () => {
    vllm = await startScriptedVllm({ model, apiKey: "token-abc123" });
    clock = new ManualClock();
  });
  after(() => vllm.close());

  function open(apiKey: string | undefined = "token-abc123", url = vllm.url): ModelServer {
    const address = serverAddress({ setting: url, ollamaHost: undefined, fallback: url });
    return createOpenAi({ address, headers: () => ({}), apiKey: () => apiKey, clock });
  }
  async function outcome(
    server: ModelServer,
    change: Partial<typeof request> = {},
  ): Promise<readonly ModelEvent[]> {
    const events: ModelEvent[] = [];
    const asked = { ...request, ...change };
    for await (const event of server.complete(target, asked, new AbortController().signal)) {
      events.push(event);
    }
    return events;
  }
  async function failing(fault: VllmFault): Promise<readonly ModelEvent[]> {
    vllm.failWith(fault);
    try {
      return await outcome(open());
    } finally {
      vllm.failWith(undefined);
    }
  }

  test("it is asked with every option stated, and with the key", async () => {
    await outcome(open());
    const { body, headers } = vllm.requests.at(-1) ?? assert.fail();
    assert.equal(headers.authorization, "Bearer token-abc123");
    assert.deepEqual(
      { ...body },
      {
        ...{ model, prompt: "Let x", max_tokens: 4, temperature: 0.5, top_p: 1, seed: 7, stop: [] },
        ...{ stream: true, stream_options: { include_usage: true }, logprobs: 1 },
        ...{ top_k: -1, min_p: 0, repetition_penalty: 1, repeat_penalty: 1 },
      },
    );
    assert.deepEqual(open().sent(target, request), { path: "/v1/completions", body });
  });

  test("without the key it is refused, and what helps is to set one", async () => {
    const failure = { kind: "refused", url: vllm.url, status: 401, server: "openai" };
    assert.deepEqual(await open("another").installed(), failure);
    assert.deepEqual(await outcome(open("another")), [failure]);
  });

  test("usage and log-probabilities are read", async () => {
    const events = await outcome(open());
    const end = events.at(-1);
    assert.ok(end?.kind === "end" && end.usage !== undefined);
    assert.equal(end.usage.promptTokens, 2);
    assert.equal(end.usage.answerTokens, 4);
    assert.deepEqual(
      events.flatMap((event) => (event.kind === "text" ? event.logprobs : [])),
      [-0.125, -0.125, -0.125, -0.125],
    );
  });

  test("the samples of one seed after the other are those that `n` would bring", async () => {
    const body = { ...open().sent(target, request).body, n: 3 };
    const reply = await fetch(`${vllm.url}/v1/completions`, {
      method: "POST",
      headers: { authorization: "Bearer token-abc123" },
      body: JSON.stringify(body),
    });
    const texts = ["", "", ""];
    for (const [, data = ""] of (await reply.text()).matchAll(/^data: (\{.*)$/gm)) {
      const { choices } = JSON.parse(data) as { choices: { index: number; text: string }[] };
      for (const { index, text } of choices) texts[index] = `${texts[index] ?? ""}${text}`;
    }
    const ours = await Promise.all(
      [7, 8, 9].map(async (seed) =>
        (await outcome(open(), { seed }))
          .map((event) => (event.kind === "text" ? event.text : ""))
          .join(""),
      ),
    );
    assert.deepEqual(ours, texts);
  });

  test("a prompt that is too long is told", async () => {
    const [failure] = await outcome(open(), { prompt: "x".repeat(20_000) });
    assert.equal(failure?.kind, "promptTooLong");
  });

  const chunk = (text: string, finish: string | null = null): string =>
    `data: ${JSON.stringify({ choices: [{ index: 0, text, logprobs: null, finish_reason: finish }] })}\n\n`;
  const done = "data: [DONE]\n\n";
  const bytes = new TextEncoder().encode(chunk("∀ x, 𝔸 ⊢ α"));
  const readable: readonly (readonly [string, VllmFault & { kind: "raw" }, string, string])[] = [
    [
      "two events in one chunk",
      { kind: "raw", chunks: [chunk("a") + chunk("b", "stop") + done] },
      "ab",
      "stop",
    ],
    [
      "characters cut at every byte",
      {
        kind: "raw",
        chunks: [...Array.from(bytes, (byte) => Uint8Array.of(byte)), chunk("", "length"), done],
      },
      "∀ x, 𝔸 ⊢ α",
      "length",
    ],
    [
      "comments, carriage returns and other fields",
      {
        kind: "raw",
        chunks: [": ping\r\n\r\n", `id: 1\n${chunk("a", "stop").replaceAll("\n", "\r\n")}`, done],
      },
      "a",
      "stop",
    ],
    ["an end without the last event", { kind: "raw", chunks: [chunk("a")] }, "a", "closed"],
    [
      "llama.cpp's log-probabilities and times",
      {
        kind: "raw",
        chunks: [
          `data: ${JSON.stringify({
            choices: [
              { index: 0, text: "a", logprobs: { content: [{ token: "a", logprob: -1 }] } },
            ],
          })}\n\n`,
          chunk("", "stop"),
          done,
        ],
      },
      "a",
      "stop",
    ],
    [
      "a server that does not stream",
      {
        kind: "raw",
        type: "application/json",
        chunks: [JSON.stringify({ choices: [{ text: "whole", finish_reason: "stop" }] })],
      },
      "whole",
      "stop",
    ],
  ];
  for (const [what, fault, text, reason] of readable) {
    test(`${what}: read all the same`, async () => {
      const events = await failing(fault);
      const texts = events.map((event) => (event.kind === "text" ? event.text : ""));
      assert.equal(texts.join(""), text);
      assert.deepEqual(events.at(-1), { kind: "end", reason });
    });
  }

  const faults: readonly (readonly [string, VllmFault, object])[] = [
    [
      "an older error",
      {
        kind: "status",
        status: 404,
        body: { object: "error", message: "The model `x` does not exist.", code: 404 },
      },
      { kind: "modelMissing", model, server: "openai" },
    ],
    [
      "a path that is not there",
      { kind: "status", status: 404, body: { detail: "Not Found" } },
      { kind: "malformedReply" },
    ],
    [
      "a model that is being loaded (llama.cpp)",
      {
        kind: "status",
        status: 503,
        body: { error: { code: 503, message: "Loading model", type: "unavailable_error" } },
      },
      { kind: "loading" },
    ],
    ["too many requests", { kind: "status", status: 429, body: "" }, { kind: "busy" }],
    [
      "an error in mid-stream",
      {
        kind: "raw",
        chunks: [
          `data: ${JSON.stringify({ error: { message: "CUDA out of memory", code: 500 } })}\n\n`,
        ],
      },
      { kind: "outOfMemory" },
    ],
    [
      "a page of HTML",
      { kind: "raw", type: "text/html", chunks: ["<html>"] },
      { kind: "malformedReply" },
    ],
    [
      "an event without JSON",
      { kind: "raw", chunks: ["data: hello\n\n"] },
      { kind: "malformedReply" },
    ],
    [
      "an event without end",
      { kind: "raw", chunks: [`data: ${"x".repeat(2 << 20)}`] },
      { kind: "malformedReply" },
    ],
  ];
  for (const [what, fault, expected] of faults) {
    test(`${what} is told for what it is`, async () => {
      assert.partialDeepStrictEqual((await failing(fault)).at(-1), expected);
    });
  }

  test("silence is given up after a minute, and nothing waits any more", async () => {
    vllm.failWith({ kind: "silence" });
    const waiting = outcome(open());
    const asked = vllm.requests.length;
    while (vllm.requests.length === asked) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await clock.advance(61_000);
    vllm.failWith(undefined);
    assert.equal((await waiting).at(-1)?.kind, "interrupted");
    assert.equal(clock.waiting, 0);
  });

  test("nobody listens", async () => {
    const gone = await startScriptedVllm();
    await gone.close();
    const failure = { kind: "notRunning", url: gone.url, server: "openai" };
    assert.deepEqual(await open(undefined, gone.url).installed(), failure);
    assert.deepEqual(await outcome(open(undefined, gone.url)), [failure]);
  });
});

suite("the kind `auto`", { timeout: 60_000 }, () => {
  test("finds vLLM, also behind a key, by what is no Ollama", async () => {
    for (const apiKey of [undefined, "secret"]) {
      const vllm = await startScriptedVllm({ ...(apiKey !== undefined && { apiKey }) });
      try {
        const found = connect(vllm.url, "auto");
        assert.equal((await found.installed()).kind, apiKey === undefined ? "ok" : "refused");
        assert.equal(found.kind, "openai");
      } finally {
        await vllm.close();
      }
    }
  });

  test("asks an Ollama for nothing below /v1", async () => {
    const ollama = await startScriptedServer();
    try {
      const found = connect(ollama.url, "auto");
      assert.equal((await found.installed()).kind, "ok");
      for await (const event of found.complete(
        { model: "llemma-scripted:latest", window: 4096 },
        request,
        new AbortController().signal,
      )) {
        assert.ok(event.kind === "text" || event.kind === "end", event.kind);
      }
      assert.deepEqual(
        ollama.requests.map(({ path }) => path),
        ["/api/version", "/api/tags", "/api/generate"],
      );
    } finally {
      await ollama.close();
    }
  });

  test("takes a silent address for that of an Ollama", async () => {
    const gone = await startScriptedVllm();
    await gone.close();
    const failure = { kind: "notRunning", url: gone.url };
    assert.deepEqual(await connect(gone.url, "auto").installed(), failure);
  });
});
