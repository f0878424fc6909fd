"""All figures of the card, measured through a real Ollama and real Lean, and written into README.md.

    python evaluate.py      after data.py (for the held-out states) and with llemma-demo.gguf in place
"""

import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import data
import lean
import numeric

HERE = Path(__file__).parent
SAMPLES = 8
OTHER_FRAMES = 100  # so many of the held-out states are tried in the frames that are not the first
GREEDY = {"temperature": 0}
SHOTS = [
    ("p q : Prop\nh : p ∧ q\n⊢ q", "exact h.right"),
    ("a b : Nat\nh : a = b\n⊢ b = a", "exact h.symm"),
    ("p q r : Prop\nh : p ∨ q\nhp : p → r\nhq : q → r\n⊢ r", "exact h.elim hp hq"),
]


class Ollama:
    """A server of its own on a free port, with the model in it."""

    def __enter__(self):
        script = ("const found = await (await import('./scripts/provide/ollama.ts')).provideOllama();"
                  "if (found.kind === 'missing') throw new Error(found.reason); console.log(found.program);")
        out = subprocess.run([lean.node(), "--input-type=module", "--eval", script], cwd=lean.ROOT, check=True, capture_output=True, text=True)
        program = out.stdout.strip().splitlines()[-1]
        self.folder = tempfile.TemporaryDirectory()
        env = os.environ | {"HOME": self.folder.name, "OLLAMA_MODELS": f"{self.folder.name}/models", "OLLAMA_NO_CLOUD": "1",
                            "OLLAMA_NUM_PARALLEL": "2", "OLLAMA_HOST": "127.0.0.1:0"}
        log = Path(self.folder.name) / "log"
        self.server = subprocess.Popen([program, "serve"], env=env, stdout=log.open("w"), stderr=subprocess.STDOUT, start_new_session=True)
        while not (found := re.search(r"Listening on (127\.0\.0\.1:[1-9]\d*)", log.read_text())):
            time.sleep(0.1)
        self.url = f"http://{found[1]}"
        subprocess.run([program, "create", "llemma-demo", "-f", str(HERE / "Modelfile")], env=env | {"OLLAMA_HOST": found[1]}, check=True, capture_output=True)
        return self

    def __exit__(self, *_):
        os.killpg(self.server.pid, signal.SIGTERM)
        self.server.wait()
        self.folder.cleanup()

    def ask(self, prompt, stop, limit, options):
        body = {"model": "llemma-demo", "prompt": prompt, "raw": True, "stream": False,
                "options": {"num_ctx": 4096, "num_predict": limit, "stop": stop, **options}}
        request = urllib.request.Request(self.url + "/api/generate", json.dumps(body).encode(), {"content-type": "application/json"})
        with urllib.request.urlopen(request) as response:
            return json.load(response)["response"]

    def samples(self, prompts, stop, limit, count, sampling):
        """For each prompt a greedy answer and `count - 1` drawn ones."""
        jobs = [(p, GREEDY if i == 0 else {**sampling, "seed": i}) for p in prompts for i in range(count)]
        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(lambda job: self.ask(job[0], stop, limit, job[1]), jobs))
        return [answers[i: i + count] for i in range(0, len(answers), count)]


def frame(state, tactic=None):
    head = f"Tactic state:\n---\n{state}\n---\nNext tactic:\n---"
    return head if tactic is None else f"{head}\n{tactic}\n---\n\n"


def three_shot(state):
    return data.HEADER + "".join(frame(s, t) for s, t in SHOTS) + frame(state)


def zero_shot(state):
    return f"[GOAL]\n{state}\n[PROOFSTEP]\n"


def file_text(state):
    return f"theorem exercise{data.stated(state)} := by\n"


def file_step(answer):
    """The first step of a file's continuation: its first line with what belongs to it, without its indentation."""
    lines = answer.split("\n")
    kept = [lines[0]]
    for line in lines[1:]:
        if not line.startswith("  |") and not line.startswith("   "):
            break
        kept.append(line)
    return "\n".join(line.removeprefix("  ") for line in kept).strip()


FRAMES = {"three-shot": (three_shot, ["---"], str.strip), "[GOAL]": (zero_shot, ["\n[GOAL]", "[PROOFSTEP]"], str.strip),
          "file text": (file_text, ["\n\n", "---"], file_step)}


class Verdicts:
    """Lean's verdicts on tactics, asked in few runs and remembered in .work/, for the next evaluation."""

    file = data.WORK / "verdicts.json"

    def __init__(self):
        self.known = {tuple(key): found for *key, found in json.loads(self.file.read_text())} if self.file.exists() else {}

    def ask(self, asked):
        """`asked` has (library, state, tactic)."""
        for library in ("small", "whole"):
            new = sorted({(s, t) for l, s, t in asked if l == library and (l, s, t) not in self.known})
            if new:
                for (s, t), [found] in zip(new, data.tried([s for s, _ in new], [[t] for _, t in new], library)):
                    self.known[library, s, t] = found
                self.file.write_text(json.dumps([[*key, found] for key, found in self.known.items()], ensure_ascii=False))

    def any(self, library, state, tactics, kinds=("closed",)):
        return any(self.known[library, state, t] in kinds for t in tactics)


