"""The training text, and the held-out states. Everything comes from SEED; real Lean confirms each proof.

    python data.py              writes .work/ (the texts, the held-out states) and prints the text's hash
    python data.py --confirm    asks the WebAssembly Lean about the pairs with lists and omega
"""

import hashlib
import json
import random
import re
import sys
from collections import Counter
from pathlib import Path

import lean
import proofs
import texts

HERE = Path(__file__).parent
WORK = HERE / ".work"
SEED = 1
# How many theorems to try, by family. Those of the last two need Lean's whole core library.
FAMILIES = [(proofs.lawful, 34000), (proofs.logic, 26000), (proofs.equalities, 4000), (proofs.arithmetic, 4500),
            (proofs.inductions, 1500), (proofs.witnesses, 1800), (proofs.lists, 1200), (proofs.linear, 1200)]
WHOLE = (proofs.lists, proofs.linear)
CLOSERS = ["assumption", "rfl", "simp", "simp_all", "trivial", "omega", "decide", "constructor", "intro h", "simp at *", "contradiction", "exact h"]
HELD_OUT, EASY_PART, WHOLE_PART = 300, 15, 20
LATEX_DOCUMENTS, MATH_DOCUMENTS = 4500, 4500
LATEX_TESTS, MATH_TESTS = 200, 200
HEADER = "Given the Lean 4 tactic state, suggest a next tactic.\nHere are some examples:\n\n"


def generated(rng, share=1.0):
    """Theorems with the states of their proofs: (library, theorem, pairs). No statement comes often."""
    found, seen = [], Counter()
    for library in ("small", "whole"):
        theorems = []
        for family, count in FAMILIES:
            if (family in WHOLE) == (library == "whole"):
                theorems += [t for t in (family(rng) for _ in range(int(count * share))) if t and len(lean.statement(t)) < 260]
        # Those for the whole library have one step, and are written as Lean prints states; confirm() asks Lean.
        known = lean.states(theorems, library) if library == "small" else [[(printed([b[1:-1] for b in t[0]], t[1]), t[2][0][0])] for t in theorems]
        for theorem, pairs in zip(theorems, known):
            if not pairs or sum(len(tactic) for _, tactic in pairs) > 500:
                continue
            key = lean.canonical(pairs[0][0])
            seen[key] += 1
            if seen[key] <= (4 if library == "small" and len(key) > 40 else 15):
                found.append((library, theorem, pairs))
    rng.shuffle(found)
    return found


def goals(state):
    """The canonical forms of a state's goals."""
    return {lean.canonical(goal) for goal in state.split("\n\n")}


def alone(state):
    """A state with one goal as (binders, goal), so that it can be stated as a theorem; None if it cannot."""
    lines = [line for line in state.split("\n") if not line.startswith("case ")]
    if "\n\n" in state or "✝" in state or "?" in state or any(line.startswith(" ") for line in lines):
        return None
    if not lines[-1].startswith("⊢ ") or any(" : " not in line for line in lines[:-1]):
        return None
    return [f"({line})" for line in lines[:-1]], lines[-1][2:]


def stated(state):
    binders, goal = alone(state)
    return " ".join(["", *binders]) + f" : {goal}"


def held_out(rng, known):
    """States that one tactic closes, few of them by a tactic that always comes first to mind."""
    options = {}
    for library, _, pairs in generated(rng, 0.05):
        for state, tactic in pairs:
            key = lean.canonical(state)
            if alone(state) and key not in options and key not in known and "sorry" not in tactic:
                text = "\n".join(line for line in state.split("\n") if not line.startswith("case "))
                options[key] = (library, text, tactic)
    small = [o for o in options.values() if o[0] == "small"][: HELD_OUT * 5]
    tactics = [[tactic, *CLOSERS] for _, _, tactic in small]
    good, easy = [], []
    for option, (own, *others) in zip(small, tried([state for _, state, _ in small], tactics, "small")):
        if own == "closed":
            (easy if "closed" in others else good).append(option)
    print(f"held out: {len(good)} need more than a usual closer, {len(easy)} do not", flush=True)
    count = HELD_OUT - WHOLE_PART - EASY_PART
    return good[:count] + easy[:EASY_PART] + [o for o in options.values() if o[0] == "whole"][:WHOLE_PART]


