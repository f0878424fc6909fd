import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { CompletionRequest, ModelEvent, Target } from "../../../src/core/model.ts";
import { createSession, type ModelState, type Session } from "../../../src/core/session.ts";
import { ManualClock, settle } from "../../fakes/manualClock.ts";
import { ScriptedModelServer } from "../../fakes/scriptedModelServer.ts";
import { silentLog } from "../../fakes/silentLog.ts";

const request: CompletionRequest = {
  prompt: "by",
  maxTokens: 16,
  temperature: 0,
  topP: 1,
  seed: 0,
  stop: [],
};

function setUp(model = "auto") {
  const clock = new ManualClock();
  const server = new ScriptedModelServer();
  const setting = { model };
  const session = createSession({
    server: () => server,
    model: () => setting.model,
    clock,
    log: silentLog,
  });
  const states: ModelState["kind"][] = [];
  session.onState((state) => states.push(state.kind));
  return { clock, server, session, states, setting };
}

async function target(session: Session): Promise<Target> {
  const ready = await session.ready();
  assert.equal(ready.kind, "ok");
  return ready.value;
}

async function drain(session: Session, at: Target): Promise<ModelEvent[]> {
  const { signal } = new AbortController();
  const events: ModelEvent[] = [];
  for await (const event of session.complete(at, request, signal)) events.push(event);
  return events;
}

suite("session", () => {
  test("asks for nothing until it is needed", () => {
    const { server, session } = setUp();
    assert.deepEqual(server.calls, []);
    assert.deepEqual(session.state, { kind: "starting" });
  });

  test("chooses, loads with one window for all, and is ready", async () => {
    const { server, session, states } = setUp();
    assert.deepEqual(await target(session), { model: "llemma:7b", window: 4096, gpuShare: 1 });
    assert.ok(server.calls.includes("load llemma:7b 4096"));
    assert.deepEqual(states, ["loading", "ready"]);
  });

  test("the window is the smaller of the model's and Llemma's", async () => {
    const small = setUp();
    small.server.window = 2048;
    assert.equal((await target(small.session)).window, 2048);
    const large = setUp();
    large.server.window = 131_072;
    assert.equal((await target(large.session)).window, 4096);
    const silent = setUp();
    silent.server.window = undefined;
    assert.equal((await target(silent.session)).window, 4096);
  });

  test("any number of callers share one load, and giving up does not end it", async () => {
    const { server, session } = setUp();
    const load = Promise.withResolvers<undefined>();
    server.loading = load.promise;
    const all = [session.ready(), session.ready(), session.ready()];
    await settle();
    assert.equal(session.state.kind, "loading");
    load.resolve(undefined);
    await Promise.all(all);
    assert.equal(server.calls.filter((call) => call.startsWith("load ")).length, 1);
  });

  test("a model that was idle for long is loaded again before a request could wait for it", async () => {
    const { clock, server, session } = setUp();
    await target(session);
    await clock.advance(29_000);
    await target(session);
    assert.equal(server.calls.filter((call) => call.startsWith("load ")).length, 1);
    await clock.advance(31_000);
    await target(session);
    assert.equal(server.calls.filter((call) => call.startsWith("load ")).length, 2);
    assert.equal(server.calls.filter((call) => call === "installed").length, 1);
  });

  test("is busy while a request runs and remembers the exchange", async () => {
    const { server, session, states } = setUp();
    server.events = [
      { kind: "text", text: " simp", logprobs: [] },
      { kind: "text", text: " [h]", logprobs: [] },
      { kind: "end", reason: "stop" },
    ];
    const at = await target(session);
    assert.equal((await drain(session, at)).length, 3);
    assert.deepEqual(states, ["loading", "ready", "busy", "ready"]);
    assert.equal(session.lastExchange?.answer, " simp [h]");
    assert.deepEqual(session.lastExchange.end, { kind: "end", reason: "stop" });
    assert.deepEqual(session.lastExchange.request, request);
  });

  test("no server: said as such, typing leaves it alone for a while, an explicit wish does not", async () => {
    const { clock, server, session } = setUp();
    server.failure = { kind: "notRunning", url: server.url };
    assert.equal((await session.ready()).kind, "notRunning");
    assert.equal(session.state.kind, "noServer");
    const asked = server.calls.length;
    assert.equal((await session.ready()).kind, "notRunning");
    assert.equal(server.calls.length, asked);
    assert.equal((await session.ready(true)).kind, "notRunning");
    assert.ok(server.calls.length > asked);
    server.failure = undefined;
    await clock.advance(5_001);
    assert.equal((await session.ready()).kind, "ok");
    assert.equal(session.state.kind, "ready");
  });

  test("no Llemma installed, and a named model that is missing", async () => {
    const none = setUp();
    none.server.models = [{ name: "gemma:2b", size: 1, remote: false }];
    assert.equal((await none.session.ready()).kind, "noModel");
    assert.equal(none.session.state.kind, "noModel");
    const missing = setUp("llemma:34b");
    assert.deepEqual(await missing.session.ready(), { kind: "modelMissing", model: "llemma:34b" });
    assert.equal(missing.session.state.kind, "noModel");
  });

  test("a named model is found with or without its tag `latest`", async () => {
    const { server, session } = setUp("hf.co/x/llemma");
    server.models = [{ name: "hf.co/x/llemma:latest", size: 1, remote: false }];
    assert.equal((await target(session)).model, "hf.co/x/llemma");
  });

  test("a failure in a stream is the state until the next success", async () => {
    const { clock, server, session } = setUp();
    const at = await target(session);
    server.events = [{ kind: "interrupted", detail: "reset" }];
    await drain(session, at);
    assert.deepEqual(session.state, {
      kind: "failing",
      failure: { kind: "interrupted", detail: "reset" },
    });
    await clock.advance(5_001);
    server.events = [{ kind: "end", reason: "stop" }];
    await drain(session, await target(session));
    assert.equal(session.state.kind, "ready");
  });

  test("a reset forgets the choice, and an answer from before it does not become the state", async () => {
    const { server, session, setting } = setUp();
    const load = Promise.withResolvers<undefined>();
    server.loading = load.promise;
    const before = session.ready();
    await settle();
    server.models = [...server.models, { name: "llemma:34b", size: 1, remote: false }];
    setting.model = "llemma:34b";
    session.reset();
    load.resolve(undefined);
    const answer = await before;
    assert.equal(answer.kind, "ok");
    assert.equal(answer.value.model, "llemma:34b");
    assert.equal(session.state.kind, "ready");
  });
});
