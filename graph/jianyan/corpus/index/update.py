"""A few documents change: which conclusions change with them.

The tables before and after are both there. The keys that the change touches are gathered from the documents themselves
and from what is merged otherwise than before; their lines are taken from both, and what differs is the change.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from jianyan.corpus.index import conclusions, contents, lines
from jianyan.corpus.index.contents import Entry
from jianyan.corpus.index.tables import Index, number


@dataclass(frozen=True, slots=True)
class Change:
    """Lines of the derived graph that go, and that come."""

    gone: frozenset[str]
    come: frozenset[str]


def apply(before: Index, after: Index, removed: Iterable[str], added: Iterable[Entry]) -> Change:
    """Bring ``after``, a copy of ``before``, up to date: documents go (IRIs) and come."""
    keys = _Keys()
    documents = {number(iri) for iri in removed}
    keys.gather(before, documents)
    contents.remove(after, removed)
    entries = list(added)
    contents.add(after, entries)
    keys.gather(after, {number(contents.iri_of(entry, after.base)) for entry in entries})
    measures = {contents.canonical(index, measure) for index in (before, after) for measure in keys.measures}
    backed, concerned = _pairs(before, measures)
    conclusions.conclude(after, measures)
    backed_now, concerned_now = _pairs(after, measures)
    flipped = {body for body, _ in backed ^ backed_now}
    moved = {measure for measure, _ in concerned ^ concerned_now}
    backers = {backer for backer, measure in backed | backed_now if measure in moved}
    gone: set[str] = set()
    come: set[str] = set()
    for kind, wanted in (
        (lines.measures, _singly(measures)),
        (lines.bodies, _singly(keys.things | flipped)),
        (lines.persons, _singly(keys.things | flipped)),
        (lines.sectors_of_bodies, _singly(flipped | backers)),
        (lines.agreements, _singly(flipped)),
        (lines.sectors_of_years, keys.years),
        (lines.sectors_of_places, _singly(keys.places)),
        (lines.whole, frozenset()),
    ):
        for index, found in ((before, gone), (after, come)):
            index.ask_for(wanted)
            found.update(kind(index, True))
    return Change(frozenset(gone - come), frozenset(come - gone))


@dataclass(slots=True)
class _Keys:
    """What documents touch; years are pairs of sector and year."""

    measures: set[int] = field(default_factory=set)
    things: set[int] = field(default_factory=set)  # bodies and persons
    places: set[int] = field(default_factory=set)
    years: set[tuple[int, int]] = field(default_factory=set)

    def gather(self, index: Index, documents: Set[int]) -> None:
        """Add what ``documents`` touch as they stand in ``index``."""
        for document in sorted(documents):
            self.measures.update(row[0] for row in index.sql.execute(_MEASURES, (document,)))
            self.things.update(contents.canonical(index, row[0]) for row in index.sql.execute(_THINGS, (document,)))
            self.places.update(row[0] for row in index.sql.execute(_PLACES, (document,)))
            self.years.update(index.sql.execute(_YEARS, (document,)))


_MEASURES = "SELECT measure FROM stated WHERE document = ?"
_THINGS = "SELECT thing FROM named WHERE document = ? AND kind IN ('body', 'person')"
_PLACES = "SELECT DISTINCT place FROM located WHERE document = ?"
_YEARS = "SELECT DISTINCT sector, year FROM about WHERE document = ? AND year IS NOT NULL"


def _singly(keys: Iterable[int]) -> frozenset[tuple[int, int]]:
    return frozenset((key, 0) for key in keys)


def _pairs(index: Index, measures: Iterable[int]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Backer and measure, measure and sector, for ``measures``."""
    index.ask_for(_singly(measures))
    backs = index.sql.execute("SELECT backer, measure FROM backs WHERE measure IN (SELECT id FROM key)")
    concerns = index.sql.execute("SELECT measure, sector FROM concerns WHERE measure IN (SELECT id FROM key)")
    return set(backs), set(concerns)
