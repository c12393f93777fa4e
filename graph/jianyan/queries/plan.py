"""Marks in a query that say how to run it here. To any other SPARQL engine they are comments.

``#? sector``
    at the end of a line: the line counts only where the parameter ``sector`` is given. ``!sector``: only where it is
    not. ``a|b``: where one of them is. Several words: where all hold. So what a parameter asks for stands as a plain
    pattern, which the store looks up, not in a filter, which it tries on all there is.
    ``limit<=200``: where it is a number from 1 to 200.
``#= limit``
    at the end of a line: the number before it is that of the parameter ``limit``; where that is 0, the line goes, and
    to ``#?`` it is not given.
``#> LATERAL {`` and ``#> }``
    at the beginning of a line: what follows is for our store. It joins what is within once for each row before, as
    SEP-0006 of the SPARQL 1.2 community group says; by itself it would look for everything that fits the pattern, in
    millions of quads, and join then. Inside stands what could stand without it: the rows are the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_CONDITION = re.compile(r"[ \t]*#\?[ \t](.*)$")
_AT_MOST = re.compile(r"([a-z_]+)<=([0-9]+)")
_NUMBER = re.compile(r"(?<![0-9])[0-9]{1,9}([ \t]{1,8}#=[ \t]{1,8})([a-z_]+)[ \t]*(?:#\?|$)")
_OURS = re.compile(r"^([ \t]*)#>[ \t]?")


def planned(text: str, given: Mapping[str, int | None]) -> str:
    """The query ``text`` as it is run when the parameters ``given`` have values; the value where it is a number. Lines
    keep their numbers."""
    return "\n".join(_line(line, given) for line in text.split("\n"))


def written(text: str, given: Mapping[str, int | None] | None = None) -> set[str]:
    """The parameters that are written into ``text``: the numbers that say how much there should be of something. Only
    those on lines that count, where it is said what is ``given``."""
    lines = (line for line in text.split("\n") if given is None or _counts(line, given))
    return {found[2] for line in lines if (found := _NUMBER.search(line))}


def chosen(text: str, given: Mapping[str, int | None]) -> str:
    """The query ``text`` with those lines alone that count when the parameters ``given`` have values, numbers in their
    place, and without the marks that say so: for any engine, so that no short cut of ours is taken."""
    anywhere = {name: 0 if value == 0 else None for name, value in given.items()}  # no number is small
    lines = (_filled(line, given) for line in text.split("\n") if _counts(line, anywhere))
    return "\n".join(_CONDITION.sub("", line) for line in lines)


def _counts(line: str, given: Mapping[str, int | None]) -> bool:
    condition = _CONDITION.search(line)
    return not condition or all(_holds(word, given) for word in condition[1].split())


def _line(line: str, given: Mapping[str, int | None]) -> str:
    if not _counts(line, given):
        return ""
    return _OURS.sub(r"\1", _filled(line, given))


def _filled(line: str, given: Mapping[str, int | None]) -> str:
    """The line with its number, where one is given for it; nothing of it for 0, which is any number."""
    number = _NUMBER.search(line)
    value = given.get(number[2]) if number else None
    if number and value is not None:
        return f"{line[: number.start()]}{value}" if value else ""
    return line


def _holds(word: str, given: Mapping[str, int | None]) -> bool:
    if word.startswith("!"):
        return not _holds(word[1:], given)
    if bounded := _AT_MOST.fullmatch(word):
        return 0 < (given.get(bounded[1]) or 0) <= int(bounded[2])
    return any(one in given and given[one] != 0 for one in word.split("|"))
