import type { Memento } from "vscode";
import type { Decided } from "../core/consent.ts";

const key = "llemma.servers";

/** What has been decided in this workspace about servers on other machines. */
export interface ConsentStore {
  readonly decided: Decided;
  decide(url: string, allowed: boolean): Promise<void>;
}

export function openConsentStore(workspaceState: Memento): ConsentStore {
  const all = (): Readonly<Record<string, boolean>> => workspaceState.get(key, {});
  return {
    decided: (url) => all()[new URL(url).origin],
    decide: async (url, allowed) => {
      await workspaceState.update(key, { ...all(), [new URL(url).origin]: allowed });
    },
  };
}
