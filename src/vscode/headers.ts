import type { SecretStorage } from "vscode";
import type { Logger } from "../core/log.ts";
import { parseHeaders } from "../node/headers.ts";

const key = "llemma.headers";

/** Extra request headers, for a proxy in front of the server. Their values are secrets and never leave this store but in requests. */
export interface HeaderStore {
  /** What requests carry; empty until the store has been read. */
  readonly current: Readonly<Record<string, string>>;
  replace(headers: Readonly<Record<string, string>>): Promise<void>;
  dispose(): void;
}

/** `onChange` is called whenever the headers are not what they were, also from another window. */
export function openHeaderStore(
  secrets: SecretStorage,
  log: Logger,
  onChange: () => void,
): HeaderStore {
  let current: Readonly<Record<string, string>> = {};
  let text = "";

  async function read(): Promise<void> {
    const stored = (await secrets.get(key)) ?? "";
    if (stored === text) return;
    text = stored;
    current = parseHeaders(stored) ?? {};
    log.info(`request headers: ${Object.keys(current).join(", ") || "none"}`);
    onChange();
  }
  function refresh(): void {
    read().catch((error: unknown) => {
      log.error(`The request headers cannot be read: ${String(error)}`);
    });
  }

  const listener = secrets.onDidChange((event) => {
    if (event.key === key) refresh();
  });
  refresh();
  return {
    get current() {
      return current;
    },
    replace: async (headers) => {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
      await (lines.length === 0 ? secrets.delete(key) : secrets.store(key, lines.join("\n")));
      await read();
    },
    dispose: () => {
      listener.dispose();
    },
  };
}
