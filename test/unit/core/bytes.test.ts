import assert from "node:assert/strict";
import { test } from "node:test";
import { sizeInWords } from "../../../src/core/bytes.ts";

test("sizes in words", () => {
  const sizes = [0, 1, 5_640_000, 9_990_000, 61_000_000, 4_080_000_000, 20_300_000_000];
  assert.deepEqual(sizes.map(sizeInWords), [
    ...["0.1 MB", "0.1 MB", "5.6 MB", "10.0 MB", "61 MB", "4.1 GB", "20.3 GB"],
  ]);
});
