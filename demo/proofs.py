"""Random theorems with proofs: a grammar of formulas and a small prover that writes tactic scripts.

A formula is a tuple whose first item is its sign; a term is a name or ("f", function, argument).
A step is (tactic, blocks): a tactic line and the bullets or arms under it. Nothing here is trusted:
real Lean has the last word on every proof (see lean.py).
"""

import random

TRUE, FALSE = ("T",), ("F",)
LEVEL = {"∀": 0, "∃": 0, "↔": 20, "→": 25, "∨": 30, "∧": 35, "¬": 40, "=": 50, "at": 99, "T": 99, "F": 99}
PROPS = ["p q r s t u", "P Q R S T U", "A B C D E G", "a b c d e g", "X Y Z W V U", "φ ψ χ θ ρ σ", "p q r s t u",
         "p₁ p₂ p₃ p₄ p₅ p₆", "P₁ P₂ P₃ Q₁ Q₂ Q₃", "u v w x y z", "K L M N O J"]
PREDICATES = ["P Q R S", "p q r s", "A B C D", "F G H K", "R S T U", "Q P M N"]
TYPES = ["α", "β", "X", "Y", "ι", "S", "T", "γ", "Nat"]
ELEMENTS = ["a b c d", "x y z w", "u v w t", "m n k l", "i j k l", "b a d c", "c d e g", "s t u v"]
BOUND = ["x", "y", "z", "w", "n", "m", "k", "a", "i", "t", "v"]
FUNCTIONS = ["f g", "g f", "F G", "φ ψ", "σ τ", "h k", "S T"]
WORDS = ("and or imp not iff left right swap comm assoc intro elim mono of to from chain trans symm step use apply both "
         "either case split pair first last third weak strong only if mp curry flip twice lift drop keep join meet move "
         "exists all some none eq congr subst rule law fact lemma main aux key basic simple little small next more "
         "again here side path link back over under combine extract select choose rotate nested inner outer").split()


def term(t):
    """A term as Lean prints it."""
    return t if isinstance(t, str) else f"{t[1]} {argument(t[2])}"


def argument(t):
    return t if isinstance(t, str) else f"({term(t)})"


def show(f, rng=None, level=0):
    """A formula as Lean prints it; with a generator, sometimes with parentheses that are not needed."""
    sign = f[0]
    if sign == "T":
        return "True"
    if sign == "F":
        return "False"
    if sign == "at":
        return " ".join([f[1], *map(argument, f[2:])])
    own = LEVEL[sign]
    if sign == "=":
        text = f"{term(f[1])} = {term(f[2])}"
    elif sign == "¬":
        text = "¬" + show(f[1], rng, 40)
    elif sign in "∀∃":
        text = f"{sign} {f[1]}, {show(f[2], rng, 0)}"
    else:
        right = own + (sign == "↔")
        text = f"{show(f[1], rng, own + 1)} {sign} {show(f[2], rng, right)}"
        if rng and 0 < level <= own and sign not in "=¬" and rng.random() < 0.6:
            return f"({text})"
    return f"({text})" if own < level else text


def replaced(f, old, new):
    """A formula or term with each occurrence of a term replaced."""
    if f == old:
        return new
    return tuple(replaced(part, old, new) for part in f) if isinstance(f, tuple) else f


def mentions(f, x):
    return f == x or isinstance(f, tuple) and any(mentions(part, x) for part in f[1:])


def letters(f):
    """What a hypothesis about a formula may be named after."""
    if f[0] == "at":
        return f[1] + "".join(part for part in f[2:] if isinstance(part, str))
    if f[0] == "=":
        return "".join(part for part in f[1:] if isinstance(part, str)) or "e"
    if f[0] == "¬":
        return "n" + letters(f[1])
    return "".join(letters(part) for part in f[1:] if isinstance(part, tuple))


