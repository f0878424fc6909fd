"""LaTeX steps and worked arithmetic, each generated from numbers that are right by construction."""

LETTERS = ["x", "y", "t", "z", "a", "n", "u", "s", "m", "k"]


def poly(coefficients, x):
    """A polynomial, highest power first: [3, 0, -2] is 3x^2 - 2."""
    parts, degree = [], len(coefficients) - 1
    for i, c in enumerate(coefficients):
        power = degree - i
        if c == 0:
            continue
        size = "" if abs(c) == 1 and power else str(abs(c))
        body = size + ("" if power == 0 else x if power == 1 else f"{x}^{power}" if power < 10 else f"{x}^{{{power}}}")
        parts.append((("-" if c < 0 else "") if not parts else (" - " if c < 0 else " + ")) + body)
    return "".join(parts) or "0"


def small(rng, low=1, high=9):
    return rng.randint(low, high)


def signed(n):
    return f"+ {n}" if n >= 0 else f"- {-n}"


def expansion(rng):
    x, a, b = rng.choice(LETTERS), small(rng), small(rng)
    a, b = a * rng.choice([1, 1, -1]), b * rng.choice([1, 1, -1])
    c, d = rng.choice([(1, 1), (1, 1), (small(rng, 2, 4), 1), (small(rng, 2, 4), small(rng, 2, 4))])
    left = f"({poly([c, a], x)})({poly([d, b], x)})"
    middle = f"{poly([c * d, 0, 0], x)} {signed(c * b)}{x} {signed(a * d)}{x} {signed(a * b)}"
    middle = middle.replace(f" 1{x}", f" {x}")
    return left, [middle, poly([c * d, c * b + a * d, a * b], x)]


def square(rng):
    x, a, c = rng.choice(LETTERS), small(rng), rng.choice([1, 1, 1, 2, 3])
    s = rng.choice([1, 1, -1])
    inner = poly([c, s * a], x)
    term = f"{c}{x}" if c > 1 else x
    head = f"({term})^2" if c > 1 else f"{x}^2"
    rows = [f"({inner})({inner})"] if rng.random() < 0.4 else []
    return f"({inner})^2", [*rows, f"{head} {'+' if s > 0 else '-'} 2 \\cdot {term} \\cdot {a} + {a}^2", poly([c * c, 2 * s * a * c, a * a], x)]


def difference(rng):
    x, a = rng.choice(LETTERS), small(rng)
    left = f"({x} + {a})({x} - {a})"
    return left, [f"{x}^2 - {a}{x} + {a}{x} - {a * a}".replace("1" + x, x) if a == 1 else f"{x}^2 - {a}{x} + {a}{x} - {a * a}", f"{x}^2 - {a * a}"]


def collected(rng):
    x = rng.choice(LETTERS)
    a, b, c, d = (small(rng) for _ in range(4))
    left = f"{a}({poly([1, b], x)}) + {c}({poly([1, d], x)})"
    if a == 1 or c == 1:
        return collected(rng)
    return left, [f"{poly([a, a * b], x)} + {poly([c, c * d], x)}", poly([a + c, a * b + c * d], x)]


def derivative(rng):
    x = rng.choice(["x", "x", "t", "y", "u"])
    degree = rng.choice([1, 2, 2, 3, 3, 4])
    cs = [small(rng)] + [rng.choice([0, small(rng), -small(rng)]) for _ in range(degree)]
    left = f"\\frac{{d}}{{d{x}}} \\left({poly(cs, x)}\\right)"
    middle = []
    for i, c in enumerate(cs[:-1]):
        power = degree - i
        if c:
            sign = ("-" if c < 0 else "") if not middle else (" - " if c < 0 else " + ")
            middle.append(f"{sign}{abs(c)} \\cdot {power}" + ("" if power == 1 else x if power == 2 else f"{x}^{power - 1}"))
    rows = ["".join(middle)] if rng.random() < 0.6 else []
    return left, [*rows, poly([c * (degree - i) for i, c in enumerate(cs[:-1])], x)]


