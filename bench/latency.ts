import { setTimeout as sleep } from "node:timers/promises";
import { createCompleter } from "../src/core/complete/createCompleter.ts";
import { debounceAt } from "../src/core/complete/debounce.ts";
import type { Document } from "../src/core/document.ts";
import { createSession, type Session } from "../src/core/session.ts";
import { readSettings } from "../src/core/settings.ts";
import { createOllama } from "../src/node/ollama.ts";
import { systemClock as clock } from "../src/node/systemClock.ts";
import { silentLog as log } from "../test/fakes/silentLog.ts";
import type { ScriptedServer } from "../test/support/scriptedServer.ts";
import { atMost, milliseconds, quantile, ratio, type Figure } from "./figure.ts";
import { startPacedServer, tokensOf } from "./pace.ts";

const pairs = 30;
/** Short, so that the answer is whole before a part of it would be shown. What it comes to is subtracted. */
const setting = 100;

interface Case {
  readonly languageId: string;
  readonly text: string;
  readonly answer: string;
}

const cases: readonly Case[] = [
  {
    languageId: "lean4",
    text: "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := by\n  ",
    answer: "  rcases h with ⟨hp, hq⟩\n  exact ⟨hq, hp⟩\n",
  },
  {
    languageId: "latex",
    text: "\\begin{document}\n\\begin{proof}\nWrite $a = 2k$ and $b = 2l$. ",
    answer: " Hence $a + b = 2(k + l)$. This proves the claim.\n",
  },
  {
    languageId: "markdown",
    text: "The first binomial formula:\n\n$$\n(a + b)^2 = ",
    answer: " a^2 + 2ab + b^2\n$$\n\nThe second one follows.\n",
  },
];

/** From the completer's call to its result, against a bare request that is read up to the same text. */
export async function latency(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const one of cases) figures.push(...(await measure(one)));
  return figures;
}

async function measure(one: Case): Promise<readonly Figure[]> {
  const server = await startPacedServer(() => tokensOf(one.answer));
  const session = sessionOn(server);
  const complete = completerOn(session);
  const ours: number[] = [];
  const bare: number[] = [];
  try {
    // The first round warms up; it also tells what is sent, and where the answer is whole.
    await complete(documentOf(one, 0));
    const body = JSON.stringify(server.completions().at(-1)?.body);
    const length = session.lastExchange?.answer.length ?? 0;
    await fetchUpTo(server.url, body, length);
    for (let pair = 1; pair <= pairs; pair += 1) {
      await sleep(50);
      if (pair % 2 === 0) bare.push(await fetchUpTo(server.url, body, length));
      ours.push(await complete(documentOf(one, pair)));
      if (session.lastExchange?.answer.length !== length) throw new Error("another stop");
      await sleep(50);
      if (pair % 2 === 1) bare.push(await fetchUpTo(server.url, body, length));
    }
  } finally {
    await server.close();
  }
  const ratios = ours.map((time, index) => time / (bare[index] ?? NaN));
  const added = ours.map((time, index) => time - (bare[index] ?? NaN));
  return [
    {
      name: `${one.languageId}: bare request, median and 95th centile`,
      value: `${milliseconds(quantile(bare, 0.5))}, ${milliseconds(quantile(bare, 0.95))}`,
    },
    atMost(`${one.languageId}: completer / bare, median`, quantile(ratios, 0.5), 1.02, ratio),
    atMost(`${one.languageId}: added time, 95th centile`, quantile(added, 0.95), 15, milliseconds),
  ];
}

/** A text of its own each time, so that nothing is known already. */
function documentOf({ languageId, text }: Case, pair: number): Document {
  return { uri: `file:///${pair}`, languageId, text };
}

function sessionOn({ url }: ScriptedServer): Session {
  const address = { url, authorization: undefined, memory: undefined };
  const ports = { address, headers: () => ({}), keepAlive: () => "30m", log, clock };
  return createSession({ server: () => createOllama(ports), model: () => "auto", clock, log });
}

/** Milliseconds from the call to the result, without the pause. */
function completerOn(model: Session): (document: Document) => Promise<number> {
  const settings = { ...readSettings(() => undefined).settings, "inline.debounce": setting };
  const completer = createCompleter({ model, clock, log, settings: () => settings });
  return async (document) => {
    const call = { document, offset: document.text.length, trigger: "automatic" as const };
    const debounce = debounceAt(document, call.offset, setting);
    completer.edited(document);
    const start = performance.now();
    const result = await completer.complete(call, new AbortController().signal);
    const time = performance.now() - start - debounce;
    if (result.kind !== "suggestions") throw new Error(JSON.stringify(result));
    return time;
  };
}

/** Milliseconds until a plain `fetch` has this much of the answer. */
export async function fetchUpTo(url: string, body: string, length: number): Promise<number> {
  const stop = new AbortController();
  const start = performance.now();
  const { signal } = stop;
  const reply = await fetch(`${url}/api/generate`, { method: "POST", body, signal });
  let text = "";
  let rest = "";
  for await (const chunk of reply.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) text += (JSON.parse(line) as { readonly response: string }).response;
    if (text.length >= length) break;
  }
  const time = performance.now() - start;
  stop.abort();
  if (text.length < length) throw new Error("the bare request ended early");
  return time;
}
