"""The first page in figures: how much there is, what stands out, and what is least sure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from jianyan.model import Basis
from jianyan.views.data.facts import Fact, Facts
from jianyan.views.data.statements import Sources, StatementSource

MOST = 10
"""Lines of each list."""

_UNSURE = {Basis.UNKNOWN.value: 0} | {basis.value: 1 for basis in Basis if basis.inferred}


@dataclass(frozen=True, slots=True)
class Counted:
    iri: str
    count: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A measure that several stand for: its statements in the order of the texts, and who stands for it."""

    measure: str
    first: StatementSource
    voices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """``least_sure`` has one statement for each attribution, the least sure first; ``bases`` how often each basis
    was what a statement rests on; ``silent`` the documents (indices) in which no measure was read."""

    documents: int
    first_date: str
    last_date: str
    speakers: int
    bodies: int
    measures: int
    statements: int
    sectors: tuple[Counted, ...]
    backers: tuple[Counted, ...]
    shared: tuple[Shared, ...]
    bases: tuple[tuple[str, int], ...]
    least_sure: tuple[StatementSource, ...]
    silent: tuple[int, ...]


def overview(facts: Facts, sources: Sources) -> Overview:
    dates = sorted(document.issued for document in facts.documents if document.issued)
    measures = {fact.source.measure for fact in facts.facts}
    said = {one.evidence.document for one in sources.statements}
    return Overview(
        documents=len(facts.documents),
        first_date=dates[0] if dates else "",
        last_date=dates[-1] if dates else "",
        speakers=len({who for fact in facts.facts for who in fact.source.speakers}),
        bodies=len({who for fact in facts.facts for who in fact.source.bodies}),
        measures=len(measures),
        statements=len(facts.facts),
        sectors=_most((iri, fact) for fact in facts.facts for iri in fact.about["sectors"]),
        backers=_most((iri, fact) for fact in facts.facts for iri in fact.source.bodies),
        shared=_shared(facts.facts),
        bases=tuple(sorted(Counter(fact.source.basis for fact in facts.facts).items(), key=lambda b: (-b[1], b[0]))),
        least_sure=_least_sure(fact.source for fact in facts.facts),
        silent=tuple(at for at in range(len(facts.documents)) if at not in said),
    )


def _most(pairs: Iterable[tuple[str, Fact]]) -> tuple[Counted, ...]:
    """The things with most measures; a measure counts once however often it is stated."""
    found: dict[str, set[str]] = defaultdict(set)
    for iri, fact in pairs:
        found[iri].add(fact.source.measure)
    ordered = sorted(found, key=lambda iri: (-len(found[iri]), iri))
    return tuple(Counted(iri, len(found[iri])) for iri in ordered[:MOST])


def _shared(facts: Iterable[Fact]) -> tuple[Shared, ...]:
    stated: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        stated[fact.source.measure].append(fact)
    found = [
        Shared(measure, group[0].source, tuple(dict.fromkeys(who for fact in group for who in fact.voices)))
        for measure, group in stated.items()
    ]
    several = [one for one in found if len(one.voices) > 1]
    return tuple(sorted(several, key=lambda one: (-len(one.voices), one.first.evidence))[:MOST])


def _least_sure(statements: Iterable[StatementSource]) -> tuple[StatementSource, ...]:
    unsure = [one for one in statements if one.basis in _UNSURE or _confidence(one) < 1]
    unsure.sort(key=lambda one: (_confidence(one), _UNSURE.get(one.basis, 2), one.evidence))
    found: dict[tuple[object, ...], StatementSource] = {}
    for one in unsure:  # of what rests on one ground, the least sure stands for all
        found.setdefault((one.evidence.document, one.attribution, one.speakers, one.bodies, one.basis), one)
    return tuple(islice(found.values(), MOST))


def _confidence(one: StatementSource) -> float:
    """What was measured; an attribution without a figure stands after all that have one."""
    return float(one.confidence) if one.confidence else 1.0
