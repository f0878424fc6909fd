import { sizeInWords } from "../bytes.ts";
import type { Clock } from "../clock.ts";
import { called } from "../demoModel.ts";
import { explainFailure } from "../failure.ts";
import { sameModel } from "../findModel.ts";
import type { CheckReply } from "../lean.ts";
import { explainLeanProblem } from "../leanProblem.ts";
import type {
  Answer,
  CompletionRequest,
  InstalledModel,
  LoadedModel,
  ModelEvent,
  ModelServer,
  Target,
} from "../model.ts";
import type { Session } from "../session.ts";
import { builds } from "./catalog.ts";
import { whyOnProcessor } from "./placement.ts";
import { isTooOld, oldestOllama } from "./version.ts";

/** What one look at a part of the set-up brought. */
export interface Finding {
  readonly part: "host" | "server" | "model" | "Lean";
  readonly ok: boolean;
  /** One line. */
  readonly text: string;
  /** Milliseconds from the question to the whole answer. */
  readonly ms?: number;
}

export interface CheckPorts {
  readonly server: ModelServer;
  readonly session: Session;
  /** The setting: a name, or `auto`. */
  readonly model: string;
  /** Versions of what all runs in. */
  readonly host: readonly string[];
  /** How many request headers are sent along. */
  readonly headers: number;
  readonly lean: LeanPart;
  readonly clock: Clock;
}

/** Lean as far as a check of the set-up asks it. */
export interface LeanPart {
  /** Version and place of the program, or undefined where there is none that may be asked. */
  readonly version: () => Promise<string | undefined>;
  /** Has a proof of one step checked. */
  readonly check: () => Promise<CheckReply>;
}

/**
 * Asks every part in turn, each with its time. The last thing asked of a part is what it is there for. What is found is
 * also the session's state afterwards.
 */
export async function checkSetUp(ports: CheckPorts): Promise<readonly Finding[]> {
  const host = ports.host.map((text): Finding => ({ part: "host", ok: true, text }));
  ports.session.reset();
  const server = await checkServer(ports);
  const model = await checkModel(ports);
  // Without a server the model's part says the same once more.
  const found = server.every(({ ok }) => ok) ? [...server, ...model] : server;
  return [...host, ...found, ...(await checkLean(ports))];
}

async function checkServer(ports: CheckPorts): Promise<readonly Finding[]> {
  const { server, headers, clock } = ports;
  const where = server.memory === undefined ? "another machine" : "this machine";
  const sent = headers === 0 ? "" : `, ${count(headers, "request header")}`;
  const name = `${server.url} (${where}${sent})`;
  const version = await timed(clock, () => server.version?.() ?? Promise.resolve(undefined));
  const first = versionFinding(name, version);
  if (!first.ok) return [first];
  const { answer, ms } = await timed(clock, () => server.installed());
  return [first, { part: "server", ...listed(answer), ms }];
}

function versionFinding(name: string, { answer, ms }: Timed<Answer<string> | undefined>): Finding {
  if (answer === undefined) return { part: "server", ok: true, text: name };
  if (answer.kind !== "ok") return { part: "server", ok: false, text: inWords(answer), ms };
  const old = isTooOld(answer.value);
  const wanted = old ? `: too old, ${oldestOllama} is the first that works` : "";
  return { part: "server", ok: !old, text: `${name}: Ollama ${answer.value}${wanted}`, ms };
}

function listed(answer: Answer<readonly InstalledModel[]>): Pick<Finding, "ok" | "text"> {
  if (answer.kind !== "ok") return { ok: false, text: inWords(answer) };
  const names = answer.value.map(({ name, size }) => `${called(name)} (${sizeInWords(size)})`);
  return { ok: true, text: `${count(names.length, "model")}: ${names.join(", ") || "–"}` };
}

