import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, suite, test } from "node:test";
import { run, type Run } from "../../../src/cli/run.ts";
import { startScriptedServer, type ScriptedServer } from "../../support/scriptedServer.ts";

const main = String.raw`\documentclass{article}
\input{setting}
\begin{document}
Let $n$ be odd. Then $\sq{n} = k$.
\end{document}
`;

suite("llemma explain", () => {
  let folder = "";
  let server: ScriptedServer;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "llemma-cli-"));
    await writeFile(join(folder, "main.tex"), main);
    await writeFile(join(folder, "setting.tex"), "\\newcommand{\\sq}[1]{#1^2}\n");
    await writeFile(join(folder, "data.tex"), "$a = b$\0\0");
    await writeFile(join(folder, "large.tex"), `$a = b$\n${"words\n".repeat(850_000)}`);
    await writeFile(join(folder, "swap.lean"), "theorem a : a = b\n");
    server = await startScriptedServer({
      models: [{ name: "llemma:7b" }],
      script: ({ prompt }) => (prompt === "" ? undefined : [" It is", " a square."]),
    });
  });
  after(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  function explain(file: string, at: string, ...rest: readonly string[]): Promise<Run> {
    const args = ["explain", join(folder, file), "--at", at, "--server", server.url, ...rest];
    return run(args, {});
  }

  test("as JSON: symbols with their definitions, and apart what the model wrote", async () => {
    const { code, out } = await explain("main.tex", "4:25", "--json");
    const home = pathToFileURL(folder).href;
    assert.deepEqual(JSON.parse(out), {
      equation: String.raw`\sq{n} = k`,
      at: `${home}/main.tex#L4,22`,
      symbols: [
        {
          symbol: String.raw`\sq`,
          kind: "none",
          definition: null,
          at: null,
          label: null,
          macro: String.raw`\newcommand{\sq}[1]{#1^2}`,
        },
        {
          symbol: "n",
          kind: "defined",
          definition: "Let $n$ be odd.",
          at: `${home}/main.tex#L4,5`,
          label: null,
          macro: null,
        },
        { symbol: "k", kind: "none", definition: null, at: null, label: null, macro: null },
      ],
      previous: null,
      unchecked: "It is a square.",
      model: "llemma:7b",
      ending: "complete",
    });
    assert.equal(code, 0);
  });

  test("a report for people", async () => {
    const { code, out } = await explain("main.tex", "4:25");
    assert.equal(code, 0);
    assert.match(
      out,
      /## From the document\n\n- `\\sq`: macro .*\(\[setting\.tex, line 1\]\[2\]\)/,
    );
    assert.match(out, /## Llemma, unchecked\n\n> It is a square\.\n/);
  });

  test("where there is nothing to explain, a sentence says why", async () => {
    for (const [file, at, words] of [
      ["main.tex", "4:2", /no equation at the cursor/],
      ["main.tex", "2:3", /no equation at the cursor/],
      ["data.tex", "1:3", /this file is no text/],
      ["large.tex", "1:3", /too large: it has 5\.1 million characters/],
      ["swap.lean", "1:15", /in LaTeX and Markdown\. In Lean/],
    ] as const) {
      const { code, out, err } = await explain(file, at);
      assert.deepEqual([code, out], [1, ""], file);
      assert.match(err, words);
      assert.equal((await explain(file, at, "--json")).out, "null\n");
    }
  });

  test("what the document says is told even without a server", async () => {
    const { code, out, err } = await explain("main.tex", "4:25", "--server", "http://127.0.0.1:1");
    assert.equal(code, 1);
    assert.match(out, /- `n`: “Let \$n\$ be odd\.”/);
    assert.match(err, /127\.0\.0\.1:1/);
  });
});
