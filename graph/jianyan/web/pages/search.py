"""Full-text search: a page of hits, and all places as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from jianyan.corpus.measures import inert
from jianyan.web.edition import Edition
from jianyan.web.fulltext import Hit
from jianyan.web.site import Site, download, number

STEP = 20
"""Texts on one page."""


def routes(site: Site) -> list[Route]:
    return [Route("/search", _Search(site).search)]


class _Search:
    def __init__(self, site: Site) -> None:
        self.site = site

    def search(self, request: Request) -> Response:
        edition = self.site.editions.now()
        asked = request.query_params.get("q", "").strip()
        inside = request.query_params.get("in") == "measures"
        first = number(request.query_params.get("from"))
        found = edition.search().find(asked, in_statements=inside) if asked else []
        if asked and request.query_params.get("format") == "csv":
            return _places(edition, found)
        hits = [(hit, edition.search().snippets(hit)) for hit in found[first : first + STEP]]
        who = edition.speakers({hit.document.iri for hit, _ in hits})
        shown = [
            (hit, [(one, who.get((hit.document.iri, one.start, one.end), ()) if one.statement else ()) for one in some])
            for hit, some in hits
        ]
        return self.site.page(
            request, "search", edition, asked=asked, in_statements=inside, hits=shown, first=first, step=STEP,
            total=len(found), places=sum(hit.count for hit in found),
            query=urlencode({"q": asked} | ({"in": "measures"} if inside else {})),
        )  # fmt: skip


def _places(edition: Edition, found: Sequence[Hit]) -> Response:
    """Every place as a row, with the words around it: a concordance."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(("document", "date", "publisher", "source", "start", "end", "before", "found", "after", "measure"))
    for hit in found:
        one = hit.document
        for row in edition.search().concordance(hit):
            cells = (one.title or one.source, one.issued, one.publisher, one.source, *row)
            writer.writerow([inert(str(cell)) for cell in cells])
    return download("\ufeff" + out.getvalue(), "csv", "search")
