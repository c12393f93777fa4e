"""Conclusions as lines of the derived graph.

Each kind of line is a function of the tables and of the keys it is asked for: all, or those in the tables ``key`` and
``member`` (:meth:`~jianyan.corpus.index.tables.Index.ask_for`). A count costs as few quads as can be asked
for: what counts one thing stands on that thing, what counts two together is a node with the two and the counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice

from jianyan.corpus.index.conclusions import CANONICAL
from jianyan.corpus.index.contents import measure_iri
from jianyan.corpus.index.identity import merge_of
from jianyan.corpus.index.latest import of_all, of_bodies, of_sectors
from jianyan.corpus.index.tables import Index
from jianyan.rdf import terms as t
from jianyan.rdf.derived import Writer, merge_quads

Lines = Iterator[str]
Kind = Callable[[Index, bool], Lines]
"""The lines of one kind: all, or only those of the keys."""
_IN_MEMORY = 400_000
"""Lines that are sorted in memory: some 100 MiB."""


def measures(index: Index, keyed: bool) -> Lines:
    """Who backs a measure and, where several bodies or several persons do, how many. Keys: measures."""
    write, only = Writer(index.base), _only("b.measure", keyed)
    for iri, measure in index.sql.execute(
        f"SELECT thing.iri, b.measure FROM backs b JOIN thing ON thing.id = b.backer WHERE {only}"
    ):
        yield write.link(iri, t.BACKS, measure_iri(index.base, measure))
    for measure, bodies, persons in index.sql.execute(
        f"SELECT b.measure, sum(b.body), sum(1 - b.body) FROM backs b WHERE {only} GROUP BY b.measure "
        "HAVING max(sum(b.body), sum(1 - b.body)) > 1"
    ):
        yield from write.counts(measure_iri(index.base, measure), {t.BODY_COUNT: bodies, t.SPEAKER_COUNT: persons})


def statements(index: Index, keyed: bool) -> Lines:
    """That a statement of an alias states the measure itself. Keys: measures."""
    write, only = Writer(index.base), _only("m.canonical", keyed)
    for document, start, end, measure in index.sql.execute(
        "SELECT d.iri, s.start, s.stop, m.canonical FROM merged m JOIN stated x ON x.measure = m.alias "
        "JOIN statement s ON s.document = x.document AND s.measure = m.alias JOIN document d ON d.id = x.document "
        f"WHERE {only}"
    ):
        iri = f"{document}/statement/{start}-{end}"
        yield write.link(iri, t.STATES, measure_iri(index.base, measure))


def merges(index: Index, keyed: bool) -> Lines:  # an update compares the table itself
    """What is one, and why."""
    for row in index.sql.execute("SELECT kind, alias, canonical, ground, reason FROM merge"):
        yield from merge_quads([merge_of(row)], index.base)


def bodies(index: Index, keyed: bool) -> Lines:
    """What a body is called, how many measures it backs, how many documents name it. Keys: bodies."""
    write = Writer(index.base)
    for iri, label, backed, documents in index.sql.execute(_BODIES.format(only=_only("thing", keyed, "member"))):
        yield write.label(iri, label)
        yield from write.counts(iri, {t.MEASURE_COUNT: backed, t.MENTION_COUNT: documents})


def persons(index: Index, keyed: bool) -> Lines:
    """What a speaker is called, how many speeches they made in how many documents, how many measures they back.
    Keys: persons."""
    write = Writer(index.base)
    found = index.sql.execute(_PERSONS.format(only=_only("person", keyed, "member")))
    for iri, label, speeches, documents, backed in found:
        yield write.label(iri, label)
        counted = {t.SPEECH_COUNT: speeches, t.DOCUMENT_COUNT: documents, t.MEASURE_COUNT: backed}
        yield from write.counts(iri, counted)


def sectors_of_bodies(index: Index, keyed: bool) -> Lines:
    """How many measures on a sector a body backs. Keys: bodies."""
    write, only = Writer(index.base), _only("b.backer", keyed)
    for body, sector, count in index.sql.execute(
        "SELECT body.iri, sector.iri, n FROM (SELECT b.backer, c.sector, count(*) AS n FROM backs b "
        f"JOIN concerns c ON c.measure = b.measure WHERE b.body AND {only} GROUP BY b.backer, c.sector) "
        "JOIN thing body ON body.id = backer JOIN thing sector ON sector.id = sector"
    ):
        yield from write.tally({t.OF_BODY: f"<{body}>", t.OF_SECTOR: f"<{sector}>"}, {t.MEASURE_COUNT: count})


def agreements(index: Index, keyed: bool) -> Lines:
    """How many measures two bodies both back. Keys: bodies, either of the two."""
    write, only = Writer(index.base), _only("a.backer", keyed)
    for one, other, count in index.sql.execute(
        "SELECT one.iri, other.iri, n FROM (SELECT a.backer AS a, b.backer AS b, count(*) AS n FROM backs a "
        f"JOIN backs b ON b.measure = a.measure WHERE a.body AND b.body AND a.backer != b.backer AND {only} "
        "GROUP BY a.backer, b.backer) JOIN thing one ON one.id = a JOIN thing other ON other.id = b"
    ):
        if keyed or one < other:  # each pair comes twice where all are asked for
            yield from write.agreement(one, other, count)


def sectors_of_years(index: Index, keyed: bool) -> Lines:
    """How many measures on a sector are backed in texts of a year, by how many bodies and persons. Keys: sector and
    year."""
    write = Writer(index.base)
    only = "EXISTS (SELECT 1 FROM key WHERE key.id = a.sector AND key.other = a.year)" if keyed else "1"
    for iri, year, counted, bodies, persons in index.sql.execute(_YEARS.format(only=only)):
        keys = {t.OF_YEAR: f'"{year}"^^<{t.XSD_INTEGER}>', t.OF_SECTOR: f"<{iri}>"}
        counts = {t.MEASURE_COUNT: counted, t.BODY_COUNT: bodies, t.SPEAKER_COUNT: persons}
        yield from write.tally(keys, counts)


def sectors_of_places(index: Index, keyed: bool) -> Lines:
    """How many measures on a sector are backed for a place, in how many documents. Keys: places."""
    write, only = Writer(index.base), _only("l.place", keyed)
    for place, sector, counted, documents in index.sql.execute(_PLACES.format(only=only)):
        keys = {t.OF_PLACE: f"<{place}>", t.OF_SECTOR: f"<{sector}>"}
        yield from write.tally(keys, {t.MEASURE_COUNT: counted, t.DOCUMENT_COUNT: documents})


def latest(index: Index, keyed: bool) -> Lines:
    """The newest statements that back something on a sector or on anything narrower, and those of a body. Keys:
    sectors and bodies."""
    write = Writer(index.base)
    for iri, statement in chain(of_sectors(index, keyed), of_bodies(index, keyed)):
        yield write.link(iri, t.LATEST, statement)


def whole(index: Index, keyed: bool) -> Lines:  # there is one key
    """How much there is in all, and the newest statements of all."""
    write, graph = Writer(index.base), t.derived_graph(index.base)
    yield from write.counts(graph, dict(totals(index)))
    for statement in of_all(index):
        yield write.link(graph, t.LATEST, statement)


def totals(index: Index) -> Iterator[tuple[str, int]]:
    """The counts of the whole corpus, by the property that tells them."""
    for predicate, query in _TOTALS.items():
        yield predicate, index.sql.execute(query).fetchone()[0] or 0


def _only(column: str, keyed: bool, keys: str = "key") -> str:
    return f"{column} IN (SELECT id FROM {keys})" if keyed else "1"


_BODIES = f"""WITH it AS (
  SELECT DISTINCT {CANONICAL.format("thing")} AS id FROM named WHERE kind = 'body' AND {{only}}
) SELECT thing.iri, thing.label, (SELECT count(*) FROM backs WHERE backer = it.id),
  (SELECT count(DISTINCT document) FROM named WHERE mention AND thing IN (
    SELECT it.id UNION ALL SELECT alias FROM merged WHERE canonical = it.id))
