"""Our rules take time in proportion to a text's length: no expression goes back over what it has read ever again.

How long things take is no matter here (``benchmarks/growth.py`` measures it); the shape of each expression is. A
repetition without a bound, or with a large one, must not hold another whose pieces it could also take apart in another
way, and must not stand right before one that takes the same characters.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jianyan import lexicon
from jianyan.extraction import extract
from jianyan.reading import read_bytes

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import sre_parse

PACKAGE = Path(lexicon.__file__).parents[1]
MANY = 500  # a repetition that may go on so far counts as one without a bound
REPEATS = {"MAX_REPEAT", "MIN_REPEAT"}
SAMPLE = [chr(code) for code in range(128)] + list(
    "一二三年月日建议、，。；：！？“”‘’《》（）【】·—　〇\u200b\U0001f600é"
)


def patterns() -> list[tuple[str, str | bytes, int]]:
    """Each expression of the package: those that are written out in the sources, and those that the rules made of the
    words of the lexicon when they read a text."""
    found: dict[tuple[str | bytes, int], str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            function = node.func
            if (
                isinstance(function, ast.Attribute)
                and isinstance(function.value, ast.Name)
                and function.value.id == "re"
            ):
                if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, (str, bytes)):
                    found.setdefault((node.args[0].value, 0), f"{path.relative_to(PACKAGE)}:{node.lineno}")
    for name, module in sorted(modules().items()):
        for constant, value in vars(module).items():
            if isinstance(value, re.Pattern):
                found.setdefault((value.pattern, value.flags), f"{name}.{constant}")
    for template, compiled in templates().items():
        found.setdefault((compiled.pattern, compiled.flags), template[:60])
    return [(where, pattern, flags) for (pattern, flags), where in found.items()]


def modules() -> dict[str, Any]:
    import importlib
    import pkgutil

    import jianyan

    named = (found.name for found in pkgutil.walk_packages(jianyan.__path__, "jianyan."))
    return {name: importlib.import_module(name) for name in named if not name.endswith("__main__")}


def templates() -> dict[str, re.Pattern[str]]:
    """The expressions that hold words of the lexicon, from the constants of the modules that read."""
    words = lexicon.load()
    found = {}
    for name, module in modules().items():
        if name.startswith(("jianyan.extraction", "jianyan.reading")):
            for value in vars(module).values():
                if isinstance(value, str) and re.search(r"(?<!\(\?P)<(padded )?[a-zA-Z]+>", value):
                    try:
                        found[value] = words.pattern(value)
                    except (KeyError, re.error):
                        continue
    assert len(found) > 20
    return found


def nodes(tree: Any) -> Iterator[tuple[str, Any]]:
    for op, arg in tree:
        yield str(op), arg


def inner(op: str, arg: Any) -> list[Any]:
    """The parts of a node that match one after another, or one of which matches."""
    if op in REPEATS or op == "POSSESSIVE_REPEAT":
        return [arg[2]]
    if op == "SUBPATTERN":
        return [arg[3]]
    if op == "BRANCH":
        return list(arg[1])
    if op == "ATOMIC_GROUP":
        return [arg]
    return []


def endless(op: str, arg: Any) -> bool:
    return op in REPEATS and (arg[1] is sre_parse.MAXREPEAT or arg[1] >= MANY)


def takes(tree: Any, flags: int, *, first: bool) -> frozenset[str]:
    """Which characters of the sample may begin (or end) what ``tree`` matches; it may also match nothing."""
    found: set[str] = set()
    parts = list(tree) if first else list(reversed(list(tree)))
    for op, arg in parts:
        name = str(op)
        if name in ("AT", "ASSERT", "ASSERT_NOT"):
            continue
        if name in ("IN", "LITERAL", "NOT_LITERAL", "ANY"):
            found |= members(name, arg, flags)
            return frozenset(found)
        parts_of = inner(name, arg)
        if not parts_of:  # a reference to a group: anything
            return frozenset(SAMPLE)
        for part in parts_of:
            found |= takes(part, flags, first=first)
        if not may_be_empty(name, arg):
            return frozenset(found)
    return frozenset(found)


def members(name: str, arg: Any, flags: int) -> frozenset[str]:
    if name == "ANY":
        return frozenset(SAMPLE)
    if name in ("LITERAL", "NOT_LITERAL"):
        return frozenset(char for char in {*SAMPLE, chr(arg)} if (char == chr(arg)) == (name == "LITERAL"))
    categories = {
        "CATEGORY_DIGIT": str.isdecimal,
        "CATEGORY_SPACE": str.isspace,
        "CATEGORY_WORD": lambda char: char.isalnum() or char == "_",
    }
    negated, found = False, set()
    for op, value in arg:
        kind = str(op)
        if kind == "NEGATE":
            negated = True
        elif kind == "LITERAL":
            found.add(chr(value))
        elif kind == "RANGE":
            found |= {char for char in SAMPLE if value[0] <= ord(char) <= value[1]} | {chr(value[0]), chr(value[1])}
        else:
            category = str(value)
            test = categories[category.replace("NOT_", "")]
            found |= {char for char in SAMPLE if test(char) != ("NOT_" in category)}
    return frozenset(SAMPLE) - found if negated else frozenset(found)


def may_be_empty(op: str, arg: Any) -> bool:
    if op in REPEATS or op == "POSSESSIVE_REPEAT":
        return arg[0] == 0 or empty(arg[2])
    if op == "BRANCH":
        return any(empty(part) for part in arg[1])
    if op == "SUBPATTERN":
        return empty(arg[3])
    return op not in ("IN", "LITERAL", "NOT_LITERAL", "ANY")


def empty(tree: Any) -> bool:
    return all(may_be_empty(op, arg) for op, arg in nodes(tree))


def faults(tree: Any, flags: int) -> Iterator[str]:
    """Repetitions that can take one text apart in ever more ways."""
    parts = list(nodes(tree))
    for at, (op, arg) in enumerate(parts):
        for part in inner(op, arg):
            yield from faults(part, flags)
        if not endless(op, arg):
            continue
        body = arg[2]
        if empty(body):
            yield f"repeats what may be nothing: {body}"
        for inside in within(body):
            if ambiguous(body, inside, flags):
                yield f"repeats a repetition of the same characters: {body}"
        for behind in parts[at + 1 :]:
            if behind[0] in ("AT", "ASSERT", "ASSERT_NOT"):
                continue
            if endless(*behind) and alike(body, behind[1][2], flags):
                yield f"two repetitions of the same characters: {body} and {behind[1][2]}"
            if not may_be_empty(*behind):
                break


def alike(one: Any, other: Any, flags: int) -> bool:
    """Whether turns of the one may as well be turns of the other."""
    whole = takes(other, flags, first=True) & takes(other, flags, first=False)
    return bool(takes(one, flags, first=True) & whole) and bool(takes(one, flags, first=False) & whole)


def within(tree: Any) -> Iterator[Any]:
    """The repetitions in ``tree`` that may go on beyond one."""
    for op, arg in tree:
        name = str(op)
        if name in REPEATS and arg[1] > 1 and arg[0] != arg[1]:
            yield (op, arg)
        for part in inner(name, arg):
            yield from within(part)


def ambiguous(body: Any, inside: Any, flags: int) -> bool:
    """Whether what ``inside`` repeats could as well be further turns of ``body``: it takes what a turn begins with, and
    all that must stand behind it in one."""
    repeated = takes([inside], flags, first=True)
    if not repeated & takes(body, flags, first=True):
        return False
    return all(repeated & takes([part], flags, first=True) for part in behind(body, inside) or ())


def behind(tree: Any, inside: Any) -> list[Any] | None:
    """What must match behind ``inside`` in ``tree``; None where it is not in it."""
    parts = list(tree)
    for i, (op, arg) in enumerate(parts):
        needed = [part for part in parts[i + 1 :] if not may_be_empty(str(part[0]), part[1])]
        if arg is inside[1]:
            return needed
        for part in inner(str(op), arg):
            found = behind(part, inside)
            if found is not None:
                return found + needed
    return None


# What the shape alone does not tell.
KNOWN = {
    "(<!--": "what looks ahead for --> keeps a comment from taking in the next one",
    "[“（《]*[": "nothing stands behind the repetitions, so that no match fails and goes back",
}
FOUND = patterns()


def parsed(pattern: str | bytes, flags: int) -> Any:
    return sre_parse.parse(pattern, flags & ~re.DEBUG)


@pytest.mark.parametrize(
    ("where", "pattern", "flags"), FOUND, ids=[f"{i}-{where[:40]}" for i, (where, *_) in enumerate(FOUND)]
)
def test_no_expression_goes_back_again_and_again(where: str, pattern: str | bytes, flags: int) -> None:
    if not any(mark in str(pattern) for mark in KNOWN):
        assert list(faults(parsed(pattern, flags), flags)) == [], where


def test_the_exceptions_are_there() -> None:
    assert all(any(mark in str(pattern) for _, pattern, _ in FOUND) for mark in KNOWN)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+b",
        r"(a|a*)+b",
        r"\s*\s*x",
        r"(?:\w+ ?)*$",
        r"[ab]+[bc]+$",
        r"(<!--.*?-->\s*)*<html",
        r".*.*x",
        r"(?:a{0,900})+b",
    ],
)
def test_expressions_that_do_are_told(pattern: str) -> None:
    assert list(faults(parsed(pattern, re.DOTALL), re.DOTALL))


@pytest.mark.parametrize(
    "pattern", [r"(ab+c)+", r"“[^“”]*(?:“[^“”]*”[^“”]*)*”", r"\w+\s+\w+", r"(?:a{1,3} )*", r"[^,]*,.*"]
)
def test_expressions_that_do_not_are_not(pattern: str) -> None:
    assert list(faults(parsed(pattern, 0), 0)) == []


# -- the whole of it ------------------------------------------------------------------------


def distinct(number: int) -> str:
    return chr(0x4E00 + number * 7 % 6000) + chr(0x5000 + number % 4999)


ENDLESS = {
    "建议": "建议" * 20_000,
    "brackets": "（" * 40_000,
    "quotes": "“" * 40_000 + "”" * 20_000,
    "commas": "、" * 40_000,
    "marks of lists": "一、" * 20_000,
    "marks of Markdown": "> - # " * 10_000,
    "comments": "<!---->" * 6_000 + "建议",
    "posts": "主席" * 20_000,
    "names": "省政协委员" + "、".join(f"王{distinct(n)}" for n in range(10_000)) + "建议加强监管",
    "speakers": "".join(f"委员王{distinct(n)}建议，" for n in range(5_000)),
    "lines": "".join(f"王{distinct(n)}委员：\n" for n in range(6_000)),
    "captions": "".join(f"王{distinct(n)}　省政协委员\n" for n in range(20_000)),
    "answers": "问：你好\n答：建议加强\n" * 3_000,
    "blanks": "提案人" + " \n" * 20_000 + "建议" + "\t" * 20_000,
    "addresses": "http://" * 6_000,
    "aspects": "王某某从经济、文化等方面，" * 3_000,
    "digits": "1" * 40_000,
}


@pytest.mark.parametrize("name", ENDLESS)
def test_endless_repetition_ends(name: str) -> None:
    """Each of these took minutes or hours, or would, where a rule's work grows with the square of the text."""
    import faulthandler

    faulthandler.dump_traceback_later(300, exit=True)  # no measure, only a guard: seconds are enough
    try:
        extract(read_bytes(ENDLESS[name].encode(), "endless.txt", ""), lexicon.load())
    finally:
        faulthandler.cancel_dump_traceback_later()
