import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { isTooOld, oldestOllama } from "../../../../src/core/setup/version.ts";

suite("isTooOld", () => {
  test("compares part by part, as numbers", () => {
    for (const old of ["0.12.10", "v0.9.99", "0.5.7-rc1", "0.1.48"]) assert.ok(isTooOld(old), old);
    for (const fine of [oldestOllama, "0.13.0", "0.100.2", "1.0.0", "0.12.11-rc0"])
      assert.ok(!isTooOld(fine), fine);
  });

  test("somebody's own build is taken as it is", () => {
    for (const own of ["0.0.0", "", "main", "0.12"]) assert.ok(!isTooOld(own), own);
  });
});
