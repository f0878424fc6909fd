import type { SecretStorage } from "vscode";
import type { Logger } from "../core/log.ts";
import { parseHeaders } from "../node/headers.ts";
import { openSecret } from "./secret.ts";

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
  const secret = openSecret(secrets, "llemma.headers", {
    log,
    onChange: (text) => {
      current = parseHeaders(text) ?? {};
      log.info(`request headers: ${Object.keys(current).join(", ") || "none"}`);
      onChange();
    },
  });
  return {
    get current() {
      return current;
    },
    replace: async (headers) => {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
      await secret.replace(lines.join("\n"));
    },
    dispose: () => {
      secret.dispose();
    },
  };
}
