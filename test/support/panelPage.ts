import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import path from "node:path";
import { type Browser, type Page, chromium } from "playwright-core";
import { findChromium } from "../../scripts/provide/chromium.ts";
import { repository } from "../../scripts/provide/cache.ts";
import { panelPage } from "../../src/core/panel/page.ts";
import type { FromView, ToView } from "../../src/sidebar/protocol.ts";
import { themes, type ThemeName } from "./themes.ts";

/** The panel's page in a real browser, with the test in the part of the extension. */
export interface PanelHost {
  readonly browser: Browser;
  /** A page with the panel, which has said that it is ready. */
  open(options?: OpenOptions): Promise<PanelPage>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: boolean;
}

export interface PanelPage {
  readonly page: Page;
  /** What the panel said since the last call. */
  readonly sent: () => Promise<readonly FromView[]>;
  /** Says something to the panel, and waits until it is drawn. */
  readonly tell: (...messages: readonly ToView[]) => Promise<void>;
  readonly setTheme: (theme: ThemeName) => Promise<void>;
  /** What the page's policy has blocked. */
  readonly violations: () => Promise<readonly string[]>;
  /** What the page did that it must not: errors, blocked content, requests for other files than ours. */
  readonly faults: readonly string[];
}

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
};

/** Starts a browser and serves what is in `dist`. */
export async function startPanelHost(): Promise<PanelHost> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("no Chromium was found");
  const server = await serve();
  const args = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
  const browser = await chromium.launch({ executablePath, args });
  return {
    browser,
    open: (options) => open(browser, server.origin, options),
    close: async () => {
      await browser.close();
      server.stop();
    },
  };
}

async function serve(): Promise<{ readonly origin: string; readonly stop: () => void }> {
  let origin = "";
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", origin);
    if (pathname === "/") {
      const nonce = randomUUID().replaceAll("-", "");
      const parts = { source: origin, script: "/sidebar.js", style: "/sidebar.css", nonce };
      response.setHeader("content-type", "text/html");
      response.end(withHost(panelPage(parts)));
      return;
    }
    readFile(path.join(repository, "dist", path.normalize(pathname))).then(
      (content) => {
        response.setHeader("content-type", types[path.extname(pathname)] ?? "text/plain");
        response.end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  origin = `http://127.0.0.1:${address.port}`;
  return { origin, stop: () => server.close() };
}

/** As VS Code does it: its script and its styles come first, before the page's own policy counts. */
function withHost(html: string): string {
  const script = `
    window.sent = [];
    window.acquireVsCodeApi = () => ({ postMessage: (message) => window.sent.push(structuredClone(message)) });
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) =>
      window.violations.push(event.violatedDirective + " " + event.blockedURI + " " + (event.sourceFile ?? "") + ":" + event.lineNumber + " " + event.sample));`;
  const style = `
    html { scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); }
    body { overscroll-behavior-x: none; background-color: transparent; color: var(--vscode-editor-foreground);
      font-family: var(--vscode-font-family); font-weight: var(--vscode-font-weight);
      font-size: var(--vscode-font-size); margin: 0; padding: 0 20px; }
    a, a code { color: var(--vscode-textLink-foreground); }
    code { font-family: var(--monaco-monospace-font); color: var(--vscode-textPreformat-foreground);
      background-color: var(--vscode-textPreformat-background); padding: 1px 3px; border-radius: 4px; }
    pre code { padding: 0; }
    blockquote { background: var(--vscode-textBlockQuote-background);
      border-color: var(--vscode-textBlockQuote-border); }
    html { background: var(--vscode-sideBar-background); }`;
  return html.replace("<head>", `<head><script>${script}</script><style>${style}</style>`);
}

async function open(
  browser: Browser,
  origin: string,
  { theme = "dark", width = 320, height = 900, reducedMotion = false }: OpenOptions = {},
): Promise<PanelPage> {
  const page = await browser.newPage({
    viewport: { width, height },
    reducedMotion: reducedMotion ? "reduce" : "no-preference",
  });
  page.setDefaultTimeout(60_000);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(`${origin}/`)) faults.push(`request: ${request.url()}`);
  });
  const setTheme = async (name: ThemeName): Promise<void> => {
    await page.evaluate(applyTheme, { kind: themes[name].kind, colours: themes[name].colours });
  };
  await page.goto(origin);
  await setTheme(theme);
  await page.waitForFunction(hasSent);
  return {
    page,
    faults,
    setTheme,
    sent: () => page.evaluate(takeSent),
    violations: () => page.evaluate(violations),
    tell: (...messages) => page.evaluate(tellAll, messages),
  };
}

// These run in the page.

function applyTheme({
  kind,
  colours,
}: {
  readonly kind: string;
  readonly colours: Readonly<Record<string, string>>;
}): void {
  const { style } = document.documentElement;
  for (const name of [...style]) style.removeProperty(name);
  for (const [name, value] of Object.entries(colours)) style.setProperty(name, value);
  document.body.className = kind;
}

/** A function: the page's policy lets no text be evaluated a second time. */
export function hasSent(): boolean {
  const host = window as unknown as { sent: FromView[] };
  return host.sent.length > 0;
}

function takeSent(): FromView[] {
  const host = window as unknown as { sent: FromView[] };
  return host.sent.splice(0);
}

function violations(): string[] {
  const host = window as unknown as { violations: string[] };
  return host.violations;
}

async function tellAll(messages: readonly ToView[]): Promise<void> {
  for (const message of messages) window.postMessage(message);
  // The message, the frame that draws it, and what that frame leaves to the next one.
  for (let frame = 0; frame < 3; frame += 1) {
    await new Promise(requestAnimationFrame);
  }
}
