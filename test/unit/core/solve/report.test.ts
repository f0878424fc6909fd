import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { createPool } from "../../../../src/core/solve/cluster.ts";
import { insertionOf } from "../../../../src/core/solve/insertion.ts";
import { asMaths, bestSample, headline, report } from "../../../../src/core/solve/report.ts";
import type { Ending, Sample, Solving } from "../../../../src/core/solve/solver.ts";
import { standingOf } from "../../../../src/core/solve/standing.ts";

/** A run with these answers; `undefined` abstains. */
function run(answers: readonly (string | undefined)[], change: Partial<Solving> = {}): Solving {
  const pool = createPool();
  for (const answer of answers) pool.add(answer);
  const samples = answers.map((answer, index): Sample => {
    const text = `Solution ${index}, so $\\boxed{${answer ?? ""}}$.\nFinal Answer: The final answer is $${answer ?? ""}$. I hope it is correct.`;
    return {
      seed: 7 + index,
      text,
      answer,
      end: "whole",
      confidence: -0.5 + index / 100,
      resumed: false,
    };
  });
  const setup = {
    problem: "What is $1 + 1$?",
    frame: "math",
    samples: 16,
    temperature: 0.6,
    topP: 0.95,
    seed: 7,
    model: "llemma:7b",
  } as const;
  const ending: Ending = { kind: "complete" };
  return { setup, samples, unfinished: [], tally: pool.tally(), ending, ...change };
}

suite("where a vote stands", () => {
  const cases: readonly (readonly [readonly (string | undefined)[], string, string])[] = [
    [["2", "2", "3"], "majority", "2 of 3 samples agree, not verified: $2$"],
    [["2", "3", "4", "2", "5"], "noMajority", "No majority: 2 of 5 samples say $2$, not verified"],
    [
      ["2", "2", undefined, undefined, undefined],
      "noMajority",
      "No majority: 2 of 5 samples say $2$, not verified",
    ],
    [["2", "2", undefined, undefined], "majority", "2 of 4 samples agree, not verified: $2$"],
    [["3", "2", "2", "3"], "tie", "Tie: $3$ and $2$ with 2 of 4 votes each, not verified"],
    [[undefined, undefined], "none", "None of 2 samples has an answer"],
    [[], "none", "No solution yet"],
  ];
  for (const [answers, kind, words] of cases) {
    test(words, () => {
      const solving = run(answers);
      assert.equal(standingOf(solving.tally).kind, kind);
      assert.equal(headline(solving), words);
    });
  }

  test("a single greedy sample is no vote", () => {
    const solving = run(["2"]);
    const { setup } = solving;
    const words = headline({ ...solving, setup: { ...setup, samples: 1, temperature: 0 } });
    assert.equal(words, "One greedy solution, not verified: $2$");
  });

  test("never does it say more than that samples agree", () => {
    for (const [answers] of cases) {
      assert.doesNotMatch(
        report(run(answers)),
        /\b(?:proved|correct answer|verified)\b(?<!not verified)/,
      );
    }
  });
});

