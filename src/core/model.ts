/** One completion asked of a base model. The prompt is sent as it is, without template or BOS. */
export interface CompletionRequest {
  readonly prompt: string;
  /** The most tokens to write. */
  readonly maxTokens: number;
  /** 0 is greedy. */
  readonly temperature: number;
  /** Nucleus sampling, 0 to 1. */
  readonly topP: number;
  readonly seed: number;
  /** Texts that end the completion and are left out of it. */
  readonly stop: readonly string[];
}

/** A stream is any number of `text` and then exactly one `end`, `aborted` or failure. It never throws. */
export type ModelEvent =
  | { readonly kind: "text"; readonly text: string; readonly logprobs: readonly number[] }
  | CompletionEnd
  /** The caller's signal ended it. */
  | { readonly kind: "aborted" }
  | ModelFailure;

export interface CompletionEnd {
  readonly kind: "end";
  /** `closed`: the stream ended without the server's last message (Ollama's guard against loops does that). */
  readonly reason: "stop" | "length" | "closed";
  readonly usage?: Usage;
}

/** What the server counted; durations in milliseconds. */
export interface Usage {
  /** Tokens of the prompt that the model saw; fewer than were sent when the server cut it. */
  readonly promptTokens: number;
  /** Time for reading the part of the prompt that the server did not hold already. */
  readonly promptMs: number;
  readonly answerTokens: number;
  readonly answerMs: number;
}

/** Which interface a server has: Ollama's own, or OpenAI's older one for completions. */
export type ServerKind = "ollama" | "openai";

/** Whose failure it is, where what helps depends on that; absent for an Ollama. */
interface OfServer {
  readonly server?: "openai";
}

/** Everything that is expected to go wrong between us and a model; `explainFailure` gives the words. */
export type ModelFailure =
  | ({ readonly kind: "notRunning"; readonly url: string } & OfServer)
  /** `oldest` is the first version that works. */
  | {
      readonly kind: "tooOld";
      readonly url: string;
      readonly version: string;
      readonly oldest: string;
    }
  | ({ readonly kind: "refused"; readonly url: string; readonly status: 401 | 403 } & OfServer)
  /** The server is another machine, and nobody has said that text may go there, or somebody that it may not. */
  | { readonly kind: "notAllowed"; readonly url: string; readonly refused: boolean }
  /** The server's certificate is none that this machine trusts. */
  | { readonly kind: "certificate"; readonly url: string; readonly detail: string }
  | ({ readonly kind: "modelMissing"; readonly model: string } & OfServer)
  | ({ readonly kind: "noModel" } & OfServer)
  | { readonly kind: "loading"; readonly model: string }
  | { readonly kind: "outOfMemory"; readonly model: string; readonly detail: string }
  | { readonly kind: "busy" }
  | { readonly kind: "promptTooLong"; readonly detail: string }
  | { readonly kind: "interrupted"; readonly detail: string }
  | { readonly kind: "malformedReply"; readonly detail: string };

/** A model as the server lists it. */
export interface InstalledModel {
  /** As requests name it: `llemma:7b`. */
  readonly name: string;
  /** Bytes on disk, which is about what it needs in memory. */
  readonly size: number;
  /** A stub that runs on somebody else's machine. */
  readonly remote: boolean;
}

/** A model in the server's memory. */
export interface LoadedModel {
  readonly name: string;
  /** Share of the model on the GPU, 0 to 1; undefined when the server does not know. */
  readonly gpuShare: number | undefined;
  /** Bytes in memory, on the GPU or not; undefined when the server does not tell. */
  readonly size?: number;
  /** Tokens that it is loaded for; undefined when the server does not tell. */
  readonly window?: number;
}

export type Answer<T> = { readonly kind: "ok"; readonly value: T } | ModelFailure;

