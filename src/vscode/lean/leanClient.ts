import type { Readable } from "node:stream";
import {
  Hover,
  l10n,
  languages,
  MarkdownString,
  type LogOutputChannel,
  type Position,
  type TextDocument,
} from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  LSPErrorCodes,
  ResponseError,
  RevealOutputChannelOn,
  type LanguageClientOptions,
  type Middleware,
} from "vscode-languageclient/node";
import type { LeanProgram } from "../../node/lean/process.ts";

/** How often a server that ends by itself is started again. */
const restarts = 3;
/** How much of what the server wrote last is kept to tell why it ended, in UTF-16 code units. */
const lastWords = 2_000;
/** How long a server may take to end, in milliseconds, before it is made to. */
const stopPatience = 2_000;

export interface LeanClientOptions {
  readonly program: LeanProgram;
  /** Whether a document is this client's. */
  readonly owns: (uri: string) => boolean;
  readonly log: LogOutputChannel;
  /** The server cannot be started, or has ended too often. */
  readonly onFailed: (detail: string) => void;
}

export interface LeanClient {
  stop(): Promise<void>;
}

/** Diagnostics, hover, completion, goals and whatever else the server of a project can do. */
export async function startLeanClient(options: LeanClientOptions): Promise<LeanClient> {
  const { command, args, cwd, env } = options.program;
  const errors = createTail();
  const client = new LanguageClient(
    "llemma.lean",
    "Lean",
    { command, args: [...args], options: { cwd, env } },
    clientOptions(options, errors),
  );
  const goals = languages.registerHoverProvider(selector, {
    provideHover: (document, position) =>
      options.owns(document.uri.toString()) ? goalsAt(client, document, position) : undefined,
  });
  const stop = async (): Promise<void> => {
    goals.dispose();
    // A server that does not start rejects here what it has told already.
    await client.dispose(stopPatience).catch(() => undefined);
  };
  try {
    await client.start();
  } catch (error) {
    options.onFailed(errors.text() || String(error));
  }
  return { stop };
}

const selector = [{ scheme: "file", language: "lean4" }];

function clientOptions(options: LeanClientOptions, errors: Tail): LanguageClientOptions {
  const { owns, log, onFailed } = options;
  const opened = new Set<string>();
  let ends = 0;
  return {
    documentSelector: selector,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    stdioOptions: { stdout: () => undefined, stderr: errors.follow },
    // The Lean server answers nobody that says nothing about it.
    initializationOptions: { hasWidgets: false },
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        ends += 1;
        opened.clear();
        if (ends <= restarts) return { action: CloseAction.Restart, handled: true };
        onFailed(errors.text());
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    },
    middleware: onlyOwn(owns, opened),
  };
}

/** Keeps the documents of other projects from the server, and each of its own from building anything. */
function onlyOwn(owns: (uri: string) => boolean, opened: Set<string>): Middleware {
  function isOwn(method: string, params: unknown): boolean {
    const uri = uriOf(params);
    if (uri === undefined) return true;
    if (method === "textDocument/didOpen" && owns(uri)) opened.add(uri);
    return method === "textDocument/didClose" ? opened.delete(uri) : opened.has(uri);
  }
  return {
    sendNotification: async (type, next, params) => {
      const method = typeof type === "string" ? type : type.method;
      if (!isOwn(method, params)) return;
      await next(type, method === "textDocument/didOpen" ? neverBuilding(params) : params);
    },
    sendRequest: (type, params, token, next) =>
      isOwn(typeof type === "string" ? type : type.method, params)
        ? next(type, params, token)
        : // What the client takes in silence.
          Promise.reject(new ResponseError(LSPErrorCodes.ContentModified, "another project's")),
  };
}

/** Left to itself, Lake builds what a file imports as soon as the file is opened. */
function neverBuilding<Params>(params: Params): Params {
  return typeof params === "object" ? { ...params, dependencyBuildMode: "never" } : params;
}

function uriOf(params: unknown): string | undefined {
  if (typeof params !== "object" || params === null || !("textDocument" in params))
    return undefined;
  const { textDocument } = params;
  if (typeof textDocument !== "object" || textDocument === null) return undefined;
  return "uri" in textDocument && typeof textDocument.uri === "string"
    ? textDocument.uri
    : undefined;
}

/** The goals before the step under the mouse, for those who have no other view of them. */
async function goalsAt(
  client: LanguageClient,
  document: TextDocument,
  mouse: Position,
): Promise<Hover | undefined> {
  // Behind the beginning of a step Lean tells what is left after it.
  const { line, character } = document.getWordRangeAtPosition(mouse)?.start ?? mouse;
  const textDocument = { uri: document.uri.toString() };
  const reply: unknown = await client
    .sendRequest("$/lean/plainGoal", { textDocument, position: { line, character } })
    .catch(() => undefined);
  if (typeof reply !== "object" || reply === null || !("goals" in reply)) return undefined;
  const goals = Array.isArray(reply.goals) ? reply.goals.map(String) : [];
  const text = goals.length === 0 ? l10n.t("No goals are left.") : goals.join("\n\n");
  return new Hover(new MarkdownString().appendCodeblock(text, "lean4"));
}

interface Tail {
  readonly follow: (input: Readable) => void;
  readonly text: () => string;
}

/** The end of what a stream says. */
function createTail(): Tail {
  let text = "";
  return {
    follow: (input) => {
      input.on("data", (chunk) => {
        text = (text + String(chunk)).slice(-lastWords);
      });
    },
    text: () => text.trim(),
  };
}
