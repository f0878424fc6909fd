"""Real Lean: the states of proofs, and its verdict on tactics. `small` is the native program with the project's
own core library, `whole` is the WebAssembly build with Lean's; both are provided by scripts/provide."""

import json
import re
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from proofs import rendered

ROOT = Path(__file__).parent.parent
BATCH = 500


@cache
def programs():
    """The native program and the folder of the WebAssembly build, made where they are not there yet."""
    script = ("const lean = await (await import('./scripts/provide/lean.ts')).provideLean();"
              "const wasm = await (await import('./scripts/provide/leanWasm.ts')).provideLeanWasm();"
              "if (lean.kind === 'missing') throw new Error(lean.reason); console.log(JSON.stringify([lean.program, wasm]));")
    out = subprocess.run([node(), "--input-type=module", "--eval", script], cwd=ROOT, check=True, capture_output=True, text=True)
    return json.loads(out.stdout.strip().splitlines()[-1])


def node():
    return str(ROOT / "node_modules" / ".bin" / "node")


def messages(text: str, library: str):
    """What Lean says about a file."""
    native, wasm = programs()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "File.lean"
        file.write_text(text)
        if library == "small":
            command = [native, "-DmaxErrors=1000000", "--json", str(file)]
        else:
            script = ("const { checkWithLeanWasm } = await import('./scripts/provide/leanWasm.ts');"
                      "const found = await checkWithLeanWasm(process.argv[1], process.argv[2]);"
                      "for (const m of found) console.log(JSON.stringify(m));")
            command = [node(), "--input-type=module", "--eval", script, wasm, str(file)]
        out = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return [json.loads(line) for line in out.stdout.splitlines() if line.startswith("{")]


def in_batches(blocks, library, header="set_option linter.unusedVariables false\n"):
    """The messages of each block of text, with lines counted from the block's first, as 0."""
    size = BATCH if library == "small" else 2000
    batches = [blocks[i: i + size] for i in range(0, len(blocks), size)]

    def check(batch):
        starts, text, line = [], header, header.count("\n")
        for block in batch:
            starts.append(line)
            text += block + "\n\n"
            line += block.count("\n") + 2
        found, at = [[] for _ in batch], 0
        for message in sorted(messages(text, library), key=lambda m: m["pos"]["line"]):
            line = message["pos"]["line"] - 1
            while at + 1 < len(starts) and starts[at + 1] <= line:
                at += 1
            if line >= starts[0]:
                found[at].append((line - starts[at], message))
        return found

    with ThreadPoolExecutor(2 if library == "small" else 1) as pool:
        return [found for batch in pool.map(check, batches) for found in batch]


def statement(theorem):
    binders, goal, _ = theorem
    return " ".join(["", *binders]) + " : " + goal


def states(theorems, library):
    """For each theorem None if Lean refuses its proof, else its pairs of state and tactic, in order."""
    blocks, all_places = [], []
    for number, theorem in enumerate(theorems):
        lines, places = rendered(theorem[2], "  ", traced=True)
        blocks.append(f"theorem t{number}{statement(theorem)} := by\n" + "\n".join(lines))
        all_places.append(places)
    results = []
    for found, places in zip(in_batches(blocks, library), all_places):
        if any(m["severity"] == "error" or m["kind"] == "hasSorry" for _, m in found):
            results.append(None)
            continue
        traces = {line: m["data"].strip() for line, m in found if m["kind"] == "trace"}
        pairs = [(traces.get(line + 1), whole(tactic, blocks)) for line, tactic, blocks in places]
        results.append([(state, tactic) for state, tactic in pairs if state and tactic])
    return results


def whole(tactic, blocks):
    """A tactic's text with its arms; bullets are steps of their own."""
    if not blocks or blocks[0][0] == "·":
        return tactic
    return "\n".join(rendered([(tactic, blocks)], "")[0])


def canonical(state: str) -> str:
    """A state with its variables and hypotheses renamed in the order of their occurrence."""
    names, known = {}, {"Prop", "Type", "Nat", "List", "True", "False", "Sort", "case", "length", "reverse", "succ"}

    def rename(match):
        word = match.group(0)
        head, *rest = word.split(".")
        if head in known or head == "Nat":
            return word
        return ".".join([names.setdefault(head, f"v{len(names)}"), *rest])

    text = re.sub(r"^case .*\n", "", state.strip(), flags=re.M)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"[^\W\d](?:[\w'₀-₉]|\.(?=\w))*", rename, text)