class Proof:
    """One theorem's names and habits, and the search for a proof in that style."""

    def __init__(self, rng: random.Random):
        self.rng, self.used = rng, set()
        self.projections = (".left", ".right") if rng.random() < 0.88 else (".1", ".2")
        self.naming = rng.choice(["atoms"] * 6 + ["h", "h₁", "letters", "H"])
        self.bullets = rng.random() < 0.93
        self.cases = rng.choice(["rcases"] * 6 + ["obtain", "arms"])
        self.pattern = rng.random() < 0.9  # take hypotheses apart in one go
        self.direct = rng.random() < 0.88  # terms rather than many steps
        self.type, self.budget = None, 120

    def name(self, formula):
        """A fresh name for a hypothesis."""
        rng = self.rng
        tries = []
        if self.naming == "atoms":
            stem = letters(formula)
            if 0 < len(stem) <= 3:
                tries.append("h" + (stem.lower() if rng.random() < 0.6 else stem))
            tries += ["h", "h'"]
        elif self.naming == "letters":
            tries = rng.sample(["h", "k", "x", "y", "z", "w", "u", "v", "e", "l", "m", "hx", "hy", "this", "key"], 15)
        elif self.naming == "H":
            tries = ["H", "H1", "H2", "H3", "H4"]
        tries += [f"h{i}" if self.naming == "h" else f"h{'₀₁₂₃₄₅₆₇₈₉'[i]}" for i in range(1, 10)]
        tries += [f"h{i}" for i in range(10, 400)]
        return self.take(tries)

    def take(self, tries):
        found = next(t for t in tries if t not in self.used)
        self.used.add(found)
        return found

    def variable(self, wish):
        start = [wish] if self.rng.random() < 0.6 else []
        return self.take(start + self.rng.sample(BOUND, len(BOUND)) + [f"x{i}" for i in range(1, 400)])

    # Terms

    def closure(self, ctx, terms):
        """What follows from the hypotheses by projection and application: formula -> term."""
        facts, queue = {}, []

        def add(formula, text, applied=True):
            if formula in facts or len(text) > 34 or len(facts) > 70:
                return
            facts[formula] = (text, applied)
            queue.append(formula)

        for name, formula in reversed(ctx):
            add(formula, name, False)
        at = 0
        for _ in range(3):
            while at < len(queue):
                formula, (text, applied) = queue[at], facts[queue[at]]
                inner = f"({text})" if applied and " " in text else text
                at += 1
                sign = formula[0]
                if sign == "∧":
                    add(formula[1], inner + self.projections[0], applied)
                    add(formula[2], inner + self.projections[1], applied)
                elif sign == "↔":
                    add(("→", formula[1], formula[2]), inner + ".mp", applied)
                    add(("→", formula[2], formula[1]), inner + ".mpr", applied)
                elif sign == "∀":
                    for t in terms:
                        add(replaced(formula[2], formula[1], t), f"{text} {argument(t)}")
                elif sign == "=":
                    add(("=", formula[2], formula[1]), inner + ".symm", applied)
            for formula, (text, _) in list(facts.items()):
                if formula[0] == "→" and formula[1] in facts:
                    add(formula[2], f"{text} {wrapped(facts[formula[1]])}")
                elif formula[0] == "→" and formula[1][0] == "∧" and (built := self.built(formula[1], facts, terms, 1)):
                    add(formula[2], f"{text} {wrapped(built)}")
                elif formula[0] == "¬" and formula[1] in facts:
                    add(FALSE, f"{text} {wrapped(facts[formula[1]])}")
                elif formula[0] == "=":
                    self.rewriting(formula, text, facts, add)
        return facts

    def rewriting(self, equation, text, facts, add):
        for other, (fact, _) in list(facts.items()):
            if other[0] == "=" and other[1] == equation[2] and other[2] != equation[1] and len(text + fact) < 24:
                add(("=", equation[1], other[2]), f"{wrapped((text, True))}.trans {wrapped(facts[other])}")
            elif other[0] == "at" and len(other) > 2 and equation[1] in other[2:]:
                add(replaced(other, equation[1], equation[2]), f"{text} ▸ {fact}")

    def built(self, goal, facts, terms, depth):
        """A term for a goal, as (text, whether it has to be wrapped), or None."""
        if goal in facts:
            return facts[goal]
        sign = goal[0]
        if sign == "T":
            return ("trivial", False)
        if sign == "=":
            if goal[1] == goal[2]:
                return ("rfl", False)
            if isinstance(goal[1], tuple) and isinstance(goal[2], tuple) and goal[1][1] == goal[2][1]:
                if (inner := facts.get(("=", goal[1][2], goal[2][2]))):
                    return (f"congrArg {goal[1][1]} {wrapped(inner)}", True)
        if depth <= 0:
            return None
        if sign == "∧":
            parts = [self.built(part, facts, terms, depth - 1) for part in goal[1:]]
            if all(parts):
                left, right = parts[0][0], parts[1][0]
                flat = right[1:-1] if right.startswith("⟨") and right.endswith("⟩") and goal[2][0] in "∧" else right
                return (f"⟨{left}, {flat}⟩", False)
        elif sign == "∨":
            for side in (0, 1):
                if (part := self.built(goal[1 + side], facts, terms, depth - 1)):
                    return (f"Or.{'inl' if side == 0 else 'inr'} {wrapped(part)}", True)
        elif sign == "∃":
            for t in terms:
                if (part := self.built(replaced(goal[2], goal[1], t), facts, terms, depth - 1)):
                    return (f"⟨{term(t)}, {part[0]}⟩", False)
        if FALSE in facts:
            text, applied = facts[FALSE]
            if sign == "F":
                return facts[FALSE]
            words = text.split(" ")
            if len(words) == 2 and not set("()") & set(text):
                return (f"absurd {words[1]} {words[0]}", True)
            return (f"False.elim {wrapped((text, applied))}", True)
        return None

    # Tactics

    def prove(self, ctx, terms, goal, depth=7):
        """Steps that prove the goal, or None."""
        self.budget -= 1
        if depth <= 0 or self.budget < 0:
            return None
        rng = self.rng
        facts = self.closure(ctx, terms)
        found = self.built(goal, facts, terms, 3)
        if found and found[0] not in ("rfl",) and len(found[0]) <= 40:
            if goal[0] in "∧∨" and not self.direct and rng.random() < 0.4 and goal not in facts:
                if (steps := self.slowly(ctx, terms, goal, facts, depth)):
                    return steps
            if not self.direct and rng.random() < 0.25 and (steps := self.backwards(ctx, terms, goal, facts, depth)):
                return steps
            if not self.direct and rng.random() < 0.15 and (steps := self.forwards(ctx, terms, goal, facts, depth)):
                return steps
            return [(f"exact {found[0]}", None)]
        if found and found[0] == "rfl":
            return [("rfl", None)]
        if goal[0] in "→¬∀":
            return self.introduce(ctx, terms, goal, depth)
        if (steps := self.taken_apart(ctx, terms, goal, depth)):
            return steps
        return self.slowly(ctx, terms, goal, facts, depth) or self.backwards(ctx, terms, goal, facts, depth)

    def introduce(self, ctx, terms, goal, depth):
        names, ctx, terms = [], list(ctx), list(terms)
        while goal[0] in "→¬∀":
            if goal[0] == "∀":
                fresh = self.variable(goal[1])
                names.append(fresh)
                terms.append(fresh)
                goal = replaced(goal[2], goal[1], fresh)
            else:
                names.append(self.name(goal[1]))
                ctx.append((names[-1], goal[1]))
                goal = FALSE if goal[0] == "¬" else goal[2]
            if self.rng.random() < 0.04:
                break
        rest = self.prove(ctx, terms, goal, depth - 1)
        return rest and [("intro " + " ".join(names), None), *rest]

    def opened(self, formula, ctx, terms):
        """A pattern for a conjunction or existential: (pattern, hypotheses, terms)."""
        if formula[0] == "∃":
            fresh = self.variable(formula[1])
            inner, ctx, terms = self.opened(replaced(formula[2], formula[1], fresh), ctx, [*terms, fresh])
            inner = inner[1:-1] if inner.startswith("⟨") else inner
            return f"⟨{fresh}, {inner}⟩", ctx, terms
        if formula[0] == "∧":
            left, ctx, terms = self.opened(formula[1], ctx, terms)
            right, ctx, terms = self.opened(formula[2], ctx, terms)
            right = right[1:-1] if right.startswith("⟨") else right
            return f"⟨{left}, {right}⟩", ctx, terms
        name = self.name(formula)
        return name, [*ctx, (name, formula)], terms

    def taken_apart(self, ctx, terms, goal, depth):
        """Takes the last hypothesis apart that is an existential, a disjunction or a conjunction with one inside."""
        rng = self.rng
        for at in reversed(range(len(ctx))):
            name, formula = ctx[at]
            rest = ctx[:at] + ctx[at + 1:]
            if formula[0] == "∃" or (formula[0] == "∧" and (complex_inside(formula) or rng.random() < 0.1)):
                pattern, inner, more = self.opened(formula, rest, terms)
                tail = self.prove(inner, more, goal, depth - 1)
                verb = f"obtain {pattern} := {name}" if rng.random() < 0.85 else f"rcases {name} with {pattern}"
                return tail and [(verb, None), *tail]
            if formula[0] == "∨":
                return self.split(name, formula, rest, terms, goal, depth)
        return None

    def split(self, name, formula, rest, terms, goal, depth):
        sides = []
        for part in formula[1:]:
            if self.pattern and part[0] in "∧∃" and self.cases in ("rcases", "obtain"):
                pattern, inner, more = self.opened(part, rest, terms)
            else:
                pattern = self.name(part)
                inner, more = [*rest, (pattern, part)], terms
            used = set(self.used)
            tail = self.prove(inner, more, goal, depth - 1)
            self.used = used
            if tail is None:
                return None
            sides.append((pattern, tail))
        (one, first), (two, second) = sides
        if self.cases == "arms":
            arms = [(f"| inl {one} =>", first), (f"| inr {two} =>", second)]
            return [(f"cases {name} with", arms)]
        if self.cases == "obtain":
            return self.branched(f"obtain {one} | {two} := {name}", first, second)
        return self.branched(f"rcases {name} with {one} | {two}", first, second)

    def branched(self, tactic, first, second):
        if self.bullets:
            return [(tactic, [("·", first), ("·", second)])]
        return [(tactic, None), *first, *second]

    def slowly(self, ctx, terms, goal, facts, depth):
        """By a step that takes the goal apart."""
        rng = self.rng
        if goal[0] in "∧↔":
            parts = goal[1:] if goal[0] == "∧" else (("→", goal[1], goal[2]), ("→", goal[2], goal[1]))
            used = set(self.used)
            first = self.prove(ctx, terms, parts[0], depth - 1)
            self.used = set(used)
            second = first and self.prove(ctx, terms, parts[1], depth - 1)
            self.used = used
            tactic = rng.choice(["constructor"] * 14 + ["refine ⟨?_, ?_⟩", "apply And.intro" if goal[0] == "∧" else "apply Iff.intro"])
            return second and self.branched(tactic, first, second)
        if goal[0] == "∨":
            for side in (0, 1):
                if (rest := self.prove(ctx, terms, goal[1 + side], depth - 2)):
                    return [(["left", "right"][side] if rng.random() < 0.85 else f"apply Or.{['inl', 'inr'][side]}", None), *rest]
        if goal[0] == "∃":
            for t in terms:
                inner = replaced(goal[2], goal[1], t)
                if (rest := self.prove(ctx, terms, inner, depth - 2)):
                    return [(f"refine ⟨{term(t)}, ?_⟩" if rng.random() < 0.9 else f"exists {term(t)}", None), *rest] if rest != [("rfl", None)] else [(f"exact ⟨{term(t)}, rfl⟩", None)]
        return None

    def backwards(self, ctx, terms, goal, facts, depth):
        """By applying an implication whose end is the goal."""
        for formula, (text, applied) in list(facts.items()):
            if formula[0] == "→" and formula[2] == goal or formula[0] == "¬" and goal == FALSE:
                rest = self.prove(ctx, terms, formula[1], depth - 2)
                if rest:
                    return [(f"apply {text}", None), *rest]
        return None

    def forwards(self, ctx, terms, goal, facts, depth):
        """By stating a fact on the way."""
        known = {formula for _, formula in ctx}
        options = [f for f, (text, _) in facts.items() if f not in known and f != goal and " " in text and f != FALSE]
        if not options:
            return None
        fact = self.rng.choice(options)
        name = self.name(fact)
        rest = self.prove([*ctx, (name, fact)], terms, goal, depth - 2)
        return rest and [(f"have {name} : {show(fact)} := {facts[fact][0]}", None), *rest]


