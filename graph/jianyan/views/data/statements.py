"""Who states which measure, where, and on what ground that is said: what every view rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jianyan.model import Stance
from jianyan.views.data.sparql import Row, local, rows, values

if TYPE_CHECKING:
    import pyoxigraph


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A passage: code points [start, end) of the text of ``document`` (an index), and its words."""

    document: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class StatementSource:
    """One statement of a measure: who makes it, for whom, where, and on what ground that is said."""

    measure: str
    evidence: Evidence
    level: str
    stance: str
    speakers: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    basis: str = ""
    confidence: str = ""
    speech: str = ""  # the title of the speech
    attribution: Evidence | None = None  # the words that say who speaks
    part_of: int | None = None  # the statement it stands under
    iri: str = ""


@dataclass(frozen=True, slots=True)
class MembershipSource:
    """A post of a person in a body, or a speech made on a body's behalf (``post`` empty)."""

    person: str
    body: str
    post: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class DocumentSource:
    iri: str
    title: str
    issued: str = ""
    publisher: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """The documents by IRI, their statements and memberships in the order of the texts.

    ``documents_in_store`` says how many there are, where the store has more than are wanted. What is merged goes by
    the name of what it is merged into; ``merged`` leads there.
    """

    documents: tuple[DocumentSource, ...]
    statements: tuple[StatementSource, ...]
    memberships: tuple[MembershipSource, ...]
    documents_in_store: int
    merged: Mapping[str, str] = field(default_factory=dict)

    @property
    def partial(self) -> bool:
        return len(self.documents) < self.documents_in_store

    def within(self, thing: str) -> str:
        """A clause that keeps ``thing`` (a variable) to what these documents state; empty where they are all."""
        return _within(self.documents, thing) if self.partial else ""


@dataclass(slots=True)
class _Speech:
    speakers: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    row: Row = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Whole:
    """What holds for a store as a whole: its documents by IRI, what is merged into what, and who is a person."""

    documents: tuple[DocumentSource, ...]
    merged: Mapping[str, str]
    persons: frozenset[str]


def read_whole(store: pyoxigraph.Store) -> Whole:
    merged = {row["x"]: row["into"] for row in rows(store, "SELECT ?x ?into WHERE { ?x jy:mergedInto ?into }")}
    persons = frozenset(row["p"] for row in rows(store, "SELECT DISTINCT ?p WHERE { ?p a foaf:Person }"))
    return Whole(_documents(store), merged, persons)


def read_sources(store: pyoxigraph.Store, newest: int | None = None) -> Sources:
    """What the store holds, or what its ``newest`` documents do."""
    whole = read_whole(store)
    return sources_of(store, whole, whole.documents if newest is None else newest_of(whole, newest))


def newest_of(whole: Whole, most: int) -> tuple[DocumentSource, ...]:
    """The ``most`` newest documents, in the order of their IRIs; those without a date count as older than all."""
    if len(whole.documents) <= most:
        return whole.documents
    kept = sorted(whole.documents, key=lambda document: (document.issued, document.iri), reverse=True)[:most]
    return tuple(sorted(kept, key=lambda document: document.iri))


def sources_of(store: pyoxigraph.Store, whole: Whole, documents: tuple[DocumentSource, ...]) -> Sources:
    """What ``documents`` say, some of those of ``whole`` in its order."""
    merged = whole.merged
    wanted = documents if len(documents) < len(whole.documents) else ()
    evidence = _evidence(store, {document.iri: at for at, document in enumerate(documents)}, wanted)
    speeches = _speeches(store, wanted, merged)
    statements = _statements(store, wanted, evidence, speeches, whole)
    memberships = _memberships(store, wanted, evidence, speeches, merged)
    return Sources(documents, statements, memberships, len(whole.documents), merged)


def _within(documents: Sequence[DocumentSource], thing: str) -> str:
    if not documents:
        return ""
    return f"{values('d', (document.iri for document in documents))} ?{thing} jy:inDocument ?d ."


def _documents(store: pyoxigraph.Store) -> tuple[DocumentSource, ...]:
    found = {
        row["d"]: row
        for row in sorted(
            rows(
                store,
                """SELECT ?d ?title ?issued ?source ?publisher WHERE { ?d a jy:Document
                OPTIONAL { ?d dcterms:title ?title } OPTIONAL { ?d dcterms:issued ?issued }
                OPTIONAL { ?d dcterms:source ?source }
                OPTIONAL { ?d dcterms:publisher/skos:prefLabel ?publisher } }""",
            ),
            key=lambda row: tuple(row.values()),
        )
    }
    return tuple(
        DocumentSource(row["d"], row["title"], row["issued"], row["publisher"], row["source"]) for row in found.values()
    )


def _evidence(store: pyoxigraph.Store, number: dict[str, int], wanted: Sequence[DocumentSource]) -> dict[str, Evidence]:
    """Statement, speech or membership → its first passage."""
    chosen = values("d", (document.iri for document in wanted)) if wanted else ""
    found: dict[str, Evidence] = {}
    for row in rows(
        store,
        f"""SELECT ?x ?d ?start ?end ?exact WHERE {{ {chosen} ?e oa:hasSource ?d . ?x jy:evidence ?e .
        ?e oa:hasSelector ?p , ?q . ?p oa:start ?start ; oa:end ?end . ?q oa:exact ?exact }}""",
    ):
        passage = Evidence(number.get(row["d"], -1), int(row["start"]), int(row["end"]), row["exact"])
        found[row["x"]] = min(found.get(row["x"], passage), passage)
    return found


