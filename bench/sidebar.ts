import { stat } from "node:fs/promises";
import { repository } from "../scripts/provide/cache.ts";
import { runToEnd } from "../scripts/provide/children.ts";
import type { Candidate } from "../src/core/panel/panelState.ts";
import type { ToView } from "../src/sidebar/protocol.ts";
import { hostileTexts } from "../test/support/hostileTexts.ts";
import { type PanelHost, type PanelPage, startPanelHost } from "../test/support/panelPage.ts";
import { emptyPanel, taskWith } from "../test/support/panelStates.ts";
import { Random } from "../test/support/random.ts";
import { atMost, type Figure, milliseconds, quantile } from "./figure.ts";
import { frameMark, type MainThread, onMainThread } from "./mainThread.ts";

/** An outlier counts when it repeats as often as this. */
const repeats = 3;
const longestFrame = 50;
const stream = { tokens: 4_000, formulas: 60, tokensInFrame: 4 } as const;
const now = Date.UTC(2026, 10, 24);

/** The panel's webview, as it ships, in headless Chromium. Times are processor time of the page's main thread. */
export async function sidebar(): Promise<readonly Figure[]> {
  await runToEnd(process.execPath, ["esbuild.mjs", "--production"], { cwd: repository });
  const host = await startPanelHost();
  try {
    return [
      ...(await firstPaint(host)),
      ...(await streaming(host)),
      ...(await candidates(host)),
      ...(await hostile(host)),
      ...(await sizes()),
    ];
  } finally {
    await host.close();
  }
}

async function firstPaint(host: PanelHost): Promise<readonly Figure[]> {
  const paints: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const panel = await host.open();
    await panel.tell({ kind: "state", state: emptyPanel, now });
    const paint = await panel.page.evaluate(() => {
      const [entry] = performance.getEntriesByName("first-contentful-paint");
      return entry?.startTime ?? NaN;
    });
    paints.push(paint);
    await panel.page.close();
  }
  return [
    {
      name: "first paint, median of 5 (time on the clock)",
      value: milliseconds(quantile(paints, 0.5)),
    },
    { name: "first paint, fastest", value: milliseconds(Math.min(...paints)) },
  ];
}

async function streaming(host: PanelHost): Promise<readonly Figure[]> {
  const tokens = tokensOf(new Random(8));
  const runs: MainThread[] = [];
  let drawn = 0;
  for (let round = 0; round < repeats; round += 1) {
    const panel = await host.open();
    await panel.tell({ kind: "state", state: withSection(""), now });
    runs.push(await onMainThread(host.browser, panel.page, () => play(panel, tokens)));
    drawn = await panel.page.locator(".formula .katex").count();
    await panel.page.close();
  }
  const frames = repeated(runs);
  const name = `${stream.tokens} tokens, ${drawn} formulas`;
  return [
    atMost(
      `${name}: longest frame of ${frames.length}`,
      Math.max(...frames),
      longestFrame,
      milliseconds,
    ),
    { name: `${name}: frame, 99th centile`, value: milliseconds(quantile(frames, 0.99)) },
    {
      name: `${name}: all frames`,
      value: milliseconds(Math.min(...runs.map(({ total }) => total))),
    },
  ];
}

/** The frames of several runs of the same, each as short as it was in one of them. */
function repeated(runs: readonly MainThread[]): readonly number[] {
  const [first] = runs;
  return (first?.frames ?? []).map((_time, index) =>
    Math.min(...runs.map(({ frames }) => frames[index] ?? Infinity)),
  );
}

async function play({ page }: PanelPage, tokens: readonly string[]): Promise<void> {
  const plan = { tokens, mark: frameMark, inFrame: stream.tokensInFrame };
  await page.evaluate(async ({ tokens: all, mark, inFrame }) => {
    for (let at = 0; at < all.length; at += inFrame) {
      await new Promise(requestAnimationFrame);
      performance.mark(mark);
      for (const text of all.slice(at, at + inFrame)) {
        window.postMessage({ kind: "append", task: "1", item: "s", text });
      }
    }
    for (let frame = 0; frame < 10; frame += 1) await new Promise(requestAnimationFrame);
  }, plan);
}