def numbers(rng):
    a, b, c = small(rng, 2, 12), small(rng, 2, 12), small(rng, 2, 30)
    kind = rng.randrange(5)
    if kind == 0:
        return f"{a} \\cdot {b} + {c}", [f"{a * b} + {c}", f"{a * b + c}"]
    if kind == 1:
        return f"{a} \\cdot ({b} + {c})", [f"{a} \\cdot {b + c}", f"{a * (b + c)}"]
    if kind == 2:
        return f"{a}^2 + {b}^2", [f"{a * a} + {b * b}", f"{a * a + b * b}"]
    if kind == 3:
        return f"({a} + {b})^2", [f"{a + b}^2", f"{(a + b) ** 2}"]
    return f"\\frac{{{a * b}}}{{{a}}} + {c}", [f"{b} + {c}", f"{b + c}"]


def finite_sum(rng):
    k, n = rng.choice(["k", "k", "i", "j"]), small(rng, 3, 6)
    a, b = rng.choice([(1, 0), (2, 0), (2, -1), (2, 1), (3, 0), (1, 1), (1, 2), (3, 1), (4, 0)])
    terms = [a * i + b for i in range(1, n + 1)]
    body = poly([a, b], k)
    left = f"\\sum_{{{k}=1}}^{{{n}}} {body if b == 0 else f'({body})'}"
    return left, [" + ".join(map(str, terms)), str(sum(terms))]


