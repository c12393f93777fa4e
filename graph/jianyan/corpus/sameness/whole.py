"""All that is one across a whole corpus, block by block."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from jianyan.corpus.sameness import measures, persons
from jianyan.corpus.sameness.decisions import Decisions, joined
from jianyan.corpus.sameness.facts import Facts, Sighting, Wording
from jianyan.lexicon import Lexicon
from jianyan.model import Merge


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided, by the kind of thing."""

    measures: Decisions = field(default_factory=Decisions)
    persons: Decisions = field(default_factory=Decisions)
    bodies: Decisions = field(default_factory=Decisions)


_NOTHING = Decided()


def merges(facts: Iterable[Facts], lexicon: Lexicon, decided: Decided = _NOTHING) -> list[Merge]:
    """What is one among all that the documents say, sorted; the same whatever their order."""
    texts: dict[str, set[str]] = {}
    people: dict[str, list[Sighting]] = defaultdict(list)
    names: set[str] = set()
    for of_document in facts:
        for wording in of_document.wordings:
            texts.setdefault(wording.text, set()).update(wording.inherited)
        for sighting in of_document.sightings:
            people[persons.block(sighting)].append(sighting)
        names.update(of_document.bodies)
    blocks: dict[str, list[Wording]] = defaultdict(list)
    for text, inherited in texts.items():
        blocks[measures.block(text, lexicon)].append(Wording(text, frozenset(inherited)))
    same = [m for block in blocks.values() if len(block) > 1 for m in measures.merges(block, lexicon, decided.measures)]
    one = [m for block in people.values() if len(block) > 1 for m in persons.merges(block, lexicon, decided.persons)]
    everybody = {sighting.who for sightings in people.values() for sighting in sightings}
    return [
        *joined("body", (), decided.bodies, names),
        *joined("measure", same, decided.measures, texts),
        *joined("person", one, decided.persons, everybody),
    ]
