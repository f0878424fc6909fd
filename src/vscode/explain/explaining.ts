import { commands, env, l10n, Uri, window, type Range, type TextDocument } from "vscode";
import { anchorAt } from "../../core/anchor.ts";
import type { Clock } from "../../core/clock.ts";
import { macrosAt, type Project } from "../../core/context/latex/project.ts";
import { positionAt } from "../../core/document.ts";
import type { Explainer, Explanation, Place, Question } from "../../core/explain/explanation.ts";
import { insertionOf, type ExplanationForm } from "../../core/explain/insertion.ts";
import { locate } from "../../core/explain/locate.ts";
import { questionOf } from "../../core/explain/question.ts";
import { report } from "../../core/explain/report.ts";
import { endingInWords, failureIn, refusalInWords } from "../../core/explain/words.ts";
import {
  createExplainContent,
  linksOf,
  phaseOfExplanation,
} from "../../core/panel/explainContent.ts";
import { macrosIn } from "../../core/panel/mathsPlace.ts";
import { phase } from "../../core/panel/phase.ts";
import type { Links } from "../../core/panel/tasks.ts";
import type { Meter } from "../../core/panel/meter.ts";
import { createAnswerDocument, type AnswerDocument } from "../answerDocument.ts";
import { documentOf } from "../convert.ts";
import type { Projects } from "../latex/projects.ts";
import type { Structures } from "../latex/structures.ts";
import { faultInWords, type Notifier } from "../notify.ts";
import { followOrigin, type Origin } from "../origin.ts";
import type { Panel } from "../panel/createPanel.ts";
import { whereIs } from "../panel/place.ts";
import { withCancel } from "../progress.ts";
import { followLinks } from "./links.ts";

const scheme = "llemma-explanation";

interface Parts {
  readonly explainer: Explainer;
  readonly meter: Meter;
  readonly panel: Panel;
  readonly structures: Structures;
  readonly projects: Projects;
  readonly notifier: Notifier;
  readonly clock: Clock;
}

interface ExplainTask {
  show(explanation: Explanation): void;
  /** Undefined: something went wrong that should not. */
  end(explanation: Explanation | undefined): void;
}

