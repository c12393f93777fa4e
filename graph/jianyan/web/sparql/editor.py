"""The page with the editor: YASGUI on this endpoint, with the terms and the questions that it suggests."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from starlette.requests import Request

from jianyan import queries, resources
from jianyan.rdf import terms
from jianyan.views.render import render
from jianyan.web.live import plain_way

_CLASSES = {terms.OWL + "Class"}
_PROPERTIES = {terms.OWL + kind for kind in ("ObjectProperty", "DatatypeProperty")}


@dataclass(frozen=True, slots=True)
class Page:
    """``compressed`` by gzip; ``tag`` is its entity tag: weak, for both forms have it."""

    html: bytes
    compressed: bytes
    tag: str


@cache
def page(home: str, lang: str, editing: bool = False) -> Page:
    """The page below the address ``home``, opening in ``lang``, for who may correct or not; the same as long as the
    server runs."""
    html = _html(home, lang, editing).encode()
    return Page(html, gzip.compress(html, mtime=0), f'W/"{sha256(html).hexdigest()[:16]}"')


def _html(home: str, lang: str, editing: bool) -> str:
    examples = [
        {"name": one.name, "zh": one.title_zh, "en": one.title_en, "sparql": queries.as_sparql(one, {})}
        for one in queries.catalogue()
    ]
    data: dict[str, Any] = {
        "endpoint": f"{home}sparql",
        "prefixes": terms.PREFIXES,
        "terms": suggested(),
        "examples": examples,
        "places": [
            (terms.BASE, f"{home}id/"),
            (terms.SCHEME_GRAPH + "/", f"{home}scheme/"),
            (terms.JY, f"{home}ontology/"),
        ],
    }
    return render("sparql", plain_way(home, editing=editing), lang, data, library="yasgui", examples=examples)


def language(request: Request, default: str) -> str:
    """That of the address, else the one chosen before, else ``default``."""
    said = (request.query_params.get("lang"), request.cookies.get("lang"))
    return next((lang for lang in said if lang in ("zh", "en")), default)


def suggested() -> list[tuple[str, str, str, str]]:
    """What completion knows: IRI, ``class`` or ``property``, Chinese and English label (empty where there is none).
    First what the ontology declares, then what the graph uses of other vocabularies; each by IRI."""
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    kinds: dict[str, str] = {}
    labels: dict[tuple[str, str], str] = {}
    for quad in parse(path=resources.ontology_file("jianyan.ttl"), format=RdfFormat.TURTLE):
        if not isinstance(quad.subject, NamedNode):
            continue
        iri, predicate, value = quad.subject.value, quad.predicate.value, quad.object
        if predicate == terms.RDF_TYPE and isinstance(value, NamedNode):
            if value.value in _CLASSES | _PROPERTIES:
                kinds[iri] = "class" if value.value in _CLASSES else "property"
        elif predicate == terms.RDFS + "label" and isinstance(value, Literal):
            labels[iri, value.language or ""] = value.value
    ours = [(iri, kinds[iri], labels.get((iri, "zh"), ""), labels.get((iri, "en"), "")) for iri in sorted(kinds)]
    return ours + [(iri, kind, "", "") for iri, kind in _borrowed() if iri not in kinds]


def _borrowed() -> list[tuple[str, str]]:
    """The terms of other vocabularies among our constants: a class begins with a capital, a property does not."""
    spaces = {start for prefix, start in terms.PREFIXES.items() if prefix not in ("jy", "xsd", "owl", "sh")}
    found = set()
    for name, value in vars(terms).items():
        if name.isupper() and isinstance(value, str):
            local = next((value[len(start) :] for start in spaces if value.startswith(start)), "")
            if local.isalnum():
                found.add((value, "class" if local[0].isupper() else "property"))
    return sorted(found)
