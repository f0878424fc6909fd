import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { CheckReply } from "../../../../src/core/lean.ts";
import { createSession } from "../../../../src/core/session.ts";
import { checkSetUp, type Finding } from "../../../../src/core/setup/check.ts";
import { reportOf } from "../../../../src/core/setup/report.ts";
import { ManualClock } from "../../../fakes/manualClock.ts";
import { ScriptedModelServer } from "../../../fakes/scriptedModelServer.ts";
import { silentLog } from "../../../fakes/silentLog.ts";

const accepted: CheckReply = {
  kind: "checked",
  results: [{ text: "exact True.intro", verdict: "closesAll", goals: [], message: undefined }],
};

function check(
  change: (server: ScriptedModelServer) => void = () => undefined,
  lean = accepted,
): Promise<readonly Finding[]> {
  const clock = new ManualClock();
  const server = new ScriptedModelServer();
  const usage = { promptTokens: 5, promptMs: 1, answerTokens: 16, answerMs: 200 };
  server.events = [
    { kind: "text", text: "by", logprobs: [] },
    { kind: "end", reason: "length", usage },
  ];
  change(server);
  const session = createSession({
    server: () => server,
    model: () => "auto",
    clock,
    log: silentLog,
  });
  return checkSetUp({
    ...{ server, session, clock, model: "auto", headers: 1 },
    host: ["Llemma 0.1.0"],
    lean: { version: () => Promise.resolve("Lean 4.9"), check: () => Promise.resolve(lean) },
  });
}

function wrong(findings: readonly Finding[]): readonly string[] {
  return findings.filter(({ ok }) => !ok).map(({ part }) => part);
}

suite("checking the set-up", () => {
  test("asks every part and tells its figures", async () => {
    const findings = await check();
    assert.deepEqual(wrong(findings), []);
    const text = reportOf(findings, { home: "", secrets: [] });
    assert.match(text, /1 request header\): Ollama 0\.24\.0/);
    assert.match(text, /1 model: llemma:7b \(4\.3 GB\)/);
    assert.match(text, /100% on the GPU, 5\.0 GB of memory, window 4096 tokens/);
    assert.match(text, /5 tokens read, 16 written, 80 tokens\/s/);
    assert.match(text, /a proof of one step is accepted/);
    assert.match(text, /^Everything that was asked answers\.$/m);
    assert.ok(findings.every(({ ms = 0 }) => Number.isInteger(ms)));
  });

  test("without a server the model is not asked, and Lean is", async () => {
    const findings = await check((server) => {
      server.failure = { kind: "notRunning", url: server.url };
    });
    assert.deepEqual(wrong(findings), ["server"]);
    assert.ok(!findings.some(({ part }) => part === "model"));
    assert.match(
      reportOf(findings, { home: "", secrets: [] }),
      /\*\*Problem:\*\* No Ollama server/,
    );
  });

  test("a server that is too old", async () => {
    const findings = await check((server) => {
      server.release = "0.9.0";
    });
    assert.deepEqual(wrong(findings), ["server"]);
  });

  test("no model, and a model that fails", async () => {
    const none = await check((server) => {
      server.models = [];
    });
    assert.deepEqual(wrong(none), ["model"]);
    const failing = await check((server) => {
      server.events = [{ kind: "interrupted", detail: "reset" }];
    });
    assert.deepEqual(wrong(failing), ["model"]);
  });

  test("a model on the processor is no fault, and the reasons stand there", async () => {
    const findings = await check((server) => {
      server.inMemory = [{ name: "llemma:7b", gpuShare: 0, size: 6e9 }];
    });
    assert.deepEqual(wrong(findings), []);
    assert.ok(findings.some(({ text }) => /uses no GPU/.test(text)));
  });

  test("a Lean that is missing is a problem, one that is turned off is not", async () => {
    assert.deepEqual(wrong(await check(undefined, { kind: "leanMissing" })), ["Lean"]);
    assert.deepEqual(wrong(await check(undefined, { kind: "leanOff" })), []);
    const refused: CheckReply = {
      kind: "checked",
      results: [{ text: "x", verdict: "error", goals: [], message: "unknown" }],
    };
    assert.deepEqual(wrong(await check(undefined, refused)), ["Lean"]);
  });
});
