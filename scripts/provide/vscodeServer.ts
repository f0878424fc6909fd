import path from "node:path";
import { progress } from "./cache.ts";
import { provideNode } from "./nodeBinary.ts";
import { npm, provideNpm } from "./npm.ts";

/** The two VS Code versions that matter: the newest there is, the oldest that `engines` allows. */
export type VsCodeRelease = "newest" | "oldest";

/** A VS Code server that can be started: `node main --port …`. */
export interface VsCodeServerFiles {
  readonly node: string;
  readonly main: string;
  readonly version: string;
}

/** The versions of VS Code that are fetched; code-server 4.x.y carries VS Code 1.x.y. */
export const vscodeVersions = { newest: "1.139.1", oldest: "1.104.0" } as const;

const releases = {
  newest: { codeServer: "4.139.1", node: 24 },
  oldest: { codeServer: "4.104.0", node: 22 },
} as const;

/** Fetches a whole VS Code server with its web workbench, about 600 MB, from npm. */
export async function provideVsCodeServer(release: VsCodeRelease): Promise<VsCodeServerFiles> {
  const { codeServer, node } = releases[release];
  const inner = path.join("node_modules", "code-server", "lib", "vscode");
  const folder = await provideNpm(
    `code-server-${codeServer}`,
    { "code-server": codeServer },
    {
      after: async (made) => {
        progress("fetching the packages of the VS Code server");
        await npm(path.join(made, inner), ["install", "--omit=dev"]);
      },
    },
  );
  return {
    node: await provideNode(node),
    main: path.join(folder, inner, "out", "server-main.js"),
    version: vscodeVersions[release],
  };
}
