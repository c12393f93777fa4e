"""The server's addresses, and what answers at each.

/  /view/…  /view/text/…        the pages of a build, from the store as it is now
/search                         full-text search
/questions  /questions/…        the questions of queries/ as forms
/names.json  /suggest           what search box and forms suggest
/id/…  /scheme/…  /ontology/…   individuals, concepts, terms: HTML or RDF, as asked for
/sparql  /sparql/cancel         the SPARQL 1.1 Protocol and its editor
/correct  /corrections          with --edit: corrections
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from threading import Thread
from typing import Any

from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request

from jianyan.errors import JianyanError
from jianyan.web import sparql
from jianyan.web.guards import Guarded
from jianyan.web.pages import corrections, questions, search, things, views
from jianyan.web.settings import Settings
from jianyan.web.site import Site


def application(settings: Settings) -> Guarded:
    """The server for the build that ``settings`` name. Each request sees the build that counts when it comes."""
    site = Site(settings)

    @asynccontextmanager
    async def alive(_app: Starlette) -> AsyncIterator[None]:
        await site.pool.start()
        Thread(target=site.warm_up, daemon=True).start()
        try:
            yield
        finally:
            await site.pool.stop()

    pages = (views, search, questions, things, corrections)
    routes = [*(route for page in pages for route in page.routes(site)), *sparql.routes(site.pool, settings)]
    handlers: Mapping[Any, Callable[[Request, Exception], Any]] = {
        404: site.not_found, 405: site.not_allowed, JianyanError: site.failed, 500: site.broken,
    }  # fmt: skip
    app = Starlette(routes=routes, lifespan=alive, exception_handlers=handlers)
    return Guarded(GZipMiddleware(app, minimum_size=1024, compresslevel=5), settings.names)