def wrapped(found):
    text, applied = found
    return f"({text})" if applied and " " in text and not text.startswith("⟨") else text


def complex_inside(f):
    return isinstance(f, tuple) and (f[0] in ("∨", "∃") or f[0] == "∧" and any(complex_inside(part) for part in f[1:]))


class Sort:
    """Which atoms and terms a theorem speaks of, and its binders."""

    def __init__(self, rng, proof):
        self.rng, self.proof = rng, proof
        kind, self.left = rng.random(), []
        self.binders, self.terms, self.atoms, self.bound = [], [], [], None
        opening = rng.choice(["()", "()", "()", "{}"])
        if kind < 0.66:
            names = rng.choice(PROPS[:1] * 6 + PROPS).split()
            if rng.random() < 0.15:
                names = rng.sample(names, len(names))
            names = names[: rng.choice([2, 3, 3, 3, 3, 4, 4])]
            self.atoms = [("at", name) for name in names]
            self.binders.append(opening[0] + " ".join(names) + " : Prop" + opening[1])
            proof.used |= set(names)
            return
        kind_name = rng.choice(TYPES)
        predicates = [n for n in rng.choice(PREDICATES).split()[: rng.choice([1, 2, 2, 3])] if n != kind_name]
        elements = [n for n in rng.choice(ELEMENTS).split()[: rng.choice([1, 2, 2, 3])] if n not in predicates and n != kind_name]
        functions = []
        if rng.random() < 0.25:
            functions = [n for n in rng.choice(FUNCTIONS).split()[:1] if n not in predicates + elements + [kind_name]]
        if kind_name != "Nat":
            self.binders.append(f"{{{kind_name} : Type}}" if rng.random() < 0.7 else f"({kind_name} : Type)")
        self.binders.append(f"({' '.join(predicates)} : {kind_name} → Prop)")
        if functions:
            self.binders.append(f"({functions[0]} : {kind_name} → {kind_name})")
        self.predicates, self.functions = predicates, functions
        self.terms = list(elements)
        self.binders.append(f"({' '.join(elements)} : {kind_name})")
        proof.used |= {kind_name, *predicates, *elements, *functions}
        proof.type = kind_name
        self.bound = [n for n in BOUND if n not in proof.used]
        self.equality = kind > 0.8

    def atom(self, variables=()):
        rng = self.rng
        if self.atoms:
            self.left = self.left or rng.sample(self.atoms, len(self.atoms))
            return self.left.pop() if rng.random() < 0.8 else rng.choice(self.atoms)
        pool = [*self.terms, *variables, *variables, *variables]
        pick = lambda: ("f", self.functions[0], rng.choice(pool)) if self.functions and rng.random() < 0.3 else rng.choice(pool)
        if self.equality and rng.random() < 0.4:
            left, right = pick(), pick()
            if left != right:
                return ("=", left, right)
        return ("at", rng.choice(self.predicates), pick())

    def formula(self, size, variables=()):
        rng = self.rng
        if size <= 1:
            roll = rng.random()
            if roll < 0.12:
                return ("¬", self.atom(variables))
            return self.atom(variables)
        if self.bound and not variables and rng.random() < 0.45:
            x = rng.choice(self.bound)
            body = self.formula(size - (rng.random() < 0.5), (x,))
            if body[0] in "∀∃" or not mentions(body, x):
                return body if not mentions(body, x) else self.formula(1)
            return (rng.choice("∀∃∃"), x, body)
        sign = rng.choice("→→→∧∧∧∨∨¬↔")
        if sign == "¬":
            return ("¬", self.formula(size - 1, variables))
        size_left = rng.randint(1, size - 1)
        left = self.formula(size_left, variables)
        for _ in range(3):
            right = self.formula(size - size_left, variables)
            if right != left:
                break
        return (sign, left, right)


