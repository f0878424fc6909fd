import type { LoadedModel } from "../model.ts";

/** What is known of the machine that models run on. */
export interface Machine {
  /** Bytes of system memory; undefined when the server is another machine. */
  readonly memory: number | undefined;
  readonly gpu: Gpu;
}

/**
 * What a server's list of loaded models says of its GPU; Ollama tells it in no other way. `some`: it has at least so
 * many bytes, and about so many when `full`. `none`: a model was put on the processor alone.
 */
export type Gpu =
  | { readonly kind: "some"; readonly bytes: number; readonly full: boolean }
  | { readonly kind: "none" }
  | { readonly kind: "unknown" };

/** What is known of the GPU from the models in memory. */
export function gpuOf(loaded: readonly LoadedModel[]): Gpu {
  const placed = loaded.flatMap(({ gpuShare, size }) =>
    gpuShare === undefined || size === undefined ? [] : [{ gpuShare, bytes: gpuShare * size }],
  );
  if (placed.length === 0) return { kind: "unknown" };
  const bytes = placed.reduce((sum, one) => sum + one.bytes, 0);
  if (bytes === 0) return { kind: "none" };
  return { kind: "some", bytes, full: placed.some(({ gpuShare }) => gpuShare < 1) };
}
