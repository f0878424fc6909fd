import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import { runToEnd } from "../../scripts/provide/children.ts";
import {
  startEmptyOllama,
  startOllama,
  type ModelServer,
} from "../../scripts/provide/ollamaServer.ts";
import { createContract } from "./create.contract.ts";
import { abilities, connect, modelContract } from "./model.contract.ts";
import { childrensTicks, hasProcessorTime } from "./processorTime.ts";

const program = process.env["LLEMMA_TEST_OLLAMA"];

if (program === undefined) {
  suite("model contract: real Ollama", () => {
    test("all of it", { skip: "LLEMMA_TEST_OLLAMA does not name an ollama program" });
  });
} else {
  modelContract("real Ollama", async () => {
    const server = await startOllama(program);
    return {
      kind: "ollama",
      can: abilities.ollama,
      url: server.url,
      model: `${server.model}:latest`,
      contextLength: 4096,
      // One theorem after the other: the model was trained on files longer than it reads at once.
      endless: "theorem one : ",
      work: hasProcessorTime ? childrensTicks : undefined,
      close: server.stop,
    };
  });
  createContract("real Ollama", async () => {
    const server = await startEmptyOllama(program);
    return { url: server.url, close: server.stop };
  });
  suite("the demo model on a real Ollama", { timeout: 120_000 }, () => {
    let server: ModelServer;
    before(async () => {
      server = await startOllama(program);
    });
    after(() => server.stop());

    test("is the same as by `ollama create -f demo/Modelfile`", async () => {
      const env = { OLLAMA_HOST: server.url };
      await runToEnd(program, ["create", "by-hand", "-f", "demo/Modelfile"], { env });
      // Ollama lists parameters in any order.
      const shown = async (name: string): Promise<readonly string[]> => {
        const text = await runToEnd(program, ["show", "--modelfile", name], { env });
        return text.replaceAll(name, "").split("\n").toSorted();
      };
      const lines = await shown(server.model);
      assert.deepEqual(lines, await shown("by-hand"));
      assert.ok(lines.includes("PARAMETER num_ctx 4096"));
    });

    test("a file that is no GGUF makes no model, and Ollama's reason is told", async () => {
      const text = { name: "llemma-text", path: "README.md", template: "", parameters: {} };
      const made = await connect(server.url).create(
        text,
        () => undefined,
        new AbortController().signal,
      );
      assert.equal(made.kind, "fileRefused");
      assert.notEqual(made.detail, "");
    });
  });
}
