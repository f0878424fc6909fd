import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import type { ModelServer } from "../../../src/core/model.ts";
import { createOllama } from "../../../src/node/ollama.ts";
import { serverAddress } from "../../../src/node/serverAddress.ts";
import { systemClock } from "../../../src/node/systemClock.ts";
import { silentLog } from "../../fakes/silentLog.ts";
import { startScriptedServer, type ScriptedServer } from "../../support/scriptedServer.ts";

suite("what is sent to Ollama", () => {
  const target = { model: "llemma-scripted", window: 2048 };
  let scripted: ScriptedServer;
  let server: ModelServer;
  let headers: Record<string, string> = {};
  let keepAlive = "30m";

  before(async () => {
    scripted = await startScriptedServer({ script: () => ["a"] });
    server = connect(scripted.url);
  });
  after(() => scripted.close());

  function connect(url: string): ModelServer {
    return createOllama({
      address: serverAddress({ setting: url, ollamaHost: undefined, fallback: url }),
      headers: () => headers,
      keepAlive: () => keepAlive,
      log: silentLog,
      clock: systemClock,
    });
  }
  async function complete(from = server): Promise<void> {
    const request = {
      prompt: "∀ x",
      maxTokens: 9,
      temperature: 0.6,
      topP: 0.95,
      seed: 5,
      stop: ["\n\n"],
    };
    for await (const event of from.complete(target, request, new AbortController().signal)) {
      assert.ok(event.kind === "text" || event.kind === "end", JSON.stringify(event));
    }
  }

  test("a completion states every option that changes the text", async () => {
    await complete();
    assert.deepEqual(scripted.requests.at(-1)?.body, {
      model: "llemma-scripted",
      prompt: "∀ x",
      raw: true,
      stream: true,
      logprobs: true,
      keep_alive: "30m",
      options: {
        num_ctx: 2048,
        num_predict: 9,
        temperature: 0.6,
        top_p: 0.95,
        top_k: 0,
        min_p: 0,
        repeat_penalty: 1,
        seed: 5,
        stop: ["\n\n"],
      },
    });
  });

  test("a load has the same load-time options and no prompt", async () => {
    await server.load("llemma-scripted", 2048);
    assert.deepEqual(scripted.requests.at(-1)?.body, {
      model: "llemma-scripted",
      prompt: "",
      raw: true,
      stream: false,
      keep_alive: "30m",
      options: { num_ctx: 2048 },
    });
  });

  for (const [setting, completion, load] of [
    ["-1", -1, -1],
    ["0", 0, "1m"],
    ["0s", "0s", "1m"],
    ["45s", "45s", "45s"],
  ] as const) {
    test(`keep_alive ${setting} as Ollama reads it, changed at run time`, async () => {
      keepAlive = setting;
      await complete();
      assert.equal(scripted.requests.at(-1)?.body["keep_alive"], completion);
      await server.load("llemma-scripted", 2048);
      assert.equal(scripted.requests.at(-1)?.body["keep_alive"], load);
    });
  }

  test("headers go with every request, changed at run time", async () => {
    headers = { "X-Key": "one", Authorization: "Bearer two" };
    await complete();
    headers = { ...headers, "X-Key": "three" };
    await server.installed();
    const [first, second] = scripted.requests.slice(-2).map((request) => request.headers);
    assert.deepEqual([first?.["x-key"], second?.["x-key"]], ["one", "three"]);
    assert.deepEqual(
      [first?.["authorization"], second?.["authorization"]],
      ["Bearer two", "Bearer two"],
    );
    headers = {};
  });

  test("a header that HTTP cannot carry is a failure that does not tell its value", async () => {
    headers = { "X-Key": "geheim\n" };
    const answer = await server.installed();
    headers = {};
    assert.equal(answer.kind, "interrupted");
    assert.doesNotMatch(JSON.stringify(answer), /geheim/);
  });

  test("user name and password go as a header, and a path is kept", async () => {
    const { port } = new URL(scripted.url);
    const guarded = connect(`http://me:secret@127.0.0.1:${port}/proxy/`);
    assert.equal(guarded.url, `http://127.0.0.1:${port}/proxy`);
    const answer = await guarded.installed();
    assert.doesNotMatch(JSON.stringify(answer), /secret/);
    const request = scripted.requests.at(-1);
    assert.equal(request?.path, "/proxy/api/tags");
    assert.equal(request.headers["authorization"], `Basic ${btoa("me:secret")}`);
  });

  test("a redirect is not followed", async () => {
    const requests = scripted.requests.length;
    scripted.answerWith({
      kind: "status",
      status: 307,
      body: "",
      location: "http://127.0.0.1:1/api/tags",
    });
    assert.deepEqual(await server.installed(), {
      kind: "malformedReply",
      detail: "status 307: moved to http://127.0.0.1:1/api/tags",
    });
    assert.equal(scripted.requests.length, requests + 1);
  });
});