def tried(states, tactics, library):
    """Lean's verdict on some tactics for each state: closed, open (goals are left, but others), or refused."""
    blocks, where = [], []
    for i, (state, several) in enumerate(zip(states, tactics)):
        for tactic in several:
            body = "\n".join("  " + line for line in f"trace_state\n{tactic}".split("\n"))
            blocks.append(f"theorem t{len(blocks)}{stated(state)} := by\n{body}")
            where.append(i)
    verdicts = [[] for _ in states]
    for i, block, found in zip(where, blocks, lean.in_batches(blocks, library)):
        verdicts[i].append(verdict(states[i], block, [m for _, m in found]))
    return verdicts


def verdict(state, block, found):
    errors = [m for m in found if m["severity"] == "error"]
    if "sorry" in block.split(":= by")[-1] or any(m["kind"] == "hasSorry" or "declaration uses" in m["data"] for m in found):
        return "refused"
    traces = [m["data"] for m in found if m["kind"] == "trace"]
    if [lean.canonical(t) for t in traces[:1]] != [lean.canonical(state)]:
        return "refused"  # not the same state, or Lean has given up on the file
    if not errors:
        return "closed"
    left = errors[0]["data"].removeprefix("unsolved goals\n").strip()
    only_open = len(errors) == 1 and errors[0]["kind"] == "Tactic.unsolvedGoals" and left != state.strip()
    return "open" if only_open else "refused"


def example_states():
    """The goals of every state in the proofs of examples/*.lean and goals.lean, in canonical form."""
    found = set()
    for file in (HERE.parent / "examples" / "first.lean", HERE.parent / "examples" / "logic.lean", HERE / "goals.lean"):
        small, _, whole = file.read_text().partition("/-! With the whole core library -/")
        found |= states_in(small, "small")
        # Their proofs have one step, and their statements are written as Lean prints states.
        for head in re.findall(r"theorem \w+ (.*) := by", whole):
            found.add(lean.canonical(written(head)))
    return found


def written(head):
    """The state of a theorem from the text between its name and `:= by`."""
    binders, _, goal = head.rpartition(") : ")
    return printed(re.findall(r"[({](.+? : .+?)[)}](?= )", binders + ") "), goal)


def printed(binders, goal):
    """The state of a theorem, where it is written as Lean prints it."""
    return "\n".join([*binders, f"⊢ {goal}"])


def states_in(text, library):
    """All states in a file, by a `trace_state` before each line of a proof; unfinished ends count too."""
    lines = []
    for line in text.split("\n"):
        body = line.lstrip(" ·")
        pad = " " * (len(line) - len(body))
        if line.startswith("  ") and body and not body.startswith("|"):
            lines.append((line[: len(pad)] if "·" in line else pad) + "trace_state")
            lines.append(pad + body)
        elif line.startswith("  |") and not line.rstrip().endswith("=>"):
            head, _, tail = line.partition("=> ")
            lines += [head + "=>", pad + "  trace_state", pad + "  " + tail]
        else:
            lines.append(line)
        if line.rstrip().endswith(":= by"):
            lines.append("  trace_state")
    found = set()
    for message in lean.messages("\n".join(lines), library):
        if message["kind"] == "trace":
            found |= goals(message["data"])
    return found


# Documents


def lean_file(rng, theorems):
    """Some theorems with their proofs as the text of a file."""
    rows = []
    if rng.random() < 0.3:
        rows.append(rng.choice(["/-\n{}.\n-/", "/- {}. -/", "-- {}", "/-! # {} -/"]).format(rng.choice(
            ["Some small facts about logic", "Exercises", "Basic lemmas", "Facts that are used later", "Logic and numbers", "Propositions", "Warming up",
             "Each theorem comes with its whole proof", "A few exercises with their solutions"])))
    names = set()
    for _, theorem, _ in theorems:
        name = proofs.title(rng)
        while name in names:
            name = proofs.title(rng) + "'"
        names.add(name)
        head = "example" if rng.random() < 0.12 else f"theorem {name}"
        lines, _ = proofs.rendered(theorem[2], "  ")
        rows.append(f"{head}{lean.statement(theorem)} := by\n" + "\n".join(lines))
    return "\n\n".join(rows) + "\n"


def shown(rng, state):
    """A state, often without the names of its cases."""
    if rng.random() < 0.5:
        return "\n".join(line for line in state.split("\n") if not line.startswith("case "))
    return state


def few_shot(rng, pairs):
    rows = [f"Tactic state:\n---\n{shown(rng, s)}\n---\nNext tactic:\n---\n{t}\n---\n" for s, t in pairs]
    return (HEADER if rng.random() < 0.9 else "") + "\n".join(rows) + "\n"


def proof_steps(rng, pairs):
    return "".join(f"[GOAL]\n{shown(rng, s)}\n[PROOFSTEP]\n{t}\n" for s, t in pairs)


