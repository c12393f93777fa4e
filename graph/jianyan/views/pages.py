"""Each page from its data: what the template gets, and what the script gets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jianyan.model import Basis, Level
from jianyan.views.data import facts as facts_data
from jianyan.views.data import texts as texts_data
from jianyan.views.data.facts import Facts
from jianyan.views.data.matrix import grid
from jianyan.views.data.names import Name, search_keys
from jianyan.views.data.overview import overview
from jianyan.views.data.statements import DocumentSource, Sources
from jianyan.views.data.texts import Mark, Segment, Text
from jianyan.views.render import Way, render

UNSURE = {Basis.UNKNOWN.value} | {basis.value for basis in Basis if basis.inferred}


def overview_page(facts: Facts, sources: Sources, way: Way, lang: str) -> str:
    seen = overview(facts, sources)
    return render(
        "overview",
        way,
        lang,
        {"names": findable(facts)},
        current="index",
        seen=seen,
        facts=facts,
        unsure=UNSURE,
        document_id=lambda at: document_id(facts.documents[at]),
    )


def matrix_page(facts: Facts, carried: dict[str, Any], way: Way, lang: str) -> str:
    """``carried`` is what :func:`jianyan.views.data.facts.as_json` made of the facts, once for three pages."""
    return render("matrix", way, lang, {"facts": carried}, grid=grid(facts))


def flow_page(carried: dict[str, Any], way: Way, lang: str) -> str:
    return render("flow", way, lang, {"facts": carried}, library="echarts")


def timeline_page(carried: dict[str, Any], way: Way, lang: str) -> str:
    return render("timeline", way, lang, {"facts": carried}, library="echarts")


@dataclass(frozen=True, slots=True)
class Item:
    """A text as its template wants it."""

    text: Text
    lines: Sequence[Sequence[Segment]]

    @classmethod
    def of(cls, text: Text) -> Item:
        return cls(text, texts_data.lines(text.text or "", text.marks))

    def blank(self, line: Sequence[Segment]) -> bool:
        return not "".join(piece.text for piece in line).strip()

    def classes(self, piece: Segment) -> str:
        kinds = (self._kind(self.text.marks[at]) for at in piece.marks)
        return " ".join(dict.fromkeys(f"k-{kind}" for kind in kinds))

    def _kind(self, mark: Mark) -> str:
        if mark.kind == "statement" and self.text.statements[mark.refers].level != Level.MEASURE.value:
            return "title"
        return mark.kind


def reader_page(text: Text, way: Way, lang: str, before: str = "", after: str = "") -> str:
    """The page of one text; ``before`` and ``after`` are the ids of its neighbours, empty at the ends."""
    title = text.document.title or text.document.source
    return render(
        "reader",
        way,
        lang,
        {"text": texts_data.as_json(text)},
        current="texts",
        title=title,
        item=Item.of(text),
        before=before,
        after=after,
    )


def texts_page(sources: Sources, way: Way, lang: str, texts: Sequence[Text] = ()) -> str:
    """The list of all documents, the newest first; with ``texts`` it holds them too."""
    counts = Counter(one.evidence.document for one in sources.statements if one.level == Level.MEASURE.value)
    listed = [
        {
            "id": document_id(document),
            "title": document.title or document.source,
            "issued": document.issued,
            "publisher": document.publisher,
            "source": document.source,
            "measures": counts[at],
        }
        for at, document in enumerate(sources.documents)
    ]
    listed.sort(key=lambda one: (str(one["title"]), str(one["id"])))
    listed.sort(key=lambda one: str(one["issued"]), reverse=True)
    carried: dict[str, Any] = {"documents": [[one["id"], one["title"]] for one in listed]}
    if texts:
        carried["texts"] = {text.id: texts_data.as_json(text) for text in texts}
    return render("texts", way, lang, carried, documents=listed, items=[Item.of(text) for text in texts])


def document_id(document: DocumentSource) -> str:
    return facts_data.document_id(document)


def findable(facts: Facts) -> list[list[Any]]:
    """What the search of the overview finds: ``[kind, id, label, English, other names, initials, rows]``."""
    weight: Counter[str] = Counter()
    for fact in facts.facts:
        weight.update((*fact.source.speakers, *fact.source.bodies, *fact.about["sectors"]))
    named = [(iri, facts.names[iri]) for iri in sorted(weight)]
    return [_found(name, weight[iri]) for iri, name in named]


def _found(name: Name, weight: int) -> list[Any]:
    kind = name.id.partition("/")[0]
    return [kind, name.id, name.label, name.label_en, list(name.aliases), search_keys(name.label, name.aliases), weight]
