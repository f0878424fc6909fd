import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { fitted } from "../../../src/core/insertion.ts";

suite("an insertion", () => {
  test("gets the spaces and line breaks that the text needs", () => {
    assert.equal(fitted("$2$", { before: "is", after: "" }, "inLine"), " $2$");
    assert.equal(fitted("$2$", { before: "is ", after: "now" }, "inLine"), "$2$ ");
    assert.equal(fitted("$2$", { before: "", after: "." }, "inLine"), "$2$");
    assert.equal(fitted("so", { before: "is", after: " " }, "below"), "\nso");
    assert.equal(fitted("so", { before: "is", after: " now" }, "below"), "\nso\n");
  });
});
