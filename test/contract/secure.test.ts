import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import { repository } from "../../scripts/provide/cache.ts";
import { runToEnd } from "../../scripts/provide/children.ts";
import { makeCertificates, type Certificates } from "../support/certificates.ts";
import { startScriptedVllm, type ScriptedVllm } from "../support/scriptedVllm.ts";
import { connect } from "./model.contract.ts";

suite("a server behind TLS whose authority is a group's own", { timeout: 60_000 }, () => {
  let tls: Certificates;
  let vllm: ScriptedVllm;
  before(async () => {
    tls = await makeCertificates();
    vllm = await startScriptedVllm({ tls });
  });
  after(async () => {
    await vllm.close();
    await tls.remove();
  });

  test("is told to be untrusted where the system does not know it, and gets nothing", async () => {
    for (const kind of ["openai", "ollama", "auto"] as const) {
      const listed = await connect(vllm.url, kind).installed();
      assert.equal(listed.kind, "certificate");
      assert.match(listed.detail, /certificate/);
    }
    assert.deepEqual(vllm.requests, []);
  });

  test("is used where the system knows it", async () => {
    // The system's certificates are read once in a process, so this takes one of its own.
    const program = `
      const { connect } = await import("./test/contract/model.contract.ts");
      const listed = await connect(process.argv[1], "auto").installed();
      console.log(JSON.stringify(listed));`;
    const out = await runToEnd(
      process.execPath,
      ["--use-system-ca", "--input-type=module", "-e", program, vllm.url],
      { cwd: repository, env: { SSL_CERT_FILE: tls.authority } },
    );
    assert.match(out, /"kind":"ok".*llemma_7b/);
  });
});
