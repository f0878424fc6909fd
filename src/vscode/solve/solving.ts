import { commands, env, l10n, window } from "vscode";
import type { Anchor } from "../../core/anchor.ts";
import type { Clock } from "../../core/clock.ts";
import { phase } from "../../core/panel/phase.ts";
import { createSolveContent, phaseOfSolve } from "../../core/panel/solveContent.ts";
import type { FrameName } from "../../core/prompts/frames/frames.ts";
import { insertionOf, type InsertionForm } from "../../core/solve/insertion.ts";
import { progressOf, report } from "../../core/solve/report.ts";
import type { Ask, Solver, SolveResult, Solving } from "../../core/solve/solver.ts";
import type { Meter } from "../../core/panel/meter.ts";
import { createAnswerDocument, type AnswerDocument } from "../answerDocument.ts";
import { faultInWords, type Notifier } from "../notify.ts";
import type { Origin } from "../origin.ts";
import type { Panel } from "../panel/createPanel.ts";
import { withCancel } from "../progress.ts";
import { tell } from "./tell.ts";

/** How a person wants a problem solved. */
export interface Manner {
  readonly frame: FrameName | "auto";
  readonly samples: number;
  readonly temperature: number | undefined;
}

/** What is to be solved, and where it stands. */
export interface Found {
  readonly text: string;
  readonly place:
    { readonly origin: Origin; readonly anchor: Anchor; readonly where: string } | undefined;
}

interface Parts {
  readonly solver: Solver;
  readonly meter: Meter;
  readonly panel: Panel;
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
  async start(found: Found, manner: Manner): Promise<void> {
    this.stop();
    this.#origin?.dispose();
    const controller = (this.#running = new AbortController());
    this.#origin = found.place?.origin;
    this.#latest = undefined;
    await hasSolution(false);
    const { notifier, panel } = this.#parts;
    if (!panel.isVisible) await this.#shown.show();
    const seed = Math.floor(Math.random() * 1_000_000);
    const result = await this.#report(found, { seed, ...manner }, controller);
    if (controller !== this.#running) return;
    // Whoever called does not wait for the person to read it.
    tell(result, notifier, panel.isVisible).catch((error: unknown) => {
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

  /** Runs as a task of the panel. */
  async #report(
    { text: problem, place }: Found,
    manner: Omit<Ask, "problem">,
    controller: AbortController,
  ): Promise<SolveResult> {
    const { panel, meter } = this.#parts;
    const content = createSolveContent();
    const task = panel.begin({
      kind: "solve",
      title: l10n.t("Solve: {0}", inOneLine(problem)),
      where: place?.where ?? "",
      sentence: l10n.t("The model is getting ready."),
      anchor: place?.anchor,
      cancel: () => {
        controller.abort();
      },
    });
    try {
      const result = await this.#run({ problem, ...manner }, controller, (solving) => {
        task.show(
          { ...content(solving), tokensPerSecond: meter.tokensPerSecond },
          progressOf(solving),
        );
      });
      task.end(phaseOfSolve(result), result.kind === "solved" ? content(result.solving) : {});
      return result;
    } finally {
      task.end(phase("failed", faultInWords()));
    }
  }

  async #run(
    ask: Ask,
    controller: AbortController,
    onProgress: (solving: Solving) => void,
  ): Promise<SolveResult> {
    const shown = {
      title: l10n.t("Llemma solves"),
      location: this.#parts.panel.progressAt,
      over: controller.signal,
    };
    return await withCancel(shown, (signal, tell) => {
      let told = "";
      return this.#parts.solver.solve(ask, signal, (solving) => {
        onProgress(solving);
        if (controller !== this.#running) return;
        this.#heard(solving);
        const { samples, setup } = solving;
        const message = l10n.t("{0} of {1} samples", samples.length, setup.samples);
        if (message !== told) tell({ message });
        told = message;
      });
    });
  }

  #heard(solving: Solving): void {
    const had = (this.#latest?.tally.clusters.length ?? 0) > 0;
    if (!had && solving.tally.clusters.length > 0) void hasSolution(true);
    this.#latest = solving;
    this.#shown.grew();
  }
}

function inOneLine(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, " ");
  return line.length <= 80 ? line : `${line.slice(0, 79)}…`;
}

async function hasSolution(there: boolean): Promise<void> {
  await commands.executeCommand("setContext", "llemma.hasSolution", there);
}