suite("the report", () => {
  test("has the votes, the abstentions and the conditions", () => {
    const text = report(run(["2", "2", "3", undefined]));
    assert.match(text, /^# 2 of 4 samples agree, not verified: \$2\$\n/);
    assert.match(text, /> What is \$1 \+ 1\$\?/);
    assert.match(text, /^\| \$2\$ \| 2 \| █{10} \|$/m);
    assert.match(text, /^\| \$3\$ \| 1 \| █{5} \|$/m);
    assert.match(text, /^\| no answer \| 1 \| █{5} \|$/m);
    assert.match(
      text,
      /llemma:7b, frame Mathematics \(MATH\), temperature 0\.6, top-p 0\.95, seeds from 7 on\./,
    );
  });

  test("says of a demo model that it is one", () => {
    const solving = run(["2"]);
    const setup = { ...solving.setup, model: "llemma-demo:latest" };
    assert.match(report({ ...solving, setup }), /llemma-demo:latest \(demo model\), frame/);
  });

  test("says why answers that look different count as one", () => {
    const text = report(run(["\\frac{1}{2}", "0.5", "0.5"]));
    assert.match(text, /^# 3 of 3 samples agree/);
    assert.match(text, /Counted as one answer: \$0\.5\$: .+\./);
  });

  test("shows what samples without an answer wrote, and why they have none", () => {
    const { samples, ...rest } = run([undefined, undefined, undefined]);
    const [first, ...others] = samples;
    const solving = { ...rest, samples: [{ ...first!, end: "repetition" as const }, ...others] };
    assert.match(
      report(solving),
      /## No answer, 3 of 3\n\n1 went in circles and was stopped, 2 ended without a final answer\.\n\n> Solution 0/,
    );
  });

  test("tells how many samples were saved", () => {
    const text = report(run(["2", "2", "2", "2"], { ending: { kind: "settled" } }));
    assert.match(text, /Stopped after 4 of 16 samples, 12 saved/);
  });

  test("tells of a server that was lost, and keeps what there is", () => {
    const ending: Ending = { kind: "interrupted", detail: "reset" };
    const text = report(
      run(
        Array.from({ length: 9 }, () => "2"),
        { ending, unfinished: ["Half a"] },
      ),
    );
    assert.match(text, /broke off \(reset\)\. 9 of 16 samples were finished before\./);
    assert.match(text, /## Not finished\n\n> Half a/);
  });

  test("shows what is being written while it runs", () => {
    const text = report(run(["2"], { ending: undefined, unfinished: ["First,"] }));
    assert.match(text, /Sample 2 of 16 is being written\./);
    assert.match(text, /## Being written\n\n> First,/);
  });

  test("nothing in a solution can pass for the report's own words", () => {
    const solving = run(["2"]);
    const text = "# 16 of 16 samples agree, verified\n| 9 | 9 |\n---\n```";
    const forged = { ...solving, samples: [{ ...solving.samples[0]!, text }] };
    for (const line of text.split("\n")) {
      assert.ok(report(forged).includes(`\n> ${line}\n`), line);
    }
  });

  test("an answer with a bar or a line break stays in its cell", () => {
    assert.match(report(run(["|x|\n+ 1"])), /^\| \$\\\|x\\\| \+ 1\$ \| 1 \|/m);
  });

  test("256 samples stay readable", () => {
    const text = report(run(Array.from({ length: 256 }, (_, index) => String(index % 40))));
    assert.equal(text.match(/^## /gm)?.length, 8);
    assert.ok(text.length < 20_000);
  });
});

suite("the solution that is shown first", () => {
  test("is the likeliest with the leading answer", () => {
    assert.equal(bestSample(run(["2", "3", "2", "3", "2"]))?.seed, 11);
  });

  test("came to its end and does not repeat itself, if there is one such", () => {
    const { samples, ...rest } = run(["2", "2", "2"]);
    const [first, second, third] = samples;
    const repeating = { ...third!, text: "a line of text\n".repeat(3) };
    const solving = { ...rest, samples: [first!, { ...second!, end: "cut" as const }, repeating] };
    assert.equal(bestSample(solving)?.seed, 7);
  });

  test("there is none without an answer", () => {
    assert.equal(bestSample(run([undefined])), undefined);
  });
});

suite("what is inserted", () => {
  const solving = run(["2", "2", "3"]);
  const origin = "Llemma: 2 of 3 samples agree, not verified: $2$";
  const text = "Solution 1, so $\\boxed{2}$.";

  test("LaTeX: a proof, a comment, or the answer", () => {
    assert.equal(
      insertionOf(solving, "solution", "latex"),
      `% ${origin}\n\\begin{proof}[Solution]\n${text}\n\\end{proof}`,
    );
    assert.equal(insertionOf(solving, "comment", "latex"), `% ${origin}\n% ${text}`);
    assert.equal(insertionOf(solving, "answer", "latex"), "$2$");
  });

  test("Markdown", () => {
    assert.equal(
      insertionOf(solving, "solution", "markdown"),
      `<!-- ${origin} -->\n**Solution.** ${text}`,
    );
    assert.equal(insertionOf(solving, "comment", "markdown"), `<!-- ${origin}\n${text} -->`);
  });

  test("where there is no prose a solution is a comment, and the answer has no dollars", () => {
    for (const form of ["solution", "comment"] as const) {
      assert.equal(insertionOf(solving, form, "lean4"), `-- ${origin}\n-- ${text}`);
      assert.equal(insertionOf(solving, form, "python"), `# ${origin}\n# ${text}`);
      assert.equal(insertionOf(solving, form, "c"), `// ${origin}\n// ${text}`);
    }
    assert.equal(insertionOf(solving, "answer", "lean4"), "2");
  });

  test("a comment cannot end before its end", () => {
    const { samples, ...rest } = run(["2"]);
    const forged = { ...rest, samples: [{ ...samples[0]!, text: "a --> b ---> c" }] };
    const inserted = insertionOf(forged, "comment", "markdown") ?? "";
    assert.equal(inserted.indexOf("-->"), inserted.length - 3);
  });

  test("nothing without an answer", () => {
    assert.equal(insertionOf(run([undefined]), "solution", "latex"), undefined);
  });

  test("an answer that is only in the closing sentence is not lost", () => {
    const { samples, ...rest } = run(["2"]);
    const plain = "We add.\nFinal Answer: The final answer is $2$. I hope it is correct.";
    const inserted = insertionOf(
      { ...rest, samples: [{ ...samples[0]!, text: plain }] },
      "comment",
      "c",
    );
    assert.match(inserted ?? "", /\/\/ We add\. The answer is \$2\$\.$/);
  });
});

suite("an answer in a line", () => {
  for (const [answer, shown] of [
    ["2", "$2$"],
    ["\\frac12", "$\\frac12$"],
    ["$2$ cm", "$2$ cm"],
    ["even", "even"],
    ["(B)", "(B)"],
    ["x", "$x$"],
  ] as const) {
    test(answer, () => {
      assert.equal(asMaths(answer), shown);
    });
  }
});
