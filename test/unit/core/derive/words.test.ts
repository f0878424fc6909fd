import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { checkDerivation } from "../../../../src/core/derive/checkDerivation.ts";
import { stepInWords, summaryOf } from "../../../../src/core/derive/words.ts";

function steps(tex: string) {
  return checkDerivation({ tex, at: 0, context: "", macros: new Map() });
}

suite("steps in words", () => {
  test("no verdict claims a proof", () => {
    const [holds, refuted, untested] = steps(String.raw`2(x +
      1) = 2x + 2 = 2x \approx y`).map(stepInWords);
    assert.equal(holds, "holds on 20 samples; not a proof: 2(x + 1) = 2x + 2");
    assert.match(refuted ?? "", /^false at x = -?[\d/]+: 2x \+ 2 = 2x$/);
    assert.equal(untested, String.raw`not tested, this is an approximation: 2x \approx y`);
  });

  test("without letters there is no point to name", () => {
    assert.deepEqual(steps("2 + 2 = 4 = 5").map(stepInWords), [
      "holds on 1 sample; not a proof: 2 + 2 = 4",
      "false: 4 = 5",
    ]);
  });

  test("a summary counts", () => {
    assert.equal(
      summaryOf(steps(String.raw`x + x = 2x = x \cdot 2 \approx y`)),
      "2 steps hold on samples, 0 refuted, 1 untested",
    );
  });
});
