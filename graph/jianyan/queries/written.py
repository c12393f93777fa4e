"""A question written otherwise: with the individuals beside their names, or as SPARQL that needs no parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from jianyan.queries.header import QueryFile
from jianyan.queries.plan import chosen

if TYPE_CHECKING:
    from jianyan.queries.engine import Term

NODE = "Node"
"""How the variable of an individual ends whose name stands in the column without it: ``?bodyNode`` and ``?body``."""

_SELECT = re.compile(r"^SELECT (?:DISTINCT )?(?P<columns>[^{}]*?)\s*(?:WHERE\b|\{)", re.MULTILINE)
_COLUMN = re.compile(r"[?$](\w+)")
_TOKEN = re.compile(
    r"""(?P<kept>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|\#[^\n]*)
    |(?P<clause>\b(?:SELECT|GROUP\ BY|WHERE|HAVING|ORDER\ BY)\b|[{}])|[?$](?P<name>\w+)""",
    re.VERBOSE,
)
_HEADER = re.compile(r"^#\+[^\n]*\n", re.MULTILINE)


def with_nodes(file: QueryFile) -> QueryFile:
    """The same question, with a column more for each column that names an individual the query knows.

    A query that groups its rows at the outermost level stays as it is.
    """
    select = _SELECT.search(file.text)
    if select is None or re.search(r"^GROUP BY", file.text, re.MULTILINE):
        return file
    columns = _COLUMN.findall(select["columns"])
    inside = set(_COLUMN.findall(file.text[select.end() :]))
    nodes = [f"?{name}{NODE}" for name in columns if name + NODE in inside and name + NODE not in columns]
    at = select.end("columns")
    return replace(file, text=file.text[:at] + "".join(f" {node}" for node in nodes) + file.text[at:])


def as_sparql(file: QueryFile, given: Mapping[str, Term]) -> str:
    """The question as SPARQL, without its header and with what is ``given`` (variable → term) in the place of its
    parameters. It gives the same rows in any engine; the lines ``#>`` stay, and help ours."""
    known = {name.removeprefix("_"): _number(term) for name, term in given.items()}
    text = _HEADER.sub("", chosen(file.text, known)).lstrip("\n")
    terms = {name: str(term) for name, term in given.items()}
    parameters = {p.variable for p in file.parameters}
    projecting = False

    def write(found: re.Match[str]) -> str:
        nonlocal projecting
        if found["clause"]:
            projecting = found["clause"] in ("SELECT", "GROUP BY")
        if found["name"] in parameters and projecting:
            return ""
        if found["name"] in terms:
            return terms[found["name"]]
        return found[0]

    lines = _TOKEN.sub(write, text).split("\n")
    return "\n".join(line.rstrip() for line in lines)


def _number(term: Term) -> int | None:
    """The value of a whole number, None for any other term."""
    value = term.value if getattr(term, "datatype", None) is not None and hasattr(term, "value") else ""
    return int(value) if isinstance(value, str) and value.isdecimal() else None
