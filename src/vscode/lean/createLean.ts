import path from "node:path";
import { Disposable, Uri, workspace, type LogOutputChannel } from "vscode";
import { createLeanChecker } from "../../core/check/createLeanChecker.ts";
import type { ConnectedLean } from "../../core/check/projectLean.ts";
import type { Clock } from "../../core/clock.ts";
import type { LeanChecker, LeanProblem } from "../../core/lean.ts";
import type { LeanProgram } from "../../node/lean/process.ts";
import type { Notifier } from "../notify.ts";
import type { SettingsWatch } from "../settings.ts";
import { problemIn } from "../../core/leanStatus.ts";
import { registerCodeActions } from "./codeActions.ts";
import { followProofs } from "./followProofs.ts";
import { createLeanClients } from "./leanClients.ts";
import { findLeanExtension } from "./leanExtension.ts";
import { showLeanStatus } from "./leanStatusItem.ts";
import { createMarks, type Marks } from "./mark.ts";

const languageIds = ["lean4", "lean"];

interface Parts {
  readonly extensionUri: Uri;
  readonly watch: SettingsWatch;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly log: LogOutputChannel;
}

/** What the rest of the extension needs of Lean. */
export interface Lean {
  readonly checker: LeanChecker;
  readonly marks: Marks;
  dispose(): void;
}

/** Joins all that has to do with Lean. Nothing is started before there is a Lean document. */
export function createLean({ extensionUri, watch, notifier, clock, log }: Parts): Lean {
  const extension = findLeanExtension(log, clock);
  const mode = (): "own" | "shared" | "off" => watch.settings["lean.check"];
  const programOf = (project: string): Promise<LeanProgram | LeanProblem> =>
    leanProgram(project, watch.settings["lean.path"]);

  async function connect(project: string): Promise<ConnectedLean | LeanProblem> {
    if (mode() === "off") return { kind: "leanOff" };
    const shared =
      mode() === "shared" && extension.present ? await extension.connect(project) : undefined;
    if (shared !== undefined) {
      return { kind: "connected", connection: shared, copyOf, end: () => undefined };
    }
    const program = await programOf(project);
    if ("kind" in program) return program;
    const { startLean } = await import("./lazy.ts");
    return await startLean(withoutDelay(program));
  }

  const checker = createLeanChecker({
    projectOf,
    connect,
    trusted: () => workspace.isTrusted,
    clock,
    log,
  });
  const clients = createLeanClients({
    wanted: () => workspace.isTrusted && mode() !== "off" && !extension.present,
    projectOf,
    programOf,
    onProblem: notifier.lean,
    log,
  });
  const marks = createMarks(extensionUri);
  const parts = Disposable.from(
    extension,
    checker,
    clients,
    marks,
    new Disposable(
      checker.onState((state) => {
        const problem = problemIn(state);
        if (problem !== undefined) notifier.lean(problem);
      }),
    ),
    watch.onChange(({ lean }) => {
      if (!lean) return;
      notifier.forgetLean();
      checker.restart();
      clients.restart();
    }),
    workspace.onDidGrantWorkspaceTrust(() => {
      checker.restart();
    }),
    followProofs({ checker, clock, languageIds }),
    showLeanStatus(checker, marks, languageIds),
    registerCodeActions(languageIds),
  );
  return {
    checker,
    marks,
    dispose: () => {
      parts.dispose();
    },
  };
}

/** The person's own server has the document itself open. */
function copyOf(uri: string): string {
  return uri.replace(/(?:\.lean)?$/, ".llemma.lean");
}

function withoutDelay(program: LeanProgram): LeanProgram {
  return { ...program, args: [...program.args, "-Dserver.reportDelayMs=0"] };
}
function projectOf(uri: string): string {
  return path.dirname(Uri.parse(uri).fsPath);
}
function leanProgram(cwd: string, command: string): Promise<LeanProgram | LeanProblem> {
  return Promise.resolve({ command: command || "lean", args: ["--server"], cwd });
}