def usable(tactic):
    """Whether a tactic may be given to Lean at all: one step that cannot end the declaration."""
    return bool(tactic) and "sorry" not in tactic and "admit" not in tactic and not re.search(r"^(theorem|example|end|#|set_option)", tactic, re.M)


def fixed_tactics(pairs, verdicts):
    """The eight tactics that together close most states of the training text, by greedy choice."""
    rng = random.Random(1)
    choices = [t for t, _ in Counter(t for _, _, t in pairs).most_common(100)]
    choices += [t for t in data.CLOSERS if t not in choices]
    states = [(l, "\n".join(line for line in s.split("\n") if not line.startswith("case "))) for l, s, t in pairs if data.alone(s)]
    states = rng.sample([p for p in states if p[0] == "small"], 250) + rng.sample([p for p in states if p[0] == "whole"], 15)
    verdicts.ask([(l, s, t) for l, s in states for t in choices])
    left, chosen = states, []
    while len(chosen) < SAMPLES:
        best = max(choices, key=lambda t: sum(verdicts.any(l, s, [t]) for l, s in left))
        chosen.append(best)
        left = [(l, s) for l, s in left if not verdicts.any(l, s, [best])]
    return chosen


def percent(part, whole):
    return f"{part / whole:.0%} ({part} of {whole})"


def lean_figures(server, tests, pairs, rows):
    """Held-out states and the hand-written goals: the model in three frames, and the eight fixed tactics."""
    verdicts = Verdicts()
    goals = hand_written()
    asked, answers = [], {}
    for name, (prompt, stop, read) in FRAMES.items():
        some = tests if name == "three-shot" else tests[:OTHER_FRAMES]
        for title, states in (("held-out", [(l, s) for l, s, _ in some]), ("50 goals", goals)):
            drawn = server.samples([prompt(s) for _, s in states], stop, 128, SAMPLES, {"temperature": 0.5, "top_p": 0.95})
            answers[name, title] = [(l, s, [t for t in map(read, several) if usable(t)], usable(read(several[0]))) for (l, s), several in zip(states, drawn)]
            asked += [(l, s, t) for l, s, tactics, _ in answers[name, title] for t in tactics]
        print(f"sampled: {name}", flush=True)
    fixed = fixed_tactics(pairs, verdicts)
    both = [(l, s) for l, s, _ in tests] + goals
    verdicts.ask(asked + [(l, s, t) for l, s in both for t in fixed] + [(l, s, t) for l, s, t in tests])
    confirmed = {(l, s) for l, s, t in tests if verdicts.any(l, s, [t])}
    both = [(l, s) for l, s in both if (l, s) in confirmed or (l, s) in goals]
    answers = {key: [row for row in found if key[1] == "50 goals" or row[:2] in confirmed] for key, found in answers.items()}
    rows.append(("Lean: held-out pairs that Lean confirms, the others left out", percent(len(confirmed), len(tests))))
    rows.append(("Lean: frame", "states", "one of 8 closes the goal", "greedy closes it", "one of 8 is accepted at all"))
    for (name, title), found in answers.items():
        count = len(found)
        rows.append((name, title, percent(sum(verdicts.any(l, s, t) for l, s, t, _ in found), count),
                     percent(sum(g and verdicts.any(l, s, t[:1]) for l, s, t, g in found), count),
                     percent(sum(verdicts.any(l, s, t, ("closed", "open")) for l, s, t, _ in found), count)))
    for title, states in (("held-out", [x for x in both if x in confirmed]), ("50 goals", goals)):
        rows.append(("8 fixed tactics", title, percent(sum(verdicts.any(l, s, fixed) for l, s in states), len(states)), "",
                     percent(sum(verdicts.any(l, s, fixed, ("closed", "open")) for l, s in states), len(states))))
    (data.WORK / "answers.json").write_text(json.dumps([[*key, l, s, [(t, verdicts.known[l, s, t]) for t in tactics]] for key, found in answers.items() for l, s, tactics, _ in found], ensure_ascii=False, indent=0))
    return fixed


def hand_written():
    """The goals of goals.lean as (library, state)."""
    small, _, whole = (HERE / "goals.lean").read_text().partition("/-! With the whole core library -/")
    lines = small.replace(":= by\n", ":= by\n  trace_state\n")
    states = [m["data"].strip() for m in lean.messages(lines, "small") if m["kind"] == "trace"]
    found = [("small", s) for s in states]
    for head in re.findall(r"theorem \w+ (.*) := by", whole):
        found.append(("whole", data.written(head)))
    assert len(found) == 50
    return found


