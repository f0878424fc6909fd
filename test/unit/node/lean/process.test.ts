import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { LeanConnection } from "../../../../src/core/lean.ts";
import { startLean, type LeanProcess } from "../../../../src/node/lean/process.ts";

/** A program that answers `initialize` and then does as it is told. */
const start = (then: string): ReturnType<typeof startLean> =>
  startLean({
    command: process.execPath,
    args: [
      "-e",
      `const send = (message) => {
         const text = JSON.stringify({ jsonrpc: "2.0", ...message });
         process.stdout.write("Content-Length: " + Buffer.byteLength(text) + "\\r\\n\\r\\n" + text);
       };
       let asked = 0;
       process.stdin.on("data", (data) => {
         for (const [, id] of data.toString().matchAll(/"id":(\\d+)/g)) {
           asked += 1;
           if (asked === 1) send({ id: +id, result: {} });
           else { ${then} }
         }
       });`,
    ],
    cwd: process.cwd(),
  });

async function connected(then: string): Promise<LeanProcess> {
  const lean = await start(then);
  if (lean.kind !== "connected") throw new Error(JSON.stringify(lean));
  return lean;
}

const forever = new AbortController().signal;
const ask = (connection: LeanConnection, signal = forever): Promise<unknown> =>
  connection.request("$/lean/plainGoal", {}, signal);

suite("a Lean process that does not behave", () => {
  test("is not there, or ends before it has answered", async () => {
    const missing = await startLean({ command: "/nowhere/lean", args: [], cwd: process.cwd() });
    assert.equal(missing.kind, "leanBroken");
    const broken = await startLean({
      command: process.execPath,
      args: ["-e", "console.error('no libc'); process.exit(1)"],
      cwd: process.cwd(),
    });
    assert.deepEqual(broken, { kind: "leanBroken", detail: "no libc" });
  });

  test("half a message", async () => {
    const { connection, end } = await connected(
      `process.stdout.write('Content-Length: 100\\r\\n\\r\\n{"jsonrpc":', () => process.exit(0));`,
    );
    let closed = 0;
    connection.onClosed(() => (closed += 1));
    assert.deepEqual(await ask(connection), { kind: "closed" });
    assert.deepEqual(await ask(connection), { kind: "closed" });
    assert.equal(closed, 1);
    end();
  });

  test("no message at all", async () => {
    const { connection, end } = await connected(
      "process.stdout.write('Content-Length: x\\r\\n\\r\\nwhat\\n');",
    );
    assert.deepEqual(await ask(connection), { kind: "closed" });
    end();
  });

  test("an error, and answers in another order", async () => {
    const { connection, end } = await connected(
      `if (asked === 2) globalThis.first = +id;
       else {
         send({ id: +id, error: { code: -32801, message: "changed" } });
         send({ id: globalThis.first, result: { goals: [] } });
       }`,
    );
    assert.deepEqual(await Promise.all([ask(connection), ask(connection)]), [
      { kind: "ok", value: { goals: [] } },
      { kind: "failed", code: -32801, message: "changed" },
    ]);
    end();
  });

  test("silence is ended by the signal, and by the end", async () => {
    const { connection, end } = await connected("");
    const enough = new AbortController();
    const first = ask(connection, enough.signal);
    enough.abort();
    assert.deepEqual(await first, { kind: "aborted" });
    const second = ask(connection);
    end();
    assert.deepEqual(await second, { kind: "closed" });
  });
});
