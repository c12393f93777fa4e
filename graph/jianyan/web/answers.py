"""The rows of a question as a table of links: each quote to its place in the text, each name to what it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jianyan.queries import NODE, Note, Result
from jianyan.rdf.terms import XSD
from jianyan.web import addresses

if TYPE_CHECKING:
    from jianyan.queries.engine import Term

MOST_ROWS = 500
"""Rows of one page; a download has them all."""
_NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float", "int", "long")}
_PLACE = ("start", "end")


@dataclass(frozen=True, slots=True)
class Cell:
    column: str
    text: str
    href: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """``count`` is how many rows there are, ``rows`` the first of them; ``truncated`` says that there are more."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    count: int
    numbers: frozenset[str]
    notes: tuple[Note, ...] = ()
    truncated: bool = False


def answer(result: Result, base: str, home: str, *, most: int = MOST_ROWS, truncated: bool = False) -> Answer:
    """The table of ``result``, of a question that was asked with nodes (:func:`jianyan.queries.with_nodes`)."""
    at = {name: number for number, name in enumerate(result.variables)}
    columns = tuple(name for name in result.variables if not _is_node(name, at))
    placed = all(name in at for name in ("document" + NODE, *_PLACE))
    shown = tuple(name for name in columns if not (placed and name in _PLACE))
    rows = result.rows or ()
    made = tuple(tuple(_cell(row, at, name, base, home, placed) for name in shown) for row in rows[:most])
    numbers = frozenset(name for name in shown if any(c.number for row in made for c in row if c.column == name))
    return Answer(shown, made, len(rows), numbers, result.notes, truncated)


def plain(result: Result) -> Result:
    """``result`` without the nodes, as a download has it: no row twice."""
    at = {name: number for number, name in enumerate(result.variables)}
    kept = [number for name, number in at.items() if not _is_node(name, at)]
    rows = dict.fromkeys(tuple(row[number] for number in kept) for row in result.rows or ())
    return Result(tuple(result.variables[number] for number in kept), tuple(rows), notes=result.notes)


def _is_node(name: str, at: dict[str, int]) -> bool:
    return name.endswith(NODE) and name.removesuffix(NODE) in at


def _cell(row: Sequence[Term | None], at: dict[str, int], column: str, base: str, home: str, placed: bool) -> Cell:
    from pyoxigraph import Literal, NamedNode

    term = row[at[column]]
    if term is None:
        return Cell(column, "")
    node = row[at[column + NODE]] if column + NODE in at else term
    document = row[at["document" + NODE]] if placed else None
    href = ""
    if column == "quote" and isinstance(document, NamedNode):
        start, end = (_text(row[at[name]]) for name in _PLACE)
        href = addresses.of_text(document.value, start, end, home)
    elif isinstance(node, NamedNode):
        href = addresses.of_iri(node.value, base, home)
    number = isinstance(term, Literal) and term.datatype.value in _NUMBERS
    text = _text(term)
    return Cell(column, text.removeprefix(base) if isinstance(term, NamedNode) else text, href, number)


def _text(term: Term | None) -> str:
    from pyoxigraph import Triple

    if term is None:
        return ""
    return str(term) if isinstance(term, Triple) else str(term.value)
