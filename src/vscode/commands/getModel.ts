import { QuickPickItemKind, l10n, window, type QuickPickItem } from "vscode";
import { sizeInWords } from "../../core/bytes.ts";
import type { LoadedModel, ModelServer } from "../../core/model.ts";
import { offersFor, type Offer } from "../../core/setup/catalog.ts";
import { gpuOf } from "../../core/setup/machine.ts";
import { downloadModel, type Download, type DownloadParts } from "../setup/downloadModel.ts";
import { importModel } from "../setup/importModel.ts";
import { installDemoModel } from "./installDemoModel.ts";

interface Choice extends QuickPickItem {
  readonly run?: () => unknown;
}

/** Lets a person choose a model for the server to have, and brings it there once they agree. */
export async function getModel(parts: DownloadParts): Promise<void> {
  const { server, notifier } = parts;
  const [installed, loaded] = await Promise.all([server.installed(), server.loaded()]);
  if (installed.kind !== "ok") {
    notifier.failure(installed, true);
    return;
  }
  const names = installed.value.map(({ name }) => name);
  const offers = offersOf(server, loaded.kind === "ok" ? loaded.value : []);
  const chosen = await window.showQuickPick(choices(parts, offers, names), {
    title: l10n.t("Llemma: Get a Model"),
    placeHolder: l10n.t("A model for the server at {0}", server.url),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  await chosen?.run?.();
}

/** The server downloads only where it can. */
function offersOf(server: ModelServer, loaded: readonly LoadedModel[]): readonly Offer[] {
  return server.pull === undefined ? [] : offersFor({ memory: server.memory, gpu: gpuOf(loaded) });
}

function choices(
  parts: DownloadParts,
  offers: readonly Offer[],
  installed: readonly string[],
): readonly Choice[] {
  const download = (wanted: Download) => (): unknown => downloadModel(parts, wanted);
  const demo: Choice = {
    label: l10n.t("$(beaker) Demo model"),
    description: l10n.t("2 MB · there in a second"),
    detail: l10n.t(
      "Comes with this extension. Shows how suggestions work; no help with mathematics.",
    ),
    run: () => installDemoModel(parts),
  };
  const file: Choice = {
    label: l10n.t("$(file) From a GGUF File…"),
    detail: l10n.t("A file on this machine is uploaded to the server, which makes a model of it."),
    run: () => importModel(parts),
  };
  const other: Choice = {
    label: l10n.t("$(edit) Another Name…"),
    detail: l10n.t("Any name that `ollama pull` takes."),
    run: async () => {
      const name = await askName();
      if (name !== undefined) await downloadModel(parts, { name });
    },
  };
  const builds = offers.map((offer): Choice => {
    return { ...described(offer, installed.includes(offer.name)), run: download(offer) };
  });
  return [
    demo,
    separator(l10n.t("Llemma, by the community")),
    ...builds,
    separator(""),
    ...(offers.length === 0 ? [] : [other]),
    file,
  ];
}

function separator(label: string): Choice {
  return { label, kind: QuickPickItemKind.Separator };
}

function described(offer: Offer, installed: boolean): QuickPickItem {
  const { name, parameters, quantisation, size, needs, recommended } = offer;
  const notes = [
    l10n.t("{0} on disk", sizeInWords(size)),
    l10n.t("about {0} of memory", sizeInWords(needs)),
    fitInWords(offer),
    ...(installed ? [l10n.t("on the server already")] : []),
  ];
  const known = installed ? name : l10n.t("{0} · name to be confirmed by the server", name);
  return {
    label: `${recommended ? "$(star-full)" : "$(cloud-download)"} Llemma ${parameters} ${quantisation}`,
    description: notes.join(" · "),
    detail: recommended ? l10n.t("Recommended · {0}", known) : known,
  };
}

function fitInWords({ fit }: Offer): string {
  switch (fit) {
    case "gpu":
      return l10n.t("fits the GPU");
    case "memory":
      return l10n.t("fits this machine's memory");
    case "no":
      return l10n.t("too large for this machine");
    case "unknown":
      return l10n.t("the server's memory is not known");
  }
}

async function askName(): Promise<string | undefined> {
  const name = await window.showInputBox({
    title: l10n.t("Llemma: Get a Model"),
    prompt: l10n.t("The name of the model, for example hf.co/USER/REPOSITORY:Q4_K_M"),
    ignoreFocusOut: true,
    validateInput: (text) => (/\s/.test(text.trim()) ? l10n.t("A name has no spaces.") : undefined),
  });
  return name?.trim() === "" ? undefined : name?.trim();
}
