import type { SecretStorage } from "vscode";
import type { Logger } from "../core/log.ts";

/** A text in VS Code's secret storage, at hand without waiting. */
export interface Secret {
  /** Empty until it has been read, and when there is none. */
  readonly text: string;
  /** An empty text takes it away. */
  replace(text: string): Promise<void>;
  dispose(): void;
}

/** `onChange` is called whenever it is not what it was, also from another window. */
export function openSecret(
  secrets: SecretStorage,
  key: string,
  { log, onChange }: { readonly log: Logger; readonly onChange: (text: string) => void },
): Secret {
  let text = "";

  async function read(): Promise<void> {
    const stored = (await secrets.get(key)) ?? "";
    if (stored === text) return;
    text = stored;
    onChange(text);
  }
  function refresh(): void {
    read().catch((error: unknown) => {
      log.error(`${key} cannot be read from the secret storage: ${String(error)}`);
    });
  }

  const listener = secrets.onDidChange((event) => {
    if (event.key === key) refresh();
  });
  refresh();
  return {
    get text() {
      return text;
    },
    replace: async (changed) => {
      await (changed === "" ? secrets.delete(key) : secrets.store(key, changed));
      await read();
    },
    dispose: () => {
      listener.dispose();
    },
  };
}
