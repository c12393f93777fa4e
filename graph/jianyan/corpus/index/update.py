"""A few documents change: which conclusions change with them.

The tables before and after are both there. The keys that the change touches are gathered from the documents themselves
and from what is merged otherwise than before; their lines are taken from both, and what differs is the change.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from jianyan.corpus.index import conclusions, contents, identity, lines
from jianyan.corpus.index.contents import Entry
from jianyan.corpus.index.identity import Judge
from jianyan.corpus.index.tables import Index, number
from jianyan.rdf import derived


@dataclass(frozen=True, slots=True)
class Change:
    """Lines of the derived graph that go, and that come."""

    gone: frozenset[str]
    come: frozenset[str]


def apply(
    before: Index, after: Index, removed: Iterable[str], added: Iterable[Entry], judge: Judge, *, decided_anew: bool
) -> Change:
    """Bring ``after``, a copy of ``before``, up to date: documents go (IRIs) and come. ``decided_anew``: people decided
    otherwise than before about what is one."""
    keys = _Keys()
    documents = {number(iri) for iri in removed}
    keys.gather(before, documents)
    contents.remove(after, removed)
    entries = list(added)
    contents.add(after, entries)
    keys.gather(after, {number(contents.iri_of(entry, after.base)) for entry in entries})
    if decided_anew:
        identity.identify_all(after, judge)
    else:
        identity.identify(after, judge, keys.blocks, keys.names)
    merged, merged_now = _merges(before), _merges(after)
    gone = set(derived.merge_quads(map(identity.merge_of, merged - merged_now), before.base))
    come = set(derived.merge_quads(map(identity.merge_of, merged_now - merged), after.base))
    for index, rows in ((before, merged - merged_now), (after, merged_now - merged)):
        keys.gather_merged(index, rows)
    return _compare(before, after, keys, gone, come)


def _compare(before: Index, after: Index, keys: _Keys, gone: set[str], come: set[str]) -> Change:
    measures = {contents.canonical(index, measure) for index in (before, after) for measure in keys.measures}
    things = {contents.canonical(index, thing) for index in (before, after) for thing in keys.things}
    backed, concerned = _pairs(before, measures)
    conclusions.conclude(after, measures)
    backed_now, concerned_now = _pairs(after, measures)
    flipped = {backer for backer, _ in backed ^ backed_now}
    moved = {measure for measure, _ in concerned ^ concerned_now}
    backers = {backer for backer, measure in backed | backed_now if measure in moved}
    for kind, wanted in (
        (lines.measures, _singly(measures)),
        (lines.statements, _singly(measures)),
        (lines.bodies, _singly(things | flipped)),
        (lines.persons, _singly(things | flipped)),
        (lines.sectors_of_bodies, _singly(flipped | backers)),
        (lines.agreements, _singly(flipped)),
        (lines.sectors_of_years, keys.years),
        (lines.sectors_of_places, _singly(keys.places)),
        (lines.latest, _singly(keys.things | keys.sectors)),
        (lines.whole, frozenset()),
    ):
        for index, found in ((before, gone), (after, come)):
            index.ask_for(wanted)
            found.update(kind(index, True))
    return Change(frozenset(gone - come), frozenset(come - gone))


def _merges(index: Index) -> set[identity.Row]:
    return set(index.sql.execute("SELECT kind, alias, canonical, ground, reason FROM merge"))


@dataclass(slots=True)
class _Keys:
    """What documents touch; years are pairs of sector and year."""

    measures: set[int] = field(default_factory=set)
    things: set[int] = field(default_factory=set)  # bodies and persons
    places: set[int] = field(default_factory=set)
    sectors: set[int] = field(default_factory=set)  # with those above them
    years: set[tuple[int, int]] = field(default_factory=set)
    blocks: set[str] = field(default_factory=set)  # of wordings
    names: set[str] = field(default_factory=set)  # of persons

    def gather(self, index: Index, documents: Set[int]) -> None:
        """Add what ``documents`` touch as they stand in ``index``."""
        for document in sorted(documents):
            self.measures.update(row[0] for row in index.sql.execute(_MEASURES, (document,)))
            self.things.update(row[0] for row in index.sql.execute(_THINGS, (document,)))
            self.places.update(row[0] for row in index.sql.execute(_PLACES, (document,)))
            self.sectors.update(row[0] for row in index.sql.execute(_SECTORS, (document,)))
            self.years.update(index.sql.execute(_YEARS, (document,)))
            self.blocks.update(row[0] for row in index.sql.execute(_BLOCKS, (document,)))
            self.names.update(row[0] for row in index.sql.execute(_NAMES, (document,)))

    def gather_merged(self, index: Index, rows: Iterable[identity.Row]) -> None:
        """Add what is counted otherwise where ``rows`` of the table ``merge`` come or go."""
        for kind, alias, canonical, _, _ in sorted(rows):
            pair = [identity.number_of(index, kind, name) for name in (alias, canonical)]
            if kind == "measure":
                self.measures.update(pair)
                self.years.update(index.sql.execute(_YEARS_OF_MEASURE, pair[:1]))
                self.places.update(row[0] for row in index.sql.execute(_PLACES_OF_MEASURE, pair[:1]))
            else:
                self.things.update(pair)
                self.measures.update(row[0] for row in index.sql.execute(_MEASURES_OF_BACKER, pair[:1]))
                self.years.update(index.sql.execute(_YEARS_OF_BACKER, pair[:1]))


_MEASURES = "SELECT measure FROM stated WHERE document = ?"
_THINGS = "SELECT thing FROM named WHERE document = ? AND kind IN ('body', 'person')"
_PLACES = "SELECT DISTINCT place FROM located WHERE document = ?"
_SECTORS = "SELECT DISTINCT w.above FROM about a JOIN within w ON w.sector = a.sector WHERE a.document = ?"
_YEARS = "SELECT DISTINCT sector, year FROM about WHERE document = ? AND year IS NOT NULL"
_BLOCKS = "SELECT w.block FROM stated s JOIN wording w ON w.id = s.measure WHERE s.document = ?"
_NAMES = "SELECT name FROM sighting WHERE document = ?"
_YEARS_OF_MEASURE = """SELECT DISTINCT a.sector, a.year FROM stated s
JOIN about a ON a.document = s.document AND a.measure = s.measure WHERE s.measure = ? AND a.year IS NOT NULL"""
_PLACES_OF_MEASURE = """SELECT DISTINCT l.place FROM stated s
JOIN located l ON l.document = s.document AND l.measure = s.measure WHERE s.measure = ?"""
_BACKINGS = "FROM named n JOIN backing b ON b.document = n.document AND b.backer = n.thing"
_MEASURES_OF_BACKER = f"SELECT DISTINCT b.measure {_BACKINGS} WHERE n.thing = ?"
_YEARS_OF_BACKER = f"""SELECT DISTINCT a.sector, a.year {_BACKINGS}
JOIN about a ON a.document = b.document AND a.measure = b.measure WHERE n.thing = ? AND a.year IS NOT NULL"""


def _singly(keys: Iterable[int]) -> frozenset[tuple[int, int]]:
    return frozenset((key, 0) for key in keys)


def _pairs(index: Index, measures: Iterable[int]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Backer and measure, measure and sector, for ``measures``."""
    index.ask_for(_singly(measures))
    backs = index.sql.execute("SELECT backer, measure FROM backs WHERE measure IN (SELECT id FROM key)")
    concerns = index.sql.execute("SELECT measure, sector FROM concerns WHERE measure IN (SELECT id FROM key)")
    return set(backs), set(concerns)
