import { h, type ComponentChild } from "preact";
import type { ModelBlock } from "../core/panel/panelState.ts";
import { Actions, Disclosure } from "./controls.ts";
import { memo } from "./memo.ts";
import { visible } from "./visible.ts";

/** In a word, and in what it means. */
const states = {
  unknown: ["unknown", "nobody has asked yet"],
  cold: ["cold", "the first request loads it"],
  loading: ["loading", "into memory"],
  warm: ["warm", "in memory"],
  busy: ["writing", "in memory"],
  problem: ["not working", "the top of the panel says why"],
} as const satisfies Record<ModelBlock["state"], readonly [string, string]>;

/** Which model answers, and how it stands with it. */
export const ModelView = memo(({ model }: { readonly model: ModelBlock }): ComponentChild => {
  const { name, state, problem, actions, isDemo } = model;
  // Registry and owner have no place in a narrow line; opened, it has the whole name.
  const title = name === undefined ? "No model" : visible(name.slice(name.lastIndexOf("/") + 1));
  return h(
    "section",
    { class: `model-block ${state}`, "aria-label": "Model" },
    h(Disclosure, {
      summary: [
        h("span", { class: "dot", "aria-hidden": true }),
        h("h2", { class: "title" }, title),
        h("span", { class: "where" }, shortState(model)),
      ],
      content: () => [
        h(Facts, { model }),
        isDemo && h("p", null, "It shows how things work and is no help with mathematics."),
        // A problem's are at the top.
        problem === undefined && h(Actions, { actions }),
      ],
    }),
  );
});

function shortState({ state, gpuShare }: ModelBlock): string {
  const [word] = states[state];
  const share = shareOf(gpuShare);
  return share === "" ? word : `${word} · ${share}`;
}

function Facts({
  model: { name, server, state, gpuShare, window },
}: {
  readonly model: ModelBlock;
}): ComponentChild {
  const share = shareOf(gpuShare);
  const facts: readonly (readonly [string, string])[] = [
    ...(name === undefined ? [] : [["Name", visible(name)] as const]),
    ["State", states[state].join(": ")],
    ["Server", visible(server)],
    ...(share === "" ? [] : [["Runs on", share] as const]),
    ...(window === undefined
      ? []
      : [["Reads at once", `${window.toLocaleString("en")} tokens`] as const]),
  ];
  return h(
    "dl",
    null,
    facts.map(([term, value]) => [
      h("dt", { key: `${term}:` }, term),
      h("dd", { key: term }, value),
    ]),
  );
}

/** In the words of `ollama ps`; only a model that is there entirely has 100 %. */
function shareOf(gpuShare: number | undefined): string {
  if (gpuShare === undefined) return "";
  if (gpuShare <= 0) return "CPU";
  return `${gpuShare < 1 ? Math.min(99, Math.max(1, Math.round(gpuShare * 100))) : 100} % GPU`;
}
