import { sizeInWords } from "../bytes.ts";
import { isDemoModel } from "../demoModel.ts";
import type { LoadedModel } from "../model.ts";
import { memoryFor, type Build } from "./catalog.ts";

/** A sentence for a model that is not wholly on a GPU; undefined where there is nothing to say. */
export function slowHint(gpuShare: number | undefined): string | undefined {
  if (gpuShare === undefined || gpuShare >= 1) return undefined;
  return gpuShare <= 0
    ? "It runs on the processor, so answers take long; Check Set-up tells why."
    : "A part of it runs on the processor, so answers take long; Check Set-up tells why.";
}

/**
 * Why a model runs on the processor, as far as that can be told from outside, and what would fit instead; empty for one
 * that is on the GPU, and for a demo model, which is as quick anywhere.
 */
export function whyOnProcessor(
  model: LoadedModel,
  numGpu: number | undefined,
  all: readonly Build[],
): readonly string[] {
  const { name, gpuShare, size } = model;
  if (isDemoModel(name) || gpuShare === undefined || gpuShare >= 1) return [];
  if (numGpu !== undefined)
    return [
      `The setting llemma.server.numGpu puts ${numGpu} layers on the GPU; -1 leaves it to the server.`,
    ];
  if (gpuShare > 0 && size !== undefined) {
    const room = gpuShare * size;
    const smaller = all.filter((one) => memoryFor(one) <= room).toSorted((a, b) => b.size - a.size);
    const instead = smaller[0] === undefined ? "no build of Llemma" : smaller[0].name;
    return [
      `The model is larger than the GPU: ${sizeInWords(room)} of its ${sizeInWords(size)} are on it.`,
      `What would fit: ${instead}.`,
    ];
  }
  return [
    "The server uses no GPU. Usual reasons: the machine has none that Ollama supports; its driver is missing or too old; the model is too large for it; or Ollama runs in a container that does not see it.",
    "The server's own log says which: look for `inference compute` (journalctl -u ollama on Linux, ~/.ollama/logs/server.log on macOS, %LOCALAPPDATA%\\Ollama\\server.log on Windows).",
    "On a processor the smallest 7B build is the quickest.",
  ];
}
