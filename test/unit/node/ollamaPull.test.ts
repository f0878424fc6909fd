import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import type { Pulled, PullProgress } from "../../../src/core/model.ts";
import { pullModel } from "../../../src/node/ollamaPull.ts";
import { systemClock } from "../../../src/node/systemClock.ts";
import { startScriptedServer, type ScriptedServer } from "../../support/scriptedServer.ts";

suite("what Ollama says about a download", () => {
  let server: ScriptedServer;
  before(async () => {
    server = await startScriptedServer();
  });
  after(() => server.close());

  async function pull(
    lines: readonly object[],
    model = "hf.co/someone/llemma",
  ): Promise<{ readonly pulled: Pulled; readonly progress: readonly PullProgress[] }> {
    const chunks = lines.map((line) => `${JSON.stringify(line)}\n`);
    server.answerWith({ kind: "raw", chunks });
    const progress: PullProgress[] = [];
    const ports = { url: server.url, headers: { "x-key": "1" }, clock: systemClock };
    const { signal } = new AbortController();
    return { pulled: await pullModel(ports, model, (one) => progress.push(one), signal), progress };
  }
  async function failing(error: string): Promise<string> {
    const { pulled } = await pull([{ status: "pulling manifest" }, { error }]);
    return pulled.kind;
  }

  test("its lines are read, and a count of nothing is left out by it", async () => {
    const { pulled, progress } = await pull([
      { status: "pulling manifest" },
      { status: "pulling 0398", digest: "sha256:0398", total: 10 },
      { status: "pulling 0398", digest: "sha256:0398", total: 10, completed: 10 },
      { status: "success" },
    ]);
    assert.deepEqual(pulled, { kind: "ok", value: undefined });
    assert.deepEqual(progress, [
      { kind: "status", status: "pulling manifest" },
      { kind: "file", digest: "sha256:0398", completed: 0, total: 10 },
      { kind: "file", digest: "sha256:0398", completed: 10, total: 10 },
    ]);
    const sent = server.requests.at(-1);
    assert.deepEqual(sent?.body, { model: "hf.co/someone/llemma" });
    assert.equal(sent.headers["x-key"], "1");
  });

  test("only a registry that is named without TLS is taken without", async () => {
    await pull([{ status: "success" }], "http://127.0.0.1:5000/library/llemma");
    assert.equal(server.requests.at(-1)?.body["insecure"], true);
  });

  test("its failures are told apart by their words", async () => {
    const words = {
      diskFull: ["write /blobs/sha256-1-partial: no space left on device"],
      nameUnknown: [
        "pull model manifest: file does not exist",
        "invalid model name",
        'pull model manifest: 401: {"error":"Invalid username or password."}',
      ],
      noNetwork: [
        'pull model manifest: Get "https://hf.co/v2/": dial tcp: lookup hf.co: no such host',
        "max retries exceeded: unexpected EOF",
        'Get "https://hf.co/": net/http: TLS handshake timeout',
        "pull model manifest: 503: upstream",
      ],
      damaged: ["digest mismatch, file must be downloaded again: want sha256:1, got sha256:2"],
      interrupted: ["something else"],
    };
    for (const [kind, errors] of Object.entries(words))
      for (const error of errors) assert.equal(await failing(error), kind, error);
  });

  test("a stream that ends early, and a page that is none of Ollama's", async () => {
    assert.equal((await pull([{ status: "pulling manifest" }])).pulled.kind, "interrupted");
    server.answerWith({ kind: "status", status: 200, body: "<html>" });
    const ports = { url: server.url, headers: {}, clock: systemClock };
    const { signal } = new AbortController();
    assert.equal((await pullModel(ports, "a", () => undefined, signal)).kind, "malformedReply");
  });
});
