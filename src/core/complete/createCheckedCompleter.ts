import { whenAborted } from "../abort.ts";
import type { Clock } from "../clock.ts";
import type { Document } from "../document.ts";
import type { LeanChecker } from "../lean.ts";
import { enabledFor, type Settings } from "../settings.ts";
import { tacticPlace } from "../tactics/place.ts";
import { accepted, firstChoice } from "../tactics/rank.ts";
import type { SuggestJob, TacticSuggester, TacticSuggestion } from "../tactics/suggester.ts";
import { along } from "../tactics/typed.ts";
import { suggestions, withSelected, type Asked, type Source } from "./asked.ts";
import { Calls } from "./calls.ts";
import type { Completer, CompletionCall, CompletionResult, Replacement } from "./completer.ts";
import { languageFor } from "./languages.ts";
import { lean } from "./lean.ts";
import { Pause } from "./pause.ts";

/** Explicit calls: milliseconds to wait for a second suggestion when there is one. VS Code asks once a place. */
const secondWithin = 2_000;
/** Jobs whose results may be typed along; each keeps its document's text. */
const remembered = 4;

interface Ports {
  /** What suggests where Lean is not asked: in other languages, and where there is no Lean. */
  readonly completer: Completer;
  readonly suggester: TacticSuggester;
  readonly checker: Pick<LeanChecker, "enter" | "left" | "state">;
  readonly clock: Clock;
  readonly settings: () => Settings;
}

/** The inline pipeline with Lean's verdict: in a tactic proof it shows what Lean accepted, best first. */
export function createCheckedCompleter(ports: Ports): Completer {
  return new CheckedCompleter(ports);
}

/** A job and what of it is on screen, which stays first. */
interface Held {
  readonly job: SuggestJob;
  shown: string | undefined;
}

const cancelled = { kind: "cancelled" } as const;

class CheckedCompleter implements Completer {
  readonly #ports: Ports;
  readonly #calls = new Calls();
  readonly #pause: Pause;
  /** The newest first. */
  #held: readonly Held[] = [];
  /** The proof that the cursor is in. */
  #entered = "";

  constructor(ports: Ports) {
    this.#ports = ports;
    this.#pause = new Pause(ports.clock, () => ports.settings()["inline.debounce"]);
  }

