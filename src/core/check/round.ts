import type { Clock } from "../clock.ts";
import type { LeanProblem } from "../lean.ts";
import { axiomsIn } from "./axioms.ts";
import { isHole, type Reading } from "./classify.ts";
import type { LeanDocument } from "./leanDocument.ts";
import { importProblem, type Message } from "./messages.ts";
import type { Shadow, Span } from "./shadow.ts";

export type Round =
  /** One reading for each copy. */
  | { readonly kind: "read"; readonly readings: readonly Reading[] }
  /** Lean did not come to an end; `culprit` is the number of the copy that it is stuck at, if that can be told. */
  | { readonly kind: "late"; readonly culprit: number | undefined }
  /** The server or its worker ended in the middle of it. */
  | { readonly kind: "crashed" }
  | { readonly kind: "aborted" }
  | LeanProblem;

export interface RoundPorts {
  readonly document: LeanDocument;
  readonly clock: Clock;
  /** Milliseconds for the person's own text up to the first copy, and from then on for the others. */
  readonly times: { readonly reading: number; readonly checking: number };
  readonly signal: AbortSignal;
  /** Lean has read up to the first copy. */
  onRead(): void;
}

type Goals = readonly string[] | undefined;

/** Shows Lean a text and waits for all that it says about the copies in it. */
export async function readShadow(shadow: Shadow, ports: RoundPorts): Promise<Round> {
  const { document, clock, signal } = ports;
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  const goals = new Map<number, Goals>();
  try {
    document.write(shadow.text);
    const settled = document.settled(either);
    const asked = shadow.spans.map(async (span, index) => {
      const reply = await document.goals(span.goalsAt, either);
      if (reply !== undefined) goals.set(index, reply.goals);
      return reply !== undefined;
    });
    const read = await before(asked[0] ?? settled, ports.times.reading, clock);
    if (read === "late") return { kind: "leanStopped", detail: "The text before takes too long." };
    ports.onRead();
    const ended = await before(Promise.all([settled, ...asked]), ports.times.checking, clock);
    if (signal.aborted) return { kind: "aborted" };
    const problem = importProblem(document.messages);
    if (problem !== undefined) return problem;
    if (ended === "late") return { kind: "late", culprit: culprit(shadow, goals, document) };
    if (!ended.every(Boolean)) return { kind: "crashed" };
    const sorried = sorriedIn(document, shadow);
    return {
      kind: "read",
      readings: shadow.spans.map((span, index) => ({
        ...readingOf(span, document.messages, goals.get(index)),
        sorried,
      })),
    };
  } finally {
    over.abort();
  }
}

async function before<T>(promise: Promise<T>, ms: number, clock: Clock): Promise<T | "late"> {
  const over = new AbortController();
  try {
    return await Promise.race([promise, clock.sleep(ms, over.signal).then(() => "late" as const)]);
  } finally {
    over.abort();
  }
}

/** The first copy that Lean has no goals for, else the one that it is at. */
function culprit(
  { spans }: Shadow,
  goals: ReadonlyMap<number, Goals>,
  { progress }: LeanDocument,
): number | undefined {
  const unanswered = spans.findIndex((_, index) => !goals.has(index));
  if (unanswered >= 0) return unanswered;
  const at = spans.findIndex(
    ({ line, endLine, axiomsLine }) =>
      progress !== undefined &&
      ((line <= progress && progress <= endLine) || progress === axiomsLine),
  );
  return at < 0 ? undefined : at;
}

/** The names that Lean's warnings of a `sorry` before the copies point to. */
function sorriedIn({ text, messages }: LeanDocument, { spans }: Shadow): readonly string[] {
  const lines = text.split("\n");
  return messages
    .filter((message) => isHole(message) && message.start.line < (spans[0]?.line ?? 0))
    .map(({ start, end }) => lines[start.line]?.slice(start.character, end.character) ?? "")
    .filter((name) => /^[^\s(:]+$/u.test(name) && name !== "example" && name !== "instance");
}

export function readingOf(
  span: Span,
  messages: readonly Message[],
  goals: Goals,
): Omit<Reading, "sorried"> {
  const own = messages.filter(({ start }) => start.line >= span.line && start.line <= span.endLine);
  const axioms = messages.find(({ start }) => start.line === span.axiomsLine);
  return {
    messages: own.map((message) => ({
      ...message,
      text: span.original(message.text),
      start: { ...message.start, line: message.start.line - span.line },
      end: { ...message.end, line: message.end.line - span.line },
    })),
    region: span.region,
    goals,
    axioms: axioms === undefined ? undefined : axiomsIn(axioms.text),
  };
}
