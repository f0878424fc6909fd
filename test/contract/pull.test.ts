import assert from "node:assert/strict";
import { after, afterEach, before, suite, test } from "node:test";
import { systemClock } from "../../src/node/systemClock.ts";
import type { ModelServer, Pulled, PullProgress } from "../../src/core/model.ts";
import { downloadInWords, type Download } from "../../src/core/setup/download.ts";
import { pullModel } from "../../src/core/setup/pull.ts";
import { startOllama, type ModelServer as Running } from "../../scripts/provide/ollamaServer.ts";
import { provideRegistry, startRegistry, type Registry } from "../../scripts/provide/registry.ts";
import { silentLog } from "../fakes/silentLog.ts";
import { connect } from "./model.contract.ts";

const ollama = process.env["LLEMMA_TEST_OLLAMA"] ?? "";
const source = provideRegistry();
const skip =
  ollama === ""
    ? "LLEMMA_TEST_OLLAMA does not name an ollama program"
    : source.kind === "missing" && source.reason;

/** A real Ollama downloads from a real registry, in order: each test begins without the model. */
suite("downloading a model", { skip, timeout: 300_000 }, () => {
  let running: Running;
  let registry: Registry;
  let server: ModelServer;
  let name = "";

  before(async () => {
    assert.ok(source.kind === "found");
    running = await startOllama(ollama);
    registry = await startRegistry(source.program);
    server = connect(running.url);
    name = `${registry.prefix}/llemma-demo`;
    await ask("/api/copy", { source: running.model, destination: name });
    assert.match(await ask("/api/push", { model: name, insecure: true }), /success/);
    await remove(running.model);
    await remove(name);
  });
  after(async () => {
    await running.stop();
    await registry.stop();
  });
  afterEach(async () => {
    registry.deliver({ bytesPerSecond: Infinity, damaged: 0 });
    await remove(name);
  });

  async function ask(path: string, body: object, method = "POST"): Promise<string> {
    const answer = await fetch(running.url + path, { method, body: JSON.stringify(body) });
    return await answer.text();
  }
  async function remove(model: string): Promise<void> {
    await ask("/api/delete", { model }, "DELETE");
  }
  async function names(): Promise<readonly string[]> {
    const installed = await server.installed();
    assert.equal(installed.kind, "ok");
    return installed.value.map((model) => model.name);
  }
  const installedName = (): string => `${name.replace("http://", "")}:latest`;

  /** Downloads until `enough` says so. */
  async function pull(
    enough: (file: PullProgress & { kind: "file" }) => boolean = () => false,
    model = name,
  ): Promise<{ readonly pulled: Pulled; readonly files: (PullProgress & { kind: "file" })[] }> {
    const abort = new AbortController();
    const files: (PullProgress & { kind: "file" })[] = [];
    const onProgress = (progress: PullProgress): void => {
      if (progress.kind !== "file") return;
      files.push(progress);
      if (enough(progress)) abort.abort();
    };
    assert.ok(server.pull !== undefined);
    return { pulled: await server.pull(model, onProgress, abort.signal), files };
  }
  const isModel = ({ total }: { total: number }): boolean => total > 1e6;
  const halfWay = (file: { completed: number; total: number }): boolean =>
    isModel(file) && file.completed > file.total / 2;

  test("its progress is told in bytes, speed and time left, and the model can be used", async () => {
    registry.deliver({ bytesPerSecond: 1_000_000 });
    const seen: Download[] = [];
    const pulled = await pullModel(
      { server, clock: systemClock, log: silentLog },
      name,
      (step) => {
        if (step.kind === "downloading") seen.push(step.download);
      },
      new AbortController().signal,
    );
    assert.deepEqual(pulled, { kind: "ok", value: undefined });
    const words = seen.map(downloadInWords);
    const pattern = /^\d\.\d MB of 2\.1 MB · \d\.\d MB\/s · \d s left$/;
    assert.ok(
      words.some((line) => pattern.test(line)),
      words.join("\n"),
    );
    assert.equal(seen.at(-1)?.completed, seen.at(-1)?.total);
    assert.deepEqual(await names(), [installedName()]);
    assert.deepEqual(await server.load(name, 4096), { kind: "ok", value: undefined });
  });

  test("cancelled half-way it leaves no model, and goes on from there", async () => {
    registry.deliver({ bytesPerSecond: 400_000 });
    assert.deepEqual((await pull(halfWay)).pulled, { kind: "aborted" });
    assert.deepEqual(await names(), []);
    // The server ends its request on its own time.
    await systemClock.sleep(500);
    registry.deliver({ bytesPerSecond: Infinity });
    const asked = registry.starts.length;
    const { pulled, files } = await pull();
    assert.equal(pulled.kind, "ok");
    const first = files.find(isModel);
    assert.ok(first !== undefined && first.completed > first.total / 2, JSON.stringify(first));
    const begun = Math.max(...registry.starts.slice(asked));
    assert.ok(begun > first.total / 3, `the registry was asked from byte ${begun} on`);
    assert.deepEqual(await names(), [installedName()]);
  });

  test("what is damaged on the way is fetched again, and after three times given up", async () => {
    const steps = (): Promise<Pulled> =>
      pullModel(
        { server, clock: systemClock, log: silentLog },
        name,
        () => undefined,
        new AbortController().signal,
      );
    registry.deliver({ damaged: 1 });
    assert.equal((await steps()).kind, "ok");
    await remove(name);
    registry.deliver({ damaged: 1000 });
    const { kind } = await steps();
    assert.equal(kind, "damaged");
    assert.deepEqual(await names(), []);
  });

  test("a name that the registry does not know is told as such", async () => {
    const { pulled } = await pull(undefined, `${registry.prefix}/nowhere`);
    assert.equal(pulled.kind, "nameUnknown");
    assert.equal((await pull(undefined, "no such name")).pulled.kind, "nameUnknown");
  });

  test("a registry that is not there is told as such", async () => {
    const { pulled } = await pull(undefined, "http://127.0.0.1:9/library/llemma");
    assert.equal(pulled.kind, "noNetwork");
  });

  // The last one. Ollama tries for a minute before it gives up.
  test("a registry that is killed in mid-download is told, and leaves no model", async () => {
    registry.deliver({ bytesPerSecond: 400_000 });
    const { pulled } = await pull((file) => {
      if (halfWay(file)) void registry.kill();
      return false;
    });
    assert.equal(pulled.kind, "noNetwork");
    assert.deepEqual(await names(), []);
  });
});
