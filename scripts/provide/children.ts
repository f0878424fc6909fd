import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { constants } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

/** How a child process is started. */
export interface ChildOptions {
  readonly cwd?: string;
  /** Added to this process's environment; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Every line of both outputs as it comes. */
  readonly onLine?: (line: string) => void;
}

/** A program that runs until it is stopped. It never outlives this process. */
export interface Child {
  /** Everything that it has written so far. */
  readonly log: () => string;
  /** Its exit code, or null when a signal ended it or it could not be started. */
  readonly exited: Promise<number | null>;
  /** Resolves with the first match of the pattern in its output, rejects when it ends without. */
  readonly says: (pattern: RegExp, timeoutMs: number) => Promise<RegExpExecArray>;
  readonly stop: () => Promise<void>;
}

type ExitStep = (sync: { readonly remove: (path: string) => void }) => void;

const exitSteps = new Set<ExitStep>();

/**
 * Has `step` done (synchronously) however this process ends: normally, by an error or by a signal.
 *
 * @returns takes the step off the list
 */
export function atExit(step: ExitStep): () => void {
  if (exitSteps.size === 0) {
    process.once("exit", runExitSteps);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(signal, () => process.exit(128 + constants.signals[signal]));
    }
  }
  exitSteps.add(step);
  return () => exitSteps.delete(step);
}

function runExitSteps(): void {
  const remove = (path: string): void => {
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  };
  for (const step of [...exitSteps].reverse()) {
    try {
      step({ remove });
    } catch {
      // The others matter more than this one.
    }
  }
}

/** Starts a program that serves until `stop`; its own children are stopped with it. */
export function startChild(
  program: string,
  args: readonly string[],
  options: ChildOptions = {},
): Child {
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: environment(options.env),
    stdio: ["ignore", "pipe", "pipe"],
    // A process group of its own, so that it can be ended with all that it starts.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  const output = collect(child, options.onLine);
  const forget = atExit(() => {
    killTree(child, "SIGKILL");
  });
  const exited = new Promise<number | null>((resolve) => {
    child.once("error", (error) => {
      output.add(`${error.message}\n`);
      resolve(null);
    });
    child.once("close", resolve);
  });
  const stop = async (): Promise<void> => {
    killTree(child, "SIGTERM");
    await Promise.race([exited, sleep(3000, undefined, { ref: false })]);
    killTree(child, "SIGKILL");
    forget();
  };
  const says = (pattern: RegExp, timeoutMs: number): Promise<RegExpExecArray> =>
    Promise.race([
      output.match(pattern),
      exited.then(() => fail(program, "ended early", output.text())),
      sleep(timeoutMs, undefined, { ref: false }).then(() =>
        fail(program, `was not ready after ${timeoutMs / 1000} s`, output.text()),
      ),
    ]);
  return { log: output.text, exited, says, stop };
}

/** Runs a program to its end and returns what it wrote; throws with the end of that on failure. */
export async function runToEnd(
  program: string,
  args: readonly string[],
  options: ChildOptions = {},
): Promise<string> {
  const child = startChild(program, args, options);
  const code = await child.exited;
  await child.stop();
  return code === 0
    ? child.log()
    : fail([program, ...args].join(" "), `failed (${code ?? "not started"})`, child.log());
}

function fail(program: string, what: string, log: string): never {
  throw new Error(`${program} ${what}:\n${log.trim().split("\n").slice(-20).join("\n")}`);
}

function environment(added: ChildOptions["env"] = {}): NodeJS.ProcessEnv {
  const entries = Object.entries({ ...process.env, ...added });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

interface Output {
  readonly text: () => string;
  readonly add: (text: string) => void;
  readonly match: (pattern: RegExp) => Promise<RegExpExecArray>;
}

function collect(child: ChildProcess, onLine?: (line: string) => void): Output {
  let text = "";
  let shown = 0;
  const waiting = new Set<() => void>();
  const add = (chunk: string): void => {
    text += chunk;
    for (let end = text.indexOf("\n", shown); end >= 0; end = text.indexOf("\n", shown)) {
      onLine?.(text.slice(shown, end));
      shown = end + 1;
    }
    for (const look of waiting) {
      look();
    }
  };
  child.stdout?.setEncoding("utf8").on("data", add);
  child.stderr?.setEncoding("utf8").on("data", add);
  const match = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = pattern.exec(text);
        if (found) {
          waiting.delete(look);
          resolve(found);
        }
      };
      waiting.add(look);
      look();
    });
  return { text: () => text, add, match };
}

function killTree(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): void {
  if (child.pid === undefined) {
    return;
  }
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(child.pid), "/T", "/F"], { stdio: "ignore" });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group has ended already.
  }
}
