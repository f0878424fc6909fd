import assert from "node:assert/strict";
import { cp, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { demoModelName } from "../../src/core/demoModel.ts";
import type { Created, CreateProgress, ModelFile, ModelServer } from "../../src/core/model.ts";
import { readModelfile } from "../../src/node/modelfile.ts";
import { connect } from "./model.contract.ts";

/** A server without a model. */
export interface EmptySubject {
  readonly url: string;
  close(): Promise<void>;
}

/** What every server has to do with a model in a file, whether scripted or real. */
export function createContract(name: string, start: () => Promise<EmptySubject>): void {
  suite(`create contract: ${name}`, { timeout: 120_000 }, () => {
    let subject: EmptySubject;
    let server: ModelServer;
    let model: ModelFile;
    let size = 0;
    let folder = "";

    before(async () => {
      subject = await start();
      server = connect(subject.url);
      model = await readModelfile("demo/Modelfile", demoModelName);
      ({ size } = await stat(model.path));
      folder = await mkdtemp(path.join(tmpdir(), "llemma-create-"));
    });
    after(async () => {
      await subject.close();
      await rm(folder, { recursive: true });
    });

    async function create(
      from: ModelFile,
      signal = new AbortController().signal,
    ): Promise<{ readonly result: Created; readonly progress: readonly CreateProgress[] }> {
      const progress: CreateProgress[] = [];
      const result = await server.create(from, (step) => progress.push(step), signal);
      return { result, progress };
    }
    async function names(): Promise<readonly string[]> {
      const installed = await server.installed();
      assert.equal(installed.kind, "ok");
      return installed.value.map((one) => one.name);
    }

    test("a signal that is aborted already makes nothing", async () => {
      assert.deepEqual((await create(model, AbortSignal.abort())).result, { kind: "aborted" });
      assert.deepEqual(await names(), []);
    });

    test("a file that is not there is named", async () => {
      const missing = { ...model, path: path.join(folder, "none.gguf") };
      const { result } = await create(missing);
      assert.deepEqual(result, { kind: "unreadable", path: missing.path, detail: "ENOENT" });
    });

    test("an abort in mid-upload leaves no model", async () => {
      const abort = new AbortController();
      const onProgress = (): void => {
        abort.abort();
      };
      const stopped = await server.create(model, onProgress, abort.signal);
      assert.deepEqual(stopped, { kind: "aborted" });
      assert.deepEqual(await names(), []);
    });

    test("a model is made: every byte is sent, the steps are told, and it can be used", async () => {
      const { result, progress } = await create(model);
      assert.deepEqual(result, { kind: "ok", value: undefined });
      const sent = progress.flatMap((step) => (step.kind === "sending" ? [step.sent] : []));
      assert.ok(sent.length > 1, `${sent.length} steps`);
      assert.deepEqual(
        sent,
        sent.toSorted((a, b) => a - b),
      );
      assert.equal(sent.at(-1), size);
      assert.ok(progress.some((step) => step.kind === "creating"));
      assert.deepEqual(await names(), [`${model.name}:latest`]);
      assert.deepEqual(await server.contextLength(model.name), { kind: "ok", value: 4096 });
      assert.deepEqual(await server.load(model.name, 4096), { kind: "ok", value: undefined });
    });

    test("what the server has is not sent again", async () => {
      const { result, progress } = await create({ ...model, name: "llemma-demo-again" });
      assert.equal(result.kind, "ok");
      assert.deepEqual(
        progress.filter((step) => step.kind === "sending"),
        [],
      );
      assert.equal((await names()).length, 2);
    });

    test("the same name again replaces the model", async () => {
      const copy = path.join(folder, "another name.gguf");
      await cp(model.path, copy);
      assert.equal((await create({ ...model, path: copy })).result.kind, "ok");
      assert.equal((await names()).length, 2);
    });
  });
}
