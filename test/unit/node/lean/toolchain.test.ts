import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, suite, test } from "node:test";
import { projectFolder, serverProgram } from "../../../../src/node/lean/project.ts";
import { findToolchain } from "../../../../src/node/lean/toolchain.ts";

const skip = process.platform === "win32" ? "paths are written as on Unix here" : false;

suite("finding Lean", { skip }, () => {
  let root = "";
  const at = (...parts: string[]): string => path.join(root, ...parts);

  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), "llemma-toolchain-"));
    await put("project/A/B.lean", "");
  });

  afterEach(async () => {
    await rm(root, { recursive: true });
  });

  async function put(file: string, text = ""): Promise<string> {
    await mkdir(path.dirname(at(file)), { recursive: true });
    await writeFile(at(file), text);
    return at(file);
  }

  async function lean(env: Record<string, string> = {}, setting = ""): Promise<unknown> {
    const query = { folder: at("project"), setting, env: { ELAN_HOME: at("elan"), ...env } };
    const found = await findToolchain(query);
    return found.kind === "toolchain" ? path.relative(root, found.lean) : found;
  }

  const installed = (name: string): Promise<string> => put(`elan/toolchains/${name}/bin/lean`);

  test("none at all", async () => {
    assert.deepEqual(await lean(), { kind: "leanMissing" });
    assert.deepEqual(await lean({}, at("nowhere/lean")), { kind: "leanMissing" });
  });

  for (const [written, folder] of [
    ["leanprover/lean4:v4.9.0\n", "leanprover--lean4---v4.9.0"],
    ["v4.9.0", "leanprover--lean4---v4.9.0"],
    ["4.9.0", "leanprover--lean4---v4.9.0"],
    ["nightly-2026-01-01", "leanprover--lean4-nightly---nightly-2026-01-01"],
    ["mine", "mine"],
  ] as const) {
    test(`the project's own: ${written.trim()}`, async () => {
      await installed("leanprover--lean4---v4.10.0");
      await installed(folder);
      await put("project/lean-toolchain", written);
      assert.equal(await lean(), `elan/toolchains/${folder}/bin/lean`);
    });
  }

  test("one that is not installed is not another one, and elan is not asked to fetch it", async () => {
    await installed("leanprover--lean4---v4.10.0");
    await put("project/lean-toolchain", "leanprover/lean4:v4.9.0\n");
    await put("elan/bin/lean");
    assert.deepEqual(await lean({ PATH: at("elan/bin") }), {
      kind: "toolchainMissing",
      toolchain: "leanprover/lean4:v4.9.0",
    });
  });

  test("elan's default, whose newest version counts", async () => {
    await put(
      "elan/settings.toml",
      'version = "12"\ndefault_toolchain = "leanprover/lean4:stable"\n',
    );
    await installed("leanprover--lean4---v4.9.0");
    await installed("leanprover--lean4---v4.10.0");
    await installed("leanprover--lean4---v4.11.0-rc1");
    assert.equal(await lean(), "elan/toolchains/leanprover--lean4---v4.10.0/bin/lean");
  });

  test("the PATH, but no program of elan there", async () => {
    await put("a/lean");
    await put("a/elan");
    await put("b/lean");
    assert.equal(await lean({ PATH: `${at("a")}:${at("b")}` }), "b/lean");
  });

  test("the setting comes first, as a path or a name", async () => {
    await put("a/lean");
    await put("b/lean4");
    assert.equal(await lean({ PATH: at("a") }, at("b/lean4")), "b/lean4");
    assert.equal(await lean({ PATH: at("b") }, "lean4"), "b/lean4");
  });

  suite("in a project of Lake", () => {
    const program = async (): Promise<unknown> => {
      const env = { ELAN_HOME: at("elan"), PATH: at("a") };
      const found = await serverProgram({ folder: at("project"), setting: "", env }, ["-Da=1"]);
      return "kind" in found ? found : [path.relative(root, found.command), ...found.args];
    };

    beforeEach(async () => {
      await put("a/lean");
      await put("a/lake");
    });

    test("its folder is found from a file", async () => {
      assert.equal(projectFolder(at("project/A/B.lean")), at("project/A"));
      await put("project/lakefile.toml");
      assert.equal(projectFolder(at("project/A/B.lean")), at("project"));
    });

    test("lake serves it, and lean what is none", async () => {
      assert.deepEqual(await program(), ["a/lean", "--server", "-Da=1"]);
      await put("project/lakefile.toml", 'name = "a"\n');
      assert.deepEqual(await program(), ["a/lake", "serve", "--", "-Da=1"]);
    });

    test("not while Lake would fetch a dependency", async () => {
      await put("project/lakefile.toml", '[[require]]\nname = "b"\n');
      assert.deepEqual(await program(), {
        kind: "notBuilt",
        detail: "its dependencies have never been fetched",
      });
      await put(
        "project/lake-manifest.json",
        JSON.stringify({ packages: [{ name: "b", type: "git" }] }),
      );
      assert.deepEqual(await program(), {
        kind: "notBuilt",
        detail: "its dependency b is not there",
      });
      await put("project/.lake/packages/b/lakefile.toml");
      assert.deepEqual(await program(), ["a/lake", "serve", "--", "-Da=1"]);
    });
  });
});
