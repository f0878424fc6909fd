import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { createPool, type Tally } from "../../../../src/core/solve/cluster.ts";
import { Random } from "../../../support/random.ts";

function pool(answers: readonly (string | undefined)[]): Tally {
  const made = createPool();
  for (const answer of answers) made.add(answer);
  return made.tally();
}

function votes(answers: readonly (string | undefined)[]): readonly (readonly [string, number])[] {
  return pool(answers).clusters.map(({ answer, samples }) => [answer, samples.length] as const);
}

void suite("pooling answers", () => {
  test("spellings of one answer are one cluster, in the spelling that came first", () => {
    assert.deepEqual(votes(["3", "1/2", "0.5", "\\frac12", "$\\frac{1}{2}$"]), [
      ["1/2", 4],
      ["3", 1],
    ]);
  });

  test("abstentions are counted apart, and may be all there is", () => {
    assert.deepEqual(pool([undefined, "7", undefined]).abstentions, [0, 2]);
    assert.deepEqual(pool([undefined]), { clusters: [], abstentions: [0] });
  });

  test("of equally many votes the earlier is first", () => {
    assert.deepEqual(votes(["2", "1", "1", "2"]), [
      ["2", 2],
      ["1", 2],
    ]);
  });

  test("a bare 5 joins the larger of 5 cm and 5 m, and never merges them", () => {
    const five = ["5", "5\\text{ cm}", "5\\text{ m}", "5.0", "5\\text{ meters}"];
    assert.deepEqual(votes(five), [
      ["5", 4],
      ["5\\text{ cm}", 1],
    ]);
    assert.deepEqual(votes([...five, "5\\,\\mathrm{cm}", "5 cm"]), [
      ["5", 5],
      ["5\\text{ m}", 2],
    ]);
  });

  test("a bare 5 joins x = 5 or y = 5, not both", () => {
    assert.deepEqual(votes(["x=5", "y=5", "y=5", "5"]), [
      ["y=5", 3],
      ["x=5", 1],
    ]);
  });

  test("it says why an answer was pooled", () => {
    const [cluster] = pool(["0.5", "\\frac12", "50\\%", "0.5"]).clusters;
    assert.deepEqual(cluster, {
      answer: "0.5",
      samples: [0, 1, 2, 3],
      members: [
        { answer: "0.5", samples: [0, 3], reason: "" },
        { answer: "\\frac12", samples: [1], reason: "the same number, exactly (0.5)" },
        { answer: "50\\%", samples: [2], reason: "the same number, exactly (0.5)" },
      ],
    });
  });

  test("what cannot be read is pooled by its text", () => {
    assert.deepEqual(votes(["\\foo{1}", "\\foo{ 1 }", "\\foo{2}"]), [
      ["\\foo{1}", 2],
      ["\\foo{2}", 1],
    ]);
  });

  test("every sample is in one place, whatever the order", () => {
    const random = new Random(5);
    const kinds = [
      "5",
      "5.0",
      "x=5",
      "y=5",
      "5 cm",
      "5\\text{ m}",
      "(1,2)",
      "1<x<2",
      "1<y<2",
      "[1,2]",
      "\\pm1",
      "none",
    ];
    for (let round = 0; round < 200; round += 1) {
      const answers = Array.from({ length: 1 + random.below(30) }, () => random.pick(kinds)).map(
        (answer) => (answer === "none" ? undefined : answer),
      );
      const { clusters, abstentions } = pool(answers);
      const placed = [...clusters.flatMap(({ samples }) => samples), ...abstentions];
      assert.deepEqual(
        placed.toSorted((a, b) => a - b),
        [...answers.keys()],
      );
      const sizes = clusters.map(({ samples }) => samples.length);
      assert.deepEqual(
        sizes,
        sizes.toSorted((a, b) => b - a),
      );
    }
  });

  test("256 different answers end with 256 clusters", () => {
    const answers = Array.from({ length: 256 }, (_, index) => `(x+${index})^2`);
    assert.equal(pool(answers).clusters.length, 256);
  });
});
