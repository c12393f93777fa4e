"""What things are called on a page: labels in both languages, other names, pinyin initials, short ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING

from jianyan.rdf.terms import ALT_LABEL, FOAF_NAME, PREF_LABEL

if TYPE_CHECKING:
    import pyoxigraph

_MOST_READINGS = 8


@dataclass(frozen=True, slots=True)
class Name:
    """``id`` is what deep links call the thing by, the same on every page: kind and the last part of its IRI."""

    id: str
    label: str
    label_en: str = ""
    aliases: tuple[str, ...] = ()


def short_id(iri: str, kind: str) -> str:
    """The id of a thing: ``kind/what follows in its IRI``.

    >>> short_id("https://w3id.org/jianyan/scheme/sector/新能源汽车", "sector")
    'sector/新能源汽车'
    """
    return f"{kind}/{iri.partition(f'/{kind}/')[2] or iri}"


def names_of(store: pyoxigraph.Store, kinds: Mapping[str, str]) -> dict[str, Name]:
    """The names of ``kinds``, IRI → kind, in the order of their IRIs."""
    labels: dict[str, str] = {}
    english: dict[str, str] = {}
    others: dict[str, list[str]] = {}
    for row in _labels(store, kinds):
        iri, preferred = row["x"], not row["p"].endswith("altLabel")
        if preferred and row["lang"] == "en":
            english.setdefault(iri, row["label"])
        elif preferred and iri not in labels:
            labels[iri] = row["label"]
        elif row["lang"] != "en":
            others.setdefault(iri, []).append(row["label"])
    found = {}
    for iri in sorted(kinds):
        label = labels.get(iri) or iri.rpartition("/")[2]
        aliases = tuple(name for name in dict.fromkeys(others.get(iri, ())) if name != label)
        found[iri] = Name(short_id(iri, kinds[iri]), label, english.get(iri, ""), aliases)
    return found


def _labels(store: pyoxigraph.Store, iris: Iterable[str]) -> Iterator[dict[str, str]]:
    """The labels of things in the order of their IRIs, preferred ones first. By look-ups rather than a query: a name
    stands in the graph of each document that uses it, and a query would sort them all."""
    from pyoxigraph import Literal, NamedNode

    predicates = [(iri, NamedNode(iri)) for iri in (FOAF_NAME, PREF_LABEL, ALT_LABEL)]
    for iri in sorted(one for one in iris if ":" in one):
        node = NamedNode(iri)
        for name, predicate in predicates:
            found = {quad.object for quad in store.quads_for_pattern(node, predicate, None)}
            said = sorted((one.value, one.language or "") for one in found if isinstance(one, Literal))
            for label, language in said:
                yield {"x": iri, "p": name, "label": label, "lang": language}


@lru_cache(maxsize=65_536)  # each page of a site asks for the same names
def initials(name: str) -> tuple[str, ...]:
    """The first letters of the pinyin of ``name``, in lower case, as people type them to find it; several where a
    character of it may be read in several ways and no word says which.

    >>> initials("5G基站"), initials("长三角")
    (('5gjz',), ('zsj', 'csj'))
    """
    from pypinyin import Style, pinyin

    readings = [list(dict.fromkeys(found)) for found in pinyin(name, style=Style.FIRST_LETTER, heteronym=True)]
    keys = ("".join(letters).lower() for letters in islice(product(*readings), _MOST_READINGS))
    return tuple(dict.fromkeys(key for key in ("".join(filter(str.isalnum, key)) for key in keys) if key))


def search_keys(label: str, aliases: Iterable[str]) -> str:
    """The pinyin initials of a name and its other names, each once, separated by blanks."""
    return " ".join(dict.fromkeys(key for form in (label, *aliases) for key in initials(form)))
