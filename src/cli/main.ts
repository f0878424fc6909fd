import { text } from "node:stream/consumers";
import { run } from "./run.ts";

const { code, out, err } = await run(process.argv.slice(2), process.env, () => text(process.stdin));
process.stdout.write(out);
process.stderr.write(err);
process.exitCode = code;
