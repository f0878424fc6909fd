import { parseArgs } from "node:util";
import { check } from "./check.ts";
import { complete } from "./complete.ts";
import { Failure, type Environment, type Outcome, type Request } from "./host.ts";
import { inspect } from "./inspect.ts";
import { suggest } from "./suggest.ts";

const usage = `Usage:
  llemma complete FILE --at LINE:COLUMN   print what would be inserted there
  llemma inspect FILE --at LINE:COLUMN    print the context there and the prompt
  llemma check FILE --at LINE:COLUMN      print Lean's verdict on the tactics on the standard
                                          input, one JSON string a line
  llemma suggest FILE --at LINE:COLUMN    print tactics for the goal there, with Lean's verdict

Options:
  --at LINE:COLUMN   where the cursor is; both count from 1, the column in UTF-16 code units
  --json             print JSON
  --server URL       the Ollama server (else OLLAMA_HOST, else http://127.0.0.1:11434)
  --model NAME       the model (else the best installed Llemma)
  --lean PROGRAM     the Lean program (else the one of the project's toolchain)
  --help             print this

LLEMMA_HEADERS holds extra request headers for a proxy, one "Name: value" a line.
Exit code: 0 done, 1 nothing to suggest there, 2 a failure, told on stderr.`;

const verbs: Readonly<Record<string, (request: Request) => Promise<Outcome>>> = {
  complete,
  inspect,
  check,
  suggest,
};

interface Parsed {
  readonly verb: (request: Request) => Promise<Outcome>;
  readonly request: Omit<Request, "env" | "warn" | "input">;
}

/** What a run printed and its exit code. */
export interface Run {
  readonly code: 0 | 1 | 2;
  readonly out: string;
  readonly err: string;
}

/** Runs one command; `env` holds the environment's variables, `input` reads the standard input. */
export async function run(
  args: readonly string[],
  env: Environment,
  input = (): Promise<string> => Promise.resolve(""),
): Promise<Run> {
  const warnings: string[] = [];
  try {
    const parsed = parse(args);
    if (parsed === "help") return { code: 0, out: `${usage}\n`, err: "" };
    const outcome = await parsed.verb({
      ...parsed.request,
      env,
      input,
      warn: (text) => warnings.push(text),
    });
    return {
      code: outcome.found ? 0 : 1,
      out: outcome.output === "" ? "" : `${outcome.output}\n`,
      err: lines([...warnings, ...(outcome.note === undefined ? [] : [outcome.note])]),
    };
  } catch (error) {
    const words = error instanceof Failure ? error.message : `This is a bug: ${describe(error)}`;
    return { code: 2, out: "", err: lines([...warnings, words]) };
  }
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `llemma: ${text}\n`).join("");
}

function parse(args: readonly string[]): "help" | Parsed {
  const { values, positionals } = readArguments(args);
  const [name, file, ...rest] = positionals;
  if (values.help === true) return "help";
  if (name === undefined) throw new Failure(`what shall I do?\n\n${usage}`);
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb === undefined) throw new Failure(`there is no command ${name}.\n\n${usage}`);
  if (file === undefined || rest.length > 0) throw new Failure(`${name} takes one file.`);
  const { at, json = false, ...named } = values;
  return { verb, request: { ...named, file, at: position(at), json } };
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        at: { type: "string" },
        json: { type: "boolean" },
        server: { type: "string" },
        model: { type: "string" },
        lean: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

/** From 1-based line and column to the 0-based position of the core. */
function position(at: string | undefined): Request["at"] {
  const [, line, column] = /^(\d+):(\d+)$/.exec(at ?? "") ?? [];
  if (line === undefined || column === undefined || +line < 1 || +column < 1) {
    throw new Failure("say where with --at LINE:COLUMN, both from 1.");
  }
  return { line: +line - 1, character: +column - 1 };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