def sum_law(rng):
    k, n = rng.choice(["k", "i", "j"]), rng.choice(["n", "n", "m", "N"])
    a, b = small(rng, 2, 9), rng.choice([-1, 1]) * small(rng, 1, 6)
    b = 3 if (a, b) == (2, -1) else b  # that one is in examples/
    left = f"\\sum_{{{k}=1}}^{{{n}}} ({poly([a, b], k)})"
    plus = "+" if b > 0 else "-"
    sums = f"{a} \\sum_{{{k}=1}}^{{{n}}} {k} {plus} \\sum_{{{k}=1}}^{{{n}}} {abs(b)}"
    half = f"{a // 2}{n}({n} + 1)".replace("1" + n + "(", n + "(") if a == 2 else (f"{a // 2}{n}({n} + 1)" if a % 2 == 0 else f"\\frac{{{a}{n}({n} + 1)}}{{2}}")
    rows = [sums, f"{half} {signed(b)}{n}".replace(" 1" + n, " " + n)]
    if a % 2 == 0:
        rows.append(poly([a // 2, a // 2 + b, 0], n))
    return left, rows


def fractions(rng):
    x, a, b = rng.choice(LETTERS), small(rng), small(rng, 2, 9)
    kind = rng.randrange(3)
    if kind == 0:
        return f"\\frac{{{x}^2 - {a * a}}}{{{x} - {a}}}", [f"\\frac{{({x} - {a})({x} + {a})}}{{{x} - {a}}}", f"{x} + {a}"]
    if kind == 1:
        return f"\\frac{{{b}{x} + {a * b}}}{{{b}}}", [f"\\frac{{{b}({x} + {a})}}{{{b}}}", f"{x} + {a}"]
    return f"\\frac{{{a}}}{{{b}}} + \\frac{{{a + 1}}}{{{b}}}", [f"\\frac{{{a} + {a + 1}}}{{{b}}}", f"\\frac{{{2 * a + 1}}}{{{b}}}"]


CHAINS = [expansion, expansion, square, square, difference, collected, collected, derivative, derivative, numbers, finite_sum, sum_law, fractions]


def chain(rng):
    """An expression, and what it becomes line by line; all are equal."""
    return rng.choice(CHAINS)(rng)


def aligned(rng, left, rows, qed=False):
    """The chain as an align block."""
    star = rng.choice(["*", "*", "*", ""])
    pad = rng.choice(["  ", "  ", "", "    "])
    lines = [f"{pad}{left} &= {rows[0]}"]
    column = " " * len(left) if rng.random() < 0.7 else ""
    lines += [f"{pad}{column} &= {row}" for row in rows[1:]]
    end = ". \\qedhere" if qed else rng.choice(["", ".", "."])
    return f"\\begin{{align{star}}}\n" + " \\\\\n".join(lines) + end + f"\n\\end{{align{star}}}"


def sentences(rng):
    """A short proof in words."""
    n, k = rng.choice(["n", "m", "a", "x", "b"]), rng.choice(["k", "j", "l", "r", "t"])
    m, l = rng.choice([v for v in ["m", "b", "y", "c", "p"] if v != n]), rng.choice([v for v in ["l", "i", "s", "q"] if v != k])
    c, d = small(rng, 2, 9), small(rng, 2, 9)
    lead = rng.choice(["Let", "Suppose that", "Assume that"])
    is_ = "be" if lead == "Let" else "is"
    even = [
        (f"If ${n}$ is even, then ${n}^2$ is even.", f"{lead} ${n}$ {is_} even. Then ${n} = 2{k}$ for some integer ${k}$, so ${n}^2 = 4{k}^2 = 2(2{k}^2)$. Hence ${n}^2$ is even."),
        (f"If ${n}$ is odd, then ${n}^2$ is odd.", f"{lead} ${n}$ {is_} odd. Then ${n} = 2{k} + 1$ for some integer ${k}$, so ${n}^2 = 4{k}^2 + 4{k} + 1 = 2(2{k}^2 + 2{k}) + 1$. Hence ${n}^2$ is odd."),
        (f"If ${n}$ and ${m}$ are even, then ${n} + {m}$ is even.", f"Write ${n} = 2{k}$ and ${m} = 2{l}$ for integers ${k}$ and ${l}$. Then ${n} + {m} = 2{k} + 2{l} = 2({k} + {l})$, which is even."),
        (f"If ${n}$ and ${m}$ are odd, then ${n} + {m}$ is even.", f"Write ${n} = 2{k} + 1$ and ${m} = 2{l} + 1$ for integers ${k}$ and ${l}$. Then ${n} + {m} = 2{k} + 2{l} + 2 = 2({k} + {l} + 1)$, which is even."),
        (f"If ${c}$ divides ${n}$, then ${c}$ divides ${d}{n}$.", f"{lead} ${c}$ {'divide' if lead == 'Let' else 'divides'} ${n}$. Then ${n} = {c}{k}$ for some integer ${k}$, so ${d}{n} = {d * c}{k} = {c}({d}{k})$. Hence ${c}$ divides ${d}{n}$."),
        (f"If ${c}$ divides ${n}$ and ${m}$, then ${c}$ divides ${n} + {m}$.", f"Write ${n} = {c}{k}$ and ${m} = {c}{l}$ for integers ${k}$ and ${l}$. Then ${n} + {m} = {c}{k} + {c}{l} = {c}({k} + {l})$. Hence ${c}$ divides ${n} + {m}$."),
        (f"For all real numbers ${n}$ and ${m}$ we have ${n}^2 + {m}^2 \\ge 2{n}{m}$.", f"A square is never negative, so $({n} - {m})^2 \\ge 0$. Expanding the square gives ${n}^2 - 2{n}{m} + {m}^2 \\ge 0$, and therefore ${n}^2 + {m}^2 \\ge 2{n}{m}$."),
        (f"The equation ${c}{n} + {d} = {c * 4 + d}$ has one solution.", f"Subtracting ${d}$ from both sides gives ${c}{n} = {c * 4}$. Dividing by ${c}$ gives ${n} = 4$."),
        (f"The function $f({n}) = {c}{n} + {d}$ is injective.", f"{lead} $f({n}) = f({m})$. Then ${c}{n} + {d} = {c}{m} + {d}$, so ${c}{n} = {c}{m}$. Dividing by ${c}$ gives ${n} = {m}$. Hence $f$ is injective."),
        (f"For every integer $n \\ge 1$ we have $\\sum_{{{k}=1}}^n {2 * c}{k} = {c}n(n + 1)$.", f"We use induction on $n$. For $n = 1$ both sides are ${2 * c}$. Assume that the claim holds for $n$. Then the sum up to $n + 1$ is ${c}n(n + 1) + {2 * c}(n + 1) = {c}(n + 1)(n + 2)$, which is the claim for $n + 1$."),
        (f"If $A \\subseteq B$ and $B \\subseteq C$, then $A \\subseteq C$.", f"Let ${n} \\in A$. Since $A \\subseteq B$, we have ${n} \\in B$. Since $B \\subseteq C$, we have ${n} \\in C$. Hence $A \\subseteq C$."),
        (f"If ${n} > {c}$, then ${n}^2 > {c * c}$.", f"{lead} ${n} > {c}$. Both sides are positive, so squaring gives ${n}^2 > {c * c}$."),
    ]
    return rng.choice(even)


SAYS = ["We expand the product.", "Expanding gives", "Multiplying out gives", "We compute", "A direct computation gives", "We simplify the expression.",
        "Indeed,", "We have", "Step by step,", "Now", "By the rules above,", "Collecting terms gives", "This is a short calculation:"]


def latex(rng):
    """A file: some headings, chains and proofs."""
    rows, count = [], rng.choice([2, 3, 3, 4, 5])
    markdown = rng.random() < 0.25
    if markdown:
        rows.append(rng.choice(["# Notes", "# Exercises", "# Examples", "## Sums", "# Polynomials", "## A calculation"]))
    elif rng.random() < 0.35:
        rows.append("\\documentclass{article}\n\\usepackage{amsmath, amsthm}\n\\newtheorem{theorem}{Theorem}\n\n\\begin{document}")
    for _ in range(count):
        kind = rng.random()
        left, steps = chain(rng)
        if markdown:
            if kind < 0.6:
                body = " \\\\\n".join([f"{left} &= {steps[0]}", *(f"&= {s}" for s in steps[1:])])
                rows.append(f"{rng.choice(SAYS)}\n\n$$\n\\begin{{aligned}}\n{body}\n\\end{{aligned}}\n$$" if rng.random() < 0.4 else f"{rng.choice(SAYS)}\n\n$$\n{left} = {' = '.join(steps)}.\n$$")
            else:
                claim, proof = sentences(rng)
                rows.append(f"**Claim.** {claim}\n\n*Proof.* {proof}")
        elif kind < 0.5:
            rows.append(f"{rng.choice(SAYS)}\n{aligned(rng, left, steps)}")
        elif kind < 0.6:
            rows.append(f"\\begin{{theorem}}\nWe have ${left} = {steps[-1]}$.\n\\end{{theorem}}\n\n\\begin{{proof}}\n{rng.choice(SAYS)}\n{aligned(rng, left, steps, rng.random() < 0.5)}\n\\end{{proof}}")
        elif kind < 0.68:
            rows.append(f"{rng.choice(SAYS)}\n\\[\n  {left} = {' = '.join(steps)}.\n\\]")
        else:
            claim, proof = sentences(rng)
            if rng.random() < 0.5:
                proof = proof.replace(". ", ".\n")
            rows.append(f"\\begin{{theorem}}\n{claim}\n\\end{{theorem}}\n\n\\begin{{proof}}\n{proof}\n\\end{{proof}}")
    if rows[0].startswith("\\document"):
        rows.append("\\end{document}")
    return "\n\n".join(rows) + "\n"


NAMES = "Anna Ben Clara David Emma Felix Greta Hugo Ida Jonas Lena Max Nora Otto Paula Rosa Sam Tom Vera Will".split()
THINGS = "apples pears books coins cards stamps shells stones pens plums nuts cakes eggs cups keys balls".split()


def problem(rng):
    """A small problem: (question, sentences of the solution, answer, lines of a program)."""
    a, b, c = small(rng, 2, 40), small(rng, 2, 40), small(rng, 2, 9)
    name, other = rng.sample(NAMES, 2)
    thing, d = rng.choice(THINGS), small(rng, 2, 9)
    kind = rng.randrange(12)
    if kind == 0:
        return f"What is ${a} + {b}$?", [f"We add: ${a} + {b} = {a + b}$."], a + b, [f"answer = {a} + {b}"]
    if kind == 1:
        a, b = max(a, b) + 1, min(a, b)
        return f"What is ${a} - {b}$?", [f"We subtract: ${a} - {b} = {a - b}$."], a - b, [f"answer = {a} - {b}"]
    if kind == 2:
        return f"What is ${c} \\cdot {d}$?", [f"We multiply: ${c} \\cdot {d} = {c * d}$."], c * d, [f"answer = {c} * {d}"]
    if kind == 3:
        return f"{name} has {a} {thing} and gets {b} more. How many {thing} does {name} have now?", [f"{name} has ${a} + {b} = {a + b}$ {thing}."], a + b, [f"{thing} = {a}", f"answer = {thing} + {b}"]
    if kind == 4:
        a, b = max(a, b) + 1, min(a, b)
        return f"{name} has {a} {thing} and gives {b} of them to {other}. How many {thing} does {name} have left?", [f"{name} has ${a} - {b} = {a - b}$ {thing} left."], a - b, [f"{thing} = {a}", f"answer = {thing} - {b}"]
    if kind == 5:
        return f"{name} has {c} boxes with {d} {thing} in each. How many {thing} is that?", [f"That is ${c} \\cdot {d} = {c * d}$ {thing}."], c * d, [f"boxes = {c}", f"answer = boxes * {d}"]
    if kind == 6:
        e = small(rng, 2, 20)
        return f"{name} has {c} bags with {d} {thing} in each, and {e} more. How many {thing} does {name} have?", [f"In the bags there are ${c} \\cdot {d} = {c * d}$ {thing}.", f"Together there are ${c * d} + {e} = {c * d + e}$ {thing}."], c * d + e, [f"bags = {c} * {d}", f"answer = bags + {e}"]
    if kind == 7:
        return f"Solve ${c}x + {a} = {c * d + a}$ for $x$.", [f"Subtracting ${a}$ gives ${c}x = {c * d}$.", f"Dividing by ${c}$ gives $x = {d}$."], d, ["x = symbols('x')", f"answer = solve({c}*x + {a} - {c * d + a}, x)[0]"]
    if kind == 8:
        return f"If $f(x) = {c}x + {d}$, what is $f({small(rng, 2, 9)})$?".replace("$f(1)$", "$f(2)$"), None, (c, d), None
    if kind == 9:
        return f"What is the sum of ${a}$, ${b}$ and ${c}$?", [f"First ${a} + {b} = {a + b}$.", f"Then ${a + b} + {c} = {a + b + c}$."], a + b + c, [f"total = {a} + {b}", f"answer = total + {c}"]
    if kind == 10:
        return f"{name} shares {c * d} {thing} equally among {c} friends. How many {thing} does each friend get?", [f"Each friend gets ${c * d} \\div {c} = {d}$ {thing}."], d, [f"{thing} = {c * d}", f"answer = {thing} // {c}"]
    return f"A rectangle has sides ${c}$ and ${d}$. What is its perimeter?", [f"The two sides add up to ${c} + {d} = {c + d}$.", f"The perimeter is $2 \\cdot {c + d} = {2 * (c + d)}$."], 2 * (c + d), [f"sides = {c} + {d}", "answer = 2 * sides"]


def worked(rng):
    question, solution, answer, program = problem(rng)
    if solution is None:
        c, d = answer
        at = int(question.split("$f(")[2].split(")")[0])
        solution = [f"We put ${at}$ for $x$: $f({at}) = {c} \\cdot {at} + {d} = {c * at} + {d} = {c * at + d}$."]
        answer, program = c * at + d, [f"x = {at}", f"answer = {c}*x + {d}"]
    return question, solution, answer, program


HINT = "You are an expert programmer. Solve the above mathematical problem by writing a Python program. Express your answer as a numeric type or a SymPy object."


def math_frame(rng, question, solution, answer):
    return f"Problem:\n{question}\n\nSolution:\n" + "\n".join(solution) + f"\nFinal Answer: The final answer is ${answer}$. I hope it is correct."


def math_documents(rng):
    """Worked problems of one format, one after another."""
    kind = rng.random()
    count = rng.choice([1, 2, 3, 4, 5, 5, 6])
    found = [worked(rng) for _ in range(count)]
    if kind < 0.75:
        return "\n\n".join(math_frame(rng, q, s, a) for q, s, a, _ in found) + "\n"
    if kind < 0.88:
        return "\n\n".join(f"Q: {q.replace('$', '')}\nA: {' '.join(s).replace('$', '')} The answer is {a}." for q, s, a, _ in found) + "\n"
    rows = []
    for q, s, a, program in found:
        body = "\n".join(f"# {text.split(':')[0].rstrip('.') if ':' in text else 'Next step'}\n{line}" if i else f"# First step\n{line}" for i, (line, text) in enumerate(zip(program, [*s, *s])))
        imports = "from sympy import *" if "solve" in body else ""
        rows.append(f"Problem:\n{q}\n\n{HINT}\n```\n{body}\n```\nThe imports required for this program are\n```\n{imports}\n```\nI hope my solution is correct.")
    return "\n\n".join(rows) + "\n"
