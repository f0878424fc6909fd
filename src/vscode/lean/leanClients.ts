import {
  Disposable,
  extensions,
  Uri,
  workspace,
  type LogOutputChannel,
  type TextDocument,
} from "vscode";
import type { LeanProblem } from "../../core/lean.ts";
import type { LeanProgram } from "../../node/lean/process.ts";
import type { LeanClient } from "./leanClient.ts";

interface Parts {
  /** Whether Lean documents are ours to serve: not beside the Lean 4 extension, not without trust. */
  readonly wanted: () => boolean;
  readonly projectOf: (uri: string) => string;
  /** How to start the server of a project. */
  readonly programOf: (project: string) => Promise<LeanProgram | LeanProblem>;
  readonly onProblem: (problem: LeanProblem) => void;
  readonly log: LogOutputChannel;
}

/** The servers for those who have no Lean 4 extension: one for each project with an open document. */
export interface LeanClients {
  /** To be told when the answer to `wanted` may have changed, or how servers are started: ends all, and starts anew. */
  restart(): void;
  dispose(): void;
}

export function createLeanClients(parts: Parts): LeanClients {
  const { wanted, projectOf } = parts;
  const clients = new Map<string, Promise<LeanClient | undefined>>();

  function serve(document: TextDocument): void {
    if (!isLean(document) || !wanted()) return;
    const project = projectOf(document.uri.toString());
    if (!clients.has(project)) clients.set(project, start(parts, project));
  }

  function closed(document: TextDocument): void {
    if (!isLean(document)) return;
    const project = projectOf(document.uri.toString());
    const still = workspace.textDocuments.some(
      (other) => other !== document && isLean(other) && projectOf(other.uri.toString()) === project,
    );
    if (!still) stop(project);
  }

  function stop(project: string): void {
    const client = clients.get(project);
    clients.delete(project);
    void client?.then((started) => started?.stop());
  }

  function restart(): void {
    for (const project of clients.keys()) stop(project);
    workspace.textDocuments.forEach(serve);
  }

  workspace.textDocuments.forEach(serve);
  const listeners = Disposable.from(
    workspace.onDidOpenTextDocument(serve),
    workspace.onDidCloseTextDocument(closed),
    workspace.onDidGrantWorkspaceTrust(restart),
    extensions.onDidChange(() => {
      if (!wanted()) restart();
    }),
  );
  return {
    restart,
    dispose: () => {
      listeners.dispose();
      for (const project of clients.keys()) stop(project);
    },
  };
}

async function start(
  { projectOf, programOf, onProblem, log }: Parts,
  project: string,
): Promise<LeanClient | undefined> {
  // A document can outlive its folder in the editor.
  if (!(await isFolder(project))) return undefined;
  const program = await programOf(project);
  if ("kind" in program) {
    onProblem(program);
    return undefined;
  }
  const { startLeanClient } = await import("./lazy.ts");
  return await startLeanClient({
    program,
    owns: (uri) => projectOf(uri) === project,
    log,
    onFailed: (detail) => {
      onProblem({ kind: "leanBroken", detail });
    },
  });
}

async function isFolder(file: string): Promise<boolean> {
  return await Promise.resolve(workspace.fs.stat(Uri.file(file))).then(
    () => true,
    () => false,
  );
}

function isLean({ languageId, uri }: TextDocument): boolean {
  return languageId === "lean4" && uri.scheme === "file";
}