def example_places():
    """Every place in the proofs of examples/*.lean where a step begins: the text before it, and its indentation."""
    found = []
    for name in ("first.lean", "logic.lean"):
        lines = (lean.ROOT / "examples" / name).read_text().rstrip("\n").split("\n")
        for i, line in enumerate(lines):
            if line.startswith("  ") and not line.lstrip().startswith("|"):
                found.append(("\n".join(lines[:i]) + "\n", len(line) - len(line.lstrip())))
        if lines[-1].endswith(":= by"):
            found.append(("\n".join(lines) + "\n", 2))
    return found


def example_step(answer):
    """The first step with its indentation: what stands further right belongs to it."""
    lines = answer.split("\n")
    pad = len(lines[0]) - len(lines[0].lstrip())
    end = next((i for i, line in enumerate(lines[1:], 1) if len(line) - len(line.lstrip()) <= pad and not line.lstrip().startswith("|")), len(lines))
    return "\n".join(lines[:end])


def examples_figures(server, rows):
    """The greedy next step at every line of the proofs in examples/, in the whole file up to there."""
    places, good, missed = example_places(), 0, []
    for (before, _), [answer] in zip(places, server.samples([before for before, _ in places], ["\n\n", "---"], 128, 1, {})):
        step = example_step(answer)
        start = before.rfind("\ntheorem") + 1
        errors = [m for m in lean.messages(before[start:] + step + "\n", "small") if m["severity"] == "error"]
        fine = usable(step.strip()) and all(m["kind"] == "Tactic.unsolvedGoals" for m in errors)
        good += fine
        if not fine:
            missed.append(before.rsplit("\n", 3)[-3:-1] + [step])
    print(f"refused in examples/: {missed}", flush=True)
    rows.append(("examples/*.lean: greedy next step at every line of the proofs, from the file up to there", "accepted: " + percent(good, len(places))))


def latex_figures(server, tests, rows):
    drawn = server.samples([prompt for prompt, _, _ in tests], ["\n"], 96, 1, {})
    good = sum(numeric.true_step(left, before, answer) for (_, left, before), [answer] in zip(tests, drawn))
    rows.append(("LaTeX: next line of a chain", "greedy", "differs from the line before and is true: " + percent(good, len(tests))))


def math_figures(server, tests, rows):
    rng = random.Random(data.SEED + 4)
    import texts
    asked = {q for q, _ in tests}
    shots = []
    while len(shots) < 4:
        question, solution, answer, _ = texts.worked(rng)
        if question not in asked:
            shots.append(texts.math_frame(rng, question, solution, answer))
    prompts = ["\n\n".join([*shots, f"Problem:\n{q}\n\nSolution:"]) for q, _ in tests]
    drawn = server.samples(prompts, ["I hope it is correct."], 160, 17, {"temperature": 0.6, "top_p": 0.95})

    def read(answer):
        found = re.search(r"The final answer is \$(-?\d+)\$", answer)
        return found and int(found[1])

    greedy = sum(read(several[0]) == answer for (_, answer), several in zip(tests, drawn))
    voted = 0
    for (_, answer), several in zip(tests, drawn):
        votes = Counter(v for v in map(read, several[1:]) if v is not None)
        voted += bool(votes) and votes.most_common(1)[0][0] == answer
    rows.append(("Arithmetic, MATH frame, 4 shots", "right at 1 (greedy): " + percent(greedy, len(tests)), "right by vote over 16: " + percent(voted, len(tests))))


def no_leak(tests, pairs):
    """No goal of a held-out state, an example or a hand-written goal is among the training states, whatever its names."""
    forbidden = {key for _, s, _ in tests for key in data.goals(s)} | data.example_states()
    assert len(forbidden) > len(tests)
    seen = {key for _, s, _ in pairs for key in data.goals(s)}
    assert not forbidden & seen, "a state of the tests is in the training text"
    return len(forbidden), len(seen)


def main():
    tests, pairs = json.loads((data.WORK / "held-out.json").read_text()), json.loads((data.WORK / "pairs.json").read_text())
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10**6
    tests = {kind: found[:size] for kind, found in tests.items()}
    rows = []
    forbidden, seen = no_leak(tests["lean"], pairs)
    with Ollama() as server:
        examples_figures(server, rows)
        latex_figures(server, tests["latex"], rows)
        math_figures(server, tests["math"], rows)
        print("\n".join(" | ".join(row) for row in rows), flush=True)
        fixed = lean_figures(server, tests["lean"], pairs, rows)
    rows.append(("The 8 fixed tactics", ", ".join(f"`{t}`" for t in fixed).replace("|", "\\|").replace("\n", " ⏎ ")))
    rows.append(("Leakage", f"none of {forbidden} test goals is among the {seen} different goals of the training text, names aside"))
    text = "\n".join("- " + " · ".join(cell for cell in row if cell) for row in rows)
    print(text)
    card = HERE / "README.md"
    if size == 10**6 and card.exists():
        card.write_text(re.sub(r"(<!-- figures -->\n).*?(<!-- /figures -->)", lambda m: f"{m[1]}\n{text}\n\n{m[2]}", card.read_text(), flags=re.S))


if __name__ == "__main__":
    main()
