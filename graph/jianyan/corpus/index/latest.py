"""The newest statements on a sector, of a body and of all: a question about one of many thousands need not sort them.

They are taken as the texts have them, before anything is merged: a statement is on the sectors and by the bodies that
its own document says. So they change with documents alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from jianyan.corpus.index.tables import Index

NEWEST = 200
"""How many of each; where the queries put their limit too."""

Newest = list[tuple[int, str]]
"""Statements from the newest on: the day as a negative number, and the IRI."""


def of_sectors(index: Index, keyed: bool) -> Iterator[tuple[str, str]]:
    """Sectors (IRIs) and statements (IRIs): those that back something on it or on what is narrower. Keys: sectors."""

    @cache
    def own(sector: int) -> Newest:
        return _newest((day, f"{document}/statement/{start}-{stop}") for day, document, start, stop in
                       index.sql.execute(_OF_SECTOR, (sector,)))  # fmt: skip

    only = "above IN (SELECT id FROM key)" if keyed else "1"
    narrower: dict[str, list[int]] = {}
    for above, sector in index.sql.execute(f"SELECT iri, sector FROM within WHERE {only}").fetchall():
        narrower.setdefault(above, []).append(sector)
    for above, sectors in narrower.items():
        for _, statement in sorted({one for sector in sectors for one in own(sector)})[:NEWEST]:
            yield above, statement


def of_bodies(index: Index, keyed: bool) -> Iterator[tuple[str, str]]:
    """Bodies (IRIs) and the statements (IRIs) that they back. Keys: bodies."""
    wanted = _KEYED if keyed else _BACKING
    for body, iri in index.sql.execute(wanted).fetchall():
        for _, statement in _newest(_said(index, body)):
            yield iri, statement


def of_all(index: Index) -> Iterator[str]:
    """The newest statements (IRIs) of the whole that back something."""
    documents = index.sql.execute("SELECT day, id, iri FROM document ORDER BY day DESC").fetchall()
    said = (
        (day, f"{name}/statement/{start}-{stop}")
        for day, document, name in documents
        for start, stop in index.sql.execute(_OF_DOCUMENT, (document,))
    )
    for _, statement in _newest(said):
        yield statement


def _said(index: Index, body: int) -> Iterator[tuple[int | None, str]]:
    for day, document, name in index.sql.execute(_NAMING, (body,)).fetchall():
        for start, stop in index.sql.execute(_OF_BODY, (document, body)):
            yield day, f"{name}/statement/{start}-{stop}"


def _newest(statements: Iterable[tuple[int | None, str]]) -> Newest:
    """The first of ``statements``, which come with their days, from the newest day to the oldest and to none."""
    found: set[tuple[int, str]] = set()
    last: int | None = None
    for day, statement in statements:
        if day != last and len(found) >= NEWEST:
            break
        last = day
        found.add((-(day or 0), statement))
    return sorted(found)[:NEWEST]


_OF_SECTOR = """SELECT a.day, d.iri, b.start, b.stop FROM about a INDEXED BY about_day
JOIN backing b ON b.document = a.document AND b.measure = a.measure JOIN document d ON d.id = a.document
WHERE a.sector = ? ORDER BY a.day DESC"""
_KEYED = "SELECT thing.id, thing.iri FROM key JOIN thing ON thing.id = key.id WHERE thing.kind = 'body'"
_BACKING = "SELECT thing.id, thing.iri FROM (SELECT DISTINCT backer FROM backing WHERE body) JOIN thing ON id = backer"
_NAMING = """SELECT d.day, d.id, d.iri FROM named n JOIN document d ON d.id = n.document
WHERE n.thing = ? ORDER BY d.day DESC"""
_OF_DOCUMENT = "SELECT DISTINCT start, stop FROM backing WHERE document = ?"
_OF_BODY = "SELECT start, stop FROM backing WHERE document = ? AND backer = ?"
