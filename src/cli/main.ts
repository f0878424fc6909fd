import { createInterface } from "node:readline";
import { run } from "./run.ts";

const { code, out, err } = await run(process.argv.slice(2), process.env, {
  // Opened only by a command that reads it.
  lines: { [Symbol.asyncIterator]: () => linesOf(process.stdin) },
  print: (line) => process.stdout.write(`${line}\n`),
});
process.stdout.write(out);
process.stderr.write(err);
process.exitCode = code;

function linesOf(input: NodeJS.ReadStream): AsyncIterator<string> {
  return createInterface({ input, crlfDelay: Infinity })[Symbol.asyncIterator]();
}
