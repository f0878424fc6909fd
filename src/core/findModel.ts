import { chooseModel } from "./chooseModel.ts";
import type { Answer, ModelFailure, ModelServer } from "./model.ts";
import { isTooOld, oldestOllama } from "./setup/version.ts";

/** Which of a server's models is to be used. `wanted` is the setting: a name, or `auto`. */
export async function findModel(server: ModelServer, wanted: string): Promise<Answer<string>> {
  const installed = await server.installed();
  if (installed.kind !== "ok") return installed;
  const tooOld = await tooOldFailure(server);
  if (tooOld !== undefined) return tooOld;
  if (wanted !== "auto") {
    const found = installed.value.some(({ name }) => sameModel(name, wanted));
    return found
      ? { kind: "ok", value: wanted }
      : { kind: "modelMissing", model: wanted, ...whose(server) };
  }
  const loaded = await server.loaded();
  const chosen = chooseModel({
    installed: installed.value,
    loaded: loaded.kind === "ok" ? loaded.value.map(({ name }) => name) : [],
    memory: server.memory,
  });
  if (chosen !== undefined) return { kind: "ok", value: chosen };
  return { kind: "noModel", ...whose(server) };
}

/** Ollama takes `llemma` and `llemma:latest` for one. */
export function sameModel(a: string, b: string): boolean {
  const full = (name: string) => (/:[^/]*$/.test(name) ? name : `${name}:latest`);
  return full(a) === full(b);
}

async function tooOldFailure(server: ModelServer): Promise<ModelFailure | undefined> {
  const version = await server.version?.();
  if (version?.kind !== "ok" || !isTooOld(version.value)) return undefined;
  return { kind: "tooOld", url: server.url, version: version.value, oldest: oldestOllama };
}

function whose({ kind }: ModelServer): { readonly server?: "openai" } {
  return kind === "openai" ? { server: kind } : {};
}
