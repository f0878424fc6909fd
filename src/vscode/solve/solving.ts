import { commands, env, l10n, ProgressLocation, window } from "vscode";
import type { Clock } from "../../core/clock.ts";
import type { FrameName } from "../../core/prompts/frames/frames.ts";
import { insertionOf, type InsertionForm } from "../../core/solve/insertion.ts";
import { report } from "../../core/solve/report.ts";
import type { Ask, Solver, SolveResult, Solving } from "../../core/solve/solver.ts";
import { createAnswerDocument, type AnswerDocument } from "../answerDocument.ts";
import { signalOf } from "../convert.ts";
import type { Notifier } from "../notify.ts";
import type { Origin } from "../origin.ts";
import { tell } from "./tell.ts";

/** How a person wants a problem solved. */
export interface Manner {
  readonly frame: FrameName | "auto";
  readonly samples: number;
  readonly temperature: number | undefined;
}

interface Parts {
  readonly solver: Solver;
  readonly notifier: Notifier;
  readonly clock: Clock;
}

/** Runs the solver for the window, one problem at a time. */
export class SolveFeature {
  readonly #parts: Parts;
  readonly #shown: AnswerDocument;
  #running = new AbortController();
  #origin: Origin | undefined;
  #latest: Solving | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#shown = createAnswerDocument({
      scheme: "llemma-solutions",
      title: "solutions",
      text: () => (this.#latest === undefined ? undefined : report(this.#latest)),
      clock: parts.clock,
    });
  }

  /** A run that is under way ends, and its place is forgotten. */
  async start(problem: string, origin: Origin | undefined, manner: Manner): Promise<void> {
    this.stop();
    this.#origin?.dispose();
    const controller = (this.#running = new AbortController());
    this.#origin = origin;
    this.#latest = undefined;
    await hasSolution(false);
    await this.#shown.show();
    const seed = Math.floor(Math.random() * 1_000_000);
    const result = await this.#run({ problem, seed, ...manner }, controller);
    if (controller !== this.#running) return;
    const { notifier } = this.#parts;
    // Whoever called does not wait for the person to read it.
    tell(result, notifier).catch((error: unknown) => {
      notifier.bug("llemma.solve", error);
    });
  }

  /** Puts something of the last run into the text where it started. */
  async insert(form: InsertionForm): Promise<void> {
    const languageId = this.#origin?.languageId ?? "markdown";
    const text =
      this.#latest === undefined ? undefined : insertionOf(this.#latest, form, languageId);
    if (text === undefined) {
      await window.showInformationMessage(l10n.t("Llemma: there is no solution to insert."));
      return;
    }
    if ((await this.#origin?.insert(text, form === "answer" ? "inLine" : "below")) === true) return;
    await env.clipboard.writeText(text);
    await window.showWarningMessage(
      l10n.t("Llemma: the problem is not where it was. The text is in the clipboard instead."),
    );
  }

  stop(): void {
    this.#running.abort();
  }

  dispose(): void {
    this.stop();
    this.#origin?.dispose();
    this.#shown.dispose();
  }

  async #run(ask: Ask, controller: AbortController): Promise<SolveResult> {
    const options = {
      location: ProgressLocation.Notification,
      title: l10n.t("Llemma solves"),
      cancellable: true,
    };
    return await window.withProgress(options, async (progress, token) => {
      const cancelling = signalOf(token);
      const signal = AbortSignal.any([cancelling.signal, controller.signal]);
      let told = "";
      try {
        return await this.#parts.solver.solve(ask, signal, (solving) => {
          if (controller !== this.#running) return;
          this.#heard(solving);
          const { samples, setup } = solving;
          const message = l10n.t("{0} of {1} samples", samples.length, setup.samples);
          if (message !== told) progress.report({ message });
          told = message;
        });
      } finally {
        cancelling.dispose();
      }
    });
  }

  #heard(solving: Solving): void {
    const had = (this.#latest?.tally.clusters.length ?? 0) > 0;
    if (!had && solving.tally.clusters.length > 0) void hasSolution(true);
    this.#latest = solving;
    this.#shown.grew();
  }
}

async function hasSolution(there: boolean): Promise<void> {
  await commands.executeCommand("setContext", "llemma.hasSolution", there);
}