def logic(rng):
    """A random theorem of logic with its proof: (binders, statement, steps), or None."""
    proof = Proof(rng)
    sort = Sort(rng, proof)
    facts = [sort.formula(rng.choice([1, 1, 1, 2, 2, 2, 2, 3])) for _ in range(rng.choice([0, 1, 1, 2, 2, 2, 3, 3]))]
    if len(set(facts)) < len(facts):
        return None
    ctx = [(proof.name(f), f) for f in facts]
    if FALSE in proof.closure(ctx, sort.terms) and rng.random() < 0.9:
        return None
    if facts and rng.random() < 0.75:
        goal = derived(rng, sort, proof, ctx)
    else:
        goal = sort.formula(rng.choice([2, 3, 3, 4, 4]))
    if goal is None or goal in facts and rng.random() < 0.97:
        return None
    proof.budget = 120
    steps = proof.prove(ctx, sort.terms, goal)
    if steps is None:
        return None
    binders = sort.binders + [f"({name} : {show(f, rng)})" for name, f in ctx]
    return binders, show(goal, rng), steps


def laws(f, other, rng):
    """What a formula turns into by one of the laws of logic; `other` is what may be added."""
    sign, found = f[0], []
    if sign in "∧∨↔":
        found.append((sign, f[2], f[1]))
    if sign in "∧∨" and f[1][0] == sign:
        found.append((sign, f[1][1], (sign, f[1][2], f[2])))
    if sign in "∧∨" and f[2][0] == sign:
        found.append((sign, (sign, f[1], f[2][1]), f[2][2]))
    if sign in "∧∨" and f[2][0] in "∧∨" and f[2][0] != sign:
        found += [(f[2][0], (sign, f[1], f[2][1]), (sign, f[1], f[2][2]))] * 2
    if sign in "∧∨" and f[1][0] in "∧∨" and f[1][0] != sign:
        found += [(f[1][0], (sign, f[1][1], f[2]), (sign, f[1][2], f[2]))] * 2
    if sign in "∧∨" and f[1][0] in "∧∨" and f[1][0] == f[2][0] != sign and f[1][1] == f[2][1]:
        found += [(f[1][0], f[1][1], (sign, f[1][2], f[2][2]))] * 4
    if sign == "∧":
        found += [f[1], f[2]]
        if f[1][0] == f[2][0] == "→" and f[1][2] == f[2][2]:
            found += [("→", ("∨", f[1][1], f[2][1]), f[1][2])] * 3
        if f[1][0] == f[2][0] == "→" and f[1][1] == f[2][1]:
            found += [("→", f[1][1], ("∧", f[1][2], f[2][2]))] * 3
        if f[1][0] == f[2][0] == "¬":
            found += [("¬", ("∨", f[1][1], f[2][1]))] * 3
        if f[1][0] == f[2][0] == "→":
            found += [("↔", f[1][1], f[1][2])] * (3 if f[1][1:] == f[2][:0:-1] else 0)
            found += [("→", ("∧", f[1][1], f[2][1]), ("∧", f[1][2], f[2][2]))]
    if sign == "∨" and f[1][0] == f[2][0] == "¬":
        found += [("¬", ("∧", f[1][1], f[2][1]))] * 3
    if sign == "→":
        found += [("→", ("¬", f[2]), ("¬", f[1]))]
        if f[2][0] == "→":
            found += [("→", ("∧", f[1], f[2][1]), f[2][2]), ("→", f[2][1], ("→", f[1], f[2][2]))] * 2
        if f[1][0] == "∧":
            found += [("→", f[1][1], ("→", f[1][2], f[2]))] * 2
        if f[1][0] == "∨":
            found += [("∧", ("→", f[1][1], f[2]), ("→", f[1][2], f[2]))] * 2
        if f[2][0] == "∧":
            found += [("∧", ("→", f[1], f[2][1]), ("→", f[1], f[2][2])), ("→", f[1], f[2][1])]
        found += [("→", ("∧", f[1], other), f[2]), ("→", f[1], ("∨", f[2], other)), ("→", ("→", f[2], other), ("→", f[1], other))]
    if sign == "¬":
        if f[1][0] == "∨":
            found += [("∧", ("¬", f[1][1]), ("¬", f[1][2]))] * 3
        if f[1][0] == "∧":
            found += [("→", f[1][1], ("¬", f[1][2]))] * 2
        if f[1][0] == "∃":
            found += [("∀", f[1][1], ("¬", f[1][2]))] * 3
        found += [("→", f[1], other), ("¬", ("∧", f[1], other)), ("¬", ("∧", other, f[1]))]
    if sign == "∃" and f[2][0] in "∧∨":
        found += [(f[2][0], ("∃", f[1], f[2][1]), ("∃", f[1], f[2][2]))] * 2 + [("∃", f[1], (f[2][0], f[2][2], f[2][1]))]
    if sign == "∀" and f[2][0] in "∧→":
        found += [(f[2][0], ("∀", f[1], f[2][1]), ("∀", f[1], f[2][2]))] * 2
    if sign == "∀" and f[2][0] == "¬":
        found += [("¬", ("∃", f[1], f[2][1]))] * 3
    if sign in "∧∨" and f[1][0] == f[2][0] == ("∀" if sign == "∧" else "∃") and f[1][1] == f[2][1]:
        found += [(f[1][0], f[1][1], (sign, f[1][2], f[2][2]))] * 3
    found += [("∨", f, other), ("∨", other, f), ("¬", ("¬", f)), ("→", other, f)][: 4 if rng.random() < 0.35 else 0]
    return found