/** A model that a server is to make of a file on this machine. */
export interface ModelFile {
  /** As requests will name it. */
  readonly name: string;
  /** Where the GGUF file is. */
  readonly path: string;
  /** How the server makes a prompt of what is not sent raw: a Go template. */
  readonly template: string;
  /** Options for requests that do not state them, as Ollama names them. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** How far the making of a model is. */
export type CreateProgress =
  /** Bytes of the file; none are sent when the server has the file already. */
  | { readonly kind: "sending"; readonly sent: number; readonly total: number }
  /** What the server says that it is doing. */
  | { readonly kind: "creating"; readonly status: string };

/** What is expected to go wrong while a model is made; `explainFailure` gives the words. */
export type CreateFailure =
  | ModelFailure
  | { readonly kind: "unreadable"; readonly path: string; readonly detail: string }
  | { readonly kind: "diskFull"; readonly url: string }
  /** The server, or a proxy before it, takes no such file. */
  | { readonly kind: "fileRefused"; readonly detail: string };

export type Created = Answer<undefined> | { readonly kind: "aborted" } | CreateFailure;

/** How far a server's download of a model is. */
export type PullProgress =
  /** Bytes of one of the model's files; those that were there before count as completed at once. */
  | {
      readonly kind: "file";
      readonly digest: string;
      readonly completed: number;
      readonly total: number;
    }
  /** What the server says that it is doing. */
  | { readonly kind: "status"; readonly status: string };

/** What is expected to go wrong with a download; `explainFailure` gives the words. */
export type PullFailure =
  | ModelFailure
  | { readonly kind: "diskFull"; readonly url: string }
  /** The registry has no model of that name, or gives it to nobody. */
  | { readonly kind: "nameUnknown"; readonly model: string; readonly detail: string }
  /** The server does not reach the registry, or lost it on the way. */
  | { readonly kind: "noNetwork"; readonly detail: string }
  /** What came is not what the registry promised; the server has thrown it away. */
  | { readonly kind: "damaged"; readonly detail: string };

export type Pulled = Answer<undefined> | { readonly kind: "aborted" } | PullFailure;

/** A request as the server gets it. */
export interface Sent {
  /** Behind the server's address. */
  readonly path: string;
  /** With the prompt as `prompt`. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** Port: a server that runs models. `src/node` implements it. Nothing here throws or rejects. */
export interface ModelServer {
  readonly kind: ServerKind;
  /** For messages; without user name and password. */
  readonly url: string;
  /** Memory in bytes that models on this server can use; undefined when the server is another machine. */
  readonly memory: number | undefined;
  /** The server's version; absent on kinds of server that tell none. */
  version?(): Promise<Answer<string>>;
  installed(): Promise<Answer<readonly InstalledModel[]>>;
  loaded(): Promise<Answer<readonly LoadedModel[]>>;
  /** Tokens that the model was trained to read at once; undefined when the server does not tell. */
  contextLength(model: string): Promise<Answer<number | undefined>>;
  /** Brings the model into memory, or answers at once when it is there. Not to be cancelled by typing. */
  load(model: string, window: number, placement?: Placement): Promise<Answer<undefined>>;
  /** Streams a completion; the signal closes the connection at any moment, so that the server stops. */
  complete(
    target: Target,
    request: CompletionRequest,
    signal: AbortSignal,
  ): AsyncIterable<ModelEvent>;
  /** What `complete` sends for it, for a person who wants to see that. */
  sent(target: Target, request: CompletionRequest): Sent;
  /** Gives the server the file, unless it has it, and has it make the model; one of that name is replaced. */
  create(
    model: ModelFile,
    onProgress: (progress: CreateProgress) => void,
    signal: AbortSignal,
  ): Promise<Created>;
  /**
   * Has the server download a model; what an earlier, ended call brought is not fetched again. Absent on kinds of server
   * that cannot.
   */
  pull?(
    model: string,
    onProgress: (progress: PullProgress) => void,
    signal: AbortSignal,
  ): Promise<Pulled>;
}

/** The options on which a server reloads a model when they differ: the same for every feature. */
export interface Target {
  readonly model: string;
  /** Tokens of prompt and answer together. */
  readonly window: number;
  /** Absent when the server decides. */
  readonly placement?: Placement;
}

/** Where a model runs, as far as a person has decided it. */
export interface Placement {
  /** Layers on the GPU; 0 for none. */
  readonly numGpu?: number;
  /** Threads on the processor. */
  readonly numThread?: number;
}

/** Port: what features see. `createSession` implements it over a `ModelServer`. */
export interface Model {
  /**
   * Resolves once a model is chosen and in memory. The load goes on whoever stops waiting for it.
   * After a failure it answers with that failure for some seconds, unless the caller insists.
   */
  ready(insist?: boolean): Promise<Answer<Target>>;
  complete(
    target: Target,
    request: CompletionRequest,
    signal: AbortSignal,
  ): AsyncIterable<ModelEvent>;
}
