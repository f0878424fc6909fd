import type { Clock } from "../clock.ts";
import { explainFailure, passesByItself } from "../failure.ts";
import { called, isDemoModel } from "../demoModel.ts";
import { sameModel } from "../findModel.ts";
import type { Answer, ModelFailure, ModelServer, Target } from "../model.ts";
import type { Session } from "../session.ts";
import type { ModelBlock } from "./panelState.ts";

/** How often the server is asked while somebody looks, in milliseconds. */
const interval = 15_000;

interface Ports {
  readonly session: Pick<Session, "state" | "target" | "onState">;
  readonly server: () => ModelServer;
  readonly clock: Clock;
  readonly onChange: () => void;
}

/** Knows how it stands with the model as long as somebody looks. Brings nothing into memory. */
export class ModelWatch {
  readonly #ports: Ports;
  readonly #unlisten: () => void;
  #watching = new AbortController();
  #isWatched = false;
  #target: Answer<Target> | undefined;
  #loaded: { readonly gpuShare: number | undefined } | undefined;
  #told = "";

  constructor(ports: Ports) {
    this.#ports = ports;
    this.#unlisten = ports.session.onState(() => {
      this.#tell();
      // What it needs to know beside the state has changed with it, but for each request that comes and goes.
      if (ports.session.state.kind !== "busy") this.#restart();
    });
  }

  get block(): ModelBlock {
    const { state } = this.#ports.session;
    const known = this.#known();
    if (state.kind === "loading" || state.kind === "busy") {
      return { ...known, name: called(state.model), state: state.kind };
    }
    const failure = this.#failure();
    if (failure !== undefined) return { ...known, state: "problem", ...explained(failure) };
    const warmth = this.#loaded === undefined ? "cold" : "warm";
    return { ...known, state: known.name === undefined ? "unknown" : warmth };
  }

  watch(isWatched: boolean): void {
    this.#isWatched = isWatched;
    this.#restart();
  }

  dispose(): void {
    this.#unlisten();
    this.#watching.abort();
  }

  #known(): Omit<ModelBlock, "state"> {
    const target = this.#target?.kind === "ok" ? this.#target.value : undefined;
    return {
      server: this.#ports.server().url,
      name: target && called(target.model),
      isDemo: target !== undefined && isDemoModel(target.model),
      gpuShare: this.#loaded?.gpuShare,
      window: target?.window,
      problem: undefined,
      actions: [],
    };
  }

  /** A server that answers by now has no failure, whatever came of the last request. */
  #failure(): ModelFailure | undefined {
    const { state } = this.#ports.session;
    if (this.#target !== undefined) return this.#target.kind === "ok" ? undefined : this.#target;
    return "failure" in state && !passesByItself(state.failure) ? state.failure : undefined;
  }

  #restart(): void {
    this.#watching.abort();
    if (!this.#isWatched) return;
    this.#watching = new AbortController();
    void this.#ask(this.#watching.signal);
  }

  async #ask(signal: AbortSignal): Promise<void> {
    const { session, server, clock } = this.#ports;
    while (!signal.aborted) {
      const target = await session.target();
      const loaded = target.kind === "ok" ? await server().loaded() : target;
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- it may have come meanwhile
      if (signal.aborted) return;
      this.#target = loaded.kind === "ok" ? target : loaded;
      const name = target.kind === "ok" ? target.value.model : "";
      this.#loaded =
        loaded.kind === "ok" ? loaded.value.find((one) => sameModel(one.name, name)) : undefined;
      this.#tell();
      await clock.sleep(interval, signal);
    }
  }

  #tell(): void {
    const now = JSON.stringify(this.block);
    if (now === this.#told) return;
    this.#told = now;
    this.#ports.onChange();
  }
}

function explained(failure: ModelFailure): Pick<ModelBlock, "problem" | "actions"> {
  const { sentence, advice, action, alternative } = explainFailure(failure);
  return {
    problem: `${sentence} ${advice}`,
    actions: alternative === undefined ? [action] : [action, alternative],
  };
}
