import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import type { ModelFile } from "../../../src/core/model.ts";
import { readModelfile } from "../../../src/node/modelfile.ts";

suite("readModelfile", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "llemma-modelfile-"));
  });
  after(() => rm(folder, { recursive: true }));

  async function read(text: string): Promise<ModelFile> {
    const file = path.join(folder, "Modelfile");
    await writeFile(file, text);
    return await readModelfile(file, "llemma-x");
  }

  test("file, parameters and template as Ollama's interface wants them", async () => {
    const model = await read(
      '# A comment\nFROM ./x.gguf\r\n\nPARAMETER num_ctx 4096\nPARAMETER stop "\\n"\nPARAMETER stop end of it\nTEMPLATE """{{ .Prompt }}"""\n',
    );
    assert.deepEqual(model, {
      name: "llemma-x",
      path: path.join(folder, "x.gguf"),
      template: "{{ .Prompt }}",
      parameters: { num_ctx: 4096, stop: ["\\n", "end of it"] },
    });
  });

  test("what it does not know is an error and not left out", async () => {
    await assert.rejects(read("FROM x.gguf\nSYSTEM You are kind\n"), /SYSTEM You are kind/);
    await assert.rejects(read("FROM x.gguf\nTEMPLATE\n"), /TEMPLATE/);
    await assert.rejects(read("PARAMETER num_ctx 1\n"), /no FROM/);
  });

  test("the one that ships is for raw prompts and Llemma's window", async () => {
    const demo = path.join(import.meta.dirname, "../../../demo");
    const model = await readModelfile(path.join(demo, "Modelfile"), "llemma-demo");
    assert.equal(model.path, path.join(demo, "llemma-demo.gguf"));
    assert.equal(model.template, "{{ .Prompt }}");
    assert.equal(model.parameters["num_ctx"], 4096);
  });
});
