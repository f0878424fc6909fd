import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { builds, memoryFor, offersFor, usualBuild } from "../../../../src/core/setup/catalog.ts";
import { gpuOf, type Gpu, type Machine } from "../../../../src/core/setup/machine.ts";

const GiB = 2 ** 30;
const noGpu: Gpu = { kind: "none" };

function gpu(bytes: number): Gpu {
  return { kind: "some", bytes, full: true };
}
function recommended(machine: Machine): readonly string[] {
  return offersFor(machine).flatMap((offer) => (offer.recommended ? [offer.name] : []));
}

suite("what a machine is offered", () => {
  test("a build needs more memory than disk", () => {
    const usual = builds.find(({ name }) => name === usualBuild);
    assert.ok(usual !== undefined);
    assert.ok(memoryFor(usual) > usual.size + 2 * GiB && memoryFor(usual) < 7.5e9);
  });

  test("what fits where, by the GPU if there is one, else by the machine's memory", () => {
    const fits = (machine: Machine): readonly string[] => [
      ...new Set(offersFor(machine).map(({ parameters, fit }) => `${parameters} ${fit}`)),
    ];
    assert.deepEqual(fits({ memory: 64 * GiB, gpu: gpu(40 * GiB) }), ["7B gpu", "34B gpu"]);
    assert.deepEqual(fits({ memory: 64 * GiB, gpu: gpu(12 * GiB) }), ["7B gpu", "34B memory"]);
    assert.deepEqual(fits({ memory: 16 * GiB, gpu: noGpu }), ["7B memory", "34B no"]);
    assert.deepEqual(fits({ memory: 4 * GiB, gpu: noGpu }), ["7B no", "34B no"]);
    const elsewhere: Machine = { memory: undefined, gpu: { kind: "unknown" } };
    assert.deepEqual(fits(elsewhere), ["7B unknown", "34B unknown"]);
  });

  test("one is recommended: 34B only for a GPU that holds it, nothing where nothing fits", () => {
    const large = "hf.co/TheBloke/llemma_34b-GGUF:Q4_K_M";
    assert.deepEqual(recommended({ memory: 64 * GiB, gpu: gpu(40 * GiB) }), [large]);
    assert.deepEqual(recommended({ memory: 256 * GiB, gpu: noGpu }), [usualBuild]);
    assert.deepEqual(recommended({ memory: 64 * GiB, gpu: gpu(12 * GiB) }), [usualBuild]);
    assert.deepEqual(recommended({ memory: undefined, gpu: { kind: "unknown" } }), [usualBuild]);
    const small = recommended({ memory: 8 * GiB, gpu: noGpu });
    assert.match(small[0] ?? "", /7b.*Q3_K_M/);
    assert.deepEqual(recommended({ memory: 2 * GiB, gpu: noGpu }), []);
  });
});

suite("gpuOf", () => {
  test("adds up what is on the GPU, and knows a full one", () => {
    const small = { name: "a", gpuShare: 1, size: 2 * GiB };
    assert.deepEqual(gpuOf([small]), { kind: "some", bytes: 2 * GiB, full: false });
    const large = { name: "b", gpuShare: 0.5, size: 12 * GiB };
    assert.deepEqual(gpuOf([small, large]), { kind: "some", bytes: 8 * GiB, full: true });
  });

  test("knows nothing where nothing is loaded or told", () => {
    assert.deepEqual(gpuOf([]), { kind: "unknown" });
    assert.deepEqual(gpuOf([{ name: "a", gpuShare: undefined, size: 1 }]), { kind: "unknown" });
    assert.deepEqual(gpuOf([{ name: "a", gpuShare: 0, size: GiB }]), { kind: "none" });
  });
});
