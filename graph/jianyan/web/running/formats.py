"""The formats of an answer, and which of them a client wants (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jianyan.web.running import errors


@dataclass(frozen=True, slots=True)
class Format:
    """``name`` is pyoxigraph's; ``shape`` is how http://www.w3.org/ns/formats/ calls it, empty for a second name."""

    media_type: str
    name: str
    shape: str = ""


TABLES = (
    Format("application/sparql-results+json", "JSON", "SPARQL_Results_JSON"),
    Format("application/sparql-results+xml", "XML", "SPARQL_Results_XML"),
    Format("text/csv", "CSV", "SPARQL_Results_CSV"),
    Format("text/tab-separated-values", "TSV", "SPARQL_Results_TSV"),
    Format("application/json", "JSON"),
    Format("application/xml", "XML"),
    Format("text/xml", "XML"),
)
"""Of SELECT and ASK; the first is what a client gets that takes all alike."""
GRAPHS = (
    Format("text/turtle", "TURTLE", "Turtle"),
    Format("application/n-triples", "N_TRIPLES", "N-Triples"),
    Format("application/rdf+xml", "RDF_XML", "RDF_XML"),
    Format("application/ld+json", "JSON_LD", "JSON-LD"),
    Format("application/trig", "TRIG", "TriG"),
    Format("application/n-quads", "N_QUADS", "N-Quads"),
    Format("text/n3", "N3", "N3"),
    Format("application/x-turtle", "TURTLE"),
    Format("application/xml", "RDF_XML"),
    Format("text/xml", "RDF_XML"),
    Format("application/json", "JSON_LD"),
)
"""Of CONSTRUCT and DESCRIBE."""


def chosen(accept: str, possible: Sequence[Format]) -> Format:
    """The one of ``possible`` that the value of an ``Accept`` header likes best; of those it likes alike, the first.

    Raises :class:`errors.NotAcceptable` when it likes none.
    """
    ranges = parsed(accept)
    best = max(possible, key=lambda form: quality(form.media_type, ranges))
    if quality(best.media_type, ranges) <= 0:
        listed = ", ".join(form.media_type for form in possible if form.shape)
        raise errors.not_acceptable(accept, listed)
    return best


def parsed(accept: str) -> dict[str, float]:
    """Media ranges (lower case, without parameters) and how much each is liked, 0 to 1. Nothing said is all alike."""
    return liked(accept) if accept.strip() else {"*/*": 1.0}


def liked(header: str) -> dict[str, float]:
    """The items of a header such as ``Accept-Language`` and how much each is liked."""
    items: dict[str, float] = {}
    for part in header.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name:
            weights = [_number(parameter[2:]) for parameter in parameters if parameter.startswith("q=")]
            items[name] = max([*weights, items.get(name, 0.0)]) if weights else 1.0
    return items


def quality(media_type: str, ranges: dict[str, float]) -> float:
    """How much ``media_type`` is liked: what the range says that describes it most closely; 0 where none does."""
    kind = media_type.partition("/")[0]
    return next((ranges[name] for name in (media_type, f"{kind}/*", "*/*") if name in ranges), 0.0)


def _number(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0
