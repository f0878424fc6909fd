import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import { changesBetween } from "../../src/core/panel/changes.ts";
import type { PanelState } from "../../src/core/panel/panelState.ts";
import { startPanelHost, type PanelHost } from "../support/panelPage.ts";
import { scenes, sceneTime } from "../support/panelScenes.ts";
import { emptyPanel } from "../support/panelStates.ts";

suite("the panel's page", () => {
  let host: PanelHost;

  before(async () => {
    host = await startPanelHost();
  });

  after(() => host.close());

  test("its policy lets no script, style, text as HTML or foreign content in", async () => {
    const panel = await host.open();
    const tried = await panel.page.evaluate(async () => {
      // A debugger's own code may make code of text, what runs later may not.
      await new Promise((resolve) => setTimeout(resolve, 50));
      const fails = (run: () => void): boolean => {
        try {
          run();
          return false;
        } catch {
          return true;
        }
      };
      const script = document.createElement("script");
      const throws = [
        fails(() => (document.body.innerHTML = "<b>x</b>")),
        fails(() => (script.text = "window.ran = true")),
        fails(() => (script.src = "/sidebar.js")),
        fails(() => {
          document.body.insertAdjacentHTML("beforeend", "<b>x</b>");
        }),
        fails(() => {
          // eslint-disable-next-line @typescript-eslint/no-implied-eval -- it is to fail
          Reflect.apply(new Function("window.ran = true"), undefined, []);
        }),
        fails(() => {
          document.body.setAttribute("onclick", "window.ran = true");
        }),
      ];
      const add = (tag: string, name: string, value: string): void => {
        const element = document.createElement(tag);
        element.setAttribute(name, value);
        document.body.append(element);
      };
      add("p", "style", "color: red");
      add("img", "src", "https://example.com/pixel.png");
      add("iframe", "src", "https://example.com/");
      fails(() => {
        script.append("window.ran = true");
        document.body.append(script);
      });
      const asked = await fetch("https://example.com/").then(String, () => "refused");
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { throws, ran: "ran" in window, asked };
    });
    assert.deepEqual(tried, { throws: tried.throws.map(() => true), ran: false, asked: "refused" });
    const violations = (await panel.violations()).join("\n");
    for (const part of [
      "style-src-attr",
      "img-src",
      "frame-src",
      "connect-src",
      "require-trusted-types-for",
    ]) {
      assert.match(violations, new RegExp(part));
    }
    await panel.page.close();
  });

  test("the highlighter is loaded with the first code and not before", async () => {
    const panel = await host.open();
    const asked: string[] = [];
    panel.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await panel.tell({ kind: "state", state: scenes["maths"] ?? emptyPanel, now: sceneTime });
    assert.ok(!asked.includes("/highlighter.js"));
    await panel.tell({ kind: "state", state: scenes["explained"] ?? emptyPanel, now: sceneTime });
    await panel.page.waitForSelector(".code .hljs-keyword");
    assert.equal(asked.filter((path) => path === "/highlighter.js").length, 1);
    await panel.page.close();
  });

  test("what came bit by bit looks like what came at once", async () => {
    const pictures: Buffer[] = [];
    const whole = scenes["explained"] ?? emptyPanel;
    for (const isStreamed of [false, true]) {
      const panel = await host.open({ height: 1_200, reducedMotion: true });
      if (isStreamed) {
        await panel.tell({ kind: "state", state: emptyPanel, now: sceneTime });
        let before = emptyPanel;
        for (const after of bitByBit(whole)) {
          await panel.tell(...changesBetween(before, after));
          before = after;
        }
      } else {
        await panel.tell({ kind: "state", state: whole, now: sceneTime });
      }
      await panel.page.waitForSelector(".code .hljs-keyword");
      await panel.page.waitForFunction(() => document.fonts.status === "loaded");
      pictures.push(await panel.page.screenshot());
      assert.deepEqual(panel.faults, []);
      await panel.page.close();
    }
    const [atOnce, streamed] = pictures;
    assert.ok(atOnce !== undefined && streamed !== undefined && atOnce.equals(streamed));
  });

  test("half a formula is never drawn as an error, and a formula as soon as its end is there", async () => {
    const panel = await host.open();
    const text =
      "We have $\\frac{1}{1-x}=\\sum_{n\\ge0}x^n$ and \\[ \\begin{pmatrix}1&2\\\\3&4\\end{pmatrix} \\] so.";
    const section = { id: "s", source: "model", heading: "Text", steps: [], links: [] } as const;
    const [task] = scenes["streaming"]?.tasks ?? [];
    assert.ok(task !== undefined);
    for (let length = 0; length <= text.length; length += 1) {
      const sections = [{ ...section, markdown: text.slice(0, length) }];
      const state = { ...emptyPanel, tasks: [{ ...task, sections }] };
      await panel.tell({ kind: "state", state, now: sceneTime });
      const drawn = await panel.page.locator(".answer .katex").count();
      const wrong = await panel.page.locator(".katex-error, .formula.source:not(.pending)").count();
      const isAfter = (mark: string): number =>
        length >= text.indexOf(mark) + mark.length ? 1 : 0;
      assert.equal(wrong, 0, text.slice(0, length));
      assert.equal(drawn, isAfter("x^n$") + isAfter("\\]"), text.slice(0, length));
    }
    await panel.page.close();
  });

  test("a place that is told again does not flicker", async () => {
    const panel = await host.open();
    const state = scenes["maths"] ?? emptyPanel;
    await panel.tell({ kind: "state", state, now: sceneTime });
    await panel.page.waitForSelector(".equation .katex");
    const changes = await panel.page.evaluate(async (place) => {
      let count = 0;
      const observer = new MutationObserver((records) => (count += records.length));
      const element = document.querySelector(".place");
      if (element === null) return -1;
      observer.observe(element, { subtree: true, childList: true, attributes: true });
      window.postMessage({ kind: "parts", parts: { place } });
      for (let frame = 0; frame < 5; frame += 1) await new Promise(requestAnimationFrame);
      return count;
    }, structuredClone(state.place));
    // Its macros are another object now, but the same.
    assert.equal(changes, 0);
    await panel.page.close();
  });
});

/** The states on the way to one: its task comes first, and then its sections letter by letter, ten at a time. */
function bitByBit(whole: PanelState): readonly PanelState[] {
  const [task] = whole.tasks;
  assert.ok(task !== undefined);
  const running = { kind: "running", sentence: "", actions: [] } as const;
  const states: PanelState[] = [{ ...whole, tasks: [{ ...task, phase: running, sections: [] }] }];
  for (const [index, section] of task.sections.entries()) {
    const steps = section.steps.map((step) => ({ ...step, markdown: "" }));
    for (let length = 0; ; length += 10) {
      const grown = {
        ...section,
        markdown: section.markdown.slice(0, length),
        steps: steps.map((step, at) => ({
          ...step,
          markdown: section.steps[at]!.markdown.slice(0, length),
        })),
      };
      const sections = [...task.sections.slice(0, index), grown];
      const [first] = states;
      states.push({ ...first!, tasks: [{ ...task, phase: running, sections }] });
      const longest = Math.max(
        section.markdown.length,
        ...section.steps.map((s) => s.markdown.length),
      );
      if (length > longest) break;
    }
  }
  return [...states, whole];
}
