// What the Lean 4 extension exports has no published types and no promise of stability: every member is looked at when
// it is used. The shape is that of leanprover.lean4 0.0.239 (`exports.ts`, `leanclient.ts`).
import { CancellationTokenSource, Disposable, extensions, Uri, window } from "vscode";
import type { Clock } from "../../core/clock.ts";
import type { LeanConnection, LeanResponse } from "../../core/lean.ts";
import type { Logger } from "../../core/log.ts";

const extensionId = "leanprover.lean4";
/**
 * How long its features, and then a server of it, are waited for, in milliseconds. Their promise never settles where its
 * set-up fails. After that only another Lean editor is reason to wait again.
 */
const patience = 3_000;
const interval = 200;

/** The Lean 4 extension, which may not be there. */
export interface LeanExtension {
  /** Whether it is installed and enabled; then it has the word on Lean documents. */
  readonly present: boolean;
  /** Its running server for a file or folder; undefined, with a line in the log, where none can be used. */
  connect(file: string): Promise<LeanConnection | undefined>;
  dispose(): void;
}

export function findLeanExtension(log: Logger, clock: Clock): LeanExtension {
  const told = new Set<string>();
  let features: Promise<unknown> | undefined;
  let waits = patience / interval;

  async function activated(): Promise<unknown> {
    const exported: unknown = await extensions.getExtension(extensionId)?.activate();
    return await Reflect.get(objectOf(exported), "lean4EnabledFeatures");
  }

  /** A server that is being started is waited for, but only once. */
  async function clientFor(file: string): Promise<object | string> {
    features ??= inTime(activated(), clock);
    const value = await features;
    let client = clientIn(value, file);
    for (; client === notRunning && waits > 0; waits -= 1) {
      await clock.sleep(interval);
      client = clientIn(value, file);
    }
    return client;
  }

  async function connect(file: string): Promise<LeanConnection | undefined> {
    const client = await clientFor(file).catch(String);
    if (typeof client === "object") return connectionOver(client);
    if (!told.has(client)) log.warn(`The server of ${extensionId} is not used: ${client}.`);
    told.add(client);
    return undefined;
  }

  // Its set-up may have succeeded since, or another version of it may be there.
  const retry = (): void => {
    features = undefined;
    waits = patience / interval;
  };
  const listeners = Disposable.from(
    extensions.onDidChange(retry),
    window.onDidChangeActiveTextEditor((editor) => {
      if (editor?.document.languageId === "lean4") retry();
    }),
  );
  return {
    get present() {
      return extensions.getExtension(extensionId) !== undefined;
    },
    connect,
    dispose: () => {
      listeners.dispose();
    },
  };
}

const late = Symbol("late");

async function inTime(wanted: Promise<unknown>, clock: Clock): Promise<unknown> {
  const enough = new AbortController();
  const limit = clock.sleep(patience, enough.signal).then(() => late);
  return await Promise.race([wanted, limit]).finally(() => {
    enough.abort();
  });
}

const notRunning = "it runs none for this folder";

/** The client for this file, or in words why there is none. */
function clientIn(features: unknown, file: string): object | string {
  if (features === late) return "it is not ready (is its set-up complete?)";
  const listed = call(Reflect.get(objectOf(features), "clientProvider"), "getClients");
  if (!Array.isArray(listed)) return "its exports have another shape (getClients)";
  const clients = listed.map(objectOf);
  const lacking = needed.find((name) =>
    clients.some((client) => typeof Reflect.get(client, name) !== "function"),
  );
  if (lacking !== undefined) return `its exports have another shape (${lacking})`;
  const [innermost] = clients
    .flatMap((client) => {
      const folder: unknown = Reflect.get(objectOf(call(client, "getClientFolder")), "fsPath");
      return typeof folder === "string" && isIn(folder, file) ? [{ client, folder }] : [];
    })
    // Nested projects have their own.
    .toSorted((a, b) => b.folder.length - a.folder.length);
  return innermost === undefined || call(innermost.client, "isRunning") === false
    ? notRunning
    : innermost.client;
}

