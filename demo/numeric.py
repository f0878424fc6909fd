"""Evaluates the LaTeX of texts.py at random points, to tell whether two expressions are equal."""

import random
import re
from fractions import Fraction

TOKEN = re.compile(r"\\(?:frac|sum|cdot|left|right|div|times|qedhere)|\d+|[A-Za-z]|[-+*^_(){}=/]")


class Reader:
    """A recursive descent over the tokens; each method gives a function from the variables to a number."""

    def __init__(self, text):
        text = re.sub(r"\\(?:left|right|qedhere)\b", "", text)
        rest = TOKEN.sub("", text).strip(" .,&\t")
        if rest:
            raise ValueError(rest)
        self.tokens, self.at = TOKEN.findall(text), 0

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, wanted=None):
        token = self.peek()
        if token is None or wanted not in (None, token):
            raise ValueError(f"{token} where {wanted} should be")
        self.at += 1
        return token

    def sum(self):
        negative = self.peek() == "-" and self.take()
        first = self.product()
        parts = [(-1 if negative else 1, first)]
        while self.peek() in ("+", "-"):
            parts.append((1 if self.take() == "+" else -1, self.product()))
        return lambda at: sum(sign * part(at) for sign, part in parts)

    def product(self):
        factors = [self.power()]
        while True:
            token = self.peek()
            if token in ("\\cdot", "\\times", "*"):
                self.take()
                factors.append(self.power())
            elif token in ("\\div", "/"):
                self.take()
                divisor = self.power()
                factors.append(lambda at: 1 / divisor(at))
            elif token is not None and (token in ("(", "\\frac", "\\sum") or token.isalpha()):
                factors.append(self.power())
            else:
                break

        def value(at):
            result = Fraction(1)
            for factor in factors:
                result *= factor(at)
            return result

        return value

    def power(self):
        base = self.atom()
        if self.peek() == "^":
            self.take()
            exponent = self.group() if self.peek() == "{" else self.atom()
            return lambda at: base(at) ** int(exponent(at))
        return base

    def group(self):
        self.take("{")
        inner = self.sum()
        self.take("}")
        return inner

    def atom(self):
        token = self.take()
        if token == "(":
            inner = self.sum()
            self.take(")")
            return inner
        if token == "\\frac":
            return self.fraction()
        if token == "\\sum":
            return self.series()
        if token.isdigit():
            return lambda at: Fraction(token)
        if token.isalpha():
            return lambda at: Fraction(at[token])
        raise ValueError(token)

    def fraction(self):
        if self.tokens[self.at: self.at + 3] == ["{", "d", "}"]:
            self.at += 3
            self.take("{")
            self.take("d")
            variable = self.take()
            self.take("}")
            inner = self.atom()
            return lambda at: derivative(inner, variable, at)
        above, below = self.group(), self.group()
        return lambda at: above(at) / below(at)

    def series(self):
        self.take("_")
        self.take("{")
        index = self.take()
        self.take("=")
        start = self.sum()
        self.take("}")
        self.take("^")
        end = self.group() if self.peek() == "{" else self.atom()
        body = self.product()
        return lambda at: sum((body({**at, index: i}) for i in range(int(start(at)), int(end(at)) + 1)), Fraction(0))


def derivative(inner, variable, at):
    """Exact for a polynomial of degree up to six: by differences over a shrinking step, extrapolated."""
    def slope(h):
        return (inner({**at, variable: Fraction(at[variable]) + h}) - inner({**at, variable: Fraction(at[variable]) - h})) / (2 * h)

    table = [slope(Fraction(1, 2**i)) for i in range(4)]
    for k in range(1, 4):
        table = [(4**k * b - a) / (4**k - 1) for a, b in zip(table, table[1:])]
    return table[0]


def read(text):
    reader = Reader(text)
    value = reader.sum()
    if reader.peek() is not None:
        raise ValueError(reader.peek())
    return value


def equal(left, right):
    """Whether two expressions have the same values at some random whole numbers."""
    rng = random.Random(1)
    one, two = read(left), read(right)
    for _ in range(4):
        at = {c: rng.randint(12, 40) for c in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"}
        if one(at) != two(at):
            return False
    return True


def true_step(left, before, answer):
    """Whether a line `&= …` differs from the line before it and equals the expression that the chain began with."""
    found = re.fullmatch(r"\s*&=(.*?)(?:\\\\)?\s*", answer)
    if not found:
        return False
    squeezed = lambda text: re.sub(r"[\s.]|\\qedhere", "", text)
    try:
        return squeezed(found[1]) != squeezed(before) and equal(left, found[1])
    except (ValueError, ZeroDivisionError, KeyError, OverflowError):
        return False
