import { placeAt } from "../../src/core/check/place.ts";
import { insertionOf } from "../../src/core/check/typed.ts";
import type {
  Checked,
  CheckReply,
  Cursor,
  GoalsReply,
  LeanChecker,
  LeanState,
} from "../../src/core/lean.ts";
import type { Clock } from "../../src/core/clock.ts";

/** What Lean says of a text; all that is left out is as for a text that changes nothing. */
export type Says = (text: string) => Partial<Checked>;

/** A checker that says what a test tells it to, after a fixed time of the test's clock. */
export class ScriptedChecker implements LeanChecker {
  state: LeanState = { kind: "idle" };
  /** What `goals` answers. */
  reply: GoalsReply = { kind: "goals", goals: ["p q : Prop\nh : q\n⊢ p"] };
  /** When set, `check` answers it. */
  problem: CheckReply | undefined;
  /** The texts of each call, as they would be inserted. */
  readonly checked: (readonly string[])[] = [];
  readonly calls: string[] = [];
  readonly #clock: Clock;
  readonly #says: Says;
  readonly #takes: number;

  constructor(clock: Clock, says: Says, takes = 50) {
    this.#clock = clock;
    this.#says = says;
    this.#takes = takes;
  }

  enter({ offset }: Cursor): void {
    this.calls.push(`enter ${offset}`);
  }

  async goals(_: Cursor, signal: AbortSignal): Promise<GoalsReply> {
    this.calls.push("goals");
    await this.#clock.sleep(this.#takes, signal);
    return signal.aborted ? { kind: "aborted" } : this.reply;
  }

  async check(
    { document, offset }: Cursor,
    candidates: readonly string[],
    signal: AbortSignal,
  ): Promise<CheckReply> {
    const place = placeAt(document.text, offset);
    const texts =
      place === undefined ? candidates : candidates.map((one) => insertionOf(place, one));
    this.checked.push(texts);
    await this.#clock.sleep(this.#takes, signal);
    if (signal.aborted) return { kind: "aborted" };
    if (this.problem !== undefined) return this.problem;
    const results = texts.map((text): Checked => {
      const said = this.#says(text);
      return { text, verdict: "error", goals: [], message: undefined, ...said };
    });
    return { kind: "checked", results };
  }

  left(uri: string): void {
    this.calls.push(`left ${uri}`);
  }

  restart(): void {
    this.calls.push("restart");
  }

  onState(): () => void {
    return () => undefined;
  }

  dispose(): void {
    this.calls.push("dispose");
  }
}
