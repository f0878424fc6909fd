import { window, type WebviewView } from "vscode";
import { changed } from "../../src/core/panel/changes.ts";
import type { PanelState, Task } from "../../src/core/panel/panelState.ts";
import { isToView, type ToView } from "../../src/sidebar/protocol.ts";

/** What the panel's page was told since it was last drawn anew, and what came of it. */
class PanelSpy {
  state: PanelState | undefined;
  messages: ToView[] = [];
  /** How often the whole state was asked for. */
  draws = 0;
  #receive: ((message: unknown) => void) | undefined;

  /** What the page would send. */
  send(message: unknown): void {
    this.#receive?.(message);
  }

  get task(): Task | undefined {
    return this.state?.tasks[0];
  }

  /** The view is VS Code's own; what goes to and fro is looked at. */
  watch(view: WebviewView): void {
    const { webview } = view;
    const post = webview.postMessage.bind(webview);
    const listen = webview.onDidReceiveMessage.bind(webview);
    Object.assign(webview, {
      postMessage: (message: unknown) => {
        this.#told(message);
        return post(message);
      },
      onDidReceiveMessage: (listener: (message: unknown) => void) => {
        this.#receive = listener;
        return listen(listener);
      },
    });
  }

  #told(message: unknown): void {
    if (!isToView(message)) throw new Error(`no message: ${JSON.stringify(message)}`);
    this.messages.push(message);
    if (message.kind === "told") return;
    if (message.kind === "state") {
      this.state = message.state;
      this.draws += 1;
    } else if (this.state !== undefined) this.state = changed(this.state, message);
  }
}

export const panel = new PanelSpy();

/** To be called before the extension is active: VS Code has no way to look into another's view. */
export function watchPanel(): void {
  const original = window.registerWebviewViewProvider.bind(window);
  Object.assign(window, {
    registerWebviewViewProvider: (...[id, provider, ...rest]: Parameters<typeof original>) => {
      const resolve = provider.resolveWebviewView.bind(provider);
      provider.resolveWebviewView = (view, ...args) => {
        panel.watch(view);
        return resolve(view, ...args);
      };
      return original(id, provider, ...rest);
    },
  });
}