def transformed(f, sort, rng, depth=0):
    """A formula with one law applied, at the top or inside of it."""
    inside = [i for i in range(1, len(f)) if isinstance(f[i], tuple) and f[0] in "∧∨→↔¬∀∃"]
    if inside and depth < 2 and rng.random() < 0.4:
        i = rng.choice(inside)
        inner = transformed(f[i], sort, rng, depth + 1)
        return inner and f[:i] + (inner,) + f[i + 1:]
    found = laws(f, sort.atom(), rng)
    return rng.choice(found) if found else None


def lawful(rng):
    """A theorem that goes from one formula to another by some laws of logic."""
    proof = Proof(rng)
    sort = Sort(rng, proof)
    first = sort.formula(rng.choice([2, 2, 2, 3, 3, 3, 3, 4]))
    last = first
    for _ in range(rng.choice([1, 1, 1, 1, 2, 2])):
        last = last and transformed(last, sort, rng)
    if last is None or last == first:
        return None
    if rng.random() < 0.12:
        first, last = last, first
    form = rng.random()
    extra = [sort.formula(rng.choice([1, 2]))] if rng.random() < 0.12 else []
    if form < 0.6:
        ctx = [(proof.name(f), f) for f in [first, *extra]]
        goal = last
    else:
        ctx = [(proof.name(f), f) for f in extra]
        goal = ("→" if form < 0.8 else "↔", first, last)
    proof.budget = 150
    steps = proof.prove(ctx, sort.terms, goal, 8)
    if steps is None:
        return None
    return sort.binders + [f"({name} : {show(f, rng)})" for name, f in ctx], show(goal, rng), steps


def derived(rng, sort, proof, ctx):
    """A goal made of what follows from the hypotheses."""
    facts = [f for f in proof.closure(ctx, sort.terms) if f not in [g for _, g in ctx]]
    facts = facts or [f for _, f in ctx]

    def one():
        return rng.choice(facts) if facts and rng.random() < 0.75 else sort.formula(rng.choice([1, 2]))

    roll = rng.random()
    if roll < 0.3:
        return one()
    if roll < 0.55:
        return ("∧", one(), one())
    if roll < 0.8:
        return rng.choice([("∨", one(), sort.formula(1)), ("∨", sort.formula(1), one())])
    if roll < 0.9:
        return ("→", sort.formula(rng.choice([1, 2])), one())
    if sort.terms:
        f, t, x = one(), rng.choice(sort.terms), rng.choice(sort.bound)
        g = replaced(f, t, x)
        return ("∃", x, g) if g != f else f
    return sort.formula(rng.choice([2, 3, 4]))


# Equalities and natural numbers


