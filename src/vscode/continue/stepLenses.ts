import { CodeLens, l10n, languages, Range, type Disposable } from "vscode";
import { stepLines } from "../../core/continue/report.ts";

/** Puts what inserts a step above each step of a continuation. */
export function registerStepLenses(scheme: string): Disposable {
  const command = "llemma.insertContinuation";
  return languages.registerCodeLensProvider(
    { scheme },
    {
      provideCodeLenses: (document) =>
        stepLines(document.getText()).flatMap((line, step) => {
          const range = new Range(line, 0, line, 0);
          const [one, upToHere] = [l10n.t("Insert"), l10n.t("Insert all up to here")];
          const alone = new CodeLens(range, { title: one, command, arguments: [{ step }] });
          if (step === 0) return [alone];
          const all = { title: upToHere, command, arguments: [{ upTo: step }] };
          return [alone, new CodeLens(range, all)];
        }),
    },
  );
}
