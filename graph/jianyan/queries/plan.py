"""Marks in a query that say how to run it here. To any other SPARQL engine they are comments.

``#? sector``
    at the end of a line: the line counts only where the parameter ``sector`` is given. ``!sector``: only where it is
    not. ``a|b``: where one of them is. Several words: where all hold. So what a parameter asks for stands as a plain
    pattern, which the store looks up, not in a filter, which it tries on all there is.
``#> LATERAL {`` and ``#> }``
    at the beginning of a line: what follows is for our store. It joins what is within once for each row before, as
    SEP-0006 of the SPARQL 1.2 community group says; by itself it would look for everything that fits the pattern, in
    millions of quads, and join then. Inside stands what could stand without it: the rows are the same.
"""

from __future__ import annotations

import re
from collections.abc import Set

_CONDITION = re.compile(r"[ \t]*#\?[ \t](.*)$")
_OURS = re.compile(r"^([ \t]*)#>[ \t]?")


def planned(text: str, given: Set[str]) -> str:
    """The query ``text`` as it is run when the parameters ``given`` have values. Lines keep their numbers."""
    return "\n".join(_OURS.sub(r"\1", _line(line, given) or "") for line in text.split("\n"))


def chosen(text: str, given: Set[str]) -> str:
    """The query ``text`` with those lines alone that count when the parameters ``given`` have values, without the marks
    that say so."""
    lines = (_line(line, given) for line in text.split("\n"))
    return "\n".join(_CONDITION.sub("", line) for line in lines if line is not None)


def _line(line: str, given: Set[str]) -> str | None:
    condition = _CONDITION.search(line)
    if condition and not all(_holds(word, given) for word in condition[1].split()):
        return None
    return line


def _holds(word: str, given: Set[str]) -> bool:
    if word.startswith("!"):
        return word[1:] not in given
    return not given.isdisjoint(word.split("|"))
