"""What is one across documents, as :mod:`jianyan.corpus.sameness` concludes it, kept in the tables.

Conclusions are drawn block by block, and only what stands in a block decides about it. So where documents
change, only the blocks of what they say are looked at again. What people decided is laid over all of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from jianyan.corpus.index.contents import number_of_measure
from jianyan.corpus.index.tables import Index, number
from jianyan.model import Ground, Merge
from jianyan.rdf import terms as t

if TYPE_CHECKING:
    from jianyan.corpus.sameness import Sighting, Wording
    from jianyan.corpus.sameness.decisions import Decisions
    from jianyan.corpus.sameness.whole import Decided
    from jianyan.lexicon import Lexicon

Row = tuple[str, str, str, str, str]
"""A merge as it stands in the table ``merge``: kind, alias, canonical, ground, reason."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Who concludes what is one: the knowledge, and what people decided."""

    words: Lexicon
    decided: Decided


def identify_all(index: Index, judge: Judge) -> None:
    """Conclude everything, in a new file or again."""
    index.sql.execute("DELETE FROM same_in_block")
    _conclude(index, judge, _MEASURES.format(only="1"), _PERSONS.format(only="1"))
    _lay(index, judge)


def identify(index: Index, judge: Judge, blocks: Iterable[str], names: Iterable[str]) -> None:
    """Conclude again in ``blocks`` of measures, and for persons of these ``names``."""
    for kind, keys in (("measure", blocks), ("person", names)):
        index.sql.execute(f"CREATE TEMP TABLE touched_{kind} (key TEXT PRIMARY KEY)")
        index.sql.executemany(f"INSERT OR IGNORE INTO touched_{kind} VALUES (?)", ((key,) for key in sorted(keys)))
        index.sql.execute(
            f"DELETE FROM same_in_block WHERE kind = ? AND block IN (SELECT key FROM touched_{kind})",
            (kind,),
        )
    only = "{0} IN (SELECT key FROM touched_{1})"
    _conclude(
        index,
        judge,
        _MEASURES.format(only=only.format("w.block", "measure")),
        _PERSONS.format(only=only.format("name", "person")),
    )
    for kind in ("measure", "person"):
        index.sql.execute(f"DROP TABLE touched_{kind}")
    _lay(index, judge)


_MEASURES = """SELECT w.block, w.id, w.text FROM wording w
WHERE {only} AND EXISTS (SELECT 1 FROM stated s WHERE s.measure = w.id) ORDER BY w.block, w.text"""
_PERSONS = "SELECT name, seen FROM sighting WHERE {only} ORDER BY name, seen"


def _conclude(index: Index, judge: Judge, wordings: str, people: str) -> None:
    from jianyan.corpus.sameness import measures, persons

    def found() -> Iterator[tuple[str, str, str, str, str, str]]:
        for block, several in groupby(index.sql.execute(wordings), key=lambda row: row[0]):
            texts = [(row[1], row[2]) for row in several]
            if len(texts) > 1:
                same = measures.merges(_wordings(index, texts), judge.words, judge.decided.measures)
                yield from (_in_block(block, merge) for merge in same)
        for name, several in groupby(index.sql.execute(people), key=lambda row: row[0]):
            sightings = [_sighting(row[1]) for row in several]
            if len({sighting.who for sighting in sightings}) > 1:
                one = persons.merges(sightings, judge.words, judge.decided.persons)
                yield from (_in_block(name, merge) for merge in one)

    index.sql.executemany("INSERT INTO same_in_block VALUES (?, ?, ?, ?, ?, ?)", found())


def _wordings(index: Index, texts: Iterable[tuple[int, str]]) -> Iterator[Wording]:
    from jianyan.corpus.sameness import Wording

    for measure, text in texts:
        rows = index.sql.execute("SELECT DISTINCT sector FROM inherited WHERE measure = ?", (measure,))
        yield Wording(text, frozenset(row[0] for row in rows))


def _sighting(seen: str) -> Sighting:
    from jianyan.corpus.sameness import Seat, Sighting

    name, key, document, issued, seats = json.loads(seen)
    made = (Seat(body, kind, post, tuple(above)) for body, kind, post, above in seats)
    return Sighting(name, key, document, issued, tuple(made))


def _in_block(block: str, merge: Merge) -> tuple[str, str, str, str, str, str]:
    return merge.kind, block, merge.alias, merge.canonical, merge.ground.value, merge.reason


def _lay(index: Index, judge: Judge) -> None:
    """Fill ``merge`` and ``merged`` from what blocks concluded and people decided."""
    index.sql.execute("DELETE FROM merge")
    index.sql.execute("DELETE FROM merged")
    decided: dict[str, Decisions] = {
        "body": judge.decided.bodies, "measure": judge.decided.measures, "person": judge.decided.persons
    }  # fmt: skip
    for kind, decisions in decided.items():
        if decisions.same:
            _lay_over(index, kind, decisions)
        else:
            index.sql.execute(
                "INSERT INTO merge SELECT kind, alias, canonical, ground, reason FROM same_in_block WHERE kind = ?",
                (kind,),
            )
    numbers = ((number_of(index, kind, alias), number_of(index, kind, canonical)) for kind, alias, canonical in
               index.sql.execute("SELECT kind, alias, canonical FROM merge").fetchall())  # fmt: skip
    index.sql.executemany("INSERT INTO merged VALUES (?, ?)", sorted(numbers))


def _lay_over(index: Index, kind: str, decisions: Decisions) -> None:
    from jianyan.corpus.sameness.decisions import joined

    rows = index.sql.execute("SELECT kind, alias, canonical, ground, reason FROM same_in_block WHERE kind = ?", (kind,))
    names = {name for pair in decisions.same for name in pair if is_there(index, kind, name)}
    found = joined(kind, [merge_of(row) for row in rows], decisions, names)
    index.sql.executemany("INSERT INTO merge VALUES (?, ?, ?, ?, ?)", (row_of(merge) for merge in found))


def is_there(index: Index, kind: str, name: str) -> bool:
    """Whether some document has the measure, person or body of this name."""
    table, column = {"measure": ("stated", "measure"), "person": ("named", "thing"), "body": ("named", "thing")}[kind]
    query = f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1"
    return index.sql.execute(query, (number_of(index, kind, name),)).fetchone() is not None


def merge_of(row: Any) -> Merge:
    kind, alias, canonical, ground, reason = row
    return Merge(kind, alias, canonical, Ground(ground), reason)


def row_of(merge: Merge) -> Row:
    return merge.kind, merge.alias, merge.canonical, merge.ground.value, merge.reason


def number_of(index: Index, kind: str, name: str) -> int:
    """The number of the measure, person or body of this name."""
    iri = t.named(index.base, kind, name)
    return number_of_measure(iri) if kind == "measure" else number(iri)
