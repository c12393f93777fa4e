"""A result as text: for people (csv, md, rows for a table) and for programs (tsv, json, xml, turtle).

TSV, XML and Turtle are pyoxigraph's own serialisations. Its serialisers take only what a query just gave, so the rows
go to it by way of SPARQL 1.1 Query Results JSON, which is simple enough to write here.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from jianyan.errors import QueryError
from jianyan.queries.engine import Result
from jianyan.rdf.terms import PREFIXES, XSD

if TYPE_CHECKING:
    from jianyan.queries.engine import Term

FORMATS = ("csv", "tsv", "json", "xml", "md", "turtle")
"""Those of :func:`write`; a table on the terminal is the command line's, from :func:`rows_as_text`."""

_NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float", "int", "long")}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_STRING = XSD + "string"


def write(result: Result, form: str) -> str:
    """``result`` in one of :data:`FORMATS`. CSV has no BOM; who writes a file for Excel adds it.

    Raises :class:`QueryError` for an unknown format, and for one that the kind of result has not: turtle of a table,
    json, xml of triples.
    """
    if form not in FORMATS:
        raise QueryError(
            form, en=f"there is no such format; use {', '.join(FORMATS)}", zh=f"没有这种格式；请用 {'、'.join(FORMATS)}"
        )
    if form == "turtle":
        return _turtle(result)
    if form == "csv":
        return _csv(result)
    if form == "md":
        return _markdown(result)
    if result.triples is not None and form != "tsv":
        raise QueryError(
            form,
            en="this format is for the table of a SELECT or ASK; triples are written as turtle, tsv, csv or md",
            zh="此格式用于 SELECT 或 ASK 的结果；三元组请用 turtle、tsv、csv 或 md",
        )
    return _json(result) + "\n" if form == "json" else serialize(result, form.upper()).decode()


def serialize(result: Result, form: str) -> bytes:
    """The table of a SELECT or ASK as the W3C says, for programs: JSON, XML, CSV or TSV (pyoxigraph's names)."""
    from pyoxigraph import QueryResultsFormat, parse_query_results

    written = _json(result).encode()
    if form == "JSON":
        return written
    given = parse_query_results(written, format=QueryResultsFormat.JSON)
    return given.serialize(format=getattr(QueryResultsFormat, form)) or b""


def rows_as_text(result: Result) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The column names and the rows, each cell as people read it: a literal's text, an IRI without its angle brackets,
    the empty string where there is nothing. ASK is one cell, ``true`` or ``false``; triples have three columns."""
    if result.boolean is not None:
        return ("answer",), [("true" if result.boolean else "false",)]
    return result.variables, [tuple(_text(term) for term in row) for row in _rows(result)]


def _rows(result: Result) -> Sequence[Sequence[Term | None]]:
    if result.triples is not None:
        return [tuple(triple) for triple in result.triples]
    return result.rows or ()


def _text(term: Term | None) -> str:
    from pyoxigraph import Triple

    if term is None:
        return ""
    return str(term) if isinstance(term, Triple) else str(term.value)


def _csv(result: Result) -> str:
    """RFC 4180, with CRLF. A spreadsheet runs a cell that begins like a formula, and quotes do not stop it: such text
    gets an apostrophe before it, numbers excepted (https://owasp.org/www-community/attacks/CSV_Injection)."""
    from pyoxigraph import Literal

    header, rows = rows_as_text(result)
    terms: Sequence[Sequence[Term | None]] = [(None,)] if result.boolean is not None else _rows(result)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    for texts, row in zip(rows, terms, strict=True):
        numbers = [isinstance(term, Literal) and term.datatype.value in _NUMBERS for term in row]
        writer.writerow(
            "'" + text if text.startswith(_FORMULA) and not number else text
            for text, number in zip(texts, numbers, strict=True)
        )
    return out.getvalue()


def _markdown(result: Result) -> str:
    """A table of GitHub-flavoured Markdown; what Markdown or HTML would act on is escaped."""
    header, rows = rows_as_text(result)
    lines = [header, tuple("---" for _ in header), *(tuple(_escaped(cell) for cell in row) for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _escaped(cell: str) -> str:
    marked = re.sub(r"([\\|`*_\[\]])", r"\\\1", cell)
    plain = marked.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return " ".join(plain.splitlines()) or " "


def _turtle(result: Result) -> str:
    from pyoxigraph import RdfFormat, serialize

    if result.triples is None:
        raise QueryError(
            "turtle",
            en="only CONSTRUCT and DESCRIBE give triples; write this result as csv, tsv, json, xml or md",
            zh="只有 CONSTRUCT 和 DESCRIBE 的结果是三元组；请改用 csv、tsv、json、xml 或 md",
        )
    ordered = sorted(result.triples, key=str)
    used = {prefix: iri for prefix, iri in PREFIXES.items() if any(iri in str(triple) for triple in ordered)}
    return (serialize(ordered, format=RdfFormat.TURTLE, prefixes=used) or b"").decode()


def _json(result: Result) -> str:
    """SPARQL 1.1 Query Results JSON (https://www.w3.org/TR/sparql11-results-json/)."""
    if result.boolean is not None:
        return json.dumps({"head": {}, "boolean": result.boolean})
    bindings = [
        {name: _binding(term) for name, term in zip(result.variables, row, strict=True) if term is not None}
        for row in _rows(result)
    ]
    return json.dumps({"head": {"vars": result.variables}, "results": {"bindings": bindings}}, ensure_ascii=False)


def _binding(term: Term) -> dict[str, Any]:
    from pyoxigraph import BlankNode, Literal, NamedNode

    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Literal):
        found: dict[str, Any] = {"type": "literal", "value": term.value}
        if term.language:
            found["xml:lang"] = term.language
        elif term.datatype.value != _STRING:
            found["datatype"] = term.datatype.value
        return found
    subject, predicate, object_ = (_binding(part) for part in term)  # RDF 1.2
    return {"type": "triple", "value": {"subject": subject, "predicate": predicate, "object": object_}}
