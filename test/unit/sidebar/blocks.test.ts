import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { blocksOf } from "../../../src/sidebar/blocks.ts";

suite("the blocks of a text", () => {
  for (const [name, blocks] of [
    ["paragraphs", ["One\ntwo.\n\n", "Three.\n\n\n", "Four."]],
    ["a fence with empty lines", ["```lean\na\n\nb\n```\n\n", "c"]],
    ["a fence that is open", ["~~~\na\n\n```\n\nb"]],
    ["a display with empty lines", ["$$\na\n\nb\n$$\n\n", "c"]],
    ["a display in brackets", ["\\[ a\n\n b \\]\n\n", "c"]],
    ["an environment", ["\\begin{align}\na\n\nb\n\\end{align}\n\n", "c"]],
    ["a display in one line", ["$$a$$\n\n", "b"]],
    ["the items of a list", ["1. a\n\n2. b\n\n   more\n\n", "c"]],
    ["nothing", []],
  ] as const) {
    test(name, () => {
      assert.deepEqual(blocksOf(blocks.join("")), blocks);
    });
  }
});