/** Explains equations in the window, one at a time. */
export class ExplainFeature {
  readonly #parts: Parts;
  readonly #shown: AnswerDocument;
  readonly #links = followLinks(scheme);
  #running = new AbortController();
  #origin: Origin | undefined;
  #latest: Explanation | undefined;
  /** The text of the file as it was when it was asked about: places are in it. */
  #lines: ReadonlyMap<string, string> = new Map();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#shown = createAnswerDocument({
      scheme,
      title: "explanation",
      text: () =>
        this.#latest === undefined
          ? undefined
          : report(this.#latest, (place) => this.#named(place)),
      clock: parts.clock,
    });
  }

  /** Explains what is selected, or the equation at the cursor. One that is under way ends. */
  async explain(document: TextDocument, selection: Range): Promise<void> {
    const { structures, projects } = this.#parts;
    const text = documentOf(document);
    const [start, end] = [document.offsetAt(selection.start), document.offsetAt(selection.end)];
    const located = locate(text, () => structures(document), { start, end });
    if (located.kind !== "located") {
      await window.showInformationMessage(`Llemma: ${refusalInWords(located)}`);
      return;
    }
    this.stop();
    const controller = (this.#running = new AbortController());
    this.#origin?.dispose();
    const { outer } = located;
    // From here on the place is followed, whatever the files take to be read.
    this.#origin = followOrigin(document, {
      start: outer.at,
      end: document.offsetAt(document.lineAt(document.positionAt(outer.end)).range.end),
    });
    const project = await projects.read(document);
    if (controller !== this.#running) return;
    this.#lines = new Map([...project.files].map(([uri, file]) => [uri, file.text]));
    this.#latest = undefined;
    await hasExplanation(false);
    const question = questionOf(located, text, project);
    const task = this.#begin(document, question, { project, controller });
    if (!this.#parts.panel.isVisible) await this.#shown.show();
    const explanation = await this.#run(question, controller, task);
    if (controller === this.#running) this.#tell(explanation);
  }

  /** Puts the last explanation below its equation. */
  async insert(form: ExplanationForm): Promise<void> {
    const languageId = this.#origin?.languageId ?? "markdown";
    const text =
      this.#latest === undefined ? undefined : insertionOf(this.#latest, form, languageId);
    if (text === undefined) {
      await window.showInformationMessage(l10n.t("Llemma: there is no explanation to insert."));
      return;
    }
    if ((await this.#origin?.insert(text, "below")) === true) return;
    await env.clipboard.writeText(text);
    await window.showWarningMessage(
      l10n.t("Llemma: the equation is not where it was. The text is in the clipboard instead."),
    );
  }

  stop(): void {
    this.#running.abort();
  }

  dispose(): void {
    this.stop();
    this.#origin?.dispose();
    this.#shown.dispose();
    this.#links.dispose();
  }

  /** As a task of the panel. */
  #begin(
    document: TextDocument,
    question: Question,
    run: { readonly project: Project; readonly controller: AbortController },
  ): ExplainTask {
    const { panel, meter } = this.#parts;
    const { place } = question;
    const links = linksOf(question, (one) => this.#named(one).name);
    const content = createExplainContent(links);
    const cursor = { uri: place.uri, offset: place.at };
    const task = panel.begin({
      kind: "explain",
      title: l10n.t("Explain the equation"),
      where: whereIs(document, place.at),
      sentence: l10n.t("The model is getting ready."),
      macros: macrosIn(question.tex, macrosAt(run.project, cursor)),
      anchor: anchorAt(documentOf(document), { start: place.at, end: place.end }),
      links: Object.fromEntries(links.map((one) => [one.id, this.#linked(one.place)])),
      cancel: () => {
        run.controller.abort();
      },
    });
    const shown = (explanation: Explanation): Parameters<typeof task.show>[0] => ({
      sections: content(explanation),
      tokensPerSecond: meter.tokensPerSecond,
    });
    return {
      show: (explanation) => {
        task.show(shown(explanation), phaseOfExplanation(explanation).sentence);
      },
      end: (explanation) => {
        if (explanation === undefined) task.end(phase("failed", faultInWords()));
        else task.end(phaseOfExplanation(explanation), shown(explanation));
      },
    };
  }

  #linked({ uri, at }: Place): Links[string] {
    return { uri, ...positionAt(this.#lines.get(uri) ?? "", at) };
  }

  async #run(
    question: Question,
    controller: AbortController,
    task: ExplainTask,
  ): Promise<Explanation> {
    const shown = {
      title: l10n.t("Llemma explains"),
      location: this.#parts.panel.progressAt,
      over: controller.signal,
    };
    return await withCancel(shown, async (signal) => {
      let ended: Explanation | undefined;
      try {
        ended = await this.#parts.explainer.explain(question, signal, (explanation) => {
          task.show(explanation);
          if (controller === this.#running) this.#heard(explanation);
        });
        return ended;
      } finally {
        task.end(ended);
      }
    });
  }

  #heard(explanation: Explanation): void {
    const had = isInsertable(this.#latest);
    this.#latest = explanation;
    if (!had && isInsertable(explanation)) void hasExplanation(true);
    this.#shown.grew();
  }

  #tell(explanation: Explanation): void {
    const { notifier } = this.#parts;
    const { ending, text } = explanation;
    if (ending === undefined || ending.kind === "cancelled") return;
    const failure = failureIn(ending);
    if (failure !== undefined) {
      notifier.failure(failure, true);
      return;
    }
    if (text !== "" && this.#parts.panel.isVisible) return;
    // Whoever called does not wait for the person to read it.
    offer(explanation).catch((error: unknown) => {
      notifier.bug("llemma.explain", error);
    });
  }

  #named({ uri, at }: Place): { readonly name: string; readonly link: string } {
    const { line, character } = positionAt(this.#lines.get(uri) ?? "", at);
    const file = Uri.parse(uri);
    const name = file.path.split("/").at(-1) ?? "";
    const link = file.with({ fragment: `L${line + 1},${character + 1}` });
    return { name: l10n.t("{0}, line {1}", name, line + 1), link: link.toString() };
  }
}

/** Says that it is there, or why not, and what can be done with it. */
async function offer(explanation: Explanation): Promise<void> {
  const { ending, text } = explanation;
  const problem = ending === undefined || text !== "" ? undefined : endingInWords(ending);
  const insert = l10n.t("Insert…");
  const chosen = await window.showInformationMessage(
    `Llemma: ${problem ?? l10n.t("the equation is explained beside the text, unchecked.")}`,
    ...(isInsertable(explanation) ? [insert] : []),
  );
  if (chosen === insert) await commands.executeCommand("llemma.insertExplanation");
}

function isInsertable(explanation: Explanation | undefined): boolean {
  return explanation !== undefined && insertionOf(explanation, "comment", "latex") !== undefined;
}

async function hasExplanation(there: boolean): Promise<void> {
  await commands.executeCommand("setContext", "llemma.hasExplanation", there);
}
