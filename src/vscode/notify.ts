import { l10n, window } from "vscode";
import { explainFailure, passesByItself } from "../core/failure.ts";
import type { LeanProblem } from "../core/lean.ts";
import { explainLeanProblem } from "../core/leanProblem.ts";
import { needsNoMessage } from "../core/leanStatus.ts";
import type { Logger } from "../core/log.ts";
import type { CreateFailure, PullFailure } from "../core/model.ts";
import type { SettingProblem } from "../core/settings.ts";
import type { Action, Actions } from "./actions.ts";

/** The one gate for messages: whatever wants to tell a person something goes through here. */
export interface Notifier {
  /** What typing runs into is told once until the model is ready again; what a person asked for, always. */
  failure(failure: CreateFailure | PullFailure, asked: boolean, ...first: readonly Action[]): void;
  /** Lean cannot be asked: each kind of reason is told once until `forgetLean`. */
  readonly lean: (problem: LeanProblem) => void;
  /** A setting has a value that does not fit. */
  readonly setting: (problem: SettingProblem) => void;
  /** Something that a person asked for is done. */
  done(message: string, ...actions: readonly Action[]): void;
  /** Something happened that should not. */
  bug(where: string, error: unknown): void;
  /** The model is ready, or another one is wanted: whatever goes wrong from now on is news. */
  forget(): void;
  /** Lean is looked for in another place or way. */
  forgetLean(): void;
}

type Tell = (message: string, ...titles: string[]) => Thenable<string | undefined>;

export function createNotifier(actions: Actions, log: Logger): Notifier {
  const told = new Set<string>();
  const toldOfLean = new Set<string>();

  const show = showerFor(log);
  const warn = (message: string, offered: readonly Action[]): void => {
    show(message, offered, window.showWarningMessage);
  };

  return {
    failure: (failure, asked, ...first) => {
      const known = told.has(failure.kind);
      if (known && !asked) return;
      told.add(failure.kind);
      const { sentence, advice, action, alternative = action } = explainFailure(failure);
      if (!known) log.warn(`${sentence} ${advice}`);
      if (asked || !passesByItself(failure))
        warn(`Llemma: ${sentence} ${advice}`, [
          ...new Set([...first, actions[action], actions[alternative]]),
        ]);
    },
    lean: (problem) => {
      if (toldOfLean.has(problem.kind)) return;
      toldOfLean.add(problem.kind);
      const { sentence, advice } = explainLeanProblem(problem);
      log.warn(`${sentence} ${advice}`);
      const action = problem.kind === "untrusted" ? actions.trust : actions.openSettings;
      if (!needsNoMessage(problem)) warn(`Llemma: ${sentence} ${advice}`, [action]);
    },
    setting: (problem) => {
      const message = misfit(problem);
      log.warn(message);
      warn(message, [actions.openSettings]);
    },
    done: (message, ...offered) => {
      log.info(message);
      show(message, offered, window.showInformationMessage);
    },
    bug: (where, error) => {
      log.error(`${where}: ${traceOf(error)}`);
      if (!told.has("bug")) {
        warn(faultInWords(), [actions.showLog]);
      }
      told.add("bug");
    },
    forget: told.clear.bind(told),
    forgetLean: toldOfLean.clear.bind(toldOfLean),
  };
}

/** What is said of an exception: it is a fault of ours. */
export function faultInWords(): string {
  return l10n.t("Llemma ran into a fault of its own; the log tells more.");
}

/** Shows a message with what can be done about it, and does what is chosen. */
function showerFor(log: Logger) {
  return (message: string, offered: readonly Action[], tell: Tell): void => {
    tell(message, ...offered.map(({ title }) => title)).then(
      (chosen) => offered.find(({ title }) => title === chosen)?.run(),
      (error: unknown) => {
        log.error(String(error));
      },
    );
  };
}

function misfit({ name, value }: SettingProblem): string {
  return l10n.t(
    "The setting llemma.{0} cannot be {1}; its default is used.",
    name,
    JSON.stringify(value),
  );
}

function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
