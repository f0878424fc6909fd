import path from "node:path";
import { pathToFileURL } from "node:url";
import { startChild } from "./children.ts";
import { provideNode } from "./nodeBinary.ts";
import { provideNpm } from "./npm.ts";
import { type ModelServer, demoModel } from "./ollamaServer.ts";

const version = "3.22.1";

/**
 * Starts llama.cpp inside Node behind Ollama's HTTP interface, on a free loopback port, with the
 * demo model: for a machine that has neither Ollama nor Go.
 */
export async function startEmbedded(): Promise<ModelServer> {
  const library = await provideLibrary();
  const model = await demoModel();
  const program = path.join(import.meta.dirname, "embeddedServer.ts");
  const args = [program, pathToFileURL(library).href, model.path, model.name];
  const server = startChild(await provideNode(24), args);
  try {
    const [, url = ""] = await server.says(/listening on (http:\S+)/, 60_000);
    return { url, model: model.name, log: server.log, stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function provideLibrary(): Promise<string> {
  const platform = `@node-llama-cpp/${platformName()}`;
  const folder = await provideNpm(
    `node-llama-cpp-${version}`,
    { "node-llama-cpp": version, [platform]: version },
    // The package lists prebuilt programs for every machine and GPU as optional: one is enough.
    { flags: ["--omit=optional"] },
  );
  return path.join(folder, "node_modules", "node-llama-cpp", "dist", "index.js");
}

function platformName(): string {
  if (process.platform === "darwin") {
    return process.arch === "arm64" ? "mac-arm64-metal" : "mac-x64";
  }
  return `${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
}
