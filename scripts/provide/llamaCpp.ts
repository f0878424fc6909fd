/** The part of node-llama-cpp that is used; the package is fetched, so its own types are not there. */
export interface LlamaModel {
  readonly trainContextSize: number;
  readonly fileInfo: {
    readonly metadata: { readonly general: { readonly architecture: string } };
  };
  readonly tokens: { readonly bos: number | null; readonly shouldPrependBosToken: boolean };
  readonly tokenize: (text: string, specialTokens: boolean) => readonly number[];
  /** `after` are the tokens before these: they decide about a leading space. */
  readonly detokenize: (
    tokens: readonly number[],
    specialTokens: boolean,
    after: readonly number[],
  ) => string;
  readonly isEogToken: (token: number) => boolean;
  readonly createContext: (options: {
    readonly contextSize: number;
    readonly threads: number;
  }) => Promise<{ readonly getSequence: () => LlamaSequence }>;
}

/** One slot: it keeps what it has read, so that a prompt with the same beginning is cheap. */
export interface LlamaSequence {
  readonly contextSize: number;
  readonly nextTokenIndex: number;
  readonly adaptStateToTokens: (tokens: readonly number[], allowShift: boolean) => Promise<void>;
  readonly evaluateWithoutGeneratingNewTokens: (tokens: readonly number[]) => Promise<void>;
  readonly evaluate: (
    tokens: readonly number[],
    options: Sampling & { readonly yieldEogToken: true },
  ) => AsyncGenerator<number, void, undefined>;
}

/** How the next token is drawn. */
export interface Sampling {
  readonly temperature: number;
  readonly topP: number;
  readonly topK: number;
  readonly minP: number;
  readonly seed: number;
  readonly repeatPenalty?: {
    readonly penalty: number;
    readonly maxPunishTokens: number;
    readonly punishTokens: () => readonly number[];
  };
}

interface LlamaCpp {
  readonly getLlama: (options: {
    readonly gpu: false;
    readonly build: "never";
    readonly logLevel: string;
  }) => Promise<{
    readonly loadModel: (options: { readonly modelPath: string }) => Promise<LlamaModel>;
  }>;
}

/** Loads the package from the address of its main file. */
export async function importLlamaCpp(address: string): Promise<LlamaCpp> {
  const loaded: unknown = await import(address);
  if (!isLlamaCpp(loaded)) {
    throw new Error(`${address} is not node-llama-cpp`);
  }
  return loaded;
}

function isLlamaCpp(value: unknown): value is LlamaCpp {
  return typeof value === "object" && value !== null && "getLlama" in value;
}
