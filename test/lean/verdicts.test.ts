import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { after, before, suite, test } from "node:test";
import type { LeanMessage } from "../../scripts/provide/leanMessage.ts";
import { provideLeanWasm } from "../../scripts/provide/leanWasm.ts";
import { checkInsertions } from "../../src/core/check/checkInsertions.ts";
import { placeAt } from "../../src/core/check/place.ts";
import type { Checked, Verdict } from "../../src/core/lean.ts";
import { run } from "../../src/cli/run.ts";
import { atCursor } from "../support/cursor.ts";
import { elaborate, LeanBatch } from "../support/leanBatch.ts";
import { leanProgram, noLean, RealChecker } from "../support/leanChecker.ts";
import {
  attempts,
  existing,
  inSmall,
  lookAlikes,
  withLean,
  withoutLean,
  written,
} from "./cases/attempts.ts";
import type { Case, Expected } from "./cases/case.ts";
import { endings } from "./cases/endings.ts";
import { holes, late } from "./cases/holes.ts";
import { steps } from "./cases/steps.ts";
import { whole } from "./cases/whole.ts";

const native: readonly Case[] = [...steps, ...endings, ...holes, ...lookAlikes, attempts];

/** Verdicts that have a tick or look like it, best first; all others are equally bad. */
const good: readonly Verdict[] = ["closesAll", "closesGoal", "progress", "noChange"];

interface Row {
  readonly expected: Expected;
  readonly given: Verdict;
}
const rows: Row[] = [];

type Given = Pick<Checked, "verdict" | "goals" | "message" | "text">;

/** Compares all of a group and remembers it for the count at the end. */
function compare({ candidates }: Case, given: readonly Given[]): void {
  assert.equal(given.length, candidates.length);
  const differences = candidates.flatMap((expected, index) => {
    const checked = given[index];
    assert.ok(checked);
    rows.push({ expected, given: checked.verdict });
    return fits(expected, checked) ? [] : [{ expected, checked }];
  });
  assert.deepEqual(differences, []);
}

function fits({ verdict, left, says, text }: Expected, checked: Given): boolean {
  const targets = checked.goals.map((goal) => goal.split("⊢ ")[1]?.replaceAll(/\s+/g, " ").trim());
  return (
    checked.verdict === verdict &&
    (left === undefined || JSON.stringify(targets) === JSON.stringify(left)) &&
    (says === undefined || says.test(checked.message ?? "")) &&
    (text === undefined || text === checked.text)
  );
}

suite("verdicts of the native Lean", { skip: noLean }, () => {
  let real: RealChecker;
  before(async () => {
    real = await RealChecker.start({ times: { checking: 20_000 } });
  });
  after(async () => {
    await real.end();
  });

  for (const group of native) {
    test(group.what, async () => {
      compare(group, await real.check(group.text, textsOf(group)));
    });
  }

  for (const group of late) {
    test(group.what, async () => {
      const short = await RealChecker.start({ times: { checking: 3_000 } });
      try {
        compare(group, await short.check(group.text, textsOf(group)));
      } finally {
        await short.end();
      }
    });
  }

  test("the command line says the same", async () => {
    const file = path.join(real.folder, "cli.lean");
    for (const group of native) {
      const { document, offset } = atCursor(group.text);
      await writeFile(file, document);
      const before = document.slice(0, offset).split("\n");
      const at = `${before.length}:${(before.at(-1) ?? "").length + 1}`;
      const input = textsOf(group).map((text) => JSON.stringify(text));
      const args = ["check", file, "--at", at, "--lean", leanProgram, "--json"];
      const { code, out, err } = await run(args, process.env, {
        lines: Readable.from(input),
        print: () => undefined,
      });
      assert.equal(code, 0, err);
      const given = out
        .trim()
        .split("\n")
        .map((line) => asGiven(JSON.parse(line)));
      assert.deepEqual(
        group.candidates.filter((expected, index) => !fits(expected, given[index] ?? unanswered)),
        [],
        group.what,
      );
    }
  });
});

