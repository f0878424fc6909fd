import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, afterEach, before, beforeEach, suite, test } from "node:test";
import type { CreateProgress, Created, ModelFile } from "../../src/core/model.ts";
import { createOllama } from "../../src/node/ollama.ts";
import { serverAddress } from "../../src/node/serverAddress.ts";
import { systemClock } from "../../src/node/systemClock.ts";
import { ManualClock } from "../fakes/manualClock.ts";
import { silentLog } from "../fakes/silentLog.ts";
import {
  startScriptedServer,
  type Misbehaviour,
  type ScriptedServer,
} from "../support/scriptedServer.ts";

/** More than the sockets and streams between us and the server hold. */
const size = 16 << 20;
const noSpace = { error: "write /var/lib/ollama/blobs/sha256-123: no space left on device" };

suite("a server that misbehaves while a model is made", { timeout: 60_000 }, () => {
  let scripted: ScriptedServer;
  let clock: ManualClock;
  let folder = "";
  let model: ModelFile;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "llemma-create-"));
    const file = path.join(folder, "large.gguf");
    await writeFile(file, randomBytes(size));
    model = { name: "llemma-large", path: file, template: "{{ .Prompt }}", parameters: {} };
  });
  after(async () => {
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    scripted = await startScriptedServer({ models: [] });
    clock = new ManualClock();
  });
  afterEach(() => scripted.close());

  async function create(
    onProgress: (step: CreateProgress) => void = () => undefined,
    url = scripted.url,
  ): Promise<Created> {
    const server = createOllama({
      address: serverAddress({ setting: url, ollamaHost: undefined, fallback: url }),
      headers: () => ({}),
      keepAlive: () => "5m",
      log: silentLog,
      clock,
    });
    return await server.create(model, onProgress, new AbortController().signal);
  }

  function answerUpload(then: Misbehaviour, after = 1 << 20): void {
    scripted.answerWith(({ method, path: where }) =>
      method === "POST" && where.startsWith("/api/blobs/")
        ? { kind: "stopUpload", after, then }
        : undefined,
    );
  }

  const refusals: readonly (readonly [string, number, string | object, object])[] = [
    ["a full disk", 500, noSpace, { kind: "diskFull" }],
    [
      "a full disk on Windows",
      500,
      { error: "write C:\\blobs: There is not enough space on the disk." },
      { kind: "diskFull" },
    ],
    [
      "a digest that does not fit",
      400,
      { error: 'digest mismatch, expected "a", got "b"' },
      { kind: "fileRefused", detail: 'digest mismatch, expected "a", got "b"' },
    ],
    [
      "a proxy that takes no large files",
      413,
      "<html><h1>413 Request Entity Too Large</h1></html>",
      { kind: "fileRefused" },
    ],
    ["a proxy that wants a name", 401, "", { kind: "refused", status: 401 }],
    ["a server without this interface", 404, "404 page not found", { kind: "malformedReply" }],
  ];
  for (const [what, status, body, expected] of refusals) {
    test(`${what}, in mid-upload: nothing more is sent, and no model asked for`, async () => {
      answerUpload({ kind: "status", status, body });
      assert.partialDeepStrictEqual(await create(), expected);
      const upload = scripted.requests.find(({ method }) => method === "POST");
      assert.ok(upload !== undefined && upload.received < size / 2, String(upload?.received));
      assert.equal(scripted.requests.filter(({ method }) => method === "POST").length, 1);
    });
  }

  test("a connection that is lost in mid-upload", async () => {
    answerUpload({ kind: "reset", after: [], headers: false });
    assert.equal((await create()).kind, "interrupted");
    scripted.answerWith(undefined);
    assert.deepEqual(await create(), { kind: "ok", value: undefined });
  });

  test("a server that stops reading is given up after five minutes", async () => {
    answerUpload({ kind: "silence", after: [], headers: false });
    let sent = 0;
    const creating = create((step) => {
      if (step.kind === "sending") sent = step.sent;
    });
    for (let before = -1; sent > before || sent === 0;) {
      before = sent;
      await systemClock.sleep(100);
    }
    await clock.advance(299_000);
    await clock.advance(2_000);
    assert.deepEqual(await creating, { kind: "interrupted", detail: "nothing came for 300 s" });
    assert.ok(sent < size, `${sent} bytes were sent`);
    assert.equal(clock.waiting, 0);
  });

  test("an upload may take longer than that as long as it goes on", async () => {
    const steps = 20;
    let step = 0;
    const creating = create(({ kind }) => {
      step += 1;
      if (kind === "sending" && step % (size / 65_536 / steps) < 1) void clock.advance(60_000);
    });
    assert.deepEqual(await creating, { kind: "ok", value: undefined });
    assert.ok(clock.now() > 600_000, `${clock.now()} ms`);
  });

  for (const [what, lines, expected] of [
    ["a full disk", [{ status: "writing manifest" }, noSpace], { kind: "diskFull" }],
    [
      "no model in the file",
      [{ status: "parsing GGUF" }, { error: "invalid file magic" }],
      { kind: "fileRefused", detail: "invalid file magic" },
    ],
    ["an end without success", [{ status: "parsing GGUF" }], { kind: "interrupted" }],
    ["something else", [[1]], { kind: "malformedReply" }],
  ] as const) {
    test(`${what}, while the model is made`, async () => {
      scripted.answerWith(({ path: where }) =>
        where === "/api/create"
          ? { kind: "raw", chunks: lines.map((line) => `${JSON.stringify(line)}\n`) }
          : undefined,
      );
      assert.partialDeepStrictEqual(await create(), expected);
    });
  }

  test("nobody listens", async () => {
    const gone = await startScriptedServer();
    await gone.close();
    assert.deepEqual(await create(undefined, gone.url), { kind: "notRunning", url: gone.url });
  });
});
