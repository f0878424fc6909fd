import { parseArgs } from "node:util";
import { check } from "./check.ts";
import { checkDerivation } from "./checkDerivation.ts";
import { complete } from "./complete.ts";
import { doctor } from "./doctor.ts";
import { continueProof } from "./continue.ts";
import { equal, type Streams } from "./equal.ts";
import { explain } from "./explain.ts";
import { Failure, type Call, type Environment, type Outcome, type Request } from "./host.ts";
import { inspect } from "./inspect.ts";
import { solve } from "./solve.ts";
import { suggest } from "./suggest.ts";

const usage = `Usage:
  llemma complete FILE --at LINE:COLUMN   print what would be inserted there
  llemma continue FILE --at LINE:COLUMN   print several steps of the proof or derivation there
  llemma inspect FILE --at LINE:COLUMN    print the context there and the prompt
  llemma check FILE --at LINE:COLUMN      print Lean's verdict on the tactics on the standard
                                          input, one JSON string a line
  llemma suggest FILE --at LINE:COLUMN    print tactics for the goal there, with Lean's verdict
  llemma solve PROBLEM                    sample solutions; print the votes for their answers and the best solution
  llemma equal                            compare answers: reads {"a": "…", "b": "…"} one a line and
                                          prints {"verdict": "equal" | "different" | "unknown"}
  llemma check-derivation FILE --at LINE:COLUMN
                                          test the steps of the LaTeX formula there with numbers
  llemma doctor                           ask server, model and Lean, each with its time, and print a report for
                                          an issue; headers, tokens and home folders are blanked
  llemma explain FILE --at LINE:COLUMN    print what the document says of the symbols of the equation there,
                                          and what the model writes about it, which nothing checks

Options:
  --at LINE:COLUMN   where the cursor is; both count from 1, the column in UTF-16 code units
  --samples K        solve: how many solutions at most, 1 to 256 (16); a single one is greedy
  --frame F          solve: math, gsm8k or choice (else the one that fits the problem)
  --temperature T    solve: 0 to 2 (else 0.6, for choice 0.3)
  --seed N           solve: of the first sample, each later one has the next number (else drawn, and printed)
  --json             print JSON
  --server URL       the server (else OLLAMA_HOST, else http://127.0.0.1:11434)
  --kind KIND        the server's interface: ollama, openai (/v1/completions), else auto
  --model NAME       the model (else the best installed Llemma)
  --lean PROGRAM     the Lean program (else the one of the project's toolchain)
  --help             print this

solve --json prints {"winner", "tally", "samples", "abstentions", "saved", "majority", "tied", "ending", …conditions}.
"winner" is null or {"answer", "votes", "share", "solution"}; "tally" has one {"answer", "votes", "answers"} for each
answer, with all its spellings, most votes first; "saved" counts the samples that early stopping made unnecessary.
Votes are agreement between samples, not proof.

LLEMMA_HEADERS holds extra request headers for a proxy, one "Name: value" a line.
LLEMMA_API_KEY holds the key that an OpenAI-compatible server wants.
Exit code: 0 done, 1 nothing to suggest there, no answer or a part that does not work, 2 a failure, told on stderr.`;

/** A command with its operand and options. */
interface Parsed {
  readonly operand: string;
  readonly call: Call;
  readonly values: Values;
}

type Values = ReturnType<typeof readArguments>["values"];

const verbs: Readonly<Record<string, (parsed: Parsed) => Promise<Outcome>>> = {
  complete: (parsed) => complete(placeOf(parsed)),
  continue: (parsed) => continueProof(placeOf(parsed)),
  inspect: (parsed) => inspect(placeOf(parsed)),
  check: (parsed) => check(placeOf(parsed)),
  suggest: (parsed) => suggest(placeOf(parsed)),
  "check-derivation": (parsed) => checkDerivation(placeOf(parsed)),
  explain: (parsed) => explain(placeOf(parsed)),
  solve: ({ operand, call, values }) => solve(operand, call, values),
  doctor: ({ call }) => doctor(call),
};

/** What a run printed and its exit code. */
export interface Run {
  readonly code: 0 | 1 | 2;
  readonly out: string;
  readonly err: string;
}

/** Runs one command; `env` holds the environment's variables. */
export async function run(
  args: readonly string[],
  env: Environment,
  streams?: Streams,
): Promise<Run> {
  const warnings: string[] = [];
  try {
    if (args[0] === "equal" && args.length === 1 && streams) return await runEqual(streams);
    const input = (): Promise<string> => textOf(streams);
    const parsed = parse(args, { env, input, warn: (text) => warnings.push(text) });
    if (parsed === "help") return { code: 0, out: `${usage}\n`, err: "" };
    const outcome = await parsed();
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

async function runEqual(streams: Streams): Promise<Run> {
  const problems = await equal(streams);
  return { code: problems.length === 0 ? 0 : 2, out: "", err: lines(problems) };
}

async function textOf(streams: Streams | undefined): Promise<string> {
  const lines: string[] = [];
  for await (const line of streams?.lines ?? []) lines.push(line);
  return lines.join("\n");
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `llemma: ${text}\n`).join("");
}

function parse(
  args: readonly string[],
  surroundings: Pick<Call, "env" | "input" | "warn">,
): "help" | (() => Promise<Outcome>) {
  const { values, positionals } = readArguments(args);
  if (values.help === true) return "help";
  const [name] = positionals;
  if (name === undefined) throw new Failure(`what shall I do?\n\n${usage}`);
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb === undefined) throw new Failure(`${noCommand(name)}\n\n${usage}`);
  const operand = operandOf(name, positionals.slice(1));
  const { json = false, server, kind, model, lean } = values;
  const named = {
    ...(server && { server }),
    ...(kind && { kind }),
    ...(model && { model }),
    ...(lean && { lean }),
  };
  const call = { ...surroundings, json, ...named };
  return () => verb({ operand, call, values });
}

function operandOf(name: string, [operand, ...rest]: readonly string[]): string {
  if (name === "doctor") {
    if (operand === undefined) return "";
    throw new Failure("doctor takes no arguments.");
  }
  if (operand !== undefined && rest.length === 0) return operand;
  throw new Failure(`${name} takes one ${name === "solve" ? "problem, in quotes" : "file"}.`);
}

function placeOf({ operand, call, values }: Parsed): Request {
  return { ...call, file: operand, at: position(values.at) };
}

function noCommand(name: string): string {
  return name === "equal" ? "equal takes no arguments." : `there is no command ${name}.`;
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
        kind: { type: "string" },
        model: { type: "string" },
        lean: { type: "string" },
        samples: { type: "string" },
        frame: { type: "string" },
        temperature: { type: "string" },
        seed: { type: "string" },
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
