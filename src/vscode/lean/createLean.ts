import path from "node:path";
import { Disposable, Uri, workspace, type ExtensionContext, type LogOutputChannel } from "vscode";
import { createLeanChecker } from "../../core/check/createLeanChecker.ts";
import type { ConnectedLean } from "../../core/check/projectLean.ts";
import type { Clock } from "../../core/clock.ts";
import type { LeanChecker, LeanProblem } from "../../core/lean.ts";
import type { Settings } from "../../core/settings.ts";
import type { LeanProgram } from "../../node/lean/process.ts";
import type { Notifier } from "../notify.ts";
import type { SettingsWatch } from "../settings.ts";
import { problemIn } from "../../core/leanStatus.ts";
import { registerCodeActions } from "./codeActions.ts";
import { createLeanClients } from "./leanClients.ts";
import { findLeanExtension, type LeanExtension } from "./leanExtension.ts";
import { showLeanStatus } from "./leanStatusItem.ts";
import { createMarks, type Marks } from "./mark.ts";

const languageIds = ["lean4", "lean"];

type Context = Pick<ExtensionContext, "extensionUri">;

interface Parts {
  readonly watch: SettingsWatch;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly log: LogOutputChannel;
}

/** What the rest of the extension needs of Lean. */
export interface Lean {
  readonly checker: LeanChecker;
  readonly marks: Marks;
  readonly disposable: Disposable;
}

/** Joins all that has to do with Lean. Nothing is started before there is a Lean document. */
export function createLean(
  { extensionUri }: Context,
  { watch, notifier, clock, log }: Parts,
): Lean {
  const extension = findLeanExtension(log, clock);
  const programOf = (project: string): Promise<LeanProgram | LeanProblem> =>
    leanProgram(project, watch.settings["lean.path"]);
  const checker = createLeanChecker({
    projectOf,
    connect: (project) =>
      connect({ mode: watch.settings["lean.check"], extension, programOf }, project),
    trusted: () => workspace.isTrusted,
    clock,
    log,
  });
  const clients = createLeanClients({
    wanted: () =>
      workspace.isTrusted && watch.settings["lean.check"] !== "off" && !extension.present,
    projectOf,
    programOf,
    onProblem: notifier.lean,
    log,
  });
  const marks = createMarks(extensionUri);
  const disposable = Disposable.from(
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
    showLeanStatus(checker, marks, languageIds),
    registerCodeActions(languageIds),
  );
  return { checker, marks, disposable };
}

interface Ways {
  readonly mode: Settings["lean.check"];
  readonly extension: LeanExtension;
  readonly programOf: (project: string) => Promise<LeanProgram | LeanProblem>;
}

/** A server to check on, as the person wants it. */
async function connect(
  { mode, extension, programOf }: Ways,
  project: string,
): Promise<ConnectedLean | LeanProblem> {
  if (mode === "off") return { kind: "leanOff" };
  const shared =
    mode === "shared" && extension.present ? await extension.connect(project) : undefined;
  if (shared !== undefined) {
    return { kind: "connected", connection: shared, copyOf, end: () => undefined };
  }
  const program = await programOf(project);
  if ("kind" in program) return program;
  const { startLean } = await import("./lazy.ts");
  return await startLean(withoutDelay(program));
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
