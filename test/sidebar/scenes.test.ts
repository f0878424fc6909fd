import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import axe from "axe-core";
import { repository } from "../../scripts/provide/cache.ts";
import { startPanelHost, type PanelHost, type PanelPage } from "../support/panelPage.ts";
import { scenes, sceneTime } from "../support/panelScenes.ts";
import { themes, type ThemeName } from "../support/themes.ts";

const widths = [180, 240, 320, 500, 800];
const themeNames = Object.keys(themes).filter((name): name is ThemeName => name in themes);

/** Every state in every theme and width: nothing is cut off, blocked or wrong for those who listen. */
suite("the panel in a browser", () => {
  let host: PanelHost;
  const pages = new Map<ThemeName, PanelPage>();

  before(async () => {
    host = await startPanelHost();
    for (const theme of themeNames) {
      const panel = await host.open({ theme, reducedMotion: true });
      await panel.page.evaluate(axe.source);
      pages.set(theme, panel);
      await mkdir(path.join(repository, "test-results", "sidebar", theme), { recursive: true });
    }
  });

  after(() => host.close());

  for (const theme of themeNames) {
    for (const [name, state] of Object.entries(scenes)) {
      test(`${name}, ${theme}`, async () => {
        const panel = pages.get(theme);
        assert.ok(panel !== undefined);
        const { page } = panel;
        // What was open in the scene before is closed again.
        await panel.tell({ kind: "state", state: { ...state, tasks: [] }, now: sceneTime });
        await panel.tell({ kind: "state", state, now: sceneTime });
        await openEverything(panel);
        for (const width of widths) {
          await page.setViewportSize({ width, height: 600 });
          // As high as it is, for the block of the model stays at the bottom of what is in view.
          const height = await page.evaluate(() => document.documentElement.scrollHeight);
          await page.setViewportSize({ width, height });
          const file = path.join("test-results", "sidebar", theme, `${name}-${width}.png`);
          await page.screenshot({ path: path.join(repository, file) });
          assert.deepEqual(await overflowing(panel), [], `what is wider than ${width} pixels`);
          assert.deepEqual(await complaints(panel), [], `axe at ${width} pixels`);
        }
        assert.deepEqual(await panel.violations(), []);
        assert.deepEqual(panel.faults, []);
      });
    }
  }
});

/** Opens all that can be opened, also what comes to light by that, and waits until it is drawn. */
async function openEverything({ page }: PanelPage): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    await page.evaluate(async () => {
      for (const details of document.querySelectorAll("details")) details.open = true;
      for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
    });
  }
  await page.waitForFunction(() =>
    [...document.querySelectorAll("pre.code[data-language=lean]")].every(
      (pre) => pre.querySelector(".hljs-keyword") !== null,
    ),
  );
  await page.waitForFunction(() => document.fonts.status === "loaded");
}

async function overflowing({ page }: PanelPage): Promise<readonly string[]> {
  return await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const isWithin = (element: Element): boolean =>
      element.closest(".unseen, .katex-mathml, .scroll, pre, .formula, .title > *") !== null;
    return [...document.querySelectorAll("main *")]
      .filter((element) => !isWithin(element) && element.getBoundingClientRect().right > width + 1)
      .map((element) => `${element.tagName}.${element.className}`);
  });
}

async function complaints({ page }: PanelPage): Promise<readonly string[]> {
  const { violations } = await page.evaluate(() => {
    const { axe: checker } = window as unknown as { axe: typeof axe };
    return checker.run(document, { resultTypes: ["violations"] });
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 120)} ${failureSummary ?? ""}`),
  );
}