  async complete(call: CompletionCall, signal: AbortSignal): Promise<CompletionResult> {
    const { completer, settings } = this.#ports;
    if (!isLean(call.document)) return completer.complete(call, signal);
    const explicit = call.trigger === "explicit";
    if (!explicit && !enabledFor(settings(), call.document.languageId)) {
      return { kind: "none", reason: "off" };
    }
    const asked = { ...withSelected(call), language: lean, explicit, selected: call.selected };
    return this.#calls.answer(call, async (newer) => {
      const known = this.#known(asked);
      if (known !== undefined) return known;
      const both = AbortSignal.any([signal, newer]);
      const result = this.#asksLean(explicit) ? await this.#checked(asked, both) : undefined;
      return result ?? this.#unchecked(call, signal);
    });
  }

  edited(document: Document): void {
    const { completer, suggester } = this.#ports;
    completer.edited(document);
    if (!this.#calls.edited(document)) return;
    this.#pause.edited();
    suggester.edited(document);
  }

  moved(document: Document, offset: number): void {
    const { completer, suggester, checker, settings } = this.#ports;
    completer.moved(document, offset);
    this.#calls.moved(document, offset);
    suggester.moved(document, offset);
    if (!isLean(document) || !enabledFor(settings(), document.languageId)) return;
    const place = tacticPlace({ document, offset }, true);
    const proof = place.kind === "refused" ? "" : `${document.uri} ${place.language.description}`;
    if (place.kind !== "refused" && proof !== this.#entered) checker.enter(place.asked);
    this.#entered = proof;
  }

  left(uri: string): void {
    const { completer, suggester, checker } = this.#ports;
    completer.left(uri);
    this.#calls.left(uri);
    suggester.left(uri);
    checker.left(uri);
  }

  stop(): void {
    this.#ports.completer.stop();
    this.#calls.stop();
    this.#ports.suggester.stop();
  }

  clear(): void {
    this.stop();
    this.#ports.completer.clear();
    this.#ports.suggester.clear();
    this.#held = [];
  }

  /** Whether there is a Lean to ask, and its word is waited for. */
  #asksLean(explicit: boolean): boolean {
    const { checker, settings } = this.#ports;
    return mayAnswer(checker.state.kind) && (explicit || !settings()["lean.showUnchecked"]);
  }

  /** What is shown and goes on as typed, or what an earlier job found here. */
  #known(asked: Asked): CompletionResult | undefined {
    for (const held of this.#held) {
      const found = along(held.job, asked.document, asked.offset);
      if (found === undefined) continue;
      // At the job's own place there may be more to come, and more to be asked for.
      if (found.typed.text === "" && (asked.explicit || held.shown === undefined)) continue;
      const served = this.#serve(held, asked, held === this.#held[0] ? "shown" : "cache");
      if (served.kind === "suggestions") return served;
    }
    return undefined;
  }

  /** Undefined where text without a verdict is the best there is. */
  async #checked(asked: Asked, signal: AbortSignal): Promise<CompletionResult | undefined> {
    const { document, offset, explicit } = asked;
    const place = tacticPlace({ document, offset }, explicit);
    if (place.kind === "refused") {
      const term = explicit && place.reason === "outsideProof";
      return term ? undefined : { kind: "none", reason: place.reason };
    }
    // Ghost text can only insert.
    if (place.start !== place.end) return { kind: "none", reason: "midWord" };
    if (!explicit && !(await this.#pause.quiet(document, offset, signal))) return cancelled;
    const trigger = explicit ? "explicit" : "automatic";
    const held = this.#hold(this.#ports.suggester.suggest({ document, offset }, trigger));
    await this.#wait(held.job, explicit, signal);
    return signal.aborted ? cancelled : this.#outcome(held, asked);
  }

  #hold(job: SuggestJob): Held {
    const known = this.#held.find((held) => held.job === job);
    const held = known ?? { job, shown: undefined };
    this.#held = [held, ...this.#held.filter((other) => other !== held)].slice(0, remembered);
    return held;
  }

  async #wait(job: SuggestJob, explicit: boolean, signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    const either = AbortSignal.any([signal, over.signal]);
    let timed = false;
    const look = (): void => {
      const first = firstChoice(job) !== undefined;
      const enough = explicit ? job.results.filter(accepted).length > 1 : first;
      if (enough || job.state.kind !== "running") over.abort();
      if (!first || timed) return;
      timed = true;
      void this.#ports.clock.sleep(secondWithin, either).then(() => {
        over.abort();
      });
    };
    const unlisten = job.onChange(look);
    look();
    await whenAborted(either, new AbortController().signal);
    over.abort();
    unlisten();
  }

  #outcome(held: Held, asked: Asked): CompletionResult | undefined {
    const { state, lean: problem, model } = held.job;
    const served = this.#serve(held, asked, "request");
    if (served.kind === "suggestions") return served;
    if (problem !== undefined && !mayAnswer(problem.kind)) return undefined;
    switch (state.kind) {
      case "stopped":
        return cancelled;
      case "noGoals":
        return { kind: "none", reason: "nothingToProve" };
      case "noProof":
        return asked.explicit ? undefined : { kind: "none", reason: "notChecked" };
      default:
        return model ?? served;
    }
  }

  #serve(held: Held, asked: Asked, source: Source): CompletionResult {
    const found = along(held.job, asked.document, asked.offset);
    const offers = found === undefined ? [] : offersOf(held, found.results, asked.explicit);
    const [first] = offers;
    if (found === undefined || first === undefined) return { kind: "none", reason: "notAccepted" };
    held.shown = first.text;
    const { typed } = found;
    const texts = offers.map(({ text }) => text.slice(typed.text.length));
    const judged = offers.map(({ verdict, goals }) => ({ verdict, goals }));
    return withVerdicts(suggestions(texts, typed, asked, source), (index) => judged[index]);
  }

  async #unchecked(call: CompletionCall, signal: AbortSignal): Promise<CompletionResult> {
    const result = await this.#ports.completer.complete(call, signal);
    return withVerdicts(result, () => ({ verdict: "unchecked" }));
  }
}

/** What is on screen stays first. Who asks also gets what rests on a `sorry` or an axiom. */
function offersOf(
  { job, shown }: Held,
  results: readonly TacticSuggestion[],
  explicit: boolean,
): readonly TacticSuggestion[] {
  const best = explicit ? undefined : firstChoice({ results, state: job.state });
  const first = results.find(({ text }) => text === shown) ?? best;
  if (!explicit) return first === undefined ? [] : [first];
  const others = results.filter((other) => other !== first && other.verdict !== "unchecked");
  return first === undefined ? others : [first, ...others];
}

function withVerdicts(
  result: CompletionResult,
  judgedOf: (index: number) => Pick<Replacement, "verdict" | "goals"> | undefined,
): CompletionResult {
  if (result.kind !== "suggestions") return result;
  return {
    ...result,
    suggestions: result.suggestions.map((one, index) => ({ ...one, ...judgedOf(index) })),
  };
}

/** Whether Lean can be asked in this state: a Lean that stopped is started anew by the next question. */
function mayAnswer(kind: LeanChecker["state"]["kind"]): boolean {
  return ["idle", "starting", "reading", "checking", "ready", "leanStopped"].includes(kind);
}

function isLean({ languageId }: Document): boolean {
  return languageFor(languageId) === lean;
}