def equalities(rng):
    """A chain of equations."""
    kind = rng.choice(["Nat", "Nat", "α", "X", "β"])
    names = rng.choice(ELEMENTS).split() + ["p", "q"]
    count = rng.choice([3, 3, 4, 5])
    names = rng.sample(names, count) if rng.random() < 0.5 else names[:count]
    function = rng.choice([n for n in ["f", "g", "F", "φ"] if n not in names])
    apply = rng.random() < 0.3
    binders = ([f"{{{kind} : Type}}"] if kind != "Nat" else []) + [f"({' '.join(names)} : {kind})"]
    if apply:
        binders.append(f"({function} : {kind} → {kind})")
    used, hyps = set(names) | {function}, []
    style = rng.choice(["h1", "hab", "h₁", "e"])
    for i in range(count - 1):
        a, b = names[i], names[i + 1]
        forward = rng.random() < 0.65
        left, right = (a, b) if forward else (b, a)
        name = {"h1": f"h{i + 1}", "hab": f"h{left}{right}", "h₁": f"h{'₁₂₃₄₅'[i]}", "e": ["h", "k", "e", "l", "u'"][i]}[style]
        if name in used:
            name = f"h{i + 1}"
        used.add(name)
        hyps.append((name, left, right, forward))
    shown = rng.sample(hyps, len(hyps)) if rng.random() < 0.3 else hyps
    binders += [f"({n} : {l} = {r})" for n, l, r, _ in shown]
    start, end = names[0], names[count - 1]
    goal = f"{function} {start} = {function} {end}" if apply else f"{start} = {end}"
    style = rng.random()
    chain = hyps
    if rng.random() < 0.25:
        goal = f"{function} {end} = {function} {start}" if apply else f"{end} = {start}"
        chain = [(n, r, l, not f) for n, l, r, f in reversed(hyps)]
    if style < 0.65 or apply and style < 0.85:
        steps = ", ".join(n if f else f"← {n}" for n, *_, f in chain)
        return binders, goal, [(f"rw [{steps}]", None)]
    terms = [n if f else f"{n}.symm" for n, *_, f in chain]
    text = terms[-1]
    for t in reversed(terms[:-1]):
        text = f"{t}.trans ({text})" if " " in text else f"{t}.trans {text}"
    if apply:
        return binders, goal, [(f"exact congrArg {function} ({text})" if " " in text else f"exact congrArg {function} {text}", None)]
    return binders, goal, [(f"exact {text}", None)]


LEMMAS = [("Nat.add_comm", "{a} + {b}", "{b} + {a}", 2), ("Nat.add_assoc", "{a} + {b} + {c}", "{a} + ({b} + {c})", 3),
          ("Nat.zero_add", "0 + {a}", "{a}", 1), ("Nat.add_zero", "{a} + 0", "{a}", 1),
          ("Nat.mul_zero", "{a} * 0", "0", 1), ("Nat.zero_mul", "0 * {a}", "0", 1),
          ("Nat.succ_add", "Nat.succ {a} + {b}", "Nat.succ ({a} + {b})", 2),
          ("Nat.add_succ", "{a} + Nat.succ {b}", "Nat.succ ({a} + {b})", 2)]


def arithmetic(rng):
    """Two sums that are equal by one to three of the laws."""
    names = rng.choice(["a b c d", "x y z w", "m n k l", "n m k i", "u v w t", "i j k n"]).split()
    a, b, c, d = rng.sample(names, 4) if rng.random() < 0.4 else names
    law, left, right, count = rng.choice(LEMMAS)
    left, right = left.format(a=a, b=b, c=c), right.format(a=a, b=b, c=c)
    given = " ".join(["", a, b, c][: count + 1]) if rng.random() < 0.8 else ""
    roll, hyps, steps = rng.random(), [], [f"{law}{given}"]
    around = rng.choice(["{}", "{}", "{} + " + d, d + " + ({})", "f ({})", "{} * " + d, d + " * ({})", "Nat.succ ({})"])
    inner = lambda t: around.format(f"({t})" if "*" in around and not around.startswith(d) and "f" not in around else t)
    left, right = inner(left), inner(right)
    if roll < 0.3:
        hyp, other = rng.choice(["h", "e", "hd", "h₁", "hx", "ih"]), rng.choice([n for n in ["r", "s", "y'", "t'"]])
        hyps, used = [f"({hyp} : {d} = {other})"], [a, b, c, d, other]
        if d in around:
            right, steps = right.replace(d, other), steps + [hyp]
    elif roll < 0.6:
        law2, left2, right2, count2 = rng.choice(LEMMAS)
        left2, right2 = (t.format(a=d, b=c, c=a) for t in (left2, right2))
        left, right = f"{left} + ({left2})", f"{right} + ({right2})"
        given2 = " ".join(["", d, c, a][: count2 + 1])
        steps.append(law2 + given2)
    if rng.random() < 0.35:
        left, right = right, left
        steps = ["← " + s for s in reversed(steps)] if rng.random() < 0.5 or len(steps) > 1 else steps
    text = left + right
    used = [n for n in [a, b, c, d, "r", "s", "y'", "t'"] if n in (text + " ".join(hyps)).replace("Nat.succ", "").replace("(", " ").replace(")", " ").split()]
    binders = [f"({' '.join(used)} : Nat)"] + (["(f : Nat → Nat)"] if "f (" in text else []) + hyps
    if roll > 0.85 and given and len(steps) == 1 and around == "{}" and not steps[0].startswith("←"):
        return binders, f"{left} = {right}", [(f"exact {steps[0]}", None)]
    return binders, f"{left} = {right}", [(f"rw [{', '.join(steps)}]", None)]


