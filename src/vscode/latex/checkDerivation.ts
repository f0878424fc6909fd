import {
  CodeAction,
  CodeActionKind,
  Diagnostic,
  DiagnosticSeverity,
  Disposable,
  l10n,
  languages,
  window,
  workspace,
  type Range,
  type TextDocument,
} from "vscode";
import { macrosAt, type Project } from "../../core/context/latex/project.ts";
import { whyUnread } from "../../core/context/readable.ts";
import { siteAt } from "../../core/context/latex/site.ts";
import { checkDerivation, type CheckedStep } from "../../core/derive/checkDerivation.ts";
import { formulaAt, formulaIn, type FoundFormula } from "../../core/derive/derivationAt.ts";
import { stepsOf } from "../../core/derive/steps.ts";
import { stepInWords, summaryOf } from "../../core/derive/words.ts";
import { rangeOf } from "../convert.ts";
import type { Projects } from "./projects.ts";
import type { Structures } from "./structures.ts";

/** How long the summary stands in the status bar, in milliseconds. */
const summaryFor = 10_000;
const kind = CodeActionKind.Empty.append("llemma");
const selector = ["latex", "tex", "markdown"].map((language) => ({ language }));

interface Parts {
  readonly structures: Structures;
  readonly projects: Projects;
}

/** Tests derivations with numbers and shows the verdicts until the text changes. Asks no model. */
export class DerivationChecks {
  readonly #shown = languages.createDiagnosticCollection("Llemma");
  readonly #structureOf: Structures;
  readonly #listeners = Disposable.from(
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) this.#shown.delete(document.uri);
    }),
    workspace.onDidCloseTextDocument(({ uri }) => {
      this.#shown.delete(uri);
    }),
    languages.registerCodeActionsProvider(
      selector,
      { provideCodeActions: (document, range) => this.#offer(document, range) },
      { providedCodeActionKinds: [kind] },
    ),
  );

  readonly #projects: Projects;

  constructor({ structures, projects }: Parts) {
    this.#structureOf = structures;
    this.#projects = projects;
  }

  /** Checks what is selected, or the formula at the cursor. */
  async check(): Promise<void> {
    const editor = window.activeTextEditor;
    if (editor === undefined) {
      await tell(noEquation());
      return;
    }
    const { document, selection } = editor;
    const { version } = document;
    const unread = whyUnread(document.getText());
    if (unread !== undefined) {
      await tell(unread);
      return;
    }
    this.#shown.delete(document.uri);
    const project = await this.#projects.read(document);
    // Someone typed on: the places would be wrong.
    if (document.version !== version) return;
    const formula = this.#formulaIn(document, selection, project);
    if (formula === undefined) {
      await tell(selection.isEmpty ? noEquation() : overTheEdge());
      return;
    }
    const cursor = { uri: document.uri.toString(), offset: formula.at };
    const steps = checkDerivation({ ...formula, macros: macrosAt(project, cursor) });
    if (steps.length === 0) {
      await tell(noEquation());
      return;
    }
    this.#shown.set(
      document.uri,
      steps.map((step) => diagnosticOf(document, step)),
    );
    window.setStatusBarMessage(`Llemma: ${summaryOf(steps)}`, summaryFor);
  }

  dispose(): void {
    Disposable.from(this.#listeners, this.#shown).dispose();
  }

  #formulaIn(document: TextDocument, range: Range, project?: Project): FoundFormula | undefined {
    const structure = this.#structureOf(document);
    const files = [...(project?.files.values() ?? [])];
    const others = files.filter((file) => file !== structure);
    const [at, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    return range.isEmpty
      ? formulaAt(structure, at, others)
      : formulaIn(structure, { at, end }, others);
  }

  /** The light bulb comes for a display or a selection that has something to check. */
  #offer(document: TextDocument, range: Range): CodeAction[] {
    const at = document.offsetAt(range.start);
    if (whyUnread(document.getText()) !== undefined) return [];
    if (range.isEmpty && siteAt(this.#structureOf(document), at).mode !== "displayMath") return [];
    const formula = this.#formulaIn(document, range);
    if (formula === undefined || stepsOf(formula.tex, formula.at).length === 0) return [];
    const action = new CodeAction(l10n.t("Check Derivation with Llemma"), kind);
    action.command = { command: "llemma.checkDerivation", title: action.title };
    return [action];
  }
}

/** Stands at the right side: the left one is the step before. */
function diagnosticOf(document: TextDocument, step: CheckedStep): Diagnostic {
  const range = rangeOf(document, { start: step.to.at, end: step.to.end });
  const { Information, Warning } = DiagnosticSeverity;
  const severity = step.verdict.kind === "refuted" ? Warning : Information;
  const diagnostic = new Diagnostic(range, stepInWords(step), severity);
  diagnostic.source = "Llemma";
  return diagnostic;
}

async function tell(message: string): Promise<void> {
  await window.showInformationMessage(`Llemma: ${message}`);
}

function noEquation(): string {
  return l10n.t("there is no equation at the cursor.");
}

function overTheEdge(): string {
  return l10n.t("the selection goes over the edge of a formula. Select within one.");
}
