"""The server's addresses, and what answers at each.

    /  /view/…  /view/text/…     the pages of a build, from the store as it is now
    /search                      full-text search
    /questions  /questions/…     the questions of queries/ as forms
    /id/…  /scheme/…  /ontology/…   individuals, concepts, terms: HTML or RDF, as asked for
    /sparql                      the SPARQL 1.1 Protocol and its editor
    /correct  /corrections       with --edit: corrections
    /names.json  /suggest        what search box and forms suggest
"""

from __future__ import annotations

import csv
import hmac
import io
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from jianyan import queries
from jianyan.corpus.measures import inert
from jianyan.corpus.sameness.facts import person_of
from jianyan.errors import InputError, JianyanError, OutputError, QueryError
from jianyan.queries import QueryFile
from jianyan.views import pages
from jianyan.views.render import render
from jianyan.web import addresses, answers, individuals, live, sparql
from jianyan.web.correcting import OF_THINGS, Corrections, name_of, passage
from jianyan.web.edition import Edition, Editions
from jianyan.web.guards import Guarded
from jianyan.web.individuals import MEDIA_TYPES, Words
from jianyan.web.running import Answer, Pool, Question, formats
from jianyan.web.settings import Settings

STEP = 20
"""Texts on one page of the search."""
MOST_SUGGESTED = 20
MOST_DOUBTFUL = 30
MOST_OF_A_THING = 50
"""Rows of a question on the page of a thing."""
LONGEST_FORM = 64 * 1024
COOKIE = "jianyan-edit"
OF_KIND = {
    "person": ("proposals-of-speaker", "speaker"),
    "body": ("proposals-of-body", "body"),
    "sector": ("on-sector", "sector"),
    "measure": ("evidence", "measure"),
    "place": ("sectors-by-place", "place"),
}
"""Kind of a thing → the question that says most of it, and the parameter that it is."""
SUGGESTED = ("body", "person", "sector", "place", "measure")


def application(settings: Settings) -> Guarded:
    """The server for the build that ``settings`` name. Each request sees the build that counts when it comes."""
    site = _Site(settings)

    @asynccontextmanager
    async def alive(_app: Starlette) -> AsyncIterator[None]:
        await site.pool.start()
        Thread(target=site.warm_up, daemon=True).start()
        try:
            yield
        finally:
            await site.pool.stop()

    routes = [
        Route("/", site.overview),
        Route("/index.html", site.overview),
        Route("/view/{name}.html", site.view),
        Route("/view/text/{document}.html", site.text),
        Route("/search", site.search),
        Route("/questions", site.questions),
        Route("/questions/{name}", site.question),
        Route("/names.json", site.names),
        Route("/suggest", site.suggest),
        *(Route(f"/{place}/{{rest:path}}", site.thing(place)) for place in ("id", "scheme", "ontology")),
        *sparql.routes(site.pool, settings),
    ]
    if settings.corrections is not None:
        routes += [
            Route("/correct", site.correct, methods=["GET"]),
            Route("/correct", site.corrected, methods=["POST"]),
            Route("/corrections", site.corrections, methods=["GET"]),
            Route("/corrections", site.taken_back, methods=["POST"]),
        ]
    handlers: Mapping[Any, Callable[[Request, Exception], Any]] = {
        404: site.not_found, 405: site.not_allowed, JianyanError: site.failed, 500: site.broken,
    }  # fmt: skip
    app = Starlette(routes=routes, lifespan=alive, exception_handlers=handlers)
    return Guarded(GZipMiddleware(app, minimum_size=1024, compresslevel=5), settings.names)


