import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import type { PanelState, Task } from "../../src/core/panel/panelState.ts";
import { hostileTexts } from "../support/hostileTexts.ts";
import { startPanelHost, type PanelHost, type PanelPage } from "../support/panelPage.ts";
import { scenes, sceneTime } from "../support/panelScenes.ts";
import { emptyPanel, taskWith } from "../support/panelStates.ts";

/** Model output is data: wherever it is shown, it does nothing, and the panel goes on answering. */
suite("hostile output in the panel", () => {
  let host: PanelHost;
  let panel: PanelPage;

  before(async () => {
    host = await startPanelHost();
    panel = await host.open();
  });

  after(() => host.close());

  test("there are at least 60 of them", () => {
    assert.ok(Object.keys(hostileTexts).length >= 60);
  });

  for (const [name, text] of Object.entries(hostileTexts)) {
    test(name, async () => {
      const { page } = panel;
      await panel.tell({ kind: "state", state: emptyPanel, now: sceneTime });
      await panel.tell({ kind: "state", state: everywhere(text), now: sceneTime });
      await page.evaluate(openAll);
      await panel.sent();
      // What is still to be drawn does not keep anybody from anything.
      await page.getByRole("button", { name: "Keep This" }).click();
      assert.deepEqual(await panel.sent(), [{ kind: "pin", pinned: true }]);
      assert.deepEqual(await page.evaluate(dangers), []);
      assert.deepEqual(await panel.violations(), []);
      assert.deepEqual(panel.faults, []);
    });
  }

  test("a streamed text ends where it ends, and the next one is whole again", async () => {
    const state = withTask({ sections: [sectionOf("")] });
    await panel.tell({ kind: "state", state, now: sceneTime });
    for (const part of [
      "<img src=x ",
      "onerror=alert(1)> $\\frac{",
      "1}{2}$ [a](java",
      "script:x)",
    ]) {
      await panel.tell({ kind: "append", task: "1", item: "s", text: part });
    }
    assert.equal(await panel.page.locator(".answer .katex").count(), 1);
    assert.deepEqual(await panel.page.evaluate(dangers), []);
    await panel.tell({ kind: "state", state: scenes["maths"] ?? emptyPanel, now: sceneTime });
    await panel.page.waitForSelector(".equation .katex");
    assert.deepEqual(panel.faults, []);
  });
});

function sectionOf(text: string): Task["sections"][number] {
  return { id: "s", source: "model", heading: "Text", markdown: text, steps: [], links: [] };
}

function withTask(parts: Partial<Task>): PanelState {
  return { ...emptyPanel, tasks: [taskWith(parts)] };
}

/** A text in every part that shows a model's or a document's words. */
function everywhere(text: string): PanelState {
  const candidate = { id: "c", text, verdict: "error", goals: [text], message: text } as const;
  const sample = { id: "p", label: text, markdown: text };
  const answer = { id: "a", answer: text, votes: 1, pooled: [{ answer: text, reason: text }] };
  const macros = { "\\x": text.slice(0, 2_000), [text.slice(0, 50)]: "y" };
  const section = { ...sectionOf(text), heading: text.slice(0, 300) };
  return {
    ...withTask({
      title: text.slice(0, 300),
      where: text,
      macros,
      sections: [
        { ...section, steps: [{ id: "s1", markdown: text }], links: [{ id: "l", label: text }] },
      ],
      votes: {
        headline: text,
        written: 1,
        planned: 1,
        answers: [{ ...answer, samples: [sample] }],
        abstentions: { count: 1, reasons: [text], samples: [{ ...sample, id: "q" }] },
      },
      candidates: [candidate, { ...candidate, id: "d", verdict: "progress" }],
      phase: { kind: "failed", sentence: text.slice(0, 300), actions: [] },
    }),
    place: {
      kind: "maths",
      where: text,
      statement: { title: text.slice(0, 300), text },
      equation: { tex: text, display: true },
      macros,
    },
    model: { ...emptyPanel.model, name: text.slice(0, 300), server: text.slice(0, 300) },
  };
}

// These run in the page.

async function openAll(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    for (const details of document.querySelectorAll("details")) details.open = true;
    for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
  }
}

/** Everything in the page that the panel does not make itself. */
// eslint-disable-next-line complexity -- it runs in the page, where nothing else of this file is
function dangers(): string[] {
  const found: string[] = [];
  const allowed = new Set(
    [
      ..."MAIN SECTION HEADER DIV SPAN P H1 H2 H3 BUTTON UL OL LI DL DT DD DETAILS SUMMARY".split(
        " ",
      ),
      ..."PRE CODE BR HR EM STRONG S BLOCKQUOTE TABLE THEAD TBODY TR TH TD".split(" "),
    ].map((tag) => tag),
  );
  const hidden =
    /[\u0000-\u0008\u000B-\u001F\u202A-\u202E\u2066-\u2069\u200B\uFEFF]|[\u{E0000}-\u{E007F}]/u;
  for (const element of document.querySelectorAll("#panel *")) {
    const isDrawn = element.closest(".katex") !== null;
    const name = element.tagName;
    if (!isDrawn && !allowed.has(name)) found.push(`element ${name}`);
    if (/^(script|iframe|img|image|a|form|input|style|use|object|embed)$/i.test(name)) {
      found.push(`element ${name}`);
    }
    for (const { name: attribute } of element.attributes) {
      if (/^on|^(href|src|xlink:href|action|formaction|srcdoc)$/i.test(attribute)) {
        found.push(`attribute ${attribute} of ${name}`);
      }
    }
    if (isDrawn && element.matches(".candidate, .codicon, [id]")) found.push(`mark on ${name}`);
    const { position } = getComputedStyle(element);
    if (position === "fixed" && !element.matches(".told")) found.push(`fixed ${name}`);
  }
  // KaTeX measures with characters of no width; its source for readers is the text itself.
  for (const drawn of document.querySelectorAll(".katex")) drawn.remove();
  const text = document.querySelector("#panel")?.textContent ?? "";
  const invisible = hidden.exec(text);
  if (invisible !== null)
    found.push(`character ${invisible[0].codePointAt(0)?.toString(16) ?? ""}`);
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth + 1) {
    found.push(`it is ${document.documentElement.scrollWidth} pixels wide`);
  }
  return found;
}
