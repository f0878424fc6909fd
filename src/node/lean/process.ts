import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import {
  CancellationTokenSource,
  createMessageConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from "vscode-languageserver-protocol/node";
import { whenAborted } from "../../core/abort.ts";
import type { LeanConnection, LeanProblem, LeanResponse } from "../../core/lean.ts";
import { mostMemory, watchMemory } from "./memory.ts";

/** A program that speaks Lean's server protocol on its standard input and output. */
export interface LeanProgram {
  readonly command: string;
  readonly args: readonly string[];
  /** The project's folder: Lean finds its libraries from here. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Bytes that none of its processes may go beyond: then all are ended. */
  readonly memory?: number;
}

/** A Lean server of our own. */
export interface LeanProcess {
  readonly kind: "connected";
  readonly connection: LeanConnection;
  /** Stops it and all that it has started, at once. */
  readonly end: () => void;
}

/** How long a server may take until it answers at all; `lake serve` reads the whole project's configuration first. */
const longestStart = 60_000;
/** How much of what it writes on its standard error is kept, in UTF-16 code units. */
const longestDetail = 2000;

/** Starts a server and waits until it is ready. */
export async function startLean(program: LeanProgram): Promise<LeanProcess | LeanProblem> {
  const child = spawn(program.command, program.args, {
    cwd: program.cwd,
    env: { ...process.env, ...program.env },
    stdio: "pipe",
    // A group of its own, so that its workers can be ended with it.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  const server = new Server(child, program.memory ?? mostMemory);
  const problem = await server.initialize();
  return (
    problem ?? {
      kind: "connected",
      connection: server,
      end: () => {
        server.end();
      },
    }
  );
}

class Server implements LeanConnection {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #rpc: MessageConnection;
  readonly #closed = new AbortController();
  readonly #listeners = new Set<(method: string, params: unknown) => void>();
  readonly #onExit = (): void => {
    this.end();
  };
  /** When all that it wrote has come. */
  readonly #silent: Promise<unknown>;
  readonly #unwatch: () => void;
  #detail = "";

  constructor(child: ChildProcessWithoutNullStreams, memory: number) {
    this.#child = child;
    this.#unwatch = watchMemory(child.pid, memory, () => {
      this.end();
    });
    const reader = new StreamMessageReader(child.stdout);
    // Its timer for half a message goes on for ever, even after the end.
    reader.partialMessageTimeout = 0;
    this.#rpc = createMessageConnection(reader, new StreamMessageWriter(child.stdin));
    this.#silent = new Promise((resolve) => child.once("close", resolve));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#detail = (this.#detail + text).slice(-longestDetail);
    });
    child.on("error", (error) => {
      this.#detail = error.message;
      this.#close();
    });
    child.on("exit", () => {
      this.#close();
    });
    child.stdin.on("error", () => undefined);
    process.once("exit", this.#onExit);
    this.#rpc.onError(() => {
      this.end();
    });
    this.#rpc.onClose(() => {
      this.end();
    });
    this.#rpc.onNotification((method, params) => {
      for (const listener of this.#listeners) listener(method, params);
    });
    // Lean asks the client to register or refresh things that are of no use to us.
    this.#rpc.onRequest(() => null);
    this.#rpc.listen();
  }

  async initialize(): Promise<LeanProblem | undefined> {
    const capabilities = { lean: { silentDiagnosticSupport: true } };
    const params = { processId: process.pid, rootUri: null, capabilities };
    const signal = AbortSignal.timeout(longestStart);
    const reply = await this.request("initialize", params, signal);
    if (reply.kind === "ok") {
      this.notify("initialized", {});
      return undefined;
    }
    this.end();
    // What it wrote last may come after its end.
    await Promise.race([this.#silent, whenAborted(AbortSignal.timeout(1000), signal)]);
    const detail = reply.kind === "failed" ? reply.message : this.#detail.trim();
    return { kind: "leanBroken", detail };
  }

  async request(method: string, params: unknown, signal: AbortSignal): Promise<LeanResponse> {
    if (this.#closed.signal.aborted) return { kind: "closed" };
    if (signal.aborted) return { kind: "aborted" };
    const cancel = new CancellationTokenSource();
    const over = new AbortController();
    try {
      return await Promise.race([
        this.#send(method, params, cancel),
        whenAborted(signal, over.signal).then((): LeanResponse => {
          cancel.cancel();
          return { kind: "aborted" };
        }),
        whenAborted(this.#closed.signal, over.signal).then((): LeanResponse => ({
          kind: "closed",
        })),
      ]);
    } finally {
      over.abort();
      cancel.dispose();
    }
  }

  async #send(
    method: string,
    params: unknown,
    { token }: CancellationTokenSource,
  ): Promise<LeanResponse> {
    try {
      return { kind: "ok", value: await this.#rpc.sendRequest<unknown>(method, params, token) };
    } catch (error) {
      if (this.#closed.signal.aborted) return { kind: "closed" };
      const code = error instanceof ResponseError ? error.code : 0;
      return {
        kind: "failed",
        code,
        message: error instanceof Error ? error.message : String(error),
      };
    }
  }

  notify(method: string, params: unknown): void {
    if (this.#closed.signal.aborted) return;
    this.#rpc.sendNotification(method, params).catch(() => undefined);
  }

  onNotification(listener: (method: string, params: unknown) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  onClosed(listener: () => void): () => void {
    const { signal } = this.#closed;
    if (signal.aborted) listener();
    else signal.addEventListener("abort", listener, { once: true });
    return () => {
      signal.removeEventListener("abort", listener);
    };
  }

  end(): void {
    const { pid } = this.#child;
    if (pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null) {
      killGroup(pid);
    }
    this.#close();
  }

  #close(): void {
    if (this.#closed.signal.aborted) return;
    process.off("exit", this.#onExit);
    this.#unwatch();
    this.#closed.abort();
    this.#listeners.clear();
    this.#rpc.dispose();
  }
}

function killGroup(pid: number): void {
  try {
    if (process.platform === "win32") {
      spawn("taskkill", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore", windowsHide: true });
    } else {
      process.kill(-pid, "SIGKILL");
    }
  } catch {
    // It has ended by itself in the meantime.
  }
}
