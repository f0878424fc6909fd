/** How Ollama gets onto a machine. */
export interface Installation {
  /** The page of its makers. */
  readonly link: string;
  /** For a terminal; also brings an old one up to date. */
  readonly command: string;
  /** What the person has to know before they run it. */
  readonly note: string;
}

/** The way of Ollama's makers, or of the system's usual package manager, for a platform as Node names it. */
export function installationFor(platform: string): Installation {
  switch (platform) {
    case "darwin":
      return {
        link: "https://ollama.com/download/mac",
        command: "brew install ollama",
        note: "by Homebrew",
      };
    case "win32":
      return {
        link: "https://ollama.com/download/windows",
        command: "winget install --id Ollama.Ollama",
        note: "by Windows' package manager",
      };
    default:
      return {
        link: "https://ollama.com/download/linux",
        command: "curl -fsSL https://ollama.com/install.sh | sh",
        note: "Ollama's own script, which asks for the administrator's password",
      };
  }
}
