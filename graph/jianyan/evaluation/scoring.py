"""Precision, recall and F1 of a graph against gold annotations, micro-averaged over all the documents.

==============  =====================================================================================================
document        title, date, publisher: right or wrong; a field whose gold value is null must be absent
speakers        names of the persons that give a speech
memberships     person, organisation, post
on_behalf_of    person, organisation for which the person speaks
statements      spans of what is proposed or supported, at every level; two match when their Jaccard overlap is at
                least 0.5, the closest first, each once; ``_exact`` asks for the same start and end
measures        the same among the statements of level ``measure`` alone
attribution     of the gold statements that were found: the speaker is the right one
bodies          of the same: the bodies on whose behalf it was made, or who issued it
organisations   distinct names that the document mentions, as sectors and places; what is optional in the gold counts
                neither way, and any label of a thing may be the gold's name
==============  =====================================================================================================

A document that is not in the graph is missed whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from jianyan.evaluation.dataset import Dataset, Facts, FoundStatement, Labels, unspaced
from jianyan.evaluation.gold import Gold, GoldSpan, GoldStatement, Names

if TYPE_CHECKING:
    from jianyan.evaluation.dataset import Node

KINDS = (
    "document", "speakers", "memberships", "on_behalf_of", "statements", "statements_exact", "measures",
    "measures_exact", "attribution", "bodies", "organisations", "sectors", "places",
)  # fmt: skip
_MENTIONED = {"organisations": "organizations", "sectors": "sectors", "places": "places"}
_BACKING = ("proposes", "supports")
_NOBODY: Labels = frozenset()

G = TypeVar("G", bound=GoldSpan)
Pairs = list[tuple[G, FoundStatement]]


@dataclass(frozen=True, slots=True)
class Case:
    """One miss or false alarm: the gold file, and what was missed or wrongly found."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """How often the graph is right in one kind of fact."""

    hits: int = 0
    missed: tuple[Case, ...] = ()
    false: tuple[Case, ...] = ()

    def __add__(self, other: Figure) -> Figure:
        return Figure(self.hits + other.hits, self.missed + other.missed, self.false + other.false)

    def __bool__(self) -> bool:
        """Whether anything was asked or found."""
        return bool(self.hits or self.missed or self.false)

    @property
    def gold(self) -> int:
        """How many there are in the gold."""
        return self.hits + len(self.missed)

    @property
    def precision(self) -> float:
        """1 where nothing was found and nothing was to be found."""
        found = self.hits + len(self.false)
        return self.hits / found if found else float(not self.gold)

    @property
    def recall(self) -> float:
        """1 where nothing was to be found."""
        return self.hits / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True)
class Evaluation:
    """``absent`` are the gold files whose text is not in the graph; ``figures`` those of KINDS that were asked for."""

    documents: int
    absent: tuple[str, ...]
    figures: dict[str, Figure]


def evaluate(dataset: Dataset, golds: Iterable[Gold]) -> Evaluation:
    """Compare ``dataset`` with each of ``golds``."""
    total = dict.fromkeys(KINDS, Figure())
    absent, number = [], 0
    for gold in golds:
        number += 1
        document = dataset.document(gold.sha256)
        if document is None:
            absent.append(gold.file)
        for kind, figure in _Comparison(dataset, dataset.facts(document), gold).figures().items():
            total[kind] += figure
    return Evaluation(number, tuple(absent), {kind: figure for kind, figure in total.items() if figure})


@dataclass(frozen=True)
class _Comparison:
    """One document of the graph beside its annotation."""

    dataset: Dataset
    facts: Facts
    gold: Gold

    def figures(self) -> dict[str, Figure]:
        gold, facts = self.gold, self.facts
        found = {
            "document": self._document(),
            "speakers": self._names(facts.speakers.values(), gold.speakers, gold.optional_speakers),
        }
        found["memberships"] = self._tuples(
            [
                (self._speaker(person), self.dataset.organisation(body), frozenset((post,)))
                for person, body, post in facts.memberships
                if self._counts(person)
            ],
            gold.memberships,
        )
        found["on_behalf_of"] = self._tuples(
            [(self._speaker(p), self.dataset.organisation(o)) for p, o in facts.on_behalf_of if self._counts(p)],
            gold.on_behalf_of,
        )
        found |= self._spans()
        for kind, key in _MENTIONED.items():
            if (names := gold.names.get(key)) is not None:
                found[kind] = self._mentions(names, facts.mentions.get(key, ()))
        return found

    # -- who ---------------------------------------------------------------------------

    def _counts(self, person: Node) -> bool:
        """Whether a speaker's posts and mandates count: those of an optional one do not."""
        labels = self.facts.speakers.get(person, _NOBODY)
        return bool(labels) and labels.isdisjoint(self.gold.optional_speakers)

    def _speaker(self, person: Node) -> Labels:
        return self.facts.speakers[person] if self._counts(person) else _NOBODY

    # -- statements ----------------------------------------------------------------------

    def _spans(self) -> dict[str, Figure]:
        wanted = [s for s in self.gold.statements if s.stance in _BACKING]
        found = [s for s in self.facts.statements if s.stance in _BACKING]
        loose = {id(f) for _, f in pairs(found, self.gold.optional_statements)} - {
            id(f) for _, f in pairs(found, wanted)
        }
        found = [s for s in found if id(s) not in loose]
        matched = pairs(found, wanted)
        figures = self._matched("statements", found, wanted, matched)
        leaves = [s for s in found if s.level == "measure"]
        wanted_leaves = [s for s in wanted if s.level == "measure"]
        figures |= self._matched("measures", leaves, wanted_leaves, pairs(leaves, wanted_leaves))
        attribution, bodies = Figure(), Figure()
        for asked, answer in matched:
            attribution += self._attribution(asked, answer)
            if asked.bodies is not None:
                backers = [(self.dataset.organisation(body),) for body in answer.bodies]
                bodies += self._tuples(backers, [(body,) for body in asked.bodies])
        return figures | {"attribution": attribution, "bodies": bodies}

    def _matched(
        self, kind: str, found: list[FoundStatement], wanted: list[GoldStatement], matched: Pairs[GoldStatement]
    ) -> dict[str, Figure]:
        exact = [(g, f) for g, f in matched if (g.start, g.end) == (f.start, f.end)]
        return {
            name: Figure(
                len(hits),
                self._cases(g.text for g in wanted if all(g is not hit for hit, _ in hits)),
                self._cases(f.text for f in found if all(f is not hit for _, hit in hits)),
            )
            for name, hits in ((kind, matched), (f"{kind}_exact", exact))
        }

    def _attribution(self, asked: GoldStatement, answer: FoundStatement) -> Figure:
        said = {label for person in answer.speakers for label in self._speaker(person)}
        if asked.speaker in said if asked.speaker else not said:
            return Figure(1)
        return Figure(
            0,
            self._cases([f"{asked.speaker or '-'}: {asked.text}"]),
            self._cases([f"{'/'.join(sorted(said)) or '-'}: {asked.text}"]),
        )

    # -- names and fields ------------------------------------------------------------------

    def _document(self) -> Figure:
        total = Figure()
        for name, value in self.gold.fields.items():
            got = self.facts.fields[name]
            if unspaced(value) in got if value else not got:
                total += Figure(1)
            else:
                false = self._cases([f"{name}: {min(got)}"]) if got else ()
                total += Figure(0, self._cases([f"{name}: {value or '-'}"]), false)
        return total

    def _mentions(self, names: Names, found: Sequence[Labels]) -> Figure:
        return self._names(found, names.required, names.optional)

    def _names(self, found: Iterable[Labels], required: Sequence[str], optional: Sequence[str]) -> Figure:
        things = list(found)
        distinct = sorted(set(required))
        hits = [name for name in distinct if any(_named(name, labels) for labels in things)]
        allowed = (*required, *optional)
        return Figure(
            len(hits),
            self._cases(name for name in distinct if name not in hits),
            self._cases(_shown(labels) for labels in things if not any(_named(name, labels) for name in allowed)),
        )

    def _tuples(self, found: Sequence[tuple[Labels, ...]], wanted: Sequence[tuple[str, ...]]) -> Figure:
        """Each thing found takes the first annotated one whose every part it carries as a label."""
        left, false = list(wanted), []
        for thing in found:
            hit = next((w for w in left if all(map(_named, w, thing))), None)
            if hit is None:
                false.append(" / ".join(map(_shown, thing)))
            else:
                left.remove(hit)
        return Figure(len(wanted) - len(left), self._cases(" / ".join(w) for w in left), self._cases(false))

    def _cases(self, texts: Iterable[str]) -> tuple[Case, ...]:
        return tuple(Case(self.gold.file, text) for text in texts)


