import manifest from "../../package.json" with { type: "json" };
import type { Placement, ServerKind } from "./model.ts";
import { frames, type Frame } from "./tactics/suggester.ts";

/** The settings as the rest of the program sees them. Their defaults stand in package.json alone. */
export interface Settings {
  readonly "server.url": string;
  readonly "server.kind": ServerKind | "auto";
  /** How many requests are under way at once; 0 for as many as measuring finds. */
  readonly "server.parallel": number;
  readonly model: string;
  readonly "server.keepAlive": string;
  /** Layers of the model on the GPU; -1 leaves it to the server. */
  readonly "server.numGpu": number;
  /** Threads on the processor; 0 leaves it to the server. */
  readonly "server.numThread": number;
  readonly "inline.enabled": Readonly<Record<string, boolean>>;
  /** Milliseconds. */
  readonly "inline.debounce": number;
  /** Where Lean checks suggestions: a process of our own, the server of the Lean 4 extension, or nowhere. */
  readonly "lean.check": "own" | "shared" | "off";
  /** The Lean program or its folder; empty for the one that Lean's users expect. */
  readonly "lean.path": string;
  /** How many tactics the model is asked for at a place. */
  readonly "lean.candidates": number;
  /** The forms of prompt for them, in this order. */
  readonly "lean.frames": readonly Frame[];
  /** Show the model's text at once, rather than wait for Lean's word. */
  readonly "lean.showUnchecked": boolean;
  /** The most solutions of a problem. */
  readonly "solve.samples": number;
}

export type SettingName = keyof Settings;

type Parser<T> = (value: unknown) => T | undefined;
type ManifestName = keyof (typeof manifest)["contributes"]["configuration"]["properties"];

const properties = manifest.contributes.configuration.properties;

// Both directions are checked by the compiler: a setting that is only here, and one that is only in the manifest.
const parsers = {
  "server.url": httpUrl,
  "server.kind": oneOf("auto", "ollama", "openai"),
  "server.parallel": whole(0, 256),
  model: text,
  "server.keepAlive": matching(/^(?:-1|0|\d+[smh])$/),
  "server.numGpu": whole(-1, 1000),
  "server.numThread": whole(0, 1024),
  "inline.enabled": flags,
  "inline.debounce": between(0, 5000),
  "lean.check": oneOf("own", "shared", "off"),
  "lean.path": anyText,
  "lean.candidates": whole(1, 64),
  "lean.frames": framesOf,
  "lean.showUnchecked": flag,
  "solve.samples": whole(1, 256),
} satisfies { [Name in SettingName]: Parser<Settings[Name]> } & Record<
  ManifestName extends `llemma.${infer Name}` ? Name : never,
  Parser<unknown>
>;

export interface SettingProblem {
  readonly name: SettingName;
  readonly value: unknown;
}

/** The names without the `llemma.` in front. */
export const settingNames: readonly SettingName[] = [
  "server.url",
  "server.kind",
  "server.parallel",
  "model",
  "server.keepAlive",
  "server.numGpu",
  "server.numThread",
  "inline.enabled",
  "inline.debounce",
  "lean.check",
  "lean.path",
  "lean.candidates",
  "lean.frames",
  "lean.showUnchecked",
  "solve.samples",
];

/**
 * Reads every setting through `get`, which answers undefined for one that is not set.
 * A value that does not fit gives way to the default and is listed in `problems`.
 */
export function readSettings(get: (name: SettingName) => unknown): {
  readonly settings: Settings;
  readonly problems: readonly SettingProblem[];
} {
  const problems: SettingProblem[] = [];
  function read<Name extends SettingName>(
    name: Name,
    parse: Parser<Settings[Name]>,
  ): Settings[Name] {
    const value = get(name);
    const parsed = value === undefined ? undefined : parse(value);
    if (parsed !== undefined) return parsed;
    if (value !== undefined) problems.push({ name, value });
    const fallback = parse(properties[`llemma.${name}`].default);
    if (fallback === undefined)
      throw new Error(`package.json: the default of llemma.${name} does not fit`);
    return fallback;
  }
  const settings = {
    "server.url": read("server.url", parsers["server.url"]),
    "server.kind": read("server.kind", parsers["server.kind"]),
    "server.parallel": read("server.parallel", parsers["server.parallel"]),
    model: read("model", parsers.model),
    "server.keepAlive": read("server.keepAlive", parsers["server.keepAlive"]),
    "server.numGpu": read("server.numGpu", parsers["server.numGpu"]),
    "server.numThread": read("server.numThread", parsers["server.numThread"]),
    "inline.enabled": read("inline.enabled", parsers["inline.enabled"]),
    "inline.debounce": read("inline.debounce", parsers["inline.debounce"]),
    "lean.check": read("lean.check", parsers["lean.check"]),
    "lean.path": read("lean.path", parsers["lean.path"]),
    "lean.candidates": read("lean.candidates", parsers["lean.candidates"]),
    "lean.frames": read("lean.frames", parsers["lean.frames"]),
    "lean.showUnchecked": read("lean.showUnchecked", parsers["lean.showUnchecked"]),
    "solve.samples": read("solve.samples", parsers["solve.samples"]),
  };
  return { settings, problems };
}

/** Where the model is to run, as far as the settings say. */
export function placementOf(settings: Settings): Placement {
  const { "server.numGpu": numGpu, "server.numThread": numThread } = settings;
  return { ...(numGpu >= 0 && { numGpu }), ...(numThread > 0 && { numThread }) };
}

/** Whether suggestions appear while typing in this language. */
export function enabledFor(settings: Settings, languageId: string): boolean {
  const flagsByLanguage = settings["inline.enabled"];
  return flagsByLanguage[languageId] ?? flagsByLanguage["*"] ?? true;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

function anyText(value: unknown): string | undefined {
  return typeof value === "string" ? value.trim() : undefined;
}

function oneOf<const Value extends string>(...values: readonly Value[]): Parser<Value> {
  return (value) => values.find((one) => one === value);
}

function httpUrl(value: unknown): string | undefined {
  const address = text(value);
  if (address === undefined || !URL.canParse(address)) return undefined;
  return /^https?:$/.test(new URL(address).protocol) ? address : undefined;
}

function matching(pattern: RegExp): Parser<string> {
  return (value) => (typeof value === "string" && pattern.test(value) ? value : undefined);
}

function between(low: number, high: number): Parser<number> {
  return (value) =>
    typeof value === "number" && value >= low && value <= high ? value : undefined;
}

function whole(low: number, high: number): Parser<number> {
  return (value) => (Number.isInteger(value) ? between(low, high)(value) : undefined);
}

function flags(value: unknown): Readonly<Record<string, boolean>> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value).filter(
    (entry): entry is [string, boolean] => typeof entry[1] === "boolean",
  );
  return entries.length === Object.keys(value).length ? Object.fromEntries(entries) : undefined;
}

function flag(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

function framesOf(value: unknown): readonly Frame[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const known = frames.filter((frame) => value.includes(frame));
  return known.length > 0 && known.length === value.length
    ? known.toSorted((a, b) => value.indexOf(a) - value.indexOf(b))
    : undefined;
}
