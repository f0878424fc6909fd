import { commands, env, l10n, Uri, window, type QuickPickItem } from "vscode";
import { unlessAborted } from "../../core/abort.ts";
import { called } from "../../core/demoModel.ts";
import { explainFailure } from "../../core/failure.ts";
import type { ModelFailure } from "../../core/model.ts";
import { installationFor } from "../../core/setup/install.ts";
import { nextStep, type SetUpStep } from "../../core/setup/step.ts";
import { findOllama } from "../../node/ollamaProgram.ts";
import type { Action } from "../actions.ts";
import { withCancel } from "../progress.ts";
import type { DownloadParts } from "../setup/downloadModel.ts";
import { startCommand, startInTerminal, typeCommand } from "../setup/ollamaTerminal.ts";
import { getModel } from "./getModel.ts";

/** How long a started server may take to answer, in milliseconds. */
const startWithin = 60_000;

interface Entry extends QuickPickItem {
  /** True: look again what comes next. */
  readonly run: () => unknown;
}

/** Leads a person from nothing to the first suggestion: again and again, looks and offers the one next step. */
export async function setUp(parts: DownloadParts): Promise<void> {
  for (;;) {
    const step = await look(parts);
    if (step === undefined) return;
    if (step.kind === "getModel") {
      await getModel(parts);
      return;
    }
    const { placeHolder, entries } = offer(step, parts);
    const title = l10n.t("Llemma: Set Up");
    const chosen = await window.showQuickPick(entries, { title, placeHolder });
    if (chosen === undefined || (await chosen.run()) !== true) return;
  }
}

/** Asks server and machine anew; undefined when the person does not wait for it. */
async function look({ session, server, forget }: DownloadParts): Promise<SetUpStep | undefined> {
  const title = l10n.t("Llemma looks for a server and a model");
  return await withCancel({ title }, async (signal) => {
    forget();
    await unlessAborted(session.ready(true), signal);
    const program = await findOllama(process.env);
    const local = server.memory !== undefined;
    return signal.aborted ? undefined : nextStep(session.state, { local, program });
  });
}

interface Offer {
  readonly placeHolder: string;
  readonly entries: readonly Entry[];
}

function offer(step: Exclude<SetUpStep, { kind: "getModel" }>, parts: DownloadParts): Offer {
  switch (step.kind) {
    case "install":
      return {
        placeHolder: l10n.t("Ollama runs the model, on this machine. It is not installed yet."),
        entries: [
          ...installing(parts),
          again(l10n.t("$(refresh) It Is Installed: Go On")),
          ...elsewhere(parts),
        ],
      };
    case "start":
      return {
        placeHolder: l10n.t("Ollama is installed, and no server answers at {0}.", parts.server.url),
        entries: [starting(step.program, parts), lookAgain(), ...elsewhere(parts)],
      };
    case "update": {
      const entries = [...installing(parts), again(l10n.t("$(refresh) It Is Updated: Go On"))];
      return { placeHolder: inWords(step.failure), entries };
    }
    case "reach":
    case "mend": {
      const entries = [...mending(step.failure, parts), lookAgain(), ...elsewhere(parts)];
      return { placeHolder: inWords(step.failure), entries };
    }
    case "wait":
    case "look":
      return { placeHolder: l10n.t("The model is being loaded."), entries: [lookAgain()] };
    case "use":
      return using(step.model, parts);
  }
}

function using(model: string, { actions }: DownloadParts): Offer {
  const { openLeanExample, openLatexExample, checkSetUp, getModel: another } = actions;
  return {
    placeHolder: l10n.t(
      "{0} is ready. Type in a proof, and its next step appears in grey.",
      called(model),
    ),
    entries: [openLeanExample, openLatexExample, checkSetUp, another].map(entryOf),
  };
}

/** What helps against the failure, beside coming here. */
function mending(failure: ModelFailure, { actions }: DownloadParts): readonly Entry[] {
  const { action, alternative = action } = explainFailure(failure);
  const helpful = new Set([action, alternative].filter((one) => one !== "setUp"));
  return [...helpful].map((one) => entryOf(actions[one]));
}

function inWords(failure: ModelFailure): string {
  const { sentence, advice } = explainFailure(failure);
  return `${sentence} ${advice}`;
}

/** The ways to install or update; what a terminal or a browser shows takes its time, so a message leads back here. */
function installing({ notifier, actions }: DownloadParts): readonly Entry[] {
  const { link, command, note } = installationFor(process.platform);
  const later = (): void => {
    notifier.done(l10n.t("When Ollama is installed, go on with the set-up."), actions.setUp);
  };
  return [
    {
      label: l10n.t("$(link-external) Open Ollama's Download Page"),
      detail: link,
      run: async () => {
        await env.openExternal(Uri.parse(link));
        later();
      },
    },
    {
      label: l10n.t("$(terminal) Type the Command into a Terminal"),
      detail: `${command} (${note})`,
      run: () => {
        typeCommand(command);
        later();
      },
    },
    {
      label: l10n.t("$(copy) Copy the Command"),
      detail: command,
      run: async () => {
        await env.clipboard.writeText(command);
        later();
      },
    },
  ];
}

function starting(program: string, parts: DownloadParts): Entry {
  return {
    label: l10n.t("$(play) Start Ollama in a Terminal"),
    detail: l10n.t("{0} · closing the terminal ends it", startCommand(parts.server.url)),
    run: () => start(program, parts),
  };
}

/** Waits until the server answers; true also when it does not, so that the next look tells what is wrong. */
async function start(program: string, { server, clock }: DownloadParts): Promise<true> {
  const terminal = startInTerminal(program, server.url);
  const title = l10n.t("Ollama is starting");
  await withCancel({ title }, async (signal) => {
    const end = clock.now() + startWithin;
    while (clock.now() < end && !signal.aborted && terminal.exitStatus === undefined) {
      if ((await server.installed()).kind === "ok") break;
      await clock.sleep(300, signal);
    }
  });
  return true;
}

function elsewhere({ actions }: DownloadParts): readonly Entry[] {
  const address = {
    label: l10n.t("$(server) The Server Is Elsewhere…"),
    detail: l10n.t("Set its address, llemma.server.url"),
    run: () => commands.executeCommand("workbench.action.openSettings", "llemma.server.url"),
  };
  return [address, entryOf(actions.setHeaders)];
}

function lookAgain(): Entry {
  return again(l10n.t("$(refresh) Look Again"));
}

function again(label: string): Entry {
  return { label, run: () => true };
}

/** What it does may be anything but to go on here. */
function entryOf({ title, run }: Action): Entry {
  return {
    label: title,
    run: async () => {
      await run();
    },
  };
}
