"""What every page of the server has: the build that counts now, the language, who may correct, and how things fail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from jianyan.errors import JianyanError, OutputError
from jianyan.queries import QueryFile
from jianyan.views import pages
from jianyan.views.render import render
from jianyan.web import live
from jianyan.web.correcting import Corrections
from jianyan.web.edition import Edition, Editions
from jianyan.web.individuals import Words
from jianyan.web.running import Answer, Pool, Question
from jianyan.web.settings import COOKIE, Settings


class Site:
    """Handlers that are plain functions run in threads, so that one page that takes long stops no other."""

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

    def lang(self, request: Request) -> str:
        """The language of a page: of the address, else the one chosen before, else the server's."""
        for said in (request.query_params.get("lang"), request.cookies.get("lang")):
            if said in ("zh", "en"):
                return said
        return self.settings.lang

    def may_edit(self, request: Request) -> bool:
        return self.settings.lets_edit(request.cookies.get(COOKIE, ""))

    def page(self, request: Request, name: str, edition: Edition, *, status: int = 200, **context: Any) -> Response:
        """The page ``name``, which only a server makes."""
        way = live.way(self.home, edition, editing=self.may_edit(request))
        html = render(name, way, self.lang(request), {}, document_id=pages.document_id, **context)
        return html_response(html.encode(), status)

    def cached(
        self, request: Request, edition: Edition, make: Callable[[], bytes], media_type: str = "text/html"
    ) -> Response:
        """A page that is the same until the next build; asked for again, it need not be sent again."""
        tag = f'W/"{edition.key}-{self.lang(request)}{"-edit" if self.may_edit(request) else ""}"'
        headers = {"etag": tag, "cache-control": "no-cache", "vary": "Cookie"}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(make(), headers=headers, media_type=media_type)

    async def ask(self, request: Request, file: QueryFile, params: Mapping[str, str]) -> Answer:
        """The rows of a question, with the individuals beside their names. Raises :class:`QueryError`."""
        return await self.pool.run(Question(file.name, tuple(sorted(params.items())), self.lang(request), nodes=True))

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
        return self._message(
            request, 503 if isinstance(error, OutputError) else 400, Words("出错了", "That failed"), said
        )

    def broken(self, request: Request, _error: Exception) -> Response:
        said = Words(
            "服务器内部出错；详情见运行 jianyan serve 的窗口。",
            "An error of the server; see the window that runs jianyan serve.",
        )
        return self._message(request, 500, Words("出错了", "That failed"), said)

    def refused(self, request: Request) -> Response:
        said = Words("请用 jianyan serve --edit 显示的地址打开。", "Open the address that jianyan serve --edit shows.")
        return self._message(request, 403, Words("这里不能更正", "Corrections are not open to you"), said)

    def _message(self, request: Request, status: int, title: Words, said: Words | None) -> Response:
        leads = [(self.home, "to.index"), (f"{self.home}search", "to.search")]
        way = live.plain_way(self.home)
        html = render("message", way, self.lang(request), {}, heading=title, said=said, leads=leads)
        return html_response(html.encode(), status)


def html_response(page: bytes, status: int = 200) -> Response:
    return Response(page, status, {"cache-control": "no-store"}, "text/html")


def download(text: str, form: str, name: str) -> Response:
    """A file of the name ``name`` in the format ``form``, to be kept."""
    headers = {"content-disposition": f'attachment; filename="{name}.{form}"', "cache-control": "no-store"}
    return Response(text, headers=headers, media_type=_TYPES.get(form, "text/plain"))


_TYPES = {"csv": "text/csv", "tsv": "text/tab-separated-values", "json": "application/sparql-results+json"}


def number(said: str | None) -> int:
    """A whole number of an address, 0 for what is none."""
    return int(said) if said and said.isascii() and said.isdecimal() and len(said) < 10 else 0
