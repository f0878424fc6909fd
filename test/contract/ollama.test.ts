import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { startOllama } from "../../scripts/provide/ollamaServer.ts";
import { modelContract } from "./model.contract.ts";
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
      url: server.url,
      model: `${server.model}:latest`,
      contextLength: 4096,
      // The model knows the examples by heart, so it writes the rest of the longest.
      endless: readFileSync("examples/logic.lean", "utf8").slice(0, 100),
      work: hasProcessorTime ? childrensTicks : undefined,
      close: server.stop,
    };
  });
}
