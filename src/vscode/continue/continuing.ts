import { commands, env, l10n, window, type TextDocument } from "vscode";
import { anchorAt } from "../../core/anchor.ts";
import type { Clock } from "../../core/clock.ts";
import type { Continuer, ContinueResult, Continuing } from "../../core/continue/continuer.ts";
import { continuationAt, type NoContinuation, type Selected } from "../../core/continue/place.ts";
import { failureIn, report, stepsInWords, unchecked } from "../../core/continue/report.ts";
import { explainFailure } from "../../core/failure.ts";
import { counted } from "../../core/derive/words.ts";
import { createContinueContent, phaseOfContinuing } from "../../core/panel/continueContent.ts";
import type { Meter } from "../../core/panel/meter.ts";
import { phase } from "../../core/panel/phase.ts";
import type { RunningTask } from "../../core/panel/tasks.ts";
import { createAnswerDocument, type AnswerDocument } from "../answerDocument.ts";
import { documentOf } from "../convert.ts";
import type { Projects } from "../latex/projects.ts";
import type { Notifier } from "../notify.ts";
import { followOrigin, type Added, type Origin } from "../origin.ts";
import type { Panel } from "../panel/createPanel.ts";
import { whereIs } from "../panel/place.ts";
import { withCancel } from "../progress.ts";
import { registerStepLenses } from "./stepLenses.ts";

const continuationScheme = "llemma-continuation";

interface Parts {
  readonly continuer: Continuer;
  readonly meter: Meter;
  readonly panel: Panel;
  readonly projects: Projects;
  readonly notifier: Notifier;
  readonly clock: Clock;
}

/** Where a run started, and what of it is in the text. */
interface Start {
  readonly uri: string;
  readonly version: number;
  readonly selected: Selected;
  readonly sample: number;
  readonly origin: Origin;
  readonly inserted: { readonly steps: readonly number[]; readonly added: Added }[];
}

