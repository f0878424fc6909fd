import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { MalformedReply, StatusError } from "../../../src/node/serverFailure.ts";
import {
  readContextLength,
  readInstalled,
  readLoaded,
  readPart,
} from "../../../src/node/ollamaReply.ts";

suite("readPart", () => {
  test("text and log-probabilities", () => {
    const logprobs = [
      { token: "a", logprob: -0.5, bytes: [97] },
      { token: "b", logprob: -1, top_logprobs: [] },
    ];
    assert.deepEqual(readPart({ response: "ab", done: false, logprobs }), {
      text: "ab",
      logprobs: [-0.5, -1],
      end: undefined,
    });
    assert.deepEqual(
      readPart({ response: "ab", logprobs: [null, {}, { logprob: "x" }] }).logprobs,
      [],
    );
  });

  test("the last line, with nanoseconds as milliseconds", () => {
    const part = readPart({
      response: "",
      done: true,
      done_reason: "length",
      prompt_eval_count: 12,
      prompt_eval_duration: 3_500_000,
      eval_count: 7,
      eval_duration: 70_000_000,
    });
    const usage = { promptTokens: 12, promptMs: 3.5, answerTokens: 7, answerMs: 70 };
    assert.deepEqual(part.end, { kind: "end", reason: "length", usage });
  });

  test("reasons that are not known count as a stop; counts may be missing", () => {
    assert.deepEqual(readPart({ response: "", done: true }).end, { kind: "end", reason: "stop" });
    assert.deepEqual(readPart({ done: true, done_reason: "load" }).end, {
      kind: "end",
      reason: "stop",
    });
    assert.deepEqual(readPart({ done: true, done_reason: "closed" }).end, {
      kind: "end",
      reason: "closed",
    });
  });

  test("an error is an error", () => {
    assert.throws(
      () => readPart({ error: "it broke" }),
      (error) => error instanceof StatusError && error.message === "it broke",
    );
  });

  test("anything else is refused", () => {
    for (const line of [null, 3, "text", [], {}, { response: 3 }, { response: null }]) {
      assert.throws(() => readPart(line), MalformedReply, JSON.stringify(line));
    }
  });
});

suite("lists of models", () => {
  test("installed models and stubs of remote ones", () => {
    const models = [
      { name: "llemma:7b", size: 4_000, digest: "x" },
      { name: "big:cloud", size: 300, remote_model: "big", remote_host: "https://ollama.com:443" },
      { name: "odd", remote_model: "" },
    ];
    assert.deepEqual(readInstalled({ models }), [
      { name: "llemma:7b", size: 4_000, remote: false },
      { name: "big:cloud", size: 300, remote: true },
      { name: "odd", size: 0, remote: false },
    ]);
  });

  test("the share on the GPU, or that it is not known", () => {
    const share = (size: unknown, size_vram: unknown): number | undefined =>
      readLoaded({ models: [{ name: "a", size, size_vram }] })[0]?.gpuShare;
    assert.equal(share(100, 0), 0);
    assert.equal(share(100, 100), 1);
    assert.equal(share(100, 25), 0.25);
    assert.equal(share(0, 0), undefined);
    assert.equal(share(100, 101), undefined);
    assert.equal(share(100, undefined), undefined);
    assert.equal(share(100, -1), undefined);
  });

  test("anything else is refused", () => {
    for (const reply of [null, [], {}, { models: {} }, { models: [3] }, { models: [{}] }]) {
      assert.throws(() => readInstalled(reply), MalformedReply);
      assert.throws(() => readLoaded(reply), MalformedReply);
    }
  });
});

suite("readContextLength", () => {
  test("is found under the architecture's name", () => {
    const model_info = {
      "general.architecture": "llama",
      "llama.context_length": 4096,
      "clip.context_length": 77,
    };
    assert.equal(readContextLength({ model_info }), 4096);
  });

  test("is undefined when the server does not tell", () => {
    assert.equal(readContextLength({}), undefined);
    assert.equal(readContextLength({ model_info: { "llama.context_length": 4096 } }), undefined);
    assert.equal(
      readContextLength({
        model_info: { "general.architecture": "llama", "llama.context_length": "x" },
      }),
      undefined,
    );
    assert.throws(() => readContextLength("<html>"), MalformedReply);
  });
});