/** What a client has to have for a connection; what else is used may be missing. */
const needed = [
  "getClientFolder",
  "sendRequest",
  "sendNotification",
  "customNotification",
  "diagnostics",
] as const;

/** Whether a path is the folder or in it. */
function isIn(folder: string, file: string): boolean {
  if (!file.startsWith(folder)) return false;
  return /[\\/]$/.test(folder) || /^(?:$|[\\/])/.test(file.slice(folder.length));
}

function connectionOver(client: object): LeanConnection {
  /** The documents that were opened here, which are none of VS Code's. */
  const opened = new Set<string>();

  function notify(method: string, params: unknown): void {
    const uri = uriOf(params);
    if (method === "textDocument/didOpen") opened.add(uri);
    // Older servers stumble over a document that is closed twice.
    if (method === "textDocument/didClose" && !opened.delete(uri)) return;
    settle(call(client, "sendNotification", method, params));
  }

  function onNotification(listener: (method: string, params: unknown) => void): () => void {
    const stops = [
      subscribe(client, "customNotification", (event) => {
        const method: unknown = Reflect.get(objectOf(event), "method");
        if (typeof method === "string") listener(method, Reflect.get(objectOf(event), "params"));
      }),
      subscribe(client, "diagnostics", (params) => {
        const uri: unknown = Reflect.get(objectOf(params), "uri");
        // The client has just put them where the Problems panel finds them.
        if (typeof uri === "string" && opened.has(uri)) {
          call(call(client, "getDiagnostics"), "delete", Uri.parse(uri));
        }
        listener("textDocument/publishDiagnostics", params);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  function onClosed(listener: () => void): () => void {
    const stop = (): void => {
      for (const one of stops.splice(0)) one();
    };
    const stops = ["stopped", "restarted", "serverFailed"].map((event) =>
      subscribe(client, event, () => {
        if (stops.length === 0) return;
        stop();
        opened.clear();
        listener();
      }),
    );
    return stop;
  }

  return {
    request: (method, params, signal) => request(client, { method, params }, signal),
    notify,
    onNotification,
    onClosed,
  };
}

async function request(
  client: object,
  { method, params }: { readonly method: string; readonly params: unknown },
  signal: AbortSignal,
): Promise<LeanResponse> {
  if (signal.aborted) return { kind: "aborted" };
  const token = new CancellationTokenSource();
  const aborted = new Promise<LeanResponse>((resolve) => {
    signal.addEventListener(
      "abort",
      () => {
        token.cancel();
        resolve({ kind: "aborted" });
      },
      { once: true },
    );
  });
  const answer = Promise.resolve(call(client, "sendRequest", method, params, token.token)).then(
    (value): LeanResponse => ({ kind: "ok", value }),
    rejection,
  );
  return await Promise.race([answer, aborted]).finally(() => {
    token.dispose();
  });
}

/** A client that is stopped rejects with the text `No connection to Lean`. */
function rejection(reason: unknown): LeanResponse {
  if (typeof reason === "string") return { kind: "closed" };
  const { code, message }: { readonly code?: unknown; readonly message?: unknown } =
    objectOf(reason);
  return { kind: "failed", code: typeof code === "number" ? code : 0, message: String(message) };
}

function settle(result: unknown): void {
  // The server is gone, which `onClosed` tells.
  Promise.resolve(result).catch(() => undefined);
}

function subscribe(client: object, event: string, listener: (value: unknown) => void): () => void {
  const subscription = call(client, event, listener);
  return () => {
    call(subscription, "dispose");
  };
}

/** The URI of the parameters' document; empty where there is none. */
function uriOf(params: unknown): string {
  const uri: unknown = Reflect.get(objectOf(Reflect.get(objectOf(params), "textDocument")), "uri");
  return typeof uri === "string" ? uri : "";
}

/** Calls a member if it is there. */
function call(owner: unknown, name: string, ...args: readonly unknown[]): unknown {
  const member: unknown = Reflect.get(objectOf(owner), name);
  return typeof member === "function" ? Reflect.apply(member, owner, args) : undefined;
}

/** The value to look for members in, whatever it is. */
function objectOf(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}
