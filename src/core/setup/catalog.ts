import type { Machine } from "./machine.ts";

/** A Llemma that a server may download. */
export interface Build {
  /** As `ollama pull` takes it. */
  readonly name: string;
  readonly parameters: "7B" | "34B";
  readonly quantisation: string;
  /** Bytes on disk. */
  readonly size: number;
}

/**
 * Builds by the community: there is no official one. Names and sizes were seen in stored copies of hub pages and never
 * pulled, so that only a server can confirm them. Best first, of each size.
 */
export const builds: readonly Build[] = [
  build("hf.co/TheBloke/llemma_7b-GGUF:Q4_K_M", "7B", 4.08),
  build("hf.co/TheBloke/llemma_7b-GGUF:Q5_K_M", "7B", 4.78),
  build("hf.co/TheBloke/llemma_7b-GGUF:Q3_K_M", "7B", 3.3),
  build("hf.co/mav23/llemma_7b-GGUF:Q4_K_M", "7B", 4.08),
  build("hf.co/TheBloke/llemma_34b-GGUF:Q4_K_M", "34B", 20.2),
  build("hf.co/TheBloke/llemma_34b-GGUF:Q3_K_M", "34B", 16.3),
  build("hf.co/mav23/llemma_34b-GGUF:Q4_K_M", "34B", 20.2),
];

/** The build that most people want. */
export const usualBuild = "hf.co/TheBloke/llemma_7b-GGUF:Q4_K_M";

/** Where a model has room; `unknown` when nothing is known of the machine. */
type Fit = "gpu" | "memory" | "no" | "unknown";

/** A build as it would be on a machine. */
export interface Offer extends Build {
  /** Bytes of memory with a window of 4,096 tokens. */
  readonly needs: number;
  readonly fit: Fit;
  /** True for one at most. */
  readonly recommended: boolean;
}

/** Every build with what it needs and whether it fits this machine. */
export function offersFor(machine: Machine): readonly Offer[] {
  const fitted = builds.map((one) => ({ ...one, needs: memoryFor(one), fit: fitOf(one, machine) }));
  const recommended = recommend(fitted);
  return fitted.map((one) => ({ ...one, recommended: one.name === recommended }));
}

/**
 * The best one that runs well. 34B writes some five times slower than 7B, too slowly on a processor; so it is only for
 * a GPU that is known to hold it.
 */
function recommend(offers: readonly Omit<Offer, "recommended">[]): string | undefined {
  const onGpu = offers.filter(({ fit }) => fit === "gpu");
  const large = onGpu.find(({ parameters }) => parameters === "34B");
  const usual = offers.find(({ name, fit }) => name === usualBuild && fit !== "no");
  const smaller = offers.find(({ parameters, fit }) => parameters === "7B" && fit !== "no");
  return (large ?? onGpu[0] ?? usual ?? smaller)?.name;
}

function fitOf(one: Build, { memory, gpu }: Machine): Fit {
  const needs = memoryFor(one);
  if (gpu.kind === "some" && needs <= gpu.bytes) return "gpu";
  if (memory === undefined) return "unknown";
  return needs + forTheRest <= memory ? "memory" : "no";
}

/** What the system and an editor take, in bytes. */
const forTheRest = 2 * 2 ** 30;

/**
 * Weights, keys and values of 4,096 tokens in 16 bits (2 · layers · width · 2 bytes a token: 2 GiB for 7B; 34B shares
 * them between eight heads and comes to 0.75 GiB), and half a GiB to compute in.
 */
export function memoryFor({ parameters, size }: Pick<Build, "parameters" | "size">): number {
  return size + (parameters === "7B" ? 2 : 0.75) * 2 ** 30 + 0.5 * 2 ** 30;
}

function build(name: string, parameters: Build["parameters"], gigabytes: number): Build {
  const quantisation = name.slice(name.lastIndexOf(":") + 1);
  return { name, parameters, quantisation, size: gigabytes * 1e9 };
}
