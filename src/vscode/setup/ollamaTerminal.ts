import { l10n, ThemeIcon, window, type Terminal } from "vscode";

/** Where `ollama serve` listens unless told otherwise. */
const usual = "127.0.0.1:11434";

/** How the server is started, for the person to read. */
export function startCommand(url: string): string {
  const { host } = new URL(url);
  return host === usual ? "ollama serve" : `OLLAMA_HOST=${host} ollama serve`;
}

/** Starts the server in a terminal that stands open: whoever closes it ends the server. */
export function startInTerminal(program: string, url: string): Terminal {
  const { host } = new URL(url);
  const terminal = window.createTerminal({
    name: "Ollama",
    // Not typed into a shell, where a path with spaces would want the quotes of that shell.
    shellPath: program,
    shellArgs: ["serve"],
    env: { OLLAMA_HOST: host },
    message: `$ ${startCommand(url)}`,
    iconPath: new ThemeIcon("server-process"),
  });
  terminal.show(true);
  return terminal;
}

/** Types a command that a person may run with Enter; it is never run for them. */
export function typeCommand(command: string): void {
  const terminal = window.createTerminal({ name: l10n.t("Install Ollama") });
  terminal.show();
  terminal.sendText(command, false);
}
