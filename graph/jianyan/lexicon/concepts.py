"""The concept schemes that are kept in Turtle: sectors and policy instruments, by their labels."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from jianyan.errors import LexiconError
from jianyan.lexicon.gazetteer import Gazetteer
from jianyan.lexicon.tables import Folders
from jianyan.model import Sector

# Lines of N-Triples: read by pattern in a third of the time that the library's term objects take.
_SKOS = re.escape("http://www.w3.org/2004/02/skos/core#")
_LABEL = re.compile(rf'^<([^>]+)> <{_SKOS}(prefLabel|altLabel|hiddenLabel)> "((?:[^"\\]|\\.)*)"@zh \.$', re.MULTILINE)
_BROADER = re.compile(rf"^<([^>]+)> <{_SKOS}broader> <([^>]+)> \.$", re.MULTILINE)
_PUBLIC = re.compile(
    rf"^<([^>]+)> <{_SKOS}inScheme> <https://w3id\.org/jianyan/scheme/public-affairs> \.$", re.MULTILINE
)
_THEME = re.compile(rf"^<([^>]+)> <{_SKOS}inScheme> <https://w3id\.org/jianyan/scheme/policy-themes> \.$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sectors:
    """Sectors by every Chinese label they have, and which labels are hidden: a thing of the field (码头, of 港口),
    no name of it."""

    gazetteer: Gazetteer[Sector]
    hints: frozenset[str]


def load_sectors(folders: Folders) -> Sectors:
    concepts = _concepts(folders, "sectors.ttl")
    sectors = {
        iri: Sector(iri, concepts.preferred.get(iri, iri), iri in concepts.themes, concepts.is_public(iri))
        for iri in dict.fromkeys(iri for iri, _ in concepts.labels)
    }
    return Sectors(Gazetteer.of((label, sectors[iri]) for iri, label in concepts.labels), concepts.hidden)


def load_instruments(folders: Folders) -> Gazetteer[str]:
    """IRIs of policy instruments by the words that point to them."""
    return Gazetteer.of((label, iri) for iri, label in _concepts(folders, "instruments.ttl").labels)


@dataclass(frozen=True, slots=True)
class _Concepts:
    preferred: dict[str, str]  # concept → its Chinese name
    labels: list[tuple[str, str]]  # (concept, any Chinese label)
    hidden: frozenset[str]  # those of the labels that name no concept
    themes: set[str]
    public: set[str]
    broader: dict[str, list[str]]

    def is_public(self, iri: str, below: tuple[str, ...] = ()) -> bool:
        """Whether a concept is a public affair: it is one itself, or all that is right above it is. What an industry
        has too (数据中心, of 大数据 and of 基础设施) is none."""
        above = [one for one in self.broader.get(iri, ()) if one not in below]
        return iri in self.public or (bool(above) and all(self.is_public(one, (*below, iri)) for one in above))


def _concepts(folders: Folders, name: str) -> _Concepts:
    text = "".join(_triples(path, folders.where(path)) for path in folders.files(name))
    labels = [(iri, kind, _unescaped(label)) for iri, kind, label in _LABEL.findall(text)]
    preferred: dict[str, str] = {}
    for iri, kind, label in labels:
        if kind == "prefLabel":
            preferred.setdefault(iri, label)
    broader: dict[str, list[str]] = {}
    for iri, above in _BROADER.findall(text):
        broader.setdefault(iri, []).append(above)
    return _Concepts(
        preferred,
        [(iri, label) for iri, _, label in labels],
        frozenset(label for _, kind, label in labels if kind == "hiddenLabel")
        - {label for _, kind, label in labels if kind != "hiddenLabel"},
        set(_THEME.findall(text)),
        set(_PUBLIC.findall(text)),
        broader,
    )


def _triples(path: Path, where: str) -> str:
    """The file as N-Triples."""
    import pyoxigraph as ox

    try:
        lines = ox.serialize(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_TRIPLES)
    except SyntaxError as error:
        raise LexiconError(
            f"{where}:{error.lineno or 1}",
            en=f"not valid Turtle: {error.msg}",
            zh=f"不是合法的 Turtle：{error.msg}",
        ) from None
    assert lines is not None  # bytes are returned where no output is given
    return lines.decode("utf-8")


def _unescaped(label: str) -> str:
    """The text of a literal of N-Triples, whose escapes JSON shares."""
    return label if "\\" not in label else str(json.loads(f'"{label}"'))
