import type { Clock } from "../clock.ts";
import type { Logger } from "../log.ts";
import type { ModelServer, Pulled } from "../model.ts";
import { DownloadMeter, type Download } from "./download.ts";

/** How often a download whose checksum is wrong is begun. */
const tries = 3;

/** What is going on, for the person. */
export type PullStep =
  | { readonly kind: "downloading"; readonly download: Download }
  /** Nothing is counted: in the server's words. */
  | { readonly kind: "doing"; readonly status: string };

interface Ports {
  readonly server: ModelServer;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Has the server download a model. What is damaged on the way is fetched again; a broken network is not waited for, since
 * the server has tried long enough by itself. A later call goes on from where this one was ended.
 */
export async function pullModel(
  { server, clock, log }: Ports,
  model: string,
  onStep: (step: PullStep) => void,
  signal: AbortSignal,
): Promise<Pulled> {
  const { url } = server;
  for (let left = tries; ; left -= 1) {
    const meter = new DownloadMeter(clock);
    const pulled = await server.pull?.(
      model,
      (progress) => {
        if (progress.kind === "file") {
          meter.add(progress);
          onStep({ kind: "downloading", download: meter.download });
        } else onStep({ kind: "doing", status: progress.status });
      },
      signal,
    );
    if (pulled === undefined)
      return { kind: "malformedReply", detail: `the server at ${url} downloads no models` };
    if (pulled.kind !== "damaged" || left <= 1 || signal.aborted) return pulled;
    log.warn(`${model}: ${pulled.detail}. It is downloaded again.`);
  }
}
