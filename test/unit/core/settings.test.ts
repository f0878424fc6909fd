import assert from "node:assert/strict";
import { suite, test } from "node:test";
import manifest from "../../../package.json" with { type: "json" };
import { enabledFor, placementOf, readSettings, settingNames } from "../../../src/core/settings.ts";

suite("settings", () => {
  test("nothing set gives the defaults of package.json", () => {
    const { settings, problems } = readSettings(() => undefined);
    const properties: Record<string, { default: unknown }> =
      manifest.contributes.configuration.properties;
    for (const name of settingNames) {
      assert.deepEqual(settings[name], properties[`llemma.${name}`]?.default);
    }
    assert.equal(settingNames.length, Object.keys(properties).length);
    assert.deepEqual(problems, []);
  });

  test("a value that does not fit gives way to the default and is told", () => {
    const values: Record<string, unknown> = {
      "server.url": "ftp://elsewhere",
      "server.kind": "vllm",
      "server.parallel": -1,
      model: "  ",
      "server.keepAlive": "soon",
      "server.numGpu": -2,
      "server.numThread": 1.5,
      "inline.enabled": { lean4: "yes" },
      "inline.debounce": -1,
      "lean.check": "everywhere",
      "lean.path": false,
      "lean.candidates": 0.5,
      "lean.frames": ["fewShot", "chat"],
      "lean.showUnchecked": "no",
      "solve.samples": 1.5,
    };
    const { settings, problems } = readSettings((name) => values[name]);
    assert.deepEqual(settings, readSettings(() => undefined).settings);
    assert.deepEqual(
      problems.map(({ name }) => name),
      settingNames,
    );
  });

  test("values that fit are taken", () => {
    const values: Record<string, unknown> = {
      "server.url": "https://gpu.example.org/ollama",
      "server.kind": "openai",
      "server.parallel": 16,
      model: "llemma:34b",
      "server.keepAlive": "-1",
      "server.numGpu": 0,
      "server.numThread": 4,
      "inline.enabled": { "*": false, lean4: true },
      "inline.debounce": 0,
      "lean.check": "shared",
      "lean.path": "",
      "lean.candidates": 16,
      "lean.frames": ["file", "proofStep"],
      "lean.showUnchecked": true,
      "solve.samples": 256,
    };
    const { settings, problems } = readSettings((name) => values[name]);
    assert.deepEqual(settings, values);
    assert.deepEqual(problems, []);
    assert.deepEqual(placementOf(settings), { numGpu: 0, numThread: 4 });
    assert.deepEqual(placementOf(readSettings(() => undefined).settings), {});
    assert.ok(enabledFor(settings, "lean4"));
    assert.ok(!enabledFor(settings, "latex"));
  });
});