/** Continues proofs for the window, one at a time. */
export class ContinueFeature {
  readonly #parts: Parts;
  readonly #shown: AnswerDocument;
  readonly #lenses = registerStepLenses(continuationScheme);
  #running = new AbortController();
  #start: Start | undefined;
  #latest: Continuing | undefined;
  /** Why there is none. */
  #none: string | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#shown = createAnswerDocument({
      scheme: continuationScheme,
      title: "continuation",
      text: () => {
        if (this.#latest !== undefined) return report(this.#latest);
        return this.#none === undefined ? undefined : `# ${unchecked}\n\n${this.#none}\n`;
      },
      clock: parts.clock,
    });
  }

  /** Writes what may follow a place. At the same place of the same text again, something else. */
  async start(document: TextDocument, selected: Selected): Promise<void> {
    const place = continuationAt(documentOf(document), selected);
    if (place.kind === "noPlace") {
      await this.#refuse(place);
      return;
    }
    this.stop();
    const controller = (this.#running = new AbortController());
    const start = (this.#start = this.#startAt(document, selected));
    this.#latest = this.#none = undefined;
    await hasSteps(false);
    if (!this.#parts.panel.isVisible) await this.#shown.show();
    const result = await this.#run(document, start, controller);
    if (controller !== this.#running) return;
    this.#none = whyNone(result);
    this.#shown.grew();
    const { notifier } = this.#parts;
    // Whoever called does not wait for the person to read it.
    this.#tell(result).catch((error: unknown) => {
      notifier.bug("llemma.continueProof", error);
    });
  }

  /** The steps that there are, and which of them stand in the text. */
  get steps(): { readonly all: Continuing["steps"]; readonly standing: ReadonlySet<number> } {
    const inserted = (this.#start?.inserted ?? []).filter(({ added }) => added.stands());
    return {
      all: this.#latest?.steps ?? [],
      standing: new Set(inserted.flatMap(({ steps }) => steps)),
    };
  }

  /** Puts steps into the text, behind those that stand there already, as one step to undo. */
  async insert(steps: readonly number[]): Promise<void> {
    const { all } = this.steps;
    const text = steps.map((step) => all[step]?.text ?? "").join("");
    if (text === "") {
      await window.showInformationMessage(l10n.t("Llemma: there is nothing to insert."));
      return;
    }
    const added = await this.#start?.origin.add(text);
    if (added !== undefined) {
      this.#start?.inserted.push({ steps, added });
      return;
    }
    await env.clipboard.writeText(text);
    await window.showWarningMessage(
      l10n.t("Llemma: the place is not where it was. The text is in the clipboard instead."),
    );
  }

  stop(): void {
    this.#running.abort();
  }

  dispose(): void {
    this.stop();
    this.#start?.origin.dispose();
    this.#lenses.dispose();
    this.#shown.dispose();
  }

  #startAt(document: TextDocument, selected: Selected): Start {
    const uri = document.uri.toString();
    const { version } = document;
    const { end } = selected;
    const last = this.#start;
    last?.origin.dispose();
    const isSame = last?.uri === uri && last.version === version && last.selected.end === end;
    const origin = followOrigin(document, { start: Math.max(0, end - 400), end });
    const sample = isSame ? last.sample + 1 : 0;
    return { uri, version, selected, sample, origin, inserted: [] };
  }

  async #run(
    document: TextDocument,
    { selected, sample }: Start,
    controller: AbortController,
  ): Promise<ContinueResult> {
    const shown = {
      title: l10n.t("Llemma continues"),
      location: this.#parts.panel.progressAt,
      over: controller.signal,
    };
    const text = documentOf(document);
    const place = { document: { ...text, text: text.text }, selected, sample };
    return await withCancel(shown, async (signal, tell) => {
      let told = 0;
      const task = this.#task(document, selected, controller);
      try {
        const project = await this.#parts.projects.current(document);
        const ask = { ...place, project };
        return await this.#parts.continuer.continue(ask, signal, (continuing) => {
          task.show(continuing);
          if (controller !== this.#running) return;
          this.#heard(continuing);
          const { length } = continuing.steps;
          if (length !== told) tell({ message: counted(length, "step") });
          told = length;
        });
      } finally {
        task.end();
      }
    });
  }

  /** A task of the panel, from the first word on. */
  #task(
    document: TextDocument,
    { end }: Selected,
    controller: AbortController,
  ): { show(continuing: Continuing): void; end(): void } {
    const { panel, meter } = this.#parts;
    const about = {
      kind: "continue",
      title: l10n.t("Continue the proof"),
      where: whereIs(document, end),
      sentence: l10n.t("The model is getting ready."),
      anchor: anchorAt(documentOf(document), { start: Math.max(0, end - 400), end }),
      cancel: () => {
        controller.abort();
      },
    } as const;
    const content = createContinueContent();
    let task: RunningTask | undefined;
    return {
      show: (continuing) => {
        task ??= panel.begin(about);
        const phase = phaseOfContinuing(continuing);
        const shown = { ...content(continuing), tokensPerSecond: meter.tokensPerSecond };
        if (phase.kind === "running") task.show(shown, phase.sentence);
        else task.end(phase, shown);
      },
      end: () => {
        task?.end(phase("cancelled", l10n.t("It came to no end.")));
      },
    };
  }

  #heard(continuing: Continuing): void {
    const had = (this.#latest?.steps.length ?? 0) > 0;
    if (!had && continuing.steps.length > 0) void hasSteps(true);
    this.#latest = continuing;
    this.#shown.grew();
  }

  /** Says how it ended, and offers what can be done with it. */
  async #tell(result: ContinueResult): Promise<void> {
    switch (result.kind) {
      case "cancelled":
        return;
      case "noPlace":
        return;
      case "continued":
        await this.#tellEnding(result.continuing);
        return;
      default:
        this.#parts.notifier.failure(result, true);
    }
  }

  async #refuse(place: NoContinuation): Promise<void> {
    const tactics = l10n.t("Suggest Tactics");
    const actions = place.reason === "lean" ? [tactics] : [];
    const chosen = await window.showInformationMessage(`Llemma: ${place.words}`, ...actions);
    if (chosen === tactics) await commands.executeCommand("llemma.suggestTactics");
  }

  async #tellEnding({ steps, ending }: Continuing): Promise<void> {
    const failure = failureIn(ending);
    if (failure !== undefined) this.#parts.notifier.failure(failure, true);
    // Who cancelled knows it; after a failure one message is enough.
    if (failure !== undefined || ending?.kind === "cancelled") return;
    if (this.#parts.panel.isVisible) return;
    const insert = l10n.t("Insert…");
    const actions = steps.length === 0 ? [] : [insert];
    const message = `${unchecked}: ${stepsInWords(steps)}.`;
    const chosen = await window.showInformationMessage(message, ...actions);
    if (chosen === insert) await commands.executeCommand("llemma.insertContinuation");
  }
}

/** Why nothing was written; undefined when something was. */
function whyNone(result: ContinueResult): string | undefined {
  switch (result.kind) {
    case "continued":
      return undefined;
    case "cancelled":
      return l10n.t("Cancelled.");
    case "noPlace":
      return result.words;
    default:
      return explainFailure(result).sentence;
  }
}

async function hasSteps(there: boolean): Promise<void> {
  await commands.executeCommand("setContext", "llemma.hasContinuation", there);
}