def pairs(found: Sequence[FoundStatement], wanted: Sequence[G]) -> Pairs[G]:
    """Which found span is which of the gold's: of all that overlap by at least half of their union, the closest first,
    each once; of equally close ones the first in the text."""
    close: list[tuple[float, int, int, int, G, FoundStatement]] = []
    for g in wanted:
        for f in found:
            shared = min(g.end, f.end) - max(g.start, f.start)
            union = max(g.end, f.end) - min(g.start, f.start)
            if shared > 0 and 2 * shared >= union:
                close.append((-shared / union, g.start, f.start, len(close), g, f))
    taken: set[int] = set()
    matched: Pairs[G] = []
    for *_, g, f in sorted(close, key=lambda c: c[:4]):
        if id(g) not in taken and id(f) not in taken:
            taken |= {id(g), id(f)}
            matched.append((g, f))
    return matched


def _named(name: str, labels: Labels) -> bool:
    """Whether one of ``labels`` is ``name`` or one of its alternatives (``a|b``)."""
    return not labels.isdisjoint(name.split("|"))


def _shown(labels: Labels) -> str:
    return min(labels, key=lambda label: (len(label), label), default="-")


def as_dict(evaluation: Evaluation, show: int = 0) -> Mapping[str, object]:
    """For JSON: figures rounded to four places; with ``show``, up to so many cases of each sort."""
    figures: dict[str, object] = {}
    for kind, figure in evaluation.figures.items():
        row: dict[str, object] = {
            "precision": round(figure.precision, 4), "recall": round(figure.recall, 4), "f1": round(figure.f1, 4),
            "gold": figure.gold, "hits": figure.hits, "missed": len(figure.missed), "false": len(figure.false),
        }  # fmt: skip
        if show:
            row["missed_cases"] = [{"file": c.file, "text": c.text} for c in figure.missed[:show]]
            row["false_cases"] = [{"file": c.file, "text": c.text} for c in figure.false[:show]]
        figures[kind] = row
    return {"documents": evaluation.documents, "absent": list(evaluation.absent), "figures": figures}
