"""The concept schemes that are kept in Turtle: sectors and policy instruments, by their labels."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jianyan.errors import LexiconError
from jianyan.lexicon.gazetteer import Gazetteer
from jianyan.model import Sector

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_THEMES = "https://w3id.org/jianyan/scheme/policy-themes"
_NAMED = tuple(_SKOS + kind for kind in ("prefLabel", "altLabel", "hiddenLabel"))


def load_sectors(path: Path) -> Gazetteer[Sector]:
    """Sectors by every Chinese label they have."""
    concepts = _concepts(path)
    sectors = {iri: Sector(iri, concepts.preferred.get(iri, iri), iri in concepts.themes) for iri, _ in concepts.labels}
    return Gazetteer.of((label, sectors[iri]) for iri, label in concepts.labels)


def load_instruments(path: Path) -> Gazetteer[str]:
    """IRIs of policy instruments by the words that point to them."""
    return Gazetteer.of((label, iri) for iri, label in _concepts(path).labels)


@dataclass(frozen=True, slots=True)
class _Concepts:
    preferred: dict[str, str]  # concept → its Chinese name
    labels: list[tuple[str, str]]  # (concept, any Chinese label)
    themes: set[str]


def _concepts(path: Path) -> _Concepts:
    import pyoxigraph as ox

    found = _Concepts({}, [], set())
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if quad.predicate.value == _SKOS + "inScheme" and quad.object.value == _THEMES:
                found.themes.add(quad.subject.value)
            if (
                quad.predicate.value not in _NAMED
                or not isinstance(quad.object, ox.Literal)
                or quad.object.language != "zh"
            ):
                continue
            found.labels.append((quad.subject.value, quad.object.value))
            if quad.predicate.value == _NAMED[0]:
                found.preferred[quad.subject.value] = quad.object.value
    except SyntaxError as error:
        raise LexiconError(
            f"{path.name}:{error.lineno or 1}",
            en=f"not valid Turtle: {error.msg}",
            zh=f"不是合法的 Turtle：{error.msg}",
        ) from None
    return found
