import { type Browser, type Page, chromium } from "playwright-core";
import { findChromium } from "./chromium.ts";
import { type Development, type HostOptions, startVsCodeHost } from "./vscodeHost.ts";

/** What opens in the window. */
export interface WindowOptions extends Omit<HostOptions, "testing"> {
  /** The workspace folder. */
  readonly folder: string;
  /** A file that is open from the start. */
  readonly open?: string;
  /** The extension under development and its tests; not needed for an installed one. */
  readonly development?: Development;
  readonly size?: { readonly width: number; readonly height: number };
  /** Lines of the window's console and of its test run, without known noise. */
  readonly onLog?: (line: string) => void;
}

/** A real VS Code in a headless browser. */
export interface VsCodeWindow {
  readonly page: Page;
  readonly version: string;
  /** The server's data folder, with settings and logs. */
  readonly data: string;
  /** Exit code of the tests; 1 when the window or the server ended without one. */
  readonly exit: Promise<number>;
  /** What the window wrote to its console, and the server to its outputs. */
  readonly log: () => string;
  /** Ends everything that was started for it. Safe to call twice. */
  readonly close: () => Promise<void>;
}

/** Lines about parts that do not matter here: chat, marketplace, absent native helpers, connection. */
const noise = new RegExp(
  [
    ...["ChatModel", "ChatSession", "AgentHost", "chat", "copilot", "language model"],
    ...["open-vsx", "marketplace", "telemetry", "github", "builtin extensions", "AccountPolicy"],
    ...["spdlog", "watchdog", "parcel.watcher", "bindings file", "ripgrep"],
    ...["service ?worker", "sandbox attribute", "preload", "permissions policy", "proposed api"],
    ...["failed to load resource", "bad HTTP response", "connection token", "creating a socket"],
    ...["reconnection-grace-time", "Canceled: Canceled"],
  ].join("|"),
  "i",
);

const chromiumFlags = [
  "--headless=new",
  // It shows only pages of this machine, and as root or in a container there is no other way.
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Nothing outside this machine is asked for anything.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];

/** Starts a VS Code server and opens it in headless Chromium. */
export async function openVsCodeWindow(options: WindowOptions): Promise<VsCodeWindow> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new Error("no Chromium or Chrome found (CHROMIUM_PATH names one)");
  }
  const host = await startVsCodeHost({ ...options, testing: options.development !== undefined });
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close().catch(() => undefined);
    await host.stop();
  };
  try {
    browser = await launch(executablePath);
    const page = await browser.newPage({ viewport: options.size ?? { width: 1400, height: 900 } });
    // A busy machine takes its time.
    page.setDefaultTimeout(120_000);
    const lines: string[] = [];
    const { exit } = await observe(page, (line) => {
      lines.push(line);
      options.onLog?.(line);
    });
    const ended = Promise.race([exit, host.server.exited.then(() => 1)]);
    const { development, open: file } = options;
    await page.goto(host.address(options.folder, { development, file }));
    await page.waitForSelector(".monaco-workbench", { timeout: 60_000 });
    const log = (): string => [...lines, "--- server:", host.server.log()].join("\n");
    return { page, version: host.version, data: host.data, exit: ended, log, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function launch(executablePath: string): Promise<Browser> {
  // The signals are ours to handle: the library would end this process before the servers.
  const own = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  return await chromium.launch({ executablePath, args: chromiumFlags, ...own });
}

async function observe(
  page: Page,
  onLine: (line: string) => void,
): Promise<{ readonly exit: Promise<number> }> {
  const say = (text: string): void => {
    const line = text.replace(/^%c\s*/, "").replace(" color: #f33 ", " ");
    if (!noise.test(line) && line.trim() !== "") {
      onLine(line);
    }
  };
  page.on("pageerror", (error) => {
    say(error.message);
  });
  await page.exposeFunction("codeAutomationLog", (_type: string, args: readonly unknown[]) => {
    say(args.map((arg) => (typeof arg === "string" ? arg : JSON.stringify(arg))).join(" "));
  });
  const exit = new Promise<number>((resolve) => {
    const failed = (): void => {
      resolve(1);
    };
    page.once("close", failed);
    page.once("crash", failed);
    page.exposeFunction("codeAutomationExit", resolve).catch(failed);
  });
  return { exit };
}
