import type { SecretStorage } from "vscode";
import type { Logger } from "../core/log.ts";
import { openSecret } from "./secret.ts";

/** Keys that servers want, each sent to the server for which a person has given it and to no other. */
export interface ApiKeys {
  /** The key for the server at this URL; undefined until the store has been read, and when there is none. */
  of(url: string): string | undefined;
  /** An empty key takes it away. */
  set(url: string, key: string): Promise<void>;
  dispose(): void;
}

/** `onChange` is called whenever the keys are not what they were, also from another window. */
export function openApiKeys(secrets: SecretStorage, log: Logger, onChange: () => void): ApiKeys {
  const secret = openSecret(secrets, "llemma.apiKeys", { log, onChange });
  /** Origin and key, one pair a line: neither has a space in it. */
  const pairs = (): ReadonlyMap<string, string> =>
    new Map(
      secret.text.split("\n").flatMap((line) => {
        const [origin = "", key = ""] = line.split(" ");
        return key === "" ? [] : [[origin, key] as const];
      }),
    );
  return {
    of: (url) => pairs().get(new URL(url).origin),
    set: async (url, key) => {
      const changed = new Map(pairs()).set(new URL(url).origin, key);
      const lines = Array.from(changed, ([origin, one]) => (one === "" ? "" : `${origin} ${one}`));
      await secret.replace(lines.filter((line) => line !== "").join("\n"));
    },
    dispose: () => {
      secret.dispose();
    },
  };
}
