// npm run try [-- --check] [-- --model ollama|embedded]: the extension on examples/, with a model.
import path from "node:path";
import { parseArgs } from "node:util";
import { isDemoModel } from "../src/core/demoModel.ts";
import { pullCommand } from "../src/core/failure.ts";
import { cacheFolder, progress, repository } from "./provide/cache.ts";
import { runToEnd } from "./provide/children.ts";
import { findChromium } from "./provide/chromium.ts";
import { startVsCodeHost } from "./provide/vscodeHost.ts";
import { packageExtension } from "./provide/vsix.ts";
import { check } from "./try/check.ts";
import { desktopProgram, openDesktop } from "./try/desktop.ts";
import { type Model, type Source, findModel } from "./try/modelSource.ts";

const real = `For that, get Llemma (4 GB) into your Ollama: ${pullCommand}`;
const examples = path.join(repository, "examples");

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { check: { type: "boolean", default: false }, model: { type: "string" } },
  });
  if (values.check && findChromium() === undefined) {
    throw new Error("Chromium or Chrome is missing (CHROMIUM_PATH names one).");
  }
  const model = await findModel(sourcesFor(values.check, values.model));
  try {
    console.log(`model: ${model.inWords}`);
    if (isDemoModel(model.name)) {
      console.log(`It shows how suggestions work and is no help with mathematics. ${real}`);
    }
    await (values.check ? check(model, await vsix()) : open(model));
  } finally {
    await model.stop();
  }
}

function sourcesFor(unattended: boolean, wanted: string | undefined): readonly Source[] {
  switch (wanted) {
    case "ollama":
    case "embedded":
      return [wanted];
    case undefined:
      return unattended ? ["ollama", "embedded"] : ["running", "ollama", "embedded"];
    default:
      throw new Error(`--model takes ollama or embedded, not ${wanted}.`);
  }
}

async function vsix(): Promise<string> {
  progress("building and packaging the extension");
  const file = path.join(cacheFolder(), "try", "llemma.vsix");
  await packageExtension(file);
  return file;
}

async function open(model: Model): Promise<void> {
  const settings = { "llemma.server.url": model.url };
  const code = desktopProgram();
  if (code !== undefined) {
    progress("building the extension");
    await runToEnd(process.execPath, ["esbuild.mjs"], { cwd: repository });
    await openDesktop(code, examples, settings);
    return;
  }
  progress("there is no code on the PATH: taking the VS Code server for a browser");
  const data = path.join(cacheFolder(), "try", "vscode");
  const host = await startVsCodeHost({ release: "newest", data, vsix: [await vsix()], settings });
  try {
    console.log(`\nVS Code with Llemma is at\n\n  ${host.address(examples)}\n`);
    console.log("Open first.lean, go to its end and press Enter. Ctrl+C here ends everything.");
    await host.server.exited;
  } finally {
    await host.stop();
  }
}