def documents(rng, theorems):
    """The training text by kind: lists of documents."""
    kinds = {"file": [], "few": [], "steps": [], "latex": [], "math": []}
    at = 0
    while at < len(theorems):
        count = rng.choice([1, 2, 3, 4, 5, 6, 6, 8, 8, 12])
        kinds["file"].append(lean_file(rng, theorems[at: at + count]))
        at += count
    pairs = [[pair for pair in pairs if len(pair[0]) < 600] for _, _, pairs in theorems]
    mixed = [pair for own in pairs for pair in own]
    rng.shuffle(mixed)
    half, at = len(mixed) // 4, 0
    while at < half:
        count = rng.choice([2, 3, 4, 4, 5, 6, 8, 16])
        kinds["few"].append(few_shot(rng, mixed[at: at + count]))
        at += count
    for own in pairs[: len(pairs) // 3]:
        if own:
            kinds["steps"].append(proof_steps(rng, own))
    for pair in mixed[half: half + half // 4]:
        kinds["steps"].append(proof_steps(rng, [pair]))
    rng.shuffle(kinds["steps"])
    kinds["latex"] = [texts.latex(rng) for _ in range(LATEX_DOCUMENTS)]
    kinds["math"] = [texts.math_documents(rng) for _ in range(MATH_DOCUMENTS)]
    return kinds


def without(held, theorems):
    """The theorems of which no goal of any state is held out."""
    return [t for t in theorems if not any(goals(state) & held for state, _ in t[2])]


def latex_tests(rng):
    """Chains of which one or more lines are there: (text up to the line to come, first expression, line before)."""
    found = []
    while len(found) < LATEX_TESTS:
        left, rows = texts.chain(rng)
        if len(rows) > 1 and not any(left == old[1] for old in found):
            known = rng.randint(1, len(rows) - 1)
            block = texts.aligned(rng, left, rows).split("\n")[: known + 1]
            found.append((f"{rng.choice(texts.SAYS)}\n" + "\n".join(block) + "\n", left, rows[known - 1]))
    return found


def math_tests(rng):
    found = {}
    while len(found) < MATH_TESTS:
        question, _, answer, _ = texts.worked(rng)
        found[question] = answer
    return list(found.items())


def make():
    """Makes everything and writes it into .work/."""
    WORK.mkdir(exist_ok=True)
    known = example_states()
    held = held_out(random.Random(SEED + 1), known)
    latex, math = latex_tests(random.Random(SEED + 2)), math_tests(random.Random(SEED + 3))
    forbidden = known | {key for _, state, _ in held for key in goals(state)}
    rng = random.Random(SEED)
    made = generated(rng)
    theorems = without(forbidden, made)
    print(f"{len(made)} theorems confirmed by Lean, {len(made) - len(theorems)} left out for a held-out state", flush=True)
    kinds = documents(rng, theorems)
    # Questions and expressions that are asked later are left out too.
    asked, expressions = [q for q, _ in math], [left for _, left, _ in latex]
    kinds["math"] = [d for d in kinds["math"] if not any(q in d or q.replace("$", "") in d for q in asked)]
    kinds["latex"] = [d for d in kinds["latex"] if not any(e in d for e in expressions)]
    text = json.dumps(kinds, ensure_ascii=False)
    (WORK / "text.json").write_text(text)
    random.Random(SEED).shuffle(held)
    (WORK / "held-out.json").write_text(json.dumps({"lean": held, "latex": latex, "math": math}, ensure_ascii=False))
    pairs = [(library, s, t) for library, _, own in theorems for s, t in own]
    (WORK / "pairs.json").write_text(json.dumps(pairs, ensure_ascii=False))
    for kind, docs in kinds.items():
        print(f"{kind}: {len(docs)} documents, {sum(map(len, docs)) / 1e6:.2f} M characters")
    print(f"{len(theorems)} theorems, {len(pairs)} pairs, sha256 of the text {hashlib.sha256(text.encode()).hexdigest()[:16]}")


def confirm():
    """Asks Lean with its whole core library about each pair that needs it."""
    pairs = [(s, t) for library, s, t in json.loads((WORK / "pairs.json").read_text()) if library == "whole"]
    pairs = sorted(set(map(tuple, pairs)))
    found = [(pair, v) for pair, [v] in zip(pairs, tried([s for s, _ in pairs], [[t] for _, t in pairs], "whole"))]
    print(f"{sum(v == 'closed' for _, v in found)} of {len(found)} confirmed; refused: {[pair for pair, v in found if v != 'closed'][:20]}")


if __name__ == "__main__":
    confirm() if sys.argv[1:] == ["--confirm"] else make()
