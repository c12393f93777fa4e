"""The page of each thing, and its description as RDF by content negotiation: so identifiers lead somewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from jianyan import queries
from jianyan.errors import QueryError
from jianyan.web import addresses, answers, individuals
from jianyan.web.correcting import OF_THINGS
from jianyan.web.individuals import MEDIA_TYPES
from jianyan.web.running import Answer, formats
from jianyan.web.site import Site

MOST_ROWS = 50
"""Rows of the question that the page of a thing answers."""
OF_KIND = {
    "person": ("proposals-of-speaker", "speaker"),
    "body": ("proposals-of-body", "body"),
    "sector": ("on-sector", "sector"),
    "measure": ("evidence", "measure"),
    "place": ("sectors-by-place", "place"),
}
"""Kind of a thing → the question that says most of it, and the parameter that it is."""


def routes(site: Site) -> list[Route]:
    things = _Things(site)
    return [Route(f"/{place}/{{rest:path}}", things.at(place)) for place in ("id", "scheme", "ontology")]


class _Things:
    def __init__(self, site: Site) -> None:
        self.site = site

    def at(self, place: str) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            return await self._thing(request, place)

        return answer

    async def _thing(self, request: Request, place: str) -> Response:
        edition = await run_in_threadpool(self.site.editions.now)
        iris = addresses.iris_at(place, request.path_params["rest"], edition.base)
        store = individuals.ontology() if place == "ontology" else edition.store
        iri = await run_in_threadpool(individuals.known, store, iris)
        if iri is None:
            return self.site.not_found(request)
        media_type = _wanted(request)
        if media_type != "text/html":
            triples = await run_in_threadpool(individuals.description, store, iri)
            body = individuals.serialized(triples, media_type)
            return Response(body, media_type=media_type, headers={"vary": "Accept", "cache-control": "no-cache"})
        thing = await run_in_threadpool(individuals.thing, store, iri, edition.base, self.site.home)
        if (
            thing.kind == "document"
            and iri.rpartition("/")[2] in edition.documents()
            and "page" not in request.query_params
        ):
            return RedirectResponse(f"{self.site.home}view/text/{iri.rpartition('/')[2]}.html", status_code=303)
        context: dict[str, Any] = {"thing": thing, "answer": None, "leads": self._leads(request, thing)}
        if thing.kind in OF_KIND:
            name, parameter = OF_KIND[thing.kind]
            file = queries.find(name)
            try:
                answered = await self.site.ask(request, file, {parameter: iri})
            except QueryError:  # it takes too long, say: the page has the facts
                answered = Answer()
            if answered.result is not None:
                context["answer"] = answers.answer(answered.result, edition.base, self.site.home, most=MOST_ROWS)
            context["question"] = file
            context["asked"] = f"{self.site.home}questions/{name}?{urlencode({parameter: iri})}"
        here = self.site.home.rstrip("/") + quote(request.url.path.removeprefix(self.site.settings.root))
        return await run_in_threadpool(
            lambda: self.site.page(request, "thing", edition, title=thing.label, here=here, **context)
        )

    def _leads(self, request: Request, thing: individuals.Thing) -> list[tuple[str, str]]:
        """Ways on from a thing: addresses, and the messages that name them."""
        identity = quote(f"{thing.kind}/{thing.iri.partition(f'/{thing.kind}/')[2]}", safe="")
        found = []
        if thing.kind in ("person", "body", "sector", "measure"):
            found.append((f"{self.site.home}view/network.html#node={identity}", "thing.network"))
        if thing.kind in ("body", "sector"):
            found.append((f"{self.site.home}view/matrix.html#{thing.kind}={identity}", "thing.matrix"))
        if thing.kind in ("person", "body", "sector", "place", "measure"):
            found.append((f"{self.site.home}search?{urlencode({'q': thing.label})}", "thing.search"))
        if self.site.file is not None and self.site.may_edit(request) and thing.kind in OF_THINGS:
            found.append((f"{self.site.home}correct?{urlencode({'thing': thing.iri})}", "to.correct"))
        return found


def _wanted(request: Request) -> str:
    """The media type of an answer about a thing: of ``?format=``, else the first of those accepted most."""
    if (form := request.query_params.get("format")) in MEDIA_TYPES:
        return MEDIA_TYPES[form]
    liked = formats.parsed(request.headers.get("accept", ""))
    best = max(("text/html", *MEDIA_TYPES.values()), key=lambda media: formats.quality(media, liked))
    return best if formats.quality(best, liked) > 0 else "text/html"
