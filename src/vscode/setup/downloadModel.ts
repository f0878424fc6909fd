import { env, l10n, Uri, window } from "vscode";
import { sizeInWords } from "../../core/bytes.ts";
import type { Clock } from "../../core/clock.ts";
import type { Logger } from "../../core/log.ts";
import type { Pulled } from "../../core/model.ts";
import type { Offer } from "../../core/setup/catalog.ts";
import { downloadInWords, type Download as Progress } from "../../core/setup/download.ts";
import { pullModel } from "../../core/setup/pull.ts";
import { startToUse, type ModelParts } from "./newModel.ts";
import { withTransfer } from "./transfer.ts";

export interface DownloadParts extends ModelParts {
  readonly clock: Clock;
  readonly log: Logger;
}

/** A model to download; what is not known of a name that a person has typed is left out. */
export type Download = Pick<Offer, "name"> & Partial<Offer>;

const licence = "https://ai.meta.com/llama/license/";

/** Has the server download a model, once the person has seen its licence and agreed. */
export async function downloadModel(parts: DownloadParts, wanted: Download): Promise<void> {
  if (await agrees(parts.server.url, wanted)) await download(parts, wanted.name);
}

/** Downloads, and goes on with what came before. */
async function download(parts: DownloadParts, name: string): Promise<void> {
  let last: Progress | undefined;
  const pulled = await withTransfer(
    l10n.t("Downloading {0}", name),
    (report, signal): Promise<Pulled> =>
      pullModel(
        parts,
        name,
        (step) => {
          if (step.kind === "doing") {
            report(step.status);
            return;
          }
          last = step.download;
          report(downloadInWords(last), last.completed / Math.max(1, last.total));
        },
        signal,
      ),
  );
  await conclude(parts, name, { pulled, last });
}

async function conclude(
  parts: DownloadParts,
  name: string,
  { pulled, last }: { readonly pulled: Pulled; readonly last: Progress | undefined },
): Promise<void> {
  const { notifier } = parts;
  const resume = { title: l10n.t("Resume"), run: () => download(parts, name) };
  switch (pulled.kind) {
    case "ok":
      await startToUse(parts, name);
      return;
    case "aborted": {
      const came =
        last === undefined ? "" : ` (${sizeInWords(last.completed)} of ${sizeInWords(last.total)})`;
      notifier.done(
        l10n.t(
          "The download of {0} is stopped{1}. What came is kept for the next time.",
          name,
          came,
        ),
        resume,
      );
      return;
    }
    case "nameUnknown":
      notifier.failure(pulled, true);
      return;
    default:
      notifier.failure(pulled, true, resume);
  }
}

async function agrees(url: string, { name, size, needs, fit }: Download): Promise<boolean> {
  const accept = l10n.t("Accept and Download");
  const read = l10n.t("Read the Licence");
  const figures =
    size === undefined || needs === undefined
      ? ""
      : l10n.t("{0} on disk, about {1} of memory. ", sizeInWords(size), sizeInWords(needs));
  const large = fit === "no" ? l10n.t("That is more than this machine has. ") : "";
  const detail = l10n.t(
    "{0}{1}The server fetches it from its registry; this extension sends nothing but the name.\n\nLicence: Llemma is made from Code Llama, and its weights come under the Llama 2 Community License with its acceptable use policy. What its makers say of another model holds for that one.",
    figures,
    large,
  );
  const question = l10n.t("Have the Ollama server at {0} download {1}?", url, name);
  for (;;) {
    const options = { modal: true, detail };
    const answer = await window.showInformationMessage(question, options, accept, read);
    if (answer !== read) return answer === accept;
    await env.openExternal(Uri.parse(licence));
  }
}