def inductions(rng):
    """Laws that need induction."""
    n, m, k = rng.sample(["n", "m", "k", "a", "b", "x", "y", "i", "j"], 3)
    ih, v = rng.choice(["ih", "ih", "ih", "h", "hk", "hn", "IH"]), rng.choice([n, n, "k'", "t", "d", "e", "j'"])
    goal, succ = rng.choice([
        (f"0 + {n} + {m} = {m} + {n}", None),
        (f"0 + ({n} + {m}) = {n} + {m}", f"exact Nat.zero_add ({v} + {m})"),
        (f"0 * {n} = 0", f"rw [Nat.mul_succ, {ih}]"),
        (f"Nat.succ {m} + {n} = Nat.succ ({m} + {n})", f"rw [Nat.add_succ, {ih}]"),
        (f"{m} + {n} + {k} = {m} + ({n} + {k})", None),
        (f"{m} + {k} + {n} = {m} + ({k} + {n})", f"rw [Nat.add_succ, {ih}, ← Nat.add_succ, ← Nat.add_succ]"),
        (f"0 + {n} + 0 = {n}", f"rw [Nat.add_zero, Nat.add_succ, Nat.zero_add]"),
        (f"{n} * 0 + {n} = {n}", f"rw [Nat.mul_zero, Nat.zero_add]"),
        (f"0 + ({m} + {n}) = {m} + {n}", f"rw [Nat.add_succ, Nat.add_succ, {ih}]"),
        (f"0 * {n} + {m} = {m}", f"rw [Nat.zero_mul, Nat.zero_add]"),
        (f"{m} + (0 + {n}) = {m} + {n}", f"rw [Nat.add_succ, Nat.add_succ, {ih}, Nat.add_succ]"),
        (f"0 + {n} = {n} + 0", f"rw [Nat.add_succ, {ih}]"),
        (f"1 + {n} = Nat.succ {n}", f"rw [Nat.add_succ, {ih}]"),
        (f"{m} + {n} = {n} + {m}", f"rw [Nat.add_succ, Nat.succ_add, {ih}]"),
    ])
    zero = rng.choice(["rfl", "rfl", "simp"]) if not goal.startswith(f"{m} + {n} =") else rng.choice(["simp", "rw [Nat.add_zero, Nat.zero_add]"])
    if succ is None:
        return None
    names = [x for x in (n, m, k) if x in goal.split() or f"({x}" in goal or f"{x})" in goal]
    arms = [("| zero =>", [(zero, None)]), (f"| succ {v} {ih} =>", [(succ, None)])]
    return [f"({' '.join(names)} : Nat)"], goal, [(f"induction {n} with", arms)]


def witnesses(rng):
    """Existential statements about numbers with their witness."""
    x = rng.choice(BOUND)
    n = rng.choice([v for v in ["n", "m", "a", "b", "j"] if v != x])
    c, d = rng.randint(0, 20), rng.randint(0, 20)
    kind = rng.randrange(8)
    goal, value = [
        (f"{x} + {c} = {c + d}", d), (f"{c} + {x} = {c + d}", d), (f"{c} * {x} = {c * d}", d), (f"{x} * {c} = {c * d}", d),
        (f"{n} + {x} = {n} + {c}", c), (f"{x} = {n} + {c}", f"{n} + {c}"), (f"{c} * {x} + {d} = {c * 3 + d}", 3),
        (f"{x} + {x} = {2 * c}", c)][kind]
    binders = [f"({n} : Nat)"] if n in goal.split() else []
    form = rng.random()
    if form < 0.9:
        return binders, f"∃ {x}, {goal}", [(f"exact ⟨{value}, rfl⟩", None)]
    if form < 0.96:
        return binders, f"∃ {x}, {goal}", [(f"refine ⟨{value}, ?_⟩", None), ("rfl", None)]
    return binders, f"∃ {x}, {goal}", [(f"exists {value}", None)]


# With the whole core library only


def lists(rng):
    """Facts about lists."""
    t = rng.choice(["α", "β", "Nat", "γ"])
    xs, ys, zs = rng.choice(["xs ys zs", "l l' l''", "as bs cs", "s t u", "l₁ l₂ l₃", "p q r", "us vs ws"]).split()
    x, y = rng.sample([v for v in ["a", "b", "x", "y", "c", "e", "z", "n", "m"]], 2)
    h, k = rng.sample(["h", "hx", "k", "h₁", "hm", "e", "ha", "hab"], 2)
    rows = [
        ([xs, ys], [], [], f"({xs} ++ {ys}).length = {xs}.length + {ys}.length", ["simp", "exact List.length_append"]),
        ([xs, ys], [], [], f"({xs} ++ {ys}).length = {ys}.length + {xs}.length", ["rw [List.length_append, Nat.add_comm]"]),
        ([xs, ys, zs], [], [], f"{xs} ++ {ys} ++ {zs} = {xs} ++ ({ys} ++ {zs})", [f"exact List.append_assoc {xs} {ys} {zs}", "rw [List.append_assoc]", "simp"]),
        ([xs], [], [], f"{xs} ++ [] = {xs}", ["simp", f"exact List.append_nil {xs}"]),
        ([xs], [], [], f"{xs}.reverse.reverse = {xs}", ["simp", f"exact List.reverse_reverse {xs}"]),
        ([xs, ys], [], [], f"({xs} ++ {ys}).reverse = {ys}.reverse ++ {xs}.reverse", ["exact List.reverse_append", "simp"]),
        ([xs], [], [], f"{xs}.reverse.length = {xs}.length", ["simp", "exact List.length_reverse"]),
        ([xs, ys], [x], [f"({h} : {x} ∈ {xs})"], f"{x} ∈ {xs} ++ {ys}", [f"exact List.mem_append_left {ys} {h}", f"exact List.mem_append.mpr (Or.inl {h})"]),
        ([xs, ys], [x], [f"({h} : {x} ∈ {ys})"], f"{x} ∈ {xs} ++ {ys}", [f"exact List.mem_append_right {xs} {h}", f"exact List.mem_append.mpr (Or.inr {h})"]),
        ([xs], [x, y], [f"({h} : {x} ∈ {xs})"], f"{x} ∈ {y} :: {xs}", [f"exact List.mem_cons_of_mem {y} {h}"]),
        ([xs], [x], [], f"{x} ∈ {x} :: {xs}", ["simp", "exact List.mem_cons_self"]),
        ([xs], [x], [], f"({x} :: {xs}).length = {xs}.length + 1", ["rfl", "simp", "exact List.length_cons"]),
        ([xs, ys], [x], [f"({h} : {x} ∈ {xs} ++ {ys})"], f"{x} ∈ {xs} ∨ {x} ∈ {ys}", [f"exact List.mem_append.mp {h}"]),
        ([xs, ys, zs], [x], [f"({h} : {x} ∈ {xs})", f"({k} : {xs} = {ys})"], f"{x} ∈ {ys} ++ {zs}", [f"exact List.mem_append_left {zs} ({k} ▸ {h})"]),
        ([xs, ys], [x], [f"({h} : {xs} = {ys})"], f"{x} :: {xs} = {x} :: {ys}", [f"rw [{h}]", f"exact congrArg (List.cons {x}) {h}"]),
        ([xs, ys], [], [f"({h} : {xs} = {ys})"], f"{xs}.length = {ys}.length", [f"rw [{h}]", f"exact congrArg List.length {h}"]),
        ([xs, ys, zs], [], [f"({h} : {xs} = {ys})", f"({k} : {ys} = {zs})"], f"{xs}.reverse = {zs}.reverse", [f"rw [{h}, {k}]"]),
        ([xs, ys], [], [f"({h} : {xs} = [])"], f"{xs} ++ {ys} = {ys}", [f"rw [{h}, List.nil_append]", f"simp [{h}]"]),
        ([xs, ys], [], [f"({h} : {ys} = [])"], f"{xs} ++ {ys} = {xs}", [f"rw [{h}, List.append_nil]", f"simp [{h}]"]),
    ]
    ls, es, hyps, goal, tactics = rng.choice(rows)
    if len({*ls, *es}) < len(ls) + len(es):
        return None
    binders = ([f"{{{t} : Type}}"] if t != "Nat" else []) + [f"({' '.join(ls)} : List {t})"]
    return binders + ([f"({' '.join(es)} : {t})"] if es else []) + hyps, goal, [(rng.choice(tactics), None)]


