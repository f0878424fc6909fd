import { randomBytes } from "node:crypto";
import {
  Disposable,
  Uri,
  window,
  type CancellationToken,
  type Webview,
  type WebviewView,
  type WebviewViewProvider,
} from "vscode";
import type { Clock } from "../../core/clock.ts";
import type { Logger } from "../../core/log.ts";
import { changesBetween } from "../../core/panel/changes.ts";
import { panelPage } from "../../core/panel/page.ts";
import type { PanelState } from "../../core/panel/panelState.ts";
import { isFromView, type FromView, type ToView } from "../../sidebar/protocol.ts";

/** The view's name in the manifest. */
export const viewId = "llemma.panel";
/** The shortest time between two looks at a state that changes, in milliseconds. */
const pace = 50;

/** What a person did in the panel. */
export type Wish = Exclude<FromView, { kind: "ready" }>;

interface Ports {
  readonly extensionUri: Uri;
  readonly state: () => PanelState;
  /** In milliseconds since 1970. */
  readonly now: () => number;
  readonly onMessage: (message: Wish) => void;
  readonly onVisible: (isVisible: boolean) => void;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The panel as VS Code shows it. What it shows is drawn from the state, however often VS Code throws the page away. */
export class PanelView implements WebviewViewProvider {
  readonly #ports: Ports;
  readonly #registration: Disposable;
  readonly #over = new AbortController();
  #view: WebviewView | undefined;
  /** What the page was told; undefined while there is none that listens. */
  #sent: PanelState | undefined;
  #isDue = false;

  constructor(ports: Ports) {
    this.#ports = ports;
    // Nothing is retained in the background: the page asks for the state when it is there again.
    this.#registration = window.registerWebviewViewProvider(viewId, this);
  }

  get isVisible(): boolean {
    return this.#view?.visible === true;
  }

  resolveWebviewView(view: WebviewView, _: unknown, token: CancellationToken): void {
    if (token.isCancellationRequested) return;
    this.#view = view;
    this.#sent = undefined;
    const { extensionUri, onVisible } = this.#ports;
    const roots = ["dist", "media"].map((folder) => Uri.joinPath(extensionUri, folder));
    view.webview.options = { enableScripts: true, localResourceRoots: roots };
    const listeners = Disposable.from(
      view.webview.onDidReceiveMessage((message: unknown) => {
        if (this.#view === view) this.#received(message);
      }),
      view.onDidChangeVisibility(() => {
        // A page that is hidden is gone.
        if (!view.visible) this.#sent = undefined;
        if (this.#view === view) onVisible(view.visible);
      }),
    );
    view.onDidDispose(() => {
      listeners.dispose();
      if (this.#view !== view) return;
      this.#view = undefined;
      this.#sent = undefined;
      onVisible(false);
    });
    view.webview.html = this.#page(view.webview);
    onVisible(view.visible);
  }

  /** The state is another one; the page hears of it soon. */
  changed(): void {
    if (this.#isDue || this.#sent === undefined) return;
    this.#isDue = true;
    void this.#ports.clock.sleep(pace, this.#over.signal).then(() => {
      this.#isDue = false;
      this.#update();
    });
  }

  /** Confirms what was done. */
  tell(sentence: string): void {
    this.#post({ kind: "told", sentence });
  }

  dispose(): void {
    this.#over.abort();
    this.#registration.dispose();
  }

  #received(message: unknown): void {
    const { log, state, now, onMessage } = this.#ports;
    if (!isFromView(message)) {
      log.warn("The panel sent something that is none of its messages.");
      return;
    }
    if (message.kind === "ready") {
      this.#sent = state();
      this.#post({ kind: "state", state: this.#sent, now: now() });
    } else onMessage(message);
  }

  #update(): void {
    const before = this.#sent;
    if (before === undefined || this.#over.signal.aborted) return;
    const after = this.#ports.state();
    this.#sent = after;
    for (const change of changesBetween(before, after)) this.#post(change);
  }

  #post(message: ToView): void {
    void this.#view?.webview.postMessage(message);
  }

  #page(webview: Webview): string {
    const address = (...path: string[]): string =>
      webview.asWebviewUri(Uri.joinPath(this.#ports.extensionUri, ...path)).toString();
    return panelPage({
      script: address("dist", "sidebar.js"),
      style: address("dist", "sidebar.css"),
      source: webview.cspSource,
      nonce: randomBytes(16).toString("base64url"),
    });
  }
}
