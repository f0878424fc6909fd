import { isVerdict } from "../verdict.ts";
import { actionTitles, type PanelAction } from "./actions.ts";
import type { Change } from "./changes.ts";
import * as is from "./guard.ts";
import type {
  Abstentions,
  Candidate,
  MathsPlace,
  ModelBlock,
  Notice,
  PanelState,
  Phase,
  Place,
  PlaceLink,
  SampleText,
  Section,
  Step,
  Task,
  VotedAnswer,
  Votes,
} from "./panelState.ts";

/** The list of what is allowed. */
export const isAction: is.Guard<PanelAction> = (value): value is PanelAction =>
  typeof value === "string" && Object.hasOwn(actionTitles, value);

const actions = is.listOf(isAction);

const macros = is.recordOf(is.text);

const maths = {
  statement: is.optional(is.object({ title: is.text, text: is.text })),
  equation: is.optional(is.object({ tex: is.text, display: is.flag })),
  macros,
} satisfies { [K in keyof MathsPlace]: is.Guard<MathsPlace[K]> };

const place = is.byKind<Place>({
  nothing: is.object({ sentence: is.text, advice: is.text, actions }),
  goals: is.object({ where: is.text, goals: is.listOf(is.text) }),
  maths: is.object({ where: is.text, ...maths }),
});

const phase = is.object<Phase>({
  kind: is.oneOf("running", "done", "failed", "cancelled"),
  sentence: is.text,
  actions,
});

const step = is.object<Step>({ id: is.name, markdown: is.text });

const section = is.object<Section>({
  id: is.name,
  source: is.oneOf("document", "model"),
  heading: is.text,
  markdown: is.text,
  steps: is.listOf(step),
  links: is.listOf(is.object<PlaceLink>({ id: is.name, label: is.text })),
});

const samples = is.listOf(
  is.object<SampleText>({ id: is.name, label: is.text, markdown: is.text }),
);

const answer = is.object<VotedAnswer>({
  id: is.name,
  answer: is.text,
  votes: is.number,
  pooled: is.listOf(is.object({ answer: is.text, reason: is.text })),
  samples,
});

const votes = is.object<Votes>({
  headline: is.text,
  written: is.number,
  planned: is.number,
  answers: is.listOf(answer),
  abstentions: is.object<Abstentions>({
    count: is.number,
    reasons: is.listOf(is.text),
    samples,
  }),
});

const candidate = is.object<Candidate>({
  id: is.name,
  text: is.text,
  verdict: isVerdict,
  goals: is.listOf(is.text),
  message: is.optional(is.text),
});

/** For what comes from storage, too. */
export const isTask: is.Guard<Task> = is.object<Task>({
  id: is.name,
  kind: is.oneOf("solve", "explain", "continue", "tactics"),
  title: is.text,
  where: is.text,
  startedAt: is.number,
  endedAt: is.optional(is.number),
  tokensPerSecond: is.optional(is.number),
  progress: is.optional(is.number),
  phase,
  canInsert: is.flag,
  macros,
  sections: is.listOf(section),
  votes: is.optional(votes),
  candidates: is.listOf(candidate),
});

const model = is.object<ModelBlock>({
  server: is.text,
  name: is.optional(is.text),
  isDemo: is.flag,
  state: is.oneOf("unknown", "cold", "loading", "warm", "busy", "problem"),
  gpuShare: is.optional(is.number),
  window: is.optional(is.number),
  problem: is.optional(is.text),
  actions,
});

const parts = {
  place,
  pinned: is.flag,
  tasks: is.listOf(isTask),
  model,
  notices: is.listOf(
    is.object<Notice>({ severity: is.oneOf("info", "warning"), sentence: is.text, actions }),
  ),
} satisfies { [K in keyof PanelState]: is.Guard<PanelState[K]> };

export const isState = is.object<PanelState>(parts);

/** One for each kind of change, to be joined with those of other messages. */
export const changeGuards = {
  parts: is.object({ parts: is.partial<PanelState>(parts) }),
  task: is.object({ task: isTask }),
  head: is.object({ task: isTask }),
  append: is.object({ task: is.name, item: is.name, text: is.text }),
} satisfies { [K in Change["kind"]]: is.Guard<Omit<Extract<Change, { kind: K }>, "kind">> };