/** Words in paragraphs, with a formula now and then, every fifth of them a display. A token is about four letters. */
function tokensOf(random: Random): readonly string[] {
  const words = "the sum is at most and by so that we have for all with it holds if then".split(
    " ",
  );
  const formulas = [
    ...[
      "x^2+y^2",
      "\\frac{a_{n+1}}{b_n}",
      "\\sum_{k=1}^n \\frac1k",
      "\\sqrt{1+\\alpha}",
      "f'(x)\\le 0",
    ],
    ...["\\int_0^1 x^2\\,dx=\\frac13", "\\lim_{n\\to\\infty}\\Bigl(1+\\frac1n\\Bigr)^n=e"],
  ];
  const every = stream.tokens / stream.formulas;
  const tokens: string[] = [];
  let written = 0;
  while (tokens.length < stream.tokens) {
    if (tokens.length >= written * every && written < stream.formulas) {
      const tex = random.pick(formulas);
      const text = written % 5 === 4 ? `\n\n\\[ ${tex} \\]\n\n` : `$${tex}$ `;
      tokens.push(...(text.match(/[^]{1,4}/g) ?? []));
      written += 1;
    } else {
      tokens.push(random.below(60) === 0 ? ".\n\n" : `${random.pick(words)} `);
    }
  }
  return tokens;
}

async function candidates(host: PanelHost): Promise<readonly Figure[]> {
  const all = Array.from({ length: 200 }, (_, index) => candidateOf(index));
  const task = taskWith({ kind: "tactics", candidates: all });
  const message = { kind: "state", state: { ...emptyPanel, tasks: [task] }, now } as const;
  const [total, longest] = await measured(host, message);
  return [
    { name: "200 candidates at once", value: milliseconds(total) },
    { name: "200 candidates at once: longest task", value: milliseconds(longest) },
  ];
}

function candidateOf(index: number): Candidate {
  return {
    id: `c${index}`,
    text: `rw [lemma_${index}, ih] at h₁ ⊢`,
    verdict: index % 3 === 0 ? "progress" : "unchecked",
    goals: ["n : ℕ\nh : 0 < n\n⊢ n + 0 = n", "⊢ True"],
    message: undefined,
  };
}

/** The processor time that a message costs, and that of its longest task; each the least of some runs. */
async function measured(
  host: PanelHost,
  message: ToView,
  rounds = repeats,
): Promise<readonly [number, number]> {
  const panel = await host.open();
  const runs: MainThread[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await panel.tell({ kind: "state", state: emptyPanel, now });
    runs.push(
      await onMainThread(host.browser, panel.page, async () => {
        await panel.tell(message);
        await panel.page.evaluate(async () => {
          for (let frame = 0; frame < 10; frame += 1) await new Promise(requestAnimationFrame);
        });
      }),
    );
  }
  await panel.page.close();
  const least = (value: (run: MainThread) => number): number => Math.min(...runs.map(value));
  return [least(({ total }) => total), least(({ longest }) => longest)];
}

/** The slowest of the texts of the suite, as an answer. */
async function hostile(host: PanelHost): Promise<readonly Figure[]> {
  const texts = Object.entries(hostileTexts);
  const longest = async (text: string, rounds: number): Promise<number> =>
    (await measured(host, { kind: "state", state: withSection(text), now }, rounds))[1];
  const first: { readonly name: string; readonly text: string; readonly time: number }[] = [];
  for (const [name, text] of texts) first.push({ name, text, time: await longest(text, 1) });
  // Those that seem slow are looked at again.
  let worst = { name: "", time: 0 };
  for (const { name, text } of first.sort((a, b) => b.time - a.time).slice(0, 5)) {
    const time = await longest(text, repeats);
    if (time > worst.time) worst = { name, time };
  }
  const name = `${texts.length} hostile texts: longest task (${worst.name})`;
  return [{ name, value: milliseconds(worst.time) }];
}

function withSection(markdown: string): typeof emptyPanel {
  const section = { id: "s", source: "model", heading: "Text", steps: [], links: [] } as const;
  return { ...emptyPanel, tasks: [taskWith({ sections: [{ ...section, markdown }] })] };
}

async function sizes(): Promise<readonly Figure[]> {
  const size = async (name: string, limit: number): Promise<Figure> => {
    const { size: bytes } = await stat(new URL(`../dist/${name}`, import.meta.url));
    return atMost(`dist/${name}`, bytes / 1_000, limit, (value) => `${value.toFixed(1)} kB`);
  };
  return [await size("sidebar.js", 450), await size("highlighter.js", 300)];
}