def _speeches(
    store: pyoxigraph.Store, wanted: Sequence[DocumentSource], merged: Mapping[str, str]
) -> dict[str, _Speech]:
    found: dict[str, _Speech] = defaultdict(_Speech)
    within = _within(wanted, "s")
    for row in rows(
        store,
        f"""SELECT ?s ?title ?basis ?confidence WHERE {{ {within} ?s a jy:Speech
        OPTIONAL {{ ?s dcterms:title ?title }} OPTIONAL {{ ?s jy:basis ?basis }}
        OPTIONAL {{ ?s jy:confidence ?confidence }} }}""",
    ):
        found[row["s"]].row = row
    for row in rows(store, f"SELECT DISTINCT ?s ?who WHERE {{ {within} ?s jy:speaker ?who }} ORDER BY ?s ?who"):
        found[row["s"]].speakers.append(merged.get(row["who"], row["who"]))
    for row in rows(store, f"SELECT DISTINCT ?s ?who WHERE {{ {within} ?s jy:onBehalfOf ?who }} ORDER BY ?s ?who"):
        found[row["s"]].bodies.append(merged.get(row["who"], row["who"]))
    return found


def _statements(
    store: pyoxigraph.Store,
    wanted: Sequence[DocumentSource],
    evidence: dict[str, Evidence],
    speeches: dict[str, _Speech],
    whole: Whole,
) -> tuple[StatementSource, ...]:
    """In the order of the documents and of the text. A statement without evidence is left out: it can't be shown."""
    merged = whole.merged
    found: dict[str, Row] = {}
    within = _within(wanted, "s")
    for row in rows(
        store,
        f"""SELECT ?s ?measure ?level ?stance ?speech ?part ?basis ?confidence WHERE {{ {within} ?s jy:states ?measure
        OPTIONAL {{ ?s jy:level ?level }} OPTIONAL {{ ?s jy:stance ?stance }} OPTIONAL {{ ?s jy:inSpeech ?speech }}
        OPTIONAL {{ ?s jy:partOf ?part }}
        OPTIONAL {{ ?s jy:basis ?basis }} OPTIONAL {{ ?s jy:confidence ?confidence }} }}""",
    ):
        if row["s"] in evidence:
            found[row["s"]] = row
    speakers: dict[str, list[str]] = defaultdict(list)
    bodies: dict[str, list[str]] = defaultdict(list)
    for row in rows(store, f"SELECT DISTINCT ?s ?who WHERE {{ {within} ?s jy:backer ?who }} ORDER BY ?s ?who"):
        (speakers if row["who"] in whole.persons else bodies)[row["s"]].append(merged.get(row["who"], row["who"]))

    def place(iri: str) -> tuple[int, int, int, str]:
        passage = evidence[iri]
        return passage.document, passage.start, -passage.end, iri

    order = {iri: at for at, iri in enumerate(sorted(found, key=place))}
    sources = []
    for iri in order:
        row = found[iri]
        speech = speeches[row["speech"]].row if row["speech"] in speeches else {}
        sources.append(
            StatementSource(
                measure=merged.get(row["measure"], row["measure"]),
                evidence=evidence[iri],
                level=local(row["level"]),
                stance=local(row["stance"]) or Stance.PROPOSES.value,
                speakers=_each_once(speakers[iri]),
                bodies=_each_once(bodies[iri]),
                basis=local(row["basis"] or speech.get("basis", "")),
                confidence=row["confidence"] or speech.get("confidence", ""),
                speech=speech.get("title", ""),
                attribution=evidence.get(row["speech"]),
                part_of=order.get(row["part"]),
                iri=iri,
            )
        )
    return tuple(sources)


def _each_once(iris: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(iris))


def _memberships(
    store: pyoxigraph.Store,
    wanted: Sequence[DocumentSource],
    evidence: dict[str, Evidence],
    speeches: dict[str, _Speech],
    merged: Mapping[str, str],
) -> tuple[MembershipSource, ...]:
    nowhere = Evidence(-1, 0, 0, "")
    found = {
        MembershipSource(
            merged.get(row["person"], row["person"]),
            merged.get(row["body"], row["body"]),
            row["post"] or "—",
            evidence.get(row["m"], nowhere),
        )
        for row in rows(
            store,
            f"""SELECT ?m ?person ?body ?post WHERE {{ {_within(wanted, "m")} ?m org:member ?person ;
            org:organization ?body OPTIONAL {{ ?m org:role/skos:prefLabel ?post }} }}""",
        )
    }
    for iri, speech in speeches.items():
        passage = evidence.get(iri, nowhere)
        found |= {MembershipSource(p, b, "", passage) for p in speech.speakers for b in speech.bodies}

    def key(one: MembershipSource) -> tuple[Any, ...]:
        return one.evidence.document, one.evidence.start, one.person, one.body, one.post

    return tuple(sorted(found, key=key))
