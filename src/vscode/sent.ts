import { Disposable, EventEmitter, l10n, Uri, window, workspace } from "vscode";
import { called } from "../core/demoModel.ts";
import { explainFailure } from "../core/failure.ts";
import type { CompletionEnd, Usage } from "../core/model.ts";
import type { Exchange, Session } from "../core/session.ts";

const scheme = "llemma-sent";
const uri = Uri.from({ scheme, path: "/Llemma, last request.txt" });

/** The read-only document with the last request and its answer. */
export interface SentDocument {
  /** Shows the last request as it is now. */
  show(): Promise<void>;
  dispose(): void;
}

export function createSentDocument(session: Session): SentDocument {
  const changed = new EventEmitter<Uri>();
  const registration = workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: () => describe(session.lastExchange),
  });
  return {
    show: async () => {
      changed.fire(uri);
      await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
    },
    dispose: () => {
      Disposable.from(registration, changed).dispose();
    },
  };
}

function describe(exchange: Exchange | undefined): string {
  if (exchange === undefined) return l10n.t("Nothing was sent since this window was opened.");
  const { url, target, sent, answer } = exchange;
  const { prompt, ...options } = { ...sent.body, prompt: exchange.request.prompt };
  const sections = [
    section(l10n.t("server"), `POST ${url}${sent.path}`),
    section(l10n.t("model"), called(target.model)),
    section(l10n.t("how it ended"), ending(exchange)),
    section(l10n.t("options"), JSON.stringify(options, undefined, 2)),
    section(l10n.t("prompt, {0} characters", prompt.length), prompt),
    section(l10n.t("answer, {0} characters", answer.length), answer),
  ];
  return `${sections.join("\n\n")}\n`;
}

function section(title: string, text: string): string {
  return `──── ${title} ────\n${text}`;
}

function ending({ end }: Exchange): string {
  if (end === undefined) return l10n.t("It is still running.");
  switch (end.kind) {
    case "aborted":
      return l10n.t("The extension ended it: the step was complete, or not wanted any more.");
    case "end":
      return [reason(end.reason), ...(end.usage === undefined ? [] : [counted(end.usage)])].join(
        " ",
      );
    default:
      return explainFailure(end).sentence;
  }
}

function reason(of: CompletionEnd["reason"]): string {
  switch (of) {
    case "stop":
      return l10n.t("The model came to its end or to a stop string.");
    case "length":
      return l10n.t("The model wrote as many tokens as it may.");
    case "closed":
      return l10n.t("The server closed the connection without a last message.");
  }
}

function counted({ promptTokens, promptMs, answerTokens, answerMs }: Usage): string {
  return l10n.t(
    "{0} tokens of prompt, read in {1} ms where they were new; {2} tokens of answer in {3} ms.",
    promptTokens,
    Math.round(promptMs),
    answerTokens,
    Math.round(answerMs),
  );
}
