import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CancellationTokenSource,
  commands,
  ConfigurationTarget,
  Selection,
  Uri,
  window,
  workspace,
  type CodeAction,
  type Range,
  type TextDocument,
  type TextEditor,
} from "vscode";
import {
  startScriptedServer,
  type ScriptedOptions,
  type ScriptedServer,
} from "../support/scriptedServer.ts";

/** Longer than the pause before a request, VS Code's own and a quick server's answer together. */
export const longEnough = 1_200;

/** Sets a setting of the user's; undefined takes it away. */
export async function configure(name: string, value: unknown): Promise<void> {
  await workspace.getConfiguration().update(name, value, ConfigurationTarget.Global);
}

/** A scripted server that the extension is set to use. */
export async function serve(options: ScriptedOptions = {}): Promise<ScriptedServer> {
  const server = await startScriptedServer(options);
  await configure("llemma.server.url", server.url);
  return server;
}

/** Opens a file of this name; `█` marks the cursor and is not part of it. */
export async function open(name: string, marked: string): Promise<TextEditor> {
  const folder = await mkdtemp(path.join(tmpdir(), "llemma-integration-"));
  folders.push(folder);
  const file = path.join(folder, name);
  await writeFile(file, marked.replace("█", ""));
  const editor = await window.showTextDocument(Uri.file(file));
  const cursor = editor.document.positionAt(marked.indexOf("█"));
  editor.selection = new Selection(cursor, cursor);
  // The window hears of the cursor in a message of its own.
  await sleep(100);
  return editor;
}

const folders: string[] = [];

/** Closes every editor without saving and removes the files. */
export async function closeAll(): Promise<void> {
  while (window.activeTextEditor !== undefined) {
    await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
  await commands.executeCommand("workbench.action.closeAllEditors");
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
}

/** Types as a person does, one key after the other. */
export async function type(text: string): Promise<void> {
  for (const key of text) await commands.executeCommand("type", { text: key });
}

export async function trigger(): Promise<void> {
  await commands.executeCommand("llemma.trigger");
}

/** What Tab does while ghost text is shown; nothing happens when none is. */
export async function commit(): Promise<void> {
  await commands.executeCommand("editor.action.inlineSuggest.commit");
}

/** What Esc does while ghost text is shown. */
export async function hide(): Promise<void> {
  await commands.executeCommand("editor.action.inlineSuggest.hide");
}

/** Waits for ghost text and accepts it. */
export async function accept(editor: TextEditor): Promise<void> {
  const before = editor.document.version;
  await eventually("a suggestion", async () => {
    await commit();
    return editor.document.version > before;
  });
}

/** Checks again and again until it holds; fails when it does not within 10 seconds. */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  const end = performance.now() + 10_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await sleep(25);
  }
}

/** The text with the cursor in it. */
export function marked(editor: TextEditor): string {
  const text = editor.document.getText();
  const offset = editor.document.offsetAt(editor.selection.active);
  return `${text.slice(0, offset)}█${text.slice(offset)}`;
}

type Replaceable =
  | "showWarningMessage"
  | "showInformationMessage"
  | "showErrorMessage"
  | "showQuickPick"
  | "showInputBox";

/** Answers for the person whatever the extension shows through this function of `window`. */
export function answer(name: Replaceable, reply: (...args: unknown[]) => unknown): () => void {
  const original = window[name];
  Object.assign(window, { [name]: (...args: unknown[]) => Promise.resolve(reply(...args)) });
  return () => {
    Object.assign(window, { [name]: original });
  };
}

/** What the extension says to the person, who chooses nothing; `end` lets the window speak again. */
export interface Heard {
  readonly messages: string[];
  readonly buttons: string[];
  readonly end: () => void;
}

export function hear(): Heard {
  const messages: string[] = [];
  const buttons: string[] = [];
  const kinds = ["showInformationMessage", "showWarningMessage", "showErrorMessage"] as const;
  const ends = kinds.map((name) =>
    answer(name, (message, ...actions) => {
      messages.push(String(message));
      buttons.push(...actions.map(String));
    }),
  );
  return {
    ...{ messages, buttons },
    end: () => {
      for (const end of ends) end();
    },
  };
}

/** Progress that nobody sees and `cancel` cancels, while `act` runs. */
export async function cancelling(
  act: (cancel: () => void, reported: readonly string[]) => Promise<void>,
): Promise<void> {
  const source = new CancellationTokenSource();
  const reported: string[] = [];
  const { withProgress } = window;
  const report = ({ message = "" }: { message?: string }): void => {
    reported.push(message);
  };
  Object.assign(window, {
    withProgress: (_: unknown, task: (...args: unknown[]) => unknown) =>
      task({ report }, source.token),
  });
  try {
    await act(() => {
      source.cancel();
    }, reported);
  } finally {
    Object.assign(window, { withProgress });
  }
}

/** What the light bulb offers there. */
export async function actionsAt(
  document: TextDocument,
  range: Range | undefined,
): Promise<readonly CodeAction[]> {
  const { uri } = document;
  return await commands.executeCommand("vscode.executeCodeActionProvider", uri, range);
}

interface Menu {
  readonly placeHolder: string;
  readonly labels: readonly string[];
}

/** What the command offers in a list, of which the entry with this label is chosen. */
async function offered(command: string, choose?: string): Promise<Menu> {
  let menu: Menu | undefined;
  const restore = answer("showQuickPick", (items, options) => {
    const entries = items as readonly { readonly label: string }[];
    const { placeHolder = "" } = options as { readonly placeHolder?: string };
    menu = { placeHolder, labels: entries.map(({ label }) => label) };
    const chosen = entries.find(({ label }) => label === choose);
    if (choose !== undefined && chosen === undefined)
      throw new Error(`no ${choose} among ${menu.labels.join(", ")}`);
    return chosen;
  });
  try {
    await commands.executeCommand(command);
  } finally {
    restore();
  }
  if (menu === undefined) throw new Error(`${command} offers nothing`);
  return menu;
}

/** Chooses the entry with this label from the list that the command shows. */
export async function pick(command: string, label: string): Promise<void> {
  await offered(command, label);
}

export async function labelsOf(command: string): Promise<readonly string[]> {
  return (await offered(command)).labels;
}

/** What a click on the status item shows; its placeholder is the item's tooltip. */
export function statusMenu(): Promise<Menu> {
  return offered("llemma.showStatus");
}
