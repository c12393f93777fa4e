"""Corrections from pages: forms for a passage and for a thing, and the list of what was corrected."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from jianyan.corpus.sameness.facts import person_of
from jianyan.errors import InputError, OutputError
from jianyan.web import addresses, individuals
from jianyan.web.correcting import OF_THINGS, name_of, passage
from jianyan.web.edition import Edition
from jianyan.web.individuals import Words
from jianyan.web.site import Site, number

MOST_DOUBTFUL = 30
LONGEST_FORM = 64 * 1024
NOTHING: Mapping[str, str] = {}


def routes(site: Site) -> list[Route]:
    """None where pages only show."""
    if site.file is None:
        return []
    pages = _Corrections(site)
    return [
        Route("/correct", pages.correct, methods=["GET"]),
        Route("/correct", pages.corrected, methods=["POST"]),
        Route("/corrections", pages.corrections, methods=["GET"]),
        Route("/corrections", pages.taken_back, methods=["POST"]),
    ]


class _Corrections:
    def __init__(self, site: Site) -> None:
        self.site = site

    def correct(self, request: Request) -> Response:
        if thing := request.query_params.get("thing"):
            return self._form_of_thing(request, thing)
        document = request.query_params.get("document", "")
        start, _, end = request.query_params.get("at", "").partition("-")
        return self._form(request, document, number(start), number(end))

    def _form(
        self,
        request: Request,
        document: str,
        start: int,
        end: int,
        error: Words | None = None,
        filled: Mapping[str, str] = NOTHING,
    ) -> Response:
        if not self.site.may_edit(request):
            return self.site.refused(request)
        edition = self.site.editions.now()
        found = passage(edition, document, start, end)
        if found is None or self.site.file is None:
            return self.site.not_found(request)
        return self.site.page(
            request, "correct", edition, status=400 if error else 200, error=error, filled=filled,
            document=edition.documents()[document], id=document, start=start, end=end, quote=found.quote,
            statement=found.statement, attributed=found.attributed, said=found.said,
            token=self.site.settings.token, file=str(self.site.file.path), current="corrections",
        )  # fmt: skip

    def _form_of_thing(
        self, request: Request, iri: str, error: Words | None = None, filled: Mapping[str, str] = NOTHING
    ) -> Response:
        if not self.site.may_edit(request) or self.site.file is None:
            return self.site.refused(request)
        edition = self.site.editions.now()
        kind, name = self._thing_named(edition, iri)
        if kind not in OF_THINGS:
            return self.site.not_found(request)
        return self.site.page(
            request, "correct", edition, status=400 if error else 200, error=error, filled=filled,
            document=None, quote=name, iri=iri, kind=kind, choices=OF_THINGS[kind],
            href=addresses.of_iri(iri, edition.base, self.site.home),
            token=self.site.settings.token, file=str(self.site.file.path), current="corrections",
        )  # fmt: skip

    def _thing_named(self, edition: Edition, iri: str) -> tuple[str, str]:
        """The kind of a thing, and how corrections call it; empty for what the graph does not know."""
        if individuals.known(edition.store, [iri]) is None:
            return "", ""
        thing = individuals.thing(edition.store, iri, edition.base, self.site.home)
        name, body = person_of(iri) if thing.kind == "person" else (thing.label, "")
        return thing.kind, f"{name}@{body}" if body else name

    async def corrected(self, request: Request) -> Response:
        form = await self._posted(request)
        if form is None or self.site.file is None:
            return self.site.refused(request)
        return await run_in_threadpool(self._save, request, form)

    def _save(self, request: Request, form: Mapping[str, str]) -> Response:
        assert self.site.file is not None
        edition = self.site.editions.now()
        correction = form.get("correction", "")
        value, note = form.get(f"value-{correction}", ""), form.get("note", "")
        if iri := form.get("thing"):
            kind, name = self._thing_named(edition, iri)
            try:
                self.site.file.add_of_thing(kind, name, correction, value, note)
            except (InputError, OutputError) as error:
                return self._form_of_thing(request, iri, Words(error.zh, error.en), form)
            return RedirectResponse(f"{self.site.home}corrections?saved=1", status_code=303)
        document, start, end = form.get("document", ""), number(form.get("start")), number(form.get("end"))
        found = passage(edition, document, start, end)
        if found is None:
            return self.site.not_found(request)
        try:
            digest = edition.digest(edition.documents()[document].iri)
            self.site.file.add(found, digest, correction, value, note)
        except (InputError, OutputError) as error:
            return self._form(request, document, start, end, Words(error.zh, error.en), form)
        return RedirectResponse(f"{self.site.home}corrections?saved=1", status_code=303)

    def corrections(self, request: Request) -> Response:
        if not self.site.may_edit(request) or self.site.file is None:
            return self.site.refused(request)
        edition = self.site.editions.now()
        digests = edition.digests()
        rows = []
        for row in self.site.file.rows():
            document = next(
                (iri for digest, iri in digests.items() if row.document and digest.startswith(row.document)), ""
            )
            href = ""
            if document and row.start:
                href = addresses.of_text(document, row.start, int(row.start) + len(row.quote), self.site.home)
            shown = {"name": name_of(row), "quote": row.quote or row.subject, "value": row.value, "note": row.note}
            rows.append({**shown, "id": row.id, "href": href})
        saved = Words("更正已保存。", "The correction was saved.") if "saved" in request.query_params else None
        return self.site.page(
            request, "corrections", edition, rows=rows, said=saved, doubtful=self._doubtful(edition, digests),
            token=self.site.settings.token, file=str(self.site.file.path),
        )  # fmt: skip

    def _doubtful(self, edition: Edition, digests: Mapping[str, str]) -> list[dict[str, str]]:
        """What is most worth a look, of what can be corrected in its text."""
        by_start = {digest[:16]: iri for digest, iri in digests.items()}
        found = []
        for item in edition.doubtful():
            document = by_start.get(item.document, "")
            if not document or not item.start:
                continue
            end = int(item.start) + len(item.quote)
            place = urlencode({"document": document.rpartition("/")[2], "at": f"{item.start}-{end}"})
            ways = {
                "href": addresses.of_text(document, item.start, end, self.site.home),
                "correct": f"{self.site.home}correct?{place}",
            }
            found.append(ways | {"quote": item.quote, "said": item.said, "why": item.why, "doubt": f"{item.doubt:.2f}"})
            if len(found) == MOST_DOUBTFUL:
                break
        return found

    async def taken_back(self, request: Request) -> Response:
        form = await self._posted(request)
        if form is None or self.site.file is None:
            return self.site.refused(request)
        await run_in_threadpool(self.site.file.take_back, form.get("take-back", ""))
        return RedirectResponse(f"{self.site.home}corrections", status_code=303)

    async def _posted(self, request: Request) -> Mapping[str, str] | None:
        """The fields of a form of ours; None for what another page, or nobody with the token, sent."""
        origin = request.headers.get("origin") or request.headers.get("referer", "")
        if origin and origin != "null" and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower():
            return None
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return None
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > LONGEST_FORM:
                return None
        fields = {name: said[0] for name, said in parse_qs(body.decode("utf-8", "replace")).items()}
        token = fields.pop("token", "")
        if not self.site.may_edit(request) or not hmac.compare_digest(
            token.encode(), self.site.settings.token.encode()
        ):
            return None
        return fields
