"""Where things are on this server: the addresses of pages, texts and individuals."""

from __future__ import annotations

from urllib.parse import quote

from jianyan.rdf import terms as t

_SAFE = "/~-._!$&'()*+,;=:@"


def of_iri(iri: str, base: str, home: str) -> str:
    """The address of the page about ``iri``: empty for what is none of ours. ``base`` is that of individuals."""
    if iri.startswith(base):
        return f"{home}id/{quote(iri[len(base) :], safe=_SAFE)}"
    if iri.startswith(t.JY):
        return f"{home}ontology/{quote(iri[len(t.JY) :], safe=_SAFE)}"
    if iri.startswith(t.SCHEME_GRAPH + "/"):
        return f"{home}scheme/{quote(iri[len(t.SCHEME_GRAPH) + 1 :], safe=_SAFE)}"
    return ""


def iris_at(place: str, rest: str, base: str) -> list[str]:
    """The IRIs that an address below ``id``, ``scheme`` or ``ontology`` may mean, the likeliest first. Pages know a
    sector as ``sector/…`` whether it is an individual or a concept of a scheme."""
    if place == "ontology":
        return [t.JY + rest]
    as_written = "/".join(map(t.segment, rest.split("/")))  # a client may have decoded what an IRI holds encoded
    forms = dict.fromkeys((rest, as_written))
    if place == "scheme":
        return [f"{t.SCHEME_GRAPH}/{form}" for form in forms]
    return [*(base + form for form in forms), *(f"{t.SCHEME_GRAPH}/{form}" for form in forms)]


def of_text(document: str, start: int | str, end: int | str, home: str) -> str:
    """The address of a passage; ``document`` is the document's IRI."""
    return f"{home}view/text/{document.rpartition('/')[2]}.html#at={start}-{end}"
