import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import type { PanelState, Task } from "../../../src/core/panel/panelState.ts";
import type { Verdict } from "../../../src/core/lean.ts";
import { durationOf } from "../../../src/sidebar/duration.ts";
import { Panel } from "../../../src/sidebar/panel.ts";
import { noTools } from "../../../src/sidebar/tools.ts";
import { sceneTime, scenes } from "../../support/panelScenes.ts";
import { emptyPanel, taskWith } from "../../support/panelStates.ts";

function drawn(state: PanelState | undefined, told = ""): string {
  return renderToString(h(Panel, { state, told, tools: { ...noTools, now: () => sceneTime } }));
}

function withTask(parts: Partial<Task>): string {
  return drawn({ ...emptyPanel, tasks: [taskWith(parts)] });
}

function streamed(markdown: string): string {
  const section = { id: "s", source: "model", heading: "Text", steps: [], links: [] } as const;
  return withTask({ sections: [{ ...section, markdown }] });
}

suite("the panel as a function of its state", () => {
  test("before anything is known", () => {
    assert.match(drawn(undefined), /getting ready/);
  });

  for (const [name, state] of Object.entries(scenes)) {
    test(`${name} is the same each time, and shows nothing that is missing`, () => {
      const html = drawn(state);
      assert.equal(html, drawn(state));
      assert.doesNotMatch(html, /undefined|NaN|\[object/);
    });
  }

  test("an empty state says what to do next", () => {
    assert.match(drawn(emptyPanel), /Open one and put the cursor/);
    assert.match(drawn(scenes["noServer"]), /Start Ollama.*Set Up…/s);
    assert.match(drawn(scenes["goals"]), /Suggest Tactics/);
    assert.match(drawn(scenes["maths"]), /Explain the Equation/);
  });

  const accepted: readonly Verdict[] = ["closesAll", "closesGoal", "progress"];
  const others: readonly Verdict[] = [
    ...(["noChange", "error", "sorry", "axiom", "timeout", "refused", "unchecked"] as const),
  ];
  for (const verdict of [...accepted, ...others]) {
    const has = accepted.includes(verdict) ? "has a tick" : "has no tick";
    test(`a candidate that is ${verdict} ${has}`, () => {
      const one = { id: "c", text: "simp", verdict, goals: [], message: undefined };
      const html = withTask({ kind: "tactics", candidates: [one] });
      assert.equal(/codicon-(check|check-all|pass)/.test(html), accepted.includes(verdict));
      assert.equal(/class="candidate accepted"/.test(html), accepted.includes(verdict));
    });
  }

  test("what did not pass cannot be inserted, and nothing can when its document is gone", () => {
    const one = { id: "c", text: "simp", goals: [], message: undefined } as const;
    const passed = { ...one, verdict: "progress" } as const;
    const refused = { ...one, verdict: "error" } as const;
    assert.match(withTask({ candidates: [passed] }), /Insert \(simp\)/);
    assert.doesNotMatch(withTask({ candidates: [refused] }), /Insert/);
    assert.doesNotMatch(withTask({ candidates: [passed], canInsert: false }), /Insert/);
  });

  test("half a formula is no formula yet, and no error", () => {
    const html = streamed("We have $x$ and $\\frac{1");
    assert.match(html, /data-tex="x"/);
    assert.match(html, /class="formula source pending">\\frac\{1</);
  });

  test("when the stream has ended, what was never closed is text", () => {
    const state = scenes["streaming"];
    const [task] = state?.tasks ?? [];
    assert.ok(state !== undefined && task !== undefined);
    const over = {
      ...task,
      endedAt: 1,
      phase: { kind: "done", sentence: "", actions: [] },
    } as const;
    assert.match(drawn(state), /pending/);
    assert.doesNotMatch(drawn({ ...state, tasks: [over] }), /pending/);
  });

  test("the growing end of a stream is busy, what is before it is not", () => {
    const html = streamed("First.\n\nSecond.\n\nThi");
    assert.equal(html.match(/aria-live="polite"/g)?.length, 1);
    assert.match(html, /<div class="block" aria-busy(?:="true")?><p>Thi<\/p>/);
    assert.equal(html.match(/aria-busy/g)?.length, 1);
  });

  test("the model's text is not the document's", () => {
    const html = drawn(scenes["explained"]);
    assert.match(html, /from the document/);
    assert.match(html, /by the model, not verified/);
  });

  test("votes are counted in words, and say what was pooled when opened", () => {
    const html = drawn(scenes["votes"]);
    assert.match(html, /9 of 14.*3 of 14.*1 of 14.*no answer.*1 of 14/s);
    assert.match(html, /not verified/);
    assert.match(html, /width:64\.3%/);
  });

  test("only what has ended is history, and clearing needs something to clear", () => {
    assert.doesNotMatch(drawn(scenes["streaming"]), /Clear the History/);
    assert.match(drawn(scenes["history"]), /Clear the History/);
  });

  test("markup in a text is text", () => {
    const html = streamed(
      "<img src=x onerror=alert(1)> <b>bold</b> [a](javascript:alert(1)) ![p](http://x/y.png)",
    );
    assert.doesNotMatch(html, /<img|<b>|<a |href/);
    assert.match(html, /&lt;img src=x onerror=alert\(1\)>/);
  });

  test("a confirmation is told", () => {
    assert.match(drawn(emptyPanel, "Inserted at line 12."), /role="status">Inserted at line 12\./);
  });

  test("times are short", () => {
    assert.deepEqual([-5, 999, 59_999, 60_000, 125_000].map(durationOf), [
      "0 s",
      "0 s",
      "59 s",
      "1 min 00 s",
      "2 min 05 s",
    ]);
  });
});
