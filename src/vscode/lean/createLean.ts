import { Disposable, Uri, workspace, type ExtensionContext, type LogOutputChannel } from "vscode";
import { createLeanChecker } from "../../core/check/createLeanChecker.ts";
import type { ConnectedLean } from "../../core/check/projectLean.ts";
import type { Clock } from "../../core/clock.ts";
import type { LeanChecker, LeanProblem } from "../../core/lean.ts";
import type { Settings } from "../../core/settings.ts";
import { projectFolder, serverProgram } from "../../node/lean/project.ts";
import type { ToolchainQuery } from "../../node/lean/toolchain.ts";
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
  const toolchainFor = (folder: string): ToolchainQuery => ({
    folder,
    setting: watch.settings["lean.path"],
    env: process.env,
  });
  const checker = createLeanChecker({
    projectOf,
    connect: (project) => connect(watch.settings["lean.check"], extension, toolchainFor(project)),
    trusted: () => workspace.isTrusted,
    clock,
    log,
  });
  const clients = createLeanClients({
    wanted: () =>
      workspace.isTrusted && watch.settings["lean.check"] !== "off" && !extension.present,
    projectOf,
    programOf: (project) => serverProgram(toolchainFor(project), []),
    onProblem: notifier.lean,
    log,
  });
  const marks = createMarks(extensionUri);
  const disposable = Disposable.from(
    extension,
    checker,
    clients,
    marks,
    tellProblems(checker, notifier),
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

function tellProblems(checker: LeanChecker, notifier: Notifier): Disposable {
  return new Disposable(
    checker.onState((state) => {
      const problem = problemIn(state);
      if (problem !== undefined) notifier.lean(problem);
    }),
  );
}

/** A server to check on, as the person wants it. */
async function connect(
  mode: Settings["lean.check"],
  extension: LeanExtension,
  query: ToolchainQuery,
): Promise<ConnectedLean | LeanProblem> {
  if (mode === "off") return { kind: "leanOff" };
  if (mode === "shared" && extension.present) {
    const connection = await extension.connect(query.folder);
    if (connection !== undefined) {
      return { kind: "connected", connection, copyOf, end: () => undefined };
    }
  }
  const { startOwnLean } = await import("./lazy.ts");
  return await startOwnLean(query);
}

/** The person's own server has the document itself open. */
function copyOf(uri: string): string {
  return uri.replace(/(?:\.lean)?$/, ".llemma.lean");
}

function projectOf(uri: string): string {
  return projectFolder(Uri.parse(uri).fsPath);
}
