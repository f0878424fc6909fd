import type { Clock } from "../clock.ts";
import { withLineFeeds } from "../document.ts";
import type {
  Checked,
  CheckReply,
  Cursor,
  GoalsReply,
  LeanChecker,
  LeanProblem,
  LeanState,
} from "../lean.ts";
import type { Logger } from "../log.ts";
import { checkInsertions } from "./checkInsertions.ts";
import { goalsOf, isFault, type Judged } from "./classify.ts";
import { stepBaseline, type Copy } from "./copy.ts";
import { placeAt, type Place } from "./place.ts";
import type { ConnectedLean } from "./projectLean.ts";
import { malformed, refusal } from "./refuse.ts";
import type { Round } from "./round.ts";
import { Session, type CheckTimes } from "./session.ts";
import { insertionOf, swallows } from "./typed.ts";

export interface LeanCheckerPorts {
  /** Tells the project of a document from others: its folder, say. */
  projectOf(uri: string): string;
  /** Starts a server for a project, or finds one. */
  connect(project: string): Promise<ConnectedLean | LeanProblem>;
  /** In an untrusted workspace nothing is elaborated. */
  trusted(): boolean;
  readonly clock: Clock;
  readonly log: Logger;
  readonly times?: Partial<CheckTimes>;
}

const usual: CheckTimes = { reading: 300_000, checking: 10_000, left: 30_000, idle: 300_000 };

/** Checks candidates on servers apart from the person's own, one for each project. */
export function createLeanChecker(ports: LeanCheckerPorts): LeanChecker {
  return new Checker(ports);
}

const noProof: GoalsReply = { kind: "none", reason: "There is no tactic proof here." };

class Checker implements LeanChecker {
  readonly #ports: LeanCheckerPorts;
  readonly #times: CheckTimes;
  readonly #sessions = new Map<string, Session>();
  readonly #listeners = new Set<(state: LeanState) => void>();
  #state: LeanState = { kind: "idle" };
  #entering = new AbortController();
  #checking = new AbortController();

  constructor(ports: LeanCheckerPorts) {
    this.#ports = ports;
    this.#times = { ...usual, ...ports.times };
  }

  get state(): LeanState {
    return this.#state;
  }

  onState(listener: (state: LeanState) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  enter(cursor: Cursor): void {
    this.#entering.abort();
    this.#entering = new AbortController();
    void this.goals(cursor, this.#entering.signal);
  }

  async goals({ document, offset }: Cursor, signal: AbortSignal): Promise<GoalsReply> {
    const place = placeIn(document.text, offset);
    if (!place?.inProof) return noProof;
    return await this.#inTurn(document.uri, signal, async (ask) => await readGoals(place, ask));
  }

  async check(
    { document, offset }: Cursor,
    candidates: readonly string[],
    signal: AbortSignal,
  ): Promise<CheckReply> {
    this.#entering.abort();
    this.#checking.abort();
    const last = new AbortController();
    this.#checking = last;
    const place = placeIn(document.text, offset);
    const prepared = candidates.map((candidate) => prepare(place, candidate));
    const open = prepared.flatMap(({ insertion, judged }) =>
      judged === undefined ? [insertion] : [],
    );
    const either = AbortSignal.any([signal, last.signal]);
    const checked = await this.#inTurn(document.uri, either, async (ask) => {
      if (place === undefined || open.length === 0) return { kind: "done", value: [] } as const;
      return await checkInsertions(place, open, (copies, axioms) => ask(place, copies, axioms));
    });
    if (checked.kind !== "done") return checked;
    const rest = checked.value.values();
    return {
      kind: "checked",
      results: prepared.map(({ insertion, judged }): Checked => {
        if (judged !== undefined) return { text: insertion, ...judged };
        const verified = rest.next().value;
        return verified === undefined
          ? { text: insertion, ...noPlace }
          : { text: verified.insertion, ...verified.judged };
      }),
    };
  }

  left(uri: string): void {
    this.#sessions.get(this.#ports.projectOf(uri))?.left(uri);
  }

  restart(): void {
    this.#entering.abort();
    this.#checking.abort();
    for (const session of this.#sessions.values()) session.dispose();
    this.#sessions.clear();
    this.#setState({ kind: "idle" });
  }

  dispose(): void {
    this.#listeners.clear();
    this.restart();
  }

  /** Runs with a way to ask the project's server, after all that was asked before. */
  async #inTurn<T>(
    uri: string,
    signal: AbortSignal,
    work: (ask: AskPlace) => Promise<T>,
  ): Promise<T | LeanProblem | { readonly kind: "aborted" }> {
    if (!this.#ports.trusted()) {
      this.#setState({ kind: "untrusted" });
      return { kind: "untrusted" };
    }
    const session = this.#session(uri);
    return await session.inTurn(async () => {
      if (signal.aborted) return { kind: "aborted" } as const;
      const reply = await work(async (place, copies, axioms) => {
        return await session.read({ uri, place, copies, axioms, signal });
      });
      return reply;
    });
  }

  #session(uri: string): Session {
    const project = this.#ports.projectOf(uri);
    const known = this.#sessions.get(project);
    if (known !== undefined) return known;
    const session = new Session({
      connect: () => this.#ports.connect(project),
      clock: this.#ports.clock,
      log: this.#ports.log,
      times: this.#times,
      onState: (state) => {
        this.#setState(state);
      },
    });
    this.#sessions.set(project, session);
    return session;
  }

  #setState(state: LeanState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

async function readGoals(place: Place, ask: AskPlace): Promise<GoalsReply> {
  const round = await ask(place, [stepBaseline(place)], false);
  if (round.kind === "late" || round.kind === "crashed") {
    return { kind: "leanStopped", detail: "Lean does not get through this proof." };
  }
  if (round.kind !== "read") return round;
  const [reading] = round.readings;
  const goals = reading && goalsOf(reading);
  if (goals !== undefined) return { kind: "goals", goals };
  if (place.holes.length > 0) return await readGoals({ ...place, holes: [] }, ask);
  const error = reading?.messages.find(isFault);
  return error === undefined ? noProof : { kind: "none", reason: error.text };
}

type AskPlace = (place: Place, copies: readonly Copy[], axioms: boolean) => Promise<Round>;

const noPlace: Judged = { verdict: "error", goals: [], message: "There is no declaration here." };

/** The place of an offset of a text with any line breaks. */
function placeIn(text: string, offset: number): Place | undefined {
  return placeAt(withLineFeeds(text), withLineFeeds(text.slice(0, offset)).length);
}

/** What is inserted, and the verdict where Lean is not asked. */
function prepare(
  place: Place | undefined,
  candidate: string,
): { readonly insertion: string; readonly judged: Judged | undefined } {
  const insertion = place === undefined ? withLineFeeds(candidate) : insertionOf(place, candidate);
  return { insertion, judged: verdictWithout(place, insertion) };
}

function verdictWithout(place: Place | undefined, insertion: string): Judged | undefined {
  const typed = place === undefined ? "" : place.text.slice(place.step, place.from);
  const reason = refusal(typed + insertion);
  if (reason !== undefined) return { verdict: "refused", goals: [], message: reason };
  if (place === undefined) return noPlace;
  // Such a text would damage the copies behind it; in brackets only Lean can tell.
  const fault = typed === "" && !place.bound ? malformed(insertion) : undefined;
  const open = swallows(place, insertion) ? "It leaves a comment or a string open." : undefined;
  const message = fault ?? open;
  return message === undefined ? undefined : { verdict: "error", goals: [], message };
}