def linear(rng):
    """Linear facts about natural numbers, for omega or by a lemma of the order."""
    a, b, c, d = rng.sample(["a", "b", "c", "x", "y", "m", "n", "k", "i", "j"], 4)
    h, k = rng.choice([("h", "k"), ("h₁", "h₂"), ("h1", "h2"), ("hab", "hbc"), ("hx", "hy")])
    u, v = rng.randint(1, 9), rng.randint(1, 9)
    rows = [
        ([f"({h} : {a} ≤ {b})", f"({k} : {b} ≤ {c})"], f"{a} ≤ {c}", [f"exact Nat.le_trans {h} {k}", "omega"]),
        ([f"({h} : {a} < {b})", f"({k} : {b} < {c})"], f"{a} < {c}", [f"exact Nat.lt_trans {h} {k}", "omega"]),
        ([f"({h} : {a} < {b})", f"({k} : {b} ≤ {c})"], f"{a} < {c}", [f"exact Nat.lt_of_lt_of_le {h} {k}", "omega"]),
        ([f"({h} : {a} ≤ {b})", f"({k} : {b} < {c})"], f"{a} < {c}", [f"exact Nat.lt_of_le_of_lt {h} {k}", "omega"]),
        ([f"({h} : {a} < {b})"], f"{a} ≤ {b}", [f"exact Nat.le_of_lt {h}", "omega"]),
        ([f"({h} : {a} ≤ {b})", f"({k} : {b} ≤ {a})"], f"{a} = {b}", [f"exact Nat.le_antisymm {h} {k}", "omega"]),
        ([f"({h} : {a} ≤ {b})"], f"{a} + {u} ≤ {b} + {u}", [f"exact Nat.add_le_add_right {h} {u}", "omega"]),
        ([f"({h} : {a} ≤ {b})"], f"{u} + {a} ≤ {u} + {b}", [f"exact Nat.add_le_add_left {h} {u}", "omega"]),
        ([f"({h} : {a} ≤ {b})", f"({k} : {c} ≤ {d})"], f"{a} + {c} ≤ {b} + {d}", [f"exact Nat.add_le_add {h} {k}", "omega"]),
        ([f"({h} : {a} + {u} = {b} + {u})"], f"{a} = {b}", [f"exact Nat.add_right_cancel {h}", "omega"]),
        ([f"({h} : {a} = {b} + {u})", f"({k} : {b} = {v})"], f"{a} = {u + v}", ["omega"]),
        ([f"({h} : {a} + {b} = {u + v})", f"({k} : {b} = {u})"], f"{a} = {v}", ["omega"]),
        ([f"({h} : {u + 1} * {a} = {(u + 1) * v})"], f"{a} = {v}", ["omega"]),
        ([f"({h} : {a} < {b})"], f"{a} ≠ {b}", [f"exact Nat.ne_of_lt {h}", "omega"]),
        ([f"({h} : ¬{a} ≤ {b})"], f"{b} < {a}", [f"exact Nat.lt_of_not_le {h}", "omega"]),
        ([f"({h} : {a} ≤ {b})"], f"{a} < {b} + {u}", ["omega"]),
        ([f"({h} : {a} ≤ {b})"], f"{a} ≤ {b} + {c}", [f"exact Nat.le_add_right_of_le {h}", "omega"]),
    ]
    hyps, goal, tactics = rng.choice(rows)
    text = " ".join(hyps + [goal]).replace("(", " ").replace(")", " ").split()
    names = [n for n in (a, b, c, d) if n in text]
    return [f"({' '.join(names)} : Nat)", *hyps], goal, [(rng.choice(tactics), None)]


def title(rng):
    words = rng.sample(WORDS, rng.choice([1, 2, 2, 3]))
    return "_".join(words) + (str(rng.randint(1, 99)) if rng.random() < 0.15 else "")


def rendered(steps, indent, traced=False):
    """The lines of a script; `traced` puts `trace_state` before each tactic. Also the steps, with their lines."""
    lines, places = [], []

    def walk(steps, pad, lead):
        for tactic, blocks in steps:
            if traced:
                lines.append(lead + "trace_state")
                lead = pad
            places.append((len(lines) - 1, tactic, blocks))
            lines.append(lead + tactic)
            lead = pad
            for head, inner in blocks or ():
                if head == "·":
                    walk(inner, pad + "  ", pad + "· ")
                elif not traced and len(inner) == 1 and not inner[0][1]:
                    lines.append(f"{pad}{head} {inner[0][0]}")
                else:
                    lines.append(pad + head)
                    walk(inner, pad + "  ", pad + "  ")

    walk(steps, indent, indent)
    return lines, places
