import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import type { PanelState } from "../../src/core/panel/panelState.ts";
import { hasSent, startPanelHost, type PanelHost, type PanelPage } from "../support/panelPage.ts";
import { scenes, sceneTime } from "../support/panelScenes.ts";
import { emptyPanel } from "../support/panelStates.ts";

suite("the panel and the keyboard", () => {
  let host: PanelHost;

  before(async () => {
    host = await startPanelHost();
  });

  after(() => host.close());

  async function open(name: string): Promise<PanelPage> {
    const panel = await host.open();
    await panel.sent();
    const state = scenes[name] ?? emptyPanel;
    await panel.tell({ kind: "state", state, now: sceneTime });
    return panel;
  }

  test("says ready first, and is drawn from a state", async () => {
    const panel = await host.open();
    assert.deepEqual(await panel.sent(), [{ kind: "ready" }]);
    await panel.page.close();
  });

  test("Tab reaches every control, and each is marked when it has the focus", async () => {
    for (const name of ["candidates", "votes", "explained", "history", "noServer"]) {
      const { page } = await open(name);
      const all = await page.evaluate(() => {
        const controls = document.querySelectorAll("button, summary");
        return [...controls].filter((one) => one.checkVisibility()).length;
      });
      const reached = new Set<string>();
      for (let step = 0; step < all + 20; step += 1) {
        await page.keyboard.press("Tab");
        const at = await page.evaluate(() => {
          const { activeElement: element } = document;
          if (element === null || !element.matches("button, summary")) return undefined;
          const { outlineStyle, outlineWidth } = getComputedStyle(element);
          let opacity = 1;
          for (let one: Element | null = element; one !== null; one = one.parentElement) {
            opacity *= Number(getComputedStyle(one).opacity);
          }
          const index = [...document.querySelectorAll("button, summary")].indexOf(element);
          return {
            index: String(index),
            isMarked: outlineStyle !== "none" && outlineWidth !== "0px",
            opacity,
          };
        });
        if (at === undefined) continue;
        assert.ok(at.isMarked && at.opacity === 1, `${name}: control ${at.index} is not marked`);
        reached.add(at.index);
      }
      assert.equal(reached.size, all, name);
      await page.close();
    }
  });

  test("arrows lead through the candidates, Enter inserts, and the other button copies", async () => {
    const { page, sent } = await open("candidates");
    await page.locator(".candidate button").first().focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    assert.deepEqual(await sent(), [{ kind: "insert", task: "t1", item: "c2", where: "cursor" }]);
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    assert.deepEqual(await sent(), [
      { kind: "insert", task: "t1", item: "c5", where: "cursor" },
      { kind: "copy", task: "t1", item: "c1", form: "text" },
    ]);
    await page.close();
  });

  test("a step is inserted at the cursor or below, and copied as LaTeX", async () => {
    const { page, sent } = await open("explained");
    for (const label of [
      "Insert at Cursor (step 2)",
      "Insert Below (step 2)",
      "Copy as LaTeX (step 2)",
    ]) {
      await page.getByRole("button", { name: label }).focus();
      await page.keyboard.press("Enter");
    }
    assert.deepEqual(await sent(), [
      { kind: "insert", task: "e1", item: "s2", where: "cursor" },
      { kind: "insert", task: "e1", item: "s2", where: "below" },
      { kind: "copy", task: "e1", item: "s2", form: "latex" },
    ]);
    await page.close();
  });

  test("Escape cancels what runs, and nothing else", async () => {
    const running = await open("votes");
    await running.page.keyboard.press("Escape");
    assert.deepEqual(await running.sent(), [{ kind: "cancel", task: "v1" }]);
    await running.page.close();
    const over = await open("explained");
    await over.page.keyboard.press("Escape");
    assert.deepEqual(await over.sent(), []);
    await over.page.close();
  });

  test("buttons say what they are for", async () => {
    const { page, sent } = await open("history");
    await page.getByRole("button", { name: "Keep This When the Cursor Moves" }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Clear the History" }).click();
    await page.locator("summary", { hasText: "Explain the equation" }).click();
    await page.getByRole("button", { name: "H is defined in notation.tex" }).click();
    assert.deepEqual(await sent(), [
      { kind: "pin", pinned: true },
      { kind: "cancel", task: "e9" },
      { kind: "clearHistory" },
      { kind: "open", task: "e1", link: "d2" },
    ]);
    await page.close();
  });

  test("an action is run by its id", async () => {
    const { page, sent } = await open("noServer");
    await page.getByRole("button", { name: "Set Up…" }).click();
    assert.deepEqual(await sent(), [{ kind: "run", action: "setUp" }]);
    await page.close();
  });

  test("the focus stays where it is while better candidates and more text arrive", async () => {
    const panel = await open("candidates");
    const { page } = panel;
    const state = scenes["candidates"] ?? emptyPanel;
    await page.getByRole("button", { name: "Insert (constructor)" }).focus();
    const [task] = state.tasks;
    assert.ok(task !== undefined);
    const better = { ...task.candidates[0]!, id: "c0", text: "rfl" };
    const tasks: PanelState["tasks"] = [{ ...task, candidates: [better, ...task.candidates] }];
    await panel.tell({ kind: "parts", parts: { tasks } });
    const label = await page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    assert.equal(label, "Insert (constructor)");
    await page.close();
  });

  test("a message that is none is reported and changes nothing", async () => {
    const { page, sent } = await open("goals");
    const before = await page.locator("main").innerHTML();
    await page.evaluate(() => {
      window.postMessage({ kind: "state", state: { tasks: "none" }, now: 1 });
    });
    await page.waitForFunction(hasSent);
    assert.deepEqual(
      (await sent()).map(({ kind }) => kind),
      ["fault"],
    );
    assert.equal(await page.locator("main").innerHTML(), before);
    await page.close();
  });

  test("with reduced motion nothing moves", async () => {
    const panel = await host.open({ reducedMotion: true });
    await panel.tell({ kind: "state", state: scenes["waiting"] ?? emptyPanel, now: sceneTime });
    const running = await panel.page.evaluate(() => document.getAnimations().length);
    assert.equal(running, 0);
    await panel.page.close();
  });

  test("the mathematics can be read aloud", async () => {
    const { page } = await open("maths");
    await page.waitForSelector(".equation .katex");
    const spoken = await page.evaluate(
      () => document.querySelector(".equation math annotation")?.textContent,
    );
    assert.match(spoken ?? "", /\\frac\{f\(x\+t\(y-x\)\)/);
    const rows = await page.locator(".equation math mtr").count();
    assert.equal(rows, 2);
    await page.close();
  });
});