async function checkModel(ports: CheckPorts): Promise<readonly Finding[]> {
  const { session, server, model, clock } = ports;
  const ready = await timed(clock, () => session.ready(true));
  if (ready.answer.kind !== "ok")
    return [{ part: "model", ok: false, text: inWords(ready.answer), ms: ready.ms }];
  const target = ready.answer.value;
  const chosen = `${called(target.model)}, by the setting ${model}, is in memory`;
  const loaded = await server.loaded();
  const here =
    loaded.kind === "ok"
      ? loaded.value.find(({ name }) => sameModel(name, target.model))
      : undefined;
  return [
    { part: "model", ok: true, text: chosen, ms: ready.ms },
    ...(here === undefined ? [] : placed(here, target)),
    await askModel(ports, target),
  ];
}

function placed(model: LoadedModel, { window, placement }: Target): readonly Finding[] {
  const { gpuShare, size } = model;
  const share =
    gpuShare === undefined ? "GPU share unknown" : `${Math.floor(100 * gpuShare)}% on the GPU`;
  const memory = size === undefined ? [] : [`${sizeInWords(size)} of memory`];
  const text = [share, ...memory, `window ${model.window ?? window} tokens`].join(", ");
  const why = whyOnProcessor(model, placement?.numGpu, builds);
  return [text, ...why].map((line) => ({ part: "model", ok: true, text: line }));
}

/** One short answer of the kind that suggestions are. */
async function askModel({ session, clock }: CheckPorts, target: Target): Promise<Finding> {
  let first = 0;
  const { answer: end, ms } = await timed(clock, async () => {
    const start = clock.now();
    for await (const event of session.complete(target, probe, new AbortController().signal)) {
      if (event.kind !== "text") return event;
      if (first === 0) first = clock.now() - start;
    }
    return { kind: "aborted" } as const;
  });
  return { part: "model", ...answered(end, first), ms };
}

const probe: CompletionRequest = {
  prompt: "theorem one : ",
  maxTokens: 16,
  temperature: 0,
  topP: 1,
  seed: 0,
  stop: [],
};

function answered(
  end: Exclude<ModelEvent, { kind: "text" }>,
  first: number,
): Pick<Finding, "ok" | "text"> {
  if (end.kind === "aborted") return { ok: false, text: "It gave no answer." };
  if (end.kind !== "end") return { ok: false, text: inWords(end) };
  if (end.usage === undefined) return { ok: true, text: "It answers." };
  const { answerTokens, answerMs, promptTokens } = end.usage;
  const speed = answerMs > 0 ? `, ${Math.round((1000 * answerTokens) / answerMs)} tokens/s` : "";
  const when = `the first after ${Math.round(first)} ms`;
  return {
    ok: true,
    text: `${promptTokens} tokens read, ${answerTokens} written${speed}, ${when}`,
  };
}

async function checkLean({ lean, clock }: CheckPorts): Promise<readonly Finding[]> {
  const version = await timed(clock, lean.version);
  const { answer, ms } = await timed(clock, lean.check);
  const program: readonly Finding[] =
    version.answer === undefined
      ? []
      : [{ part: "Lean", ok: true, text: version.answer, ms: version.ms }];
  return [...program, { part: "Lean", ...verdictOf(answer), ms }];
}

function verdictOf(reply: CheckReply): Pick<Finding, "ok" | "text"> {
  if (reply.kind === "aborted") return { ok: false, text: "The check was given up." };
  if (reply.kind !== "checked") {
    const { sentence, advice } = explainLeanProblem(reply);
    // Who turned it off knows, and nobody needs Lean for LaTeX.
    return { ok: reply.kind === "leanOff", text: `${sentence} ${advice}` };
  }
  const [first] = reply.results;
  return first?.verdict === "closesAll"
    ? { ok: true, text: "a proof of one step is accepted" }
    : {
        ok: false,
        text: `a proof of one step is not accepted: ${first?.verdict ?? "no answer"} ${first?.message ?? ""}`.trim(),
      };
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

interface Timed<T> {
  readonly answer: T;
  readonly ms: number;
}

async function timed<T>(clock: Clock, ask: () => Promise<T>): Promise<Timed<T>> {
  const start = clock.now();
  const answer = await ask();
  return { answer, ms: Math.round(clock.now() - start) };
}

function inWords(failure: Parameters<typeof explainFailure>[0]): string {
  const { sentence, advice } = explainFailure(failure);
  return `${sentence} ${advice}`;
}