suite("verdicts of the Lean in WebAssembly", () => {
  test("with the whole core library", async () => {
    const batch = new LeanBatch(await provideLeanWasm());
    const checks = whole.map(async (group) => {
      const { document, offset } = atCursor(group.text);
      const place = placeAt(document, offset);
      assert.ok(place);
      const reply = await checkInsertions(place, textsOf(group), batch.ask(place));
      assert.equal(reply.kind, "done");
      return reply.value.map(({ insertion, judged }) => ({ ...judged, text: insertion }));
    });
    const given = await batch.settle(Promise.all(checks));
    assert.equal(batch.runs, 1);
    for (const [index, group] of whole.entries()) compare(group, given[index] ?? []);
  });
});

suite("what a Lean without the filter does with attempts to run code", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "llemma-attempts-"));
  });
  after(async () => {
    await rm(folder, { recursive: true });
  });

  for (const attempt of inSmall) {
    test(`native: ${JSON.stringify(attempt.candidate)}`, { skip: noLean }, async () => {
      const file = path.join(folder, "a.lean");
      await writeFile(file, attempts.text.replace("█", attempt.candidate));
      const { stdout } = spawnSync(leanProgram, ["--json", file], { encoding: "utf8" });
      const said = stdout
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as LeanMessage).data);
      assert.match(said.join("\n"), attempt.effect ?? /never/);
    });
  }

  for (const [title, header, list] of [
    ["with import Lean", "import Lean\n", withLean],
    ["without imports", "", withoutLean],
  ] as const) {
    test(`in WebAssembly, ${title}`, async () => {
      const secret = path.join(folder, "secret");
      await writeFile(secret, "secret");
      const texts = list.map(({ candidate }, index) =>
        [`namespace Case${index}`, attempts.text.replace("█", candidate), `end Case${index}`, ""]
          .join("\n")
          .replaceAll(existing, secret)
          .replaceAll(written, path.join(folder, title + String(index))),
      );
      const messages = await elaborate(await provideLeanWasm(), header + texts.join(""));
      let line = header === "" ? 1 : 2;
      for (const [index, { candidate, effect }] of list.entries()) {
        const next = line + (texts[index] ?? "").split("\n").length - 1;
        const own = messages.filter(({ pos }) => pos.line >= line && pos.line < next);
        const said = own.map(({ data }) => data).join("\n");
        if (effect === undefined) assert.ok(existsSync(path.join(folder, title + String(index))));
        else assert.match(said, effect, candidate);
        line = next;
      }
    });
  }
});

suite("without Lean", () => {
  test("nothing is checked, and the reason is said", async () => {
    const none = await RealChecker.start({
      connect: () => Promise.resolve({ kind: "leanMissing" }),
    });
    try {
      assert.deepEqual(await none.reply("theorem t : True := by\n  █\n", ["trivial", "foo"]), {
        kind: "leanMissing",
      });
    } finally {
      await none.end();
    }
  });
});

suite("all cases together", { skip: noLean }, () => {
  test("there are enough of each, and none is better than what Lean says", (t) => {
    const counts = new Map<Verdict, number>();
    for (const { expected } of rows) {
      counts.set(expected.verdict, (counts.get(expected.verdict) ?? 0) + 1);
    }
    t.diagnostic(`${rows.length} cases: ${JSON.stringify(Object.fromEntries(counts))}`);
    assert.ok(rows.length >= 150);
    for (const verdict of verdicts) assert.ok((counts.get(verdict) ?? 0) >= 8, verdict);
    assert.ok(attempts.candidates.length >= 40);
    assert.ok(lookAlikes.flatMap(textsOf).length >= 30);
    const exact = rows.filter(({ expected, given }) => expected.verdict === given);
    t.diagnostic(`exactly Lean's: ${exact.length} of ${rows.length}`);
    assert.ok(exact.length >= 0.97 * rows.length);
    const better = rows.filter(({ expected, given }) => rank(given) < rank(expected.verdict));
    assert.deepEqual(better, []);
  });
});

const verdicts: readonly Verdict[] = [
  ...good,
  ...(["error", "sorry", "axiom", "timeout", "refused"] as const),
];

function rank(verdict: Verdict): number {
  const place = good.indexOf(verdict);
  return place < 0 ? good.length : place;
}

function textsOf({ candidates }: Case): readonly string[] {
  return candidates.map(({ candidate }) => candidate);
}

const unanswered: Given = { verdict: "unchecked", goals: [], message: undefined, text: "" };

function asGiven(value: unknown): Given {
  return { ...unanswered, ...(value as Given) };
}
