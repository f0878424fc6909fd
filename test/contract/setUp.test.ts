import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import type { CompletionRequest, Placement } from "../../src/core/model.ts";
import { createSession, type Session } from "../../src/core/session.ts";
import { gpuOf } from "../../src/core/setup/machine.ts";
import { nextStep, type SetUpStep } from "../../src/core/setup/step.ts";
import { findOllama } from "../../src/node/ollamaProgram.ts";
import { systemClock } from "../../src/node/systemClock.ts";
import {
  demoModel,
  startEmptyOllama,
  type EmptyServer,
} from "../../scripts/provide/ollamaServer.ts";
import { silentLog } from "../fakes/silentLog.ts";
import { startScriptedServer } from "../support/scriptedServer.ts";
import { connect } from "./model.contract.ts";

const program = process.env["LLEMMA_TEST_OLLAMA"] ?? "";
const skip = program === "" && "LLEMMA_TEST_OLLAMA does not name an ollama program";

const request: CompletionRequest = {
  prompt: "theorem two : ",
  maxTokens: 4,
  temperature: 0,
  topP: 1,
  seed: 1,
  stop: [],
};

/** A person's way with a real Ollama; each test goes on where the one before ended. */
suite("the way to a model", { skip, timeout: 120_000 }, () => {
  let folder = "";
  let server: EmptyServer | undefined;
  let url = "http://127.0.0.1:9";
  let setting = "auto";
  let placement: Placement = {};
  let session: Session;
  const own = (): ReturnType<typeof connect> => connect(url);

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "llemma-path-"));
    session = createSession({
      server: own,
      model: () => setting,
      placement: () => placement,
      clock: systemClock,
      log: silentLog,
    });
  });
  after(async () => {
    await server?.stop();
    await rm(folder, { recursive: true });
  });

  /** The next step, looked for as Set Up does. */
  async function step(): Promise<SetUpStep> {
    session.reset();
    await session.ready(true);
    // Not what is installed on the machine of the test beside it.
    const found = await findOllama({ PATH: folder }, "none");
    return nextStep(session.state, { local: true, program: found });
  }
  async function complete(): Promise<string> {
    const target = await session.ready();
    if (target.kind !== "ok") return target.kind;
    let last = "";
    const { signal } = new AbortController();
    for await (const event of session.complete(target.value, request, signal)) last = event.kind;
    return last;
  }
  /** Models of the same file would share an engine. */
  async function create(name: string): Promise<void> {
    const demo = await demoModel();
    const file = path.join(folder, `${name}.gguf`);
    await writeFile(file, Buffer.concat([await readFile(demo.path), Buffer.from(name)]));
    const model = { ...demo, path: file, name };
    const { signal } = new AbortController();
    assert.equal((await own().create(model, () => undefined, signal)).kind, "ok");
  }
  async function remove(model: string): Promise<void> {
    await fetch(`${url}/api/delete`, { method: "DELETE", body: JSON.stringify({ model }) });
  }
  async function inMemory(): Promise<readonly string[]> {
    const loaded = await own().loaded();
    assert.equal(loaded.kind, "ok");
    return loaded.value.map(({ name }) => name);
  }
  /** How often the server has started its engine. */
  function starts(): number {
    return server?.log().match(/runner started in|llama-server started/g)?.length ?? 0;
  }

  test("nothing is installed", async () => {
    assert.deepEqual(await step(), { kind: "install" });
  });

  test("it is installed and stopped", async () => {
    await symlink(program, path.join(folder, "ollama"));
    assert.deepEqual(await step(), { kind: "start", program: path.join(folder, "ollama") });
  });

  test("it runs, and has no model", async () => {
    server = await startEmptyOllama(program);
    ({ url } = server);
    assert.equal((await step()).kind, "getModel");
  });

  test("a model made of the demo's file is there to be used", async () => {
    await create("llemma-demo");
    assert.deepEqual(await step(), { kind: "use", model: "llemma-demo:latest" });
    assert.equal(await complete(), "end");
    assert.ok(session.state.kind === "ready" && (session.state.speed ?? 0) > 0);
  });

  test("its size, its share on the GPU and its window are told", async () => {
    const loaded = await own().loaded();
    assert.equal(loaded.kind, "ok");
    const [model] = loaded.value;
    assert.ok(model?.size !== undefined && model.size > 1e6);
    assert.equal(model.window, 4096);
    assert.ok(["none", "some"].includes(gpuOf(loaded.value).kind));
  });

  test("another model is loaded when the setting names it, and the first one again", async () => {
    await create("llemma-demo-two");
    setting = "llemma-demo-two";
    assert.deepEqual(await step(), { kind: "use", model: "llemma-demo-two" });
    assert.equal(await complete(), "end");
    assert.ok((await inMemory()).includes("llemma-demo-two:latest"));
    setting = "llemma-demo";
    assert.deepEqual(await step(), { kind: "use", model: "llemma-demo" });
    assert.equal(await complete(), "end");
  });

  test("requests of two features never have it loaded anew, whatever the settings say", async () => {
    for (const wanted of [{}, { numGpu: 0 }, { numGpu: 0, numThread: 1 }]) {
      placement = wanted;
      session.reset();
      assert.equal(await complete(), "end");
      const before = starts();
      assert.ok(before > 0, server?.log());
      const target = await session.ready();
      assert.equal(target.kind, "ok");
      // As typing does, as solving does, and as a load after a pause does.
      for (const more of [{ temperature: 0 }, { temperature: 0.6, maxTokens: 40, stop: ["\n"] }]) {
        const { signal } = new AbortController();
        for await (const event of session.complete(target.value, { ...request, ...more }, signal))
          assert.ok(event.kind === "text" || event.kind === "end", event.kind);
      }
      const { model, window, placement: sent } = target.value;
      assert.equal((await own().load(model, window, sent)).kind, "ok");
      assert.equal(starts(), before, JSON.stringify(wanted));
    }
  });

  test("the model is deleted under it", async () => {
    placement = {};
    session.reset();
    assert.equal(await complete(), "end");
    await remove("llemma-demo");
    assert.equal(await complete(), "modelMissing");
    assert.equal(session.state.kind, "noModel");
    assert.equal((await step()).kind, "getModel");
    setting = "auto";
    assert.deepEqual(await step(), { kind: "use", model: "llemma-demo-two:latest" });
  });

  test("the server is stopped under it", async () => {
    assert.equal(await complete(), "end");
    await server?.stop();
    assert.equal(await complete(), "notRunning");
    assert.equal(session.state.kind, "noServer");
    assert.equal((await step()).kind, "start");
  });

  test("a server that is too old is told to be updated, and asked for nothing else", async () => {
    const old = await startScriptedServer({
      script: ({ path: asked }) =>
        asked === "/api/version"
          ? { kind: "status", status: 200, body: { version: "0.12.10" } }
          : undefined,
    });
    ({ url } = old);
    try {
      assert.partialDeepStrictEqual(await step(), {
        kind: "update",
        failure: { kind: "tooOld", version: "0.12.10", oldest: "0.12.11" },
      });
      assert.deepEqual(old.completions(), []);
    } finally {
      await old.close();
    }
  });
});
