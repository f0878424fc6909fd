import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { guarded } from "../../../src/core/consent.ts";
import { explainFailure } from "../../../src/core/failure.ts";
import type { ModelEvent, ModelServer } from "../../../src/core/model.ts";
import { naming, statusOf } from "../../../src/core/status.ts";
import { ScriptedModelServer } from "../../fakes/scriptedModelServer.ts";

const url = "http://gpu.example.org:8000";

class Elsewhere extends ScriptedModelServer {
  override readonly url: string = url;
  override readonly memory: number | undefined = undefined;
}

const request = { prompt: "Let x", maxTokens: 4, temperature: 0, topP: 1, seed: 1, stop: [] };
const target = { model: "llemma:7b", window: 4096 };

async function everything(server: ModelServer): Promise<readonly string[]> {
  const { signal } = new AbortController();
  const events: ModelEvent[] = [];
  for await (const event of server.complete(target, request, signal)) events.push(event);
  const file = { name: "x", path: "x", template: "", parameters: {} };
  const answers = [
    await server.installed(),
    await server.loaded(),
    await server.contextLength("llemma:7b"),
    await server.load("llemma:7b", 4096),
    await server.create(file, () => undefined, signal),
    ...events,
  ];
  return answers.map(({ kind }) => kind);
}

suite("a server on another machine", () => {
  for (const decided of [undefined, false]) {
    test(`is asked for nothing when that is ${decided === false ? "refused" : "not decided"}`, async () => {
      const server = new Elsewhere();
      const kinds = await everything(guarded(server, () => decided));
      assert.deepEqual(new Set(kinds), new Set(["notAllowed"]));
      assert.deepEqual(server.calls, []);
    });
  }

  test("is used when it is allowed", async () => {
    const server = new Elsewhere();
    assert.ok(!(await everything(guarded(server, (of) => of === url))).includes("notAllowed"));
    assert.equal(server.calls.length, 6);
  });

  test("on this machine nothing is to be decided", async () => {
    const server = new ScriptedModelServer();
    assert.ok(!(await everything(guarded(server, () => false))).includes("notAllowed"));
  });

  test("the question names it, and warns where the connection is open", () => {
    const asked = (of: string): string => {
      const { sentence, advice } = explainFailure({ kind: "notAllowed", url: of, refused: false });
      return `${sentence} ${advice}`;
    };
    assert.match(asked(url), /gpu\.example\.org:8000 is another machine.*not encrypted/);
    assert.doesNotMatch(asked("https://gpu.example.org"), /encrypted/);
  });

  test("the status item names it, and how to stop", () => {
    const ready = statusOf({ kind: "ready", model: "llemma:7b", gpuShare: 1 }, true, "lean4");
    const named = naming(ready, url);
    assert.equal(named.text, "$(circle-filled) llemma:7b · 100% GPU · gpu.example.org:8000");
    assert.match(named.tooltip, /not encrypted/);
    assert.equal(named.leaving, "refuseServer");
    assert.doesNotMatch(naming(ready, "https://gpu.example.org").tooltip, /encrypted/);
  });

  test("while it is asked about, the status is the question", () => {
    const text = (refused: boolean): string =>
      statusOf({ kind: "failing", failure: { kind: "notAllowed", url, refused } }, true, "lean4")
        .text;
    assert.equal(text(false), "$(question) Llemma: may it use gpu.example.org:8000?");
    assert.equal(text(true), "$(circle-slash) Llemma: nothing goes to gpu.example.org:8000");
  });
});
