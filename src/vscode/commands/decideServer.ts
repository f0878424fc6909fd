import { l10n } from "vscode";
import type { Session } from "../../core/session.ts";
import type { ServerAddress } from "../../node/serverAddress.ts";
import type { ConsentStore } from "../consent.ts";
import type { Notifier } from "../notify.ts";

interface Parts {
  readonly consent: ConsentStore;
  readonly session: Session;
  /** Ends what is running and has the model chosen anew. */
  readonly forget: () => void;
  readonly notifier: Notifier;
}

/** Remembers for this workspace whether text may go to the server, and acts on it at once. */
export async function decideServer(
  { consent, session, forget, notifier }: Parts,
  { url, memory }: ServerAddress,
  allowed: boolean,
): Promise<void> {
  if (memory !== undefined) {
    notifier.done(l10n.t("The server {0} is this machine: nothing leaves it.", url));
    return;
  }
  await consent.decide(url, allowed);
  forget();
  const ready = await session.ready(true);
  if (allowed && ready.kind !== "ok") notifier.failure(ready, true);
}
