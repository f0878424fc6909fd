import path from "node:path";
import { provideNpm } from "./npm.ts";

const versions = { 22: "22.23.3", 24: "24.21.0" } as const;

/** Path of a Node program of this major version: the running one where it fits, else npm's. */
export async function provideNode(major: keyof typeof versions): Promise<string> {
  if (process.versions.node.startsWith(`${major}.`)) {
    return process.execPath;
  }
  const platform = process.platform === "win32" ? "win" : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const version = versions[major];
  const folder = await provideNpm(`node-${version}`, { [name]: version }, {});
  const program = process.platform === "win32" ? "node.exe" : "node";
  return path.join(folder, "node_modules", name, "bin", program);
}
