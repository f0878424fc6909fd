import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { after, before, beforeEach, suite, test } from "node:test";
import { run, type Run } from "../../../src/cli/run.ts";
import { startScriptedServer, type ScriptedServer } from "../../support/scriptedServer.ts";

import { startScriptedVllm } from "../../support/scriptedVllm.ts";

const lean = "theorem swap (h : p ∧ q) : q ∧ p := by\n  \n";
const tex = "\\begin{proof}\nLet $n$ be even.\n\\end{proof}\n% a comment\n";

suite("command line", () => {
  let folder = "";
  let server: ScriptedServer;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "llemma-cli-"));
    await writeFile(join(folder, "swap.lean"), lean);
    await writeFile(join(folder, "even.tex"), tex);
    await writeFile(join(folder, "notes.txt"), "hello");
    server = await startScriptedServer({
      models: [{ name: "llemma:7b" }],
      script: ({ prompt }) => (prompt === "" ? undefined : ["  exact ", "⟨h.2, ", "h.1⟩", "\n\n"]),
    });
  });

  after(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  function llemma(args: readonly string[], env: Record<string, string> = {}): Promise<Run> {
    const [verb, file, ...rest] = args;
    const path = file === undefined ? [] : [file.startsWith("-") ? file : join(folder, file)];
    const all = [...(verb === undefined ? [] : [verb]), ...path, ...rest];
    return run(all, { OLLAMA_HOST: server.url, ...env });
  }

  test("the program itself prints and exits", async () => {
    const main = join(import.meta.dirname, "../../../src/cli/main.ts");
    const child = spawn(process.execPath, [main, "complete", "swap.lean", "--at", "2:3"], {
      cwd: folder,
      env: { ...process.env, OLLAMA_HOST: server.url },
    });
    let out = "";
    child.stdout.on("data", (data: Buffer) => (out += data.toString()));
    const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
    assert.deepEqual([code, out], [0, "exact ⟨h.2, h.1⟩\n"]);
  });

  test("complete prints what would be inserted", async () => {
    const result = await llemma(["complete", "swap.lean", "--at", "2:3"]);
    assert.deepEqual(result, { code: 0, out: "exact ⟨h.2, h.1⟩\n", err: "" });
  });

  test("the same core answers through /v1/completions, with a key and of either kind", async () => {
    const pieces = ["  exact ", "⟨h.2, ", "h.1⟩", "\n\n"];
    const vllm = await startScriptedVllm({ apiKey: "token-abc123", answer: pieces });
    try {
      const env = { LLEMMA_API_KEY: "token-abc123" };
      const at = ["complete", "swap.lean", "--at", "2:3", "--server", vllm.url];
      for (const kind of [[], ["--kind", "openai"]]) {
        const result = await llemma([...at, ...kind], env);
        assert.deepEqual(result, { code: 0, out: "exact ⟨h.2, h.1⟩\n", err: "" });
      }
      const keyless = await llemma([...at, "--kind", "openai"]);
      assert.match(keyless.err, /refused the request \(401\)/);
      const wrong = await llemma([...at, "--kind", "vllm"]);
      assert.match(wrong.err, /--kind takes auto, ollama or openai/);
    } finally {
      await vllm.close();
    }
  });

  test("doctor prints a report without secrets, and its code says whether all works", async () => {
    const env = { LLEMMA_HEADERS: "Authorization: Bearer s3cr3t-t0ken" };
    const { code, out } = await llemma(["doctor", "--lean", "nowhere"], env);
    assert.equal(code, 1);
    assert.match(out, /^# Llemma: Check Set-up\n\nWhat does not work: 1\./);
    assert.match(out, /1 request header\): Ollama 0\.24\.0/);
    assert.match(out, /llemma:7b, by the setting auto, is in memory \(\d+ ms\)/);
    assert.match(out, /Problem:\*\* No Lean program was found/);
    assert.doesNotMatch(out, /s3cr3t/);
    const json = await llemma(["doctor", "--lean", "nowhere", "--json"]);
    const findings = JSON.parse(json.out) as { part: string; ok: boolean }[];
    assert.deepEqual(
      [...new Set(findings.map(({ part }) => part))],
      ["host", "server", "model", "Lean"],
    );
    assert.equal((await llemma(["doctor", "extra"])).code, 2);
  });

  test("complete as JSON tells where, from whom, and counts from 1", async () => {
    const result = await llemma(["complete", "swap.lean", "--at", "2:3", "--json"]);
    assert.equal(result.code, 0);
    assert.deepEqual(JSON.parse(result.out), {
      suggestion: { text: "exact ⟨h.2, h.1⟩", from: "2:3", to: "2:3" },
      server: server.url,
      model: "llemma:7b",
    });
  });

  test("nothing to suggest is exit code 1, with the reason on stderr", async () => {
    const result = await llemma(["complete", "even.tex", "--at", "4:5"]);
    assert.equal(result.code, 1);
    assert.equal(result.out, "");
    assert.match(result.err, /comment/);
    const json = await llemma(["complete", "even.tex", "--at", "4:5", "--json"]);
    assert.equal(json.code, 1);
    assert.deepEqual(JSON.parse(json.out), { suggestion: null, reason: "comment" });
  });

  test("inspect prints the context and the exact prompt, and completes nothing", async () => {
    const before = server.completions().length;
    const result = await llemma(["inspect", "swap.lean", "--at", "2:3"]);
    assert.equal(result.code, 0);
    assert.match(result.out, /model: "llemma:7b"/);
    assert.ok(result.out.endsWith("\n\ntheorem swap (h : p ∧ q) : q ∧ p := by\n\n"), result.out);
    const json = await llemma(["inspect", "swap.lean", "--at", "2:3", "--json"]);
    const found = JSON.parse(json.out) as Record<string, unknown>;
    assert.equal(found["prompt"], "theorem swap (h : p ∧ q) : q ∧ p := by\n");
    assert.equal(found["window"], 4096);
    assert.equal(found["temperature"], 0);
    assert.equal(server.completions().length, before);
  });

  test("without a Llemma, the way to one and to the demo model is told", async () => {
    const empty = await startScriptedServer({ models: [{ name: "mistral:7b" }] });
    const args = ["complete", "swap.lean", "--at", "2:3", "--server", empty.url];
    const { code, err } = await llemma(args);
    await empty.close();
    assert.equal(code, 2);
    assert.match(err, /ollama pull/);
    const [, modelfile = ""] = /ollama create llemma-demo -f (.*)$/m.exec(err) ?? [];
    assert.match(await readFile(modelfile, "utf8"), /^FROM .*gguf$/m);
  });

  test("what comes from the demo model is said to", async () => {
    const demo = await startScriptedServer({
      models: [{ name: "llemma-demo:latest" }],
      script: ({ prompt }) => (prompt === "" ? undefined : ["  exact h", "\n\n"]),
    });
    for (const verb of ["complete", "inspect"]) {
      const args = [verb, "swap.lean", "--at", "2:3", "--json", "--server", demo.url];
      const { code, out, err } = await llemma(args);
      assert.equal(code, 0);
      assert.match(out, /"model": "llemma-demo:latest"/);
      assert.match(err, /llemma-demo:latest \(demo model\).*no help with mathematics/);
    }
    await demo.close();
  });

  test("inspect tells what a place in LaTeX stands in, whether or not there is a server", async () => {
    await writeFile(join(folder, "macros.tex"), "\\newcommand{\\R}{\\mathbb{R}}\n");
    const lines = [
      "\\documentclass{article}",
      "\\input{macros}",
      "\\begin{document}",
      "\\begin{theorem}\\label{t}Let $x$.\\end{theorem}",
      "\\begin{proof} So $x % ",
    ];
    await writeFile(join(folder, "paper.tex"), lines.join("\n"));
    const inspect = async (at: string) => {
      const args = ["inspect", "paper.tex", "--at", at, "--json", "--server", "http://127.0.0.1:1"];
      const { code, out } = await llemma(args);
      assert.equal(code, 0);
      const found = JSON.parse(out) as Record<string, unknown>;
      const { environments, mode, statement, labels, macros } = found;
      return { environments, mode, statement, labels, macros };
    };
    const common = { labels: ["t"], macros: ["\\R"], statement: "\\label{t}Let $x$." };
    const environments = ["document", "proof"];
    assert.deepEqual(await inspect("5:21"), { environments, mode: "inlineMath", ...common });
    assert.deepEqual(await inspect("5:23"), { environments, mode: "comment", ...common });
    assert.deepEqual(await inspect("1:1"), {
      environments: [],
      mode: "preamble",
      labels: ["t"],
      macros: [],
      statement: null,
    });
  });

  test("continue prints steps, headed as unchecked, with what numbers refute", async () => {
    const own = await startScriptedServer({
      models: [{ name: "llemma:7b" }],
      script: ({ prompt }) =>
        prompt === "" ? undefined : [" So $x + x = 2x = 3x$.", " Done.", "\n\\end{proof}\n"],
    });
    const args = ["continue", "even.tex", "--at", "2:17", "--server", own.url];
    const { code, out, err } = await llemma(args);
    assert.deepEqual([code, err], [0, ""]);
    assert.match(out, /^# Llemma, unchecked\n\n2 steps/);
    assert.match(out, /## Step 1, refuted by numbers\n\n- false at x = /);
    const json = JSON.parse((await llemma([...args, "--json"])).out) as Record<string, unknown>;
    const [first, second] = json["steps"] as readonly Record<string, unknown>[];
    assert.deepEqual([json["unchecked"], json["ending"]], [true, "proofEnd"]);
    assert.deepEqual([first?.["state"], second?.["state"]], ["refuted", "unchecked"]);
    assert.equal(second?.["text"], " Done.");
    const lean = await llemma(["continue", "swap.lean", "--at", "2:3", "--server", own.url]);
    assert.deepEqual([lean.code, lean.out], [1, ""]);
    assert.match(lean.err, /Suggest Tactics/);
    const absent = await llemma([...args.slice(0, 4), "--server", "http://127.0.0.1:1"]);
    assert.equal(absent.code, 2);
    assert.match(absent.err, /No Ollama server answers/);
    await own.close();
  });

  for (const verb of ["inspect", "check-derivation", "continue"]) {
    test(`${verb}: a large or binary file, and a place without an equation, are told`, async () => {
      await writeFile(join(folder, "large.tex"), "% $x$ words\n".repeat(420_000));
      await writeFile(join(folder, "binary.tex"), Uint8Array.from([0x24, 0, 0xff, 0xfe, 1]));
      await writeFile(join(folder, "milk.tex"), "Milk and bread.\n");
      const told = async (file: string, at = "1:1"): Promise<Run> =>
        await llemma([verb, file, "--at", at, "--server", "http://127.0.0.1:1"]);
      const large = await told("large.tex");
      assert.deepEqual([large.code, large.out], [2, ""]);
      assert.match(large.err, /large\.tex: The file is too large: it has 5\.0 million characters/);
      const binary = await told("binary.tex");
      assert.deepEqual([binary.code, binary.out], [2, ""]);
      assert.match(binary.err, /binary\.tex: The file is not text\./);
      const none = await told("milk.tex", "1:16");
      // A place of mere words is something to inspect.
      if (verb === "inspect") assert.match(none.out, /^place: "text"/);
      else assert.deepEqual([none.code, none.out], [1, ""]);
      const words = verb === "continue" ? /no proof or derivation/ : /no equation/;
      if (verb !== "inspect") assert.match(none.err, words);
    });
  }

  test("a document's other files count for what is sent", async () => {
    await writeFile(join(folder, "norms.tex"), "\\newcommand{\\norm}[1]{\\|#1\\|}\n");
    await writeFile(
      join(folder, "book.tex"),
      "\\input{norms}\\begin{document}\\input{part}\\end{document}",
    );
    await writeFile(join(folder, "part.tex"), "Let $\\norm{x} = 1$.\n\nThen $x$ \n");
    for (const args of [
      ["inspect", "part.tex", "--at", "3:10"],
      ["complete", "part.tex", "--at", "3:10"],
    ]) {
      const before = server.completions().length;
      const { out } = await llemma([...args, "--json"]);
      const sent = server.completions().slice(before).at(-1)?.prompt ?? out;
      assert.ok(sent.includes("newcommand{"), `${args[0] ?? ""}: ${sent}`);
      assert.ok(sent.includes("norm}[1]{"), sent);
    }
  });

  test("--server goes before OLLAMA_HOST, and LLEMMA_HEADERS are sent", async () => {
    const result = await llemma(["complete", "swap.lean", "--at", "2:3", "--server", server.url], {
      OLLAMA_HOST: "127.0.0.1:1",
      LLEMMA_HEADERS: "X-Token: secret\nX-Other: 2",
    });
    assert.equal(result.code, 0, result.err);
    assert.equal(server.completions().at(-1)?.headers["x-token"], "secret");
  });

  for (const [what, args, words, env] of [
    ["no command", [], /what shall I do/, {}],
    ["an unknown command", ["prove", "swap.lean"], /no command prove/, {}],
    ["an unknown option", ["complete", "swap.lean", "--frob"], /--frob/, {}],
    ["no place", ["complete", "swap.lean"], /--at LINE:COLUMN/, {}],
    ["line 0", ["complete", "swap.lean", "--at", "0:1"], /from 1/, {}],
    ["a place outside", ["complete", "swap.lean", "--at", "2:99"], /nearest is 2:3/, {}],
    ["no such file", ["complete", "none.lean", "--at", "1:1"], /cannot be read/, {}],
    [
      "another kind of file",
      ["complete", "notes.txt", "--at", "1:1"],
      /no Lean, LaTeX or Markdown/,
      {},
    ],
    [
      "no server",
      ["complete", "swap.lean", "--at", "2:3", "--server", "http://127.0.0.1:1"],
      /No Ollama server answers/,
      {},
    ],
    [
      "no address",
      ["complete", "swap.lean", "--at", "2:3", "--server", "nowhere at all"],
      /no http address/,
      {},
    ],
    [
      "no such model",
      ["complete", "swap.lean", "--at", "2:3", "--model", "llemma:99b"],
      /llemma:99b is not on the server/,
      {},
    ],
    [
      "bad headers",
      ["complete", "swap.lean", "--at", "2:3"],
      /LLEMMA_HEADERS/,
      { LLEMMA_HEADERS: "no colon" },
    ],
  ] as const) {
    test(`a failure is exit code 2 and a sentence on stderr: ${what}`, async () => {
      const result = await llemma(args, env);
      assert.equal(result.code, 2, result.err);
      assert.equal(result.out, "");
      assert.match(result.err, words);
      assert.doesNotMatch(result.err, /This is a bug|at .*\.ts:/);
    });
  }

  async function compare(lines: readonly string[]): Promise<Run> {
    let out = "";
    const input = Readable.from(lines);
    const result = await run(
      ["equal"],
      {},
      { lines: input, print: (line) => (out += `${line}\n`) },
    );
    return { ...result, out };
  }

  test("equal prints a verdict a line, in order", async () => {
    const pairs = [
      ["\\frac12", "0.5"],
      ["x", "y"],
      ["9^{9^{9^9}}", "1"],
      ["50\\%", "\\frac{1}{2}"],
    ].map(([a, b]) => JSON.stringify({ a, b }));
    assert.deepEqual(await compare([...pairs.slice(0, 2), "", ...pairs.slice(2)]), {
      code: 0,
      out: ["equal", "different", "unknown", "equal"].map((v) => `{"verdict":"${v}"}\n`).join(""),
      err: "",
    });
  });

  test("a line that equal cannot read is unknown, named on stderr, and exit code 2", async () => {
    const good = JSON.stringify({ a: "1", b: "1" });
    for (const bad of ["nonsense", "[]", "null", '{"a":"1"}', '{"a":1,"b":2}']) {
      const result = await compare([good, bad, good]);
      assert.equal(result.out, '{"verdict":"equal"}\n{"verdict":"unknown"}\n{"verdict":"equal"}\n');
      assert.deepEqual(
        [result.code, result.err],
        [2, 'llemma: line 2 is not {"a": "…", "b": "…"}.\n'],
      );
    }
  });

  test("the program itself compares line by line while its input is open", async () => {
    const main = join(import.meta.dirname, "../../../src/cli/main.ts");
    const child = spawn(process.execPath, [main, "equal"], { stdio: ["pipe", "pipe", "inherit"] });
    const answers = child.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    for (const [a, verdict] of [
      ["2", "equal"],
      ["3", "different"],
    ] as const) {
      child.stdin.write(`${JSON.stringify({ a, b: "\\sqrt{4}" })}\r\n`);
      const next = await answers.next();
      assert.equal(String(next.value), `{"verdict":"${verdict}"}\n`);
    }
    child.stdin.end();
    assert.equal(await new Promise((resolve) => child.on("close", resolve)), 0);
  });

  test("equal takes no arguments", async () => {
    const result = await run(["equal", "file"], {});
    assert.equal(result.code, 2);
    assert.match(result.err, /equal takes no arguments/);
  });

  test("--help is no failure", async () => {
    const result = await llemma(["--help"]);
    assert.equal(result.code, 0);
    assert.match(result.out, /^Usage:/);
  });

  suite("solve", () => {
    let asked: readonly Record<string, unknown>[] = [];
    let solver: ScriptedServer;
    before(async () => {
      solver = await startScriptedServer({
        models: [{ name: "llemma:7b" }],
        script: ({ prompt, options }) => {
          if (prompt === "") return undefined;
          asked = [...asked, options];
          if (prompt.includes("lost") && Number(options["seed"]) >= 5) {
            return { kind: "reset", after: ["Half"], headers: true };
          }
          if (prompt.includes("nothing")) return [" I do not know."];
          const answer = ["2", "2", "\\frac{4}{2}", "3", "5"][Number(options["seed"]) % 5] ?? "";
          return [
            " It is ",
            `$${answer}$.\nFinal Answer: The final answer is $${answer}$.`,
            " I hope",
            " it is correct.",
            "no",
          ];
        },
      });
    });
    after(() => solver.close());
    beforeEach(() => {
      asked = [];
    });

    function solve(...args: readonly string[]): Promise<Run> {
      return run(["solve", ...args], { OLLAMA_HOST: solver.url });
    }

    test("prints the votes and the winner as JSON, and a run can be repeated", async () => {
      const args = ["What is 1 + 1?", "--samples", "5", "--seed", "0", "--json"];
      const first = await solve(...args);
      assert.equal(first.code, 0, first.err);
      const printed = JSON.parse(first.out) as Record<string, unknown>;
      const { winner, ...rest } = printed;
      assert.deepEqual(rest, {
        tally: [{ answer: "2", votes: 3, answers: ["2", "\\frac{4}{2}"] }],
        samples: 3,
        abstentions: 0,
        saved: 2,
        majority: true,
        tied: false,
        ending: "settled",
        seed: 0,
        temperature: 0.6,
        topP: 0.95,
        frame: "math",
        model: "llemma:7b",
      });
      const { solution, ...counts } = winner as Record<string, unknown>;
      assert.deepEqual(counts, { answer: "2", votes: 3, share: 1 });
      assert.match(String(solution), /The final answer is .*I hope it is correct\.$/);
      assert.deepEqual(await solve(...args), first);
    });

    test("takes frame, temperature and seed, and one sample is greedy", async () => {
      await solve(
        "1?",
        "--samples",
        "2",
        "--frame",
        "choice",
        "--temperature",
        "0.9",
        "--seed",
        "40",
      );
      assert.deepEqual([asked[0]?.["temperature"], asked[0]?.["seed"]], [0.9, 40]);
      await solve("1?", "--samples", "1");
      assert.equal(asked.at(-1)?.["temperature"], 0);
    });

    test("prints a report for people", async () => {
      const { code, out } = await solve("What is 1 + 1?", "--seed", "0");
      assert.equal(code, 0);
      assert.match(out, /^# \d+ of \d+ samples agree, not verified: \$2\$/);
    });

    test("no answer is a result of its own", async () => {
      const { code, out } = await solve("nothing", "--samples", "2", "--json");
      const { winner, abstentions } = JSON.parse(out) as Record<string, unknown>;
      assert.deepEqual([code, winner, abstentions], [1, null, 2]);
    });

    test("a server that is lost is told beside what there is", async () => {
      const { code, out, err } = await solve("lost", "--seed", "3", "--json");
      const { samples, ending } = JSON.parse(out) as Record<string, unknown>;
      assert.deepEqual([code, samples, ending], [0, 2, "interrupted"]);
      assert.match(err, /broke off/);
      const none = await solve("lost", "--seed", "5");
      assert.deepEqual([none.code, none.out], [2, ""]);
    });

    test("refuses what it cannot do", async () => {
      for (const [args, words] of [
        [["1?", "--samples", "257"], /--samples takes a whole number from 1 to 256/],
        [["1?", "--samples", "x"], /--samples/],
        [["1?", "--temperature", "3"], /--temperature takes a number from 0 to 2/],
        [["1?", "--frame", "ocw"], /no frame ocw; the frames are math, gsm8k, choice/],
        [["  "], /no problem/],
        [["1?", "2?"], /one problem, in quotes/],
        [["Find $x$. ".repeat(900)], /too long/],
      ] as const) {
        const { code, err } = await solve(...args);
        assert.equal(code, 2);
        assert.match(err, words);
      }
      assert.equal(asked.length, 0);
    });
  });
});