FROM it JOIN thing ON thing.id = it.id"""
_PERSONS = f"""WITH it AS (
  SELECT {CANONICAL.format("person")} AS id, count(*) AS speeches, count(DISTINCT document) AS documents
  FROM spoken WHERE {{only}} GROUP BY 1
) SELECT thing.iri, thing.label, it.speeches, it.documents, (SELECT count(*) FROM backs WHERE backer = it.id)
FROM it JOIN thing ON thing.id = it.id"""
_YEARS = f"""WITH measured AS (
  SELECT a.sector, a.year, count(DISTINCT {CANONICAL.format("a.measure")}) AS n
  FROM about a WHERE a.backed AND a.year IS NOT NULL AND {{only}} GROUP BY a.sector, a.year
), backed AS (
  SELECT a.sector, a.year, count(DISTINCT CASE WHEN b.body THEN {CANONICAL.format("b.backer")} END) AS bodies,
    count(DISTINCT CASE WHEN NOT b.body THEN {CANONICAL.format("b.backer")} END) AS persons
  FROM about a JOIN backing b ON b.document = a.document AND b.measure = a.measure
  WHERE a.backed AND a.year IS NOT NULL AND {{only}} GROUP BY a.sector, a.year
) SELECT thing.iri, m.year, m.n, coalesce(b.bodies, 0), coalesce(b.persons, 0) FROM measured m
JOIN thing ON thing.id = m.sector LEFT JOIN backed b ON b.sector = m.sector AND b.year = m.year"""
_PLACES = f"""SELECT place.iri, sector.iri, n, documents FROM (
  SELECT l.place, a.sector, count(DISTINCT {CANONICAL.format("l.measure")}) AS n,
    count(DISTINCT l.document) AS documents
  FROM located l JOIN about a ON a.document = l.document AND a.measure = l.measure
  WHERE l.backed AND {{only}} GROUP BY l.place, a.sector
) found JOIN thing place ON place.id = found.place JOIN thing sector ON sector.id = found.sector"""
_TOTALS = {
    t.DOCUMENT_COUNT: "SELECT count(*) FROM document",
    t.MEETING_COUNT: "SELECT count(DISTINCT meeting) FROM document",
    t.SPEECH_COUNT: "SELECT sum(speeches) FROM document",
    t.SPEAKER_COUNT: f"SELECT count(DISTINCT {CANONICAL.format('person')}) FROM spoken",
    t.BODY_COUNT: f"SELECT count(DISTINCT {CANONICAL.format('thing')}) FROM named WHERE kind = 'body'",
    t.BACKING_BODY_COUNT: "SELECT count(DISTINCT backer) FROM backs WHERE body",
    t.STATEMENT_COUNT: "SELECT sum(statements) FROM document",
    t.MEASURE_COUNT: f"SELECT count(DISTINCT {CANONICAL.format('measure')}) FROM stated WHERE proper",
    t.SECTOR_COUNT: "SELECT count(DISTINCT sector) FROM concerns",
    t.PLACE_COUNT: "SELECT count(DISTINCT thing) FROM named WHERE kind = 'place'",
    t.PLAN_COUNT: "SELECT count(DISTINCT plan) FROM cited",
}
KINDS: tuple[Kind, ...] = (
    measures, statements, merges, bodies, persons, sectors_of_bodies, agreements, sectors_of_years, sectors_of_places,
    latest, whole,
)  # fmt: skip


def all_lines(index: Index) -> Lines:
    """All conclusions, by kind; a line stands once but in no order."""
    for kind in KINDS:
        yield from kind(index, False)


def sorted_lines(index: Index) -> Lines:
    """All conclusions, sorted by code point; SQLite sorts on disk what is too much for memory."""
    found = all_lines(index)
    some = sorted(islice(found, _IN_MEMORY))  # in half of the time
    if len(some) < _IN_MEMORY:
        yield from some
        return
    index.sql.execute("CREATE TEMP TABLE line (line TEXT)")
    try:
        index.sql.executemany("INSERT INTO line VALUES (?)", ((line,) for line in chain(some, found)))
        for (line,) in index.sql.execute("SELECT line FROM line ORDER BY line"):
            yield line
    finally:
        index.sql.execute("DROP TABLE line")