class _Site:
    """What answers. Plain methods run in threads, so that one page that takes long stops no other."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.home = settings.home
        self.editions = Editions(settings.output)
        self.pool = Pool(self.editions.store, settings.limits)
        self.file = Corrections(settings.corrections) if settings.corrections else None

    def warm_up(self) -> None:
        """Read what the first visitor would wait for."""
        with suppress(JianyanError):
            edition = self.editions.now()
            edition.facts()
            edition.search()

    # -- what pages have in common

    def lang(self, request: Request) -> str:
        """The language of a page: of the address, else the one chosen before, else the server's."""
        for said in (request.query_params.get("lang"), request.cookies.get("lang")):
            if said in ("zh", "en"):
                return said
        return self.settings.lang

    def may_edit(self, request: Request) -> bool:
        given = request.cookies.get(COOKIE, "")
        return self.file is not None and hmac.compare_digest(given.encode(), self.settings.token.encode())

    def page(self, request: Request, name: str, edition: Edition, *, status: int = 200, **context: Any) -> Response:
        """The page ``name``, which only a server makes."""
        way = live.way(self.home, edition, editing=self.may_edit(request))
        html = render(name, way, self.lang(request), {}, document_id=pages.document_id, **context)
        return _html(html.encode(), status)

    def cached(
        self, request: Request, edition: Edition, make: Callable[[], bytes], media_type: str = "text/html"
    ) -> Response:
        """A page that is the same until the next build; asked for again, it need not be sent again."""
        tag = f'W/"{edition.key}-{self.lang(request)}{"-edit" if self.may_edit(request) else ""}"'
        headers = {"etag": tag, "cache-control": "no-cache", "vary": "Cookie"}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(make(), headers=headers, media_type=media_type)

    # -- the pages of a build

    def overview(self, request: Request) -> Response:
        if self.file is not None and (token := request.query_params.get("token")) is not None:
            return self._let_in(token)
        return self._view(request, "index")

    def _let_in(self, token: str) -> Response:
        """With the right token in the address, a cookie takes its place, and the address is free of it."""
        response = RedirectResponse(self.home, status_code=303)
        if hmac.compare_digest(token.encode(), self.settings.token.encode()):
            response.set_cookie(COOKIE, token, path=self.home, httponly=True, samesite="strict")
        return response

    def view(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in live.VIEWS or name == "index":
            return self.not_found(request)
        return self._view(request, name)

    def _view(self, request: Request, name: str) -> Response:
        edition, lang = self.editions.now(), self.lang(request)
        editing = self.may_edit(request)
        return self.cached(request, edition, lambda: live.view(edition, name, self.home, lang, editing=editing))

    def text(self, request: Request) -> Response:
        edition, document = self.editions.now(), request.path_params["document"]
        if document not in edition.documents():
            return self.not_found(request)
        lang, editing = self.lang(request), self.may_edit(request)
        return self.cached(
            request, edition, lambda: live.text(edition, document, self.home, lang, editing=editing) or b""
        )

    # -- search

    def search(self, request: Request) -> Response:
        edition = self.editions.now()
        asked = request.query_params.get("q", "").strip()
        inside = request.query_params.get("in") == "measures"
        first = _number(request.query_params.get("from"))
        found = edition.search().find(asked, in_statements=inside) if asked else []
        if asked and request.query_params.get("format") == "csv":
            return self._places(edition, asked, found)
        hits = [(hit, edition.search().snippets(hit)) for hit in found[first : first + STEP]]
        who = edition.speakers({hit.document.iri for hit, _ in hits})
        shown = [
            (hit, [(one, who.get((hit.document.iri, one.start, one.end), ()) if one.statement else ()) for one in some])
            for hit, some in hits
        ]
        return self.page(
            request, "search", edition, asked=asked, in_statements=inside, hits=shown, first=first, step=STEP,
            total=len(found), places=sum(hit.count for hit in found),
            query=urlencode({"q": asked} | ({"in": "measures"} if inside else {})),
        )  # fmt: skip

    def _places(self, edition: Edition, asked: str, found: list[Any]) -> Response:
        """Every place as a row, with the words around it: a concordance."""
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(("document", "date", "publisher", "source", "start", "end", "before", "found", "after", "measure"))
        for hit in found:
            one = hit.document
            for row in edition.search().concordance(hit):
                cells = (one.title or one.source, one.issued, one.publisher, one.source, *row)
                writer.writerow([inert(str(cell)) for cell in cells])
        return _download("\ufeff" + out.getvalue(), "csv", "search")

    # -- questions

    def questions(self, request: Request) -> Response:
        return self.page(request, "questions", self.editions.now(), questions=queries.catalogue())

    async def question(self, request: Request) -> Response:
        edition = await run_in_threadpool(self.editions.now)
        file = next((one for one in queries.catalogue() if one.name == request.path_params["name"]), None)
        if file is None:
            return self.not_found(request)
        asked = {p.name: said for p in file.parameters if (said := request.query_params.get(p.name, "").strip())}
        context: dict[str, Any] = {"question": file, "given": asked, "query": urlencode({**asked, "run": "1"})}
        context |= {"answer": None, "error": None, "current": "questions"}
        try:
            if request.query_params or not file.parameters:
                answered = await self._ask(request, file, asked)
                assert answered.result is not None
                if (form := request.query_params.get("format")) is not None:
                    return _written(file, answered, form)
                context["answer"] = answers.answer(
                    answered.result, edition.base, self.home, truncated=answered.truncated
                )
            denoted = await run_in_threadpool(queries.denoted, edition.store, file, asked) if asked else {}
        except QueryError as error:
            context["error"], denoted = Words(f"{error.where}：{error.zh}", f"{error.where}: {error.en}"), {}
        context["sparql"] = queries.as_sparql(file, {name: terms[0] for name, terms in denoted.items() if terms})
        status = 200 if context["error"] is None else 400
        return await run_in_threadpool(lambda: self.page(request, "question", edition, status=status, **context))

    async def _ask(self, request: Request, file: QueryFile, params: Mapping[str, str]) -> Answer:
        return await self.pool.run(Question(file.name, tuple(sorted(params.items())), self.lang(request), nodes=True))

    def suggest(self, request: Request) -> Response:
        """Labels of a class that contain what was typed, as JSON: those first that begin with it."""
        of, typed = request.query_params.get("of", ""), request.query_params.get("q", "").strip()
        if of not in SUGGESTED:
            return JSONResponse([], status_code=400)
        return JSONResponse(self.editions.now().suggestions(of, typed, MOST_SUGGESTED))

    def names(self, request: Request) -> Response:
        edition = self.editions.now()
        return self.cached(request, edition, edition.findable, "application/json")

    # -- things

    def thing(self, place: str) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            return await self._thing(request, place)

        return answer

    async def _thing(self, request: Request, place: str) -> Response:
        edition = await run_in_threadpool(self.editions.now)
        iris = addresses.iris_at(place, request.path_params["rest"], edition.base)
        iri = await run_in_threadpool(individuals.known, edition.store, iris)
        if iri is None:
            return self.not_found(request)
        media_type = _wanted(request)
        if media_type != "text/html":
            triples = await run_in_threadpool(individuals.description, edition.store, iri)
            body = individuals.serialized(triples, media_type)
            return Response(body, media_type=media_type, headers={"vary": "Accept", "cache-control": "no-cache"})
        thing = await run_in_threadpool(individuals.thing, edition.store, iri, edition.base, self.home)
        if thing.kind == "document" and iri.rpartition("/")[2] in edition.documents() and "page" not in request.query_params:
            return RedirectResponse(f"{self.home}view/text/{iri.rpartition('/')[2]}.html", status_code=303)
        context: dict[str, Any] = {"thing": thing, "answer": None, "leads": self._leads(request, thing)}
        if thing.kind in OF_KIND:
            name, parameter = OF_KIND[thing.kind]
            file = queries.find(name)
            try:
                answered = await self._ask(request, file, {parameter: iri})
            except QueryError:  # it takes too long, say: the page has the facts
                answered = Answer()
            if answered.result is not None:
                context["answer"] = answers.answer(answered.result, edition.base, self.home, most=MOST_OF_A_THING)
            context["question"] = file
            context["asked"] = f"{self.home}questions/{name}?{urlencode({parameter: iri})}"
        here = self.home.rstrip("/") + quote(request.url.path.removeprefix(self.settings.root))
        return await run_in_threadpool(
            lambda: self.page(request, "thing", edition, title=thing.label, here=here, **context)
        )

    def _leads(self, request: Request, thing: individuals.Thing) -> list[tuple[str, str]]:
        """Ways on from a thing: addresses, and the messages that name them."""
        identity = quote(f"{thing.kind}/{thing.iri.partition(f'/{thing.kind}/')[2]}", safe="")
        found = []
        if thing.kind in ("person", "body", "sector", "measure"):
            found.append((f"{self.home}view/network.html#node={identity}", "thing.network"))
        if thing.kind in ("body", "sector"):
            found.append((f"{self.home}view/matrix.html#{thing.kind}={identity}", "thing.matrix"))
        if thing.kind in ("person", "body", "sector", "place", "measure"):
            found.append((f"{self.home}search?{urlencode({'q': thing.label})}", "thing.search"))
        if self.file is not None and self.may_edit(request) and thing.kind in OF_THINGS:
            found.append((f"{self.home}correct?{urlencode({'thing': thing.iri})}", "to.correct"))
        return found

    # -- corrections

    def correct(self, request: Request) -> Response:
        if thing := request.query_params.get("thing"):
            return self._form_of_thing(request, thing)
        document = request.query_params.get("document", "")
        start, _, end = request.query_params.get("at", "").partition("-")
        return self._form(request, document, _number(start), _number(end))

    def _form(
        self, request: Request, document: str, start: int, end: int, error: Words | None = None, **filled: str
    ) -> Response:
        if not self.may_edit(request):
            return self._refused(request)
        edition = self.editions.now()
        found = passage(edition, document, start, end)
        if found is None or self.file is None:
            return self.not_found(request)
        return self.page(
            request, "correct", edition, status=400 if error else 200, error=error, id=document, start=start, end=end,
            quote=found.quote, statement=found.statement, attributed=found.attributed, said=found.said, document=edition.documents()[document],
            token=self.settings.token, file=str(self.file.path), current="corrections",
            chosen=filled.get("correction", ""), note=filled.get("note", ""),
        )  # fmt: skip

    def _form_of_thing(self, request: Request, iri: str, error: Words | None = None, **filled: str) -> Response:
        if not self.may_edit(request) or self.file is None:
            return self._refused(request)
        edition = self.editions.now()
        kind, name = self._thing_named(edition, iri)
        if kind not in OF_THINGS:
            return self.not_found(request)
        return self.page(
            request, "correct", edition, status=400 if error else 200, error=error, quote=name, iri=iri, kind=kind,
            href=addresses.of_iri(iri, edition.base, self.home), document=None, token=self.settings.token,
            file=str(self.file.path), current="corrections", choices=OF_THINGS[kind],
            chosen=filled.get("correction", ""), note=filled.get("note", ""),
        )  # fmt: skip

    def _thing_named(self, edition: Edition, iri: str) -> tuple[str, str]:
        """The kind of a thing, and how corrections call it; empty for what the graph does not know."""
        if individuals.known(edition.store, [iri]) is None:
            return "", ""
        thing = individuals.thing(edition.store, iri, edition.base, self.home)
        name, body = person_of(iri) if thing.kind == "person" else (thing.label, "")
        return thing.kind, f"{name}@{body}" if body else name

    async def corrected(self, request: Request) -> Response:
        form = await self._posted(request)
        if form is None or self.file is None:
            return self._refused(request)
        return await run_in_threadpool(self._save, request, form)

    def _save(self, request: Request, form: Mapping[str, str]) -> Response:
        assert self.file is not None
        edition = self.editions.now()
        correction = form.get("correction", "")
        if iri := form.get("thing"):
            kind, name = self._thing_named(edition, iri)
            try:
                self.file.add_of_thing(kind, name, correction, form.get(f"value-{correction}", ""), form.get("note", ""))
            except (InputError, OutputError) as error:
                return self._form_of_thing(request, iri, Words(error.zh, error.en), **form)
            return RedirectResponse(f"{self.home}corrections?saved=1", status_code=303)
        document, start, end = form.get("document", ""), _number(form.get("start")), _number(form.get("end"))
        found = passage(edition, document, start, end)
        if found is None:
            return self.not_found(request)
        try:
            digest = edition.digest(edition.documents()[document].iri)
            self.file.add(found, digest, correction, form.get(f"value-{correction}", ""), form.get("note", ""))
        except (InputError, OutputError) as error:
            return self._form(request, document, start, end, Words(error.zh, error.en), **form)
        return RedirectResponse(f"{self.home}corrections?saved=1", status_code=303)

    def corrections(self, request: Request) -> Response:
        if not self.may_edit(request) or self.file is None:
            return self._refused(request)
        edition = self.editions.now()
        digests = edition.digests()
        rows = []
        for row in self.file.rows():
            document = next((iri for digest, iri in digests.items() if row.document and digest.startswith(row.document)), "")
            href = ""
            if document and row.start:
                href = addresses.of_text(document, row.start, int(row.start) + len(row.quote), self.home)
            shown = {"name": name_of(row), "quote": row.quote or row.subject, "value": row.value, "note": row.note}
            rows.append({**shown, "id": row.id, "href": href})
        saved = Words("更正已保存。", "The correction was saved.") if "saved" in request.query_params else None
        return self.page(
            request, "corrections", edition, rows=rows, token=self.settings.token, said=saved, file=str(self.file.path),
            doubtful=self._doubtful(edition, digests),
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
            form = urlencode({"document": document.rpartition("/")[2], "at": f"{item.start}-{end}"})
            found.append({
                "quote": item.quote, "said": item.said, "why": item.why, "doubt": f"{item.doubt:.2f}",
                "href": addresses.of_text(document, item.start, end, self.home), "correct": f"{self.home}correct?{form}",
            })  # fmt: skip
            if len(found) == MOST_DOUBTFUL:
                break
        return found

    async def taken_back(self, request: Request) -> Response:
        form = await self._posted(request)
        if form is None or self.file is None:
            return self._refused(request)
        await run_in_threadpool(self.file.take_back, form.get("take-back", ""))
        return RedirectResponse(f"{self.home}corrections", status_code=303)

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
        if not self.may_edit(request) or not hmac.compare_digest(token.encode(), self.settings.token.encode()):
            return None
        return fields

    # -- what goes wrong

    def not_found(self, request: Request, _error: Exception | None = None) -> Response:
        return self._message(request, 404, Words("没有这一页", "There is no such page"), None)

    def not_allowed(self, request: Request, error: Exception) -> Response:
        headers = getattr(error, "headers", None)
        response = self._message(request, 405, Words("这里不能这样做", "That cannot be done here"), None)
        response.headers.update(headers or {})
        return response

    def failed(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, JianyanError)
        said = Words(error.message("zh"), error.message("en"))
        return self._message(request, 503 if isinstance(error, OutputError) else 400, Words("出错了", "That failed"), said)

    def broken(self, request: Request, _error: Exception) -> Response:
        said = Words("服务器内部出错；详情见运行 jianyan serve 的窗口。", "An error of the server; see the window that runs jianyan serve.")
        return self._message(request, 500, Words("出错了", "That failed"), said)

    def _refused(self, request: Request) -> Response:
        said = Words("请用 jianyan serve --edit 显示的地址打开。", "Open the address that jianyan serve --edit shows.")
        return self._message(request, 403, Words("这里不能更正", "Corrections are not open to you"), said)

    def _message(self, request: Request, status: int, title: Words, said: Words | None) -> Response:
        leads = [(self.home, "to.index"), (f"{self.home}search", "to.search")]
        way = live.plain_way(self.home)
        html = render("message", way, self.lang(request), {}, heading=title, said=said, leads=leads)
        return _html(html.encode(), status)


def _html(page: bytes, status: int = 200) -> Response:
    return Response(page, status, {"cache-control": "no-store"}, "text/html")


def _written(file: QueryFile, answered: Answer, form: str) -> Response:
    """The rows as a file. Raises :class:`QueryError` for an unknown format."""
    assert answered.result is not None
    text = queries.write(answers.plain(answered.result), form)
    return _download(("\ufeff" if form == "csv" else "") + text, form, file.name)


_TYPES = {"csv": "text/csv", "tsv": "text/tab-separated-values", "json": "application/sparql-results+json"}


def _download(text: str, form: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}.{form}"', "cache-control": "no-store"}
    return Response(text, headers=headers, media_type=_TYPES.get(form, "text/plain"))


def _wanted(request: Request) -> str:
    """The media type of an answer about a thing: of ``?format=``, else the first of those accepted most."""
    if (form := request.query_params.get("format")) in MEDIA_TYPES:
        return MEDIA_TYPES[form]
    liked = formats.parsed(request.headers.get("accept", ""))
    best = max(("text/html", *MEDIA_TYPES.values()), key=lambda media: formats.quality(media, liked))
    return best if formats.quality(best, liked) > 0 else "text/html"


def _number(said: str | None) -> int:
    return int(said) if said and said.isascii() and said.isdecimal() and len(said) < 10 else 0
