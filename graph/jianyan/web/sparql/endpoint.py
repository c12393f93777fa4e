"""The endpoint over HTTP: statuses, headers, who may ask from which page, and a query that ends with its client."""

from __future__ import annotations

import asyncio
import gzip

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from jianyan.errors import JianyanError
from jianyan.store import StoreError
from jianyan.web.running import (
    Answer,
    Busy,
    Cancelled,
    Malformed,
    NotAcceptable,
    Pool,
    Refused,
    Sparql,
    TimedOut,
    errors,
    formats,
)
from jianyan.web.settings import COOKIE, Settings
from jianyan.web.sparql import description, editor
from jianyan.web.sparql.protocol import MOST_BYTES, ProtocolError, Sent, read, too_large

PATH = "/sparql"
KEY = "X-Jianyan-Key"
"""The header of a request by whose value it can be stopped."""
TRUNCATED = "X-Jianyan-Truncated"
LARGE = 256 * 1024
"""Bytes of an answer that take a while to compress."""
METHODS = "GET, HEAD, POST, OPTIONS"
LANGUAGES = ("en", "zh")
STATUS: dict[type[JianyanError], int] = {
    Malformed: 400,
    Refused: 403,
    NotAcceptable: 406,
    TimedOut: 504,
    Busy: 503,
    Cancelled: 503,
    StoreError: 503,
}
"""Of all other errors it is 500, as the protocol says of a query that fails."""


def routes(pool: Pool, settings: Settings) -> list[Route]:
    """``/sparql`` and ``/sparql/cancel``.

    Pages of other sites may ask where :attr:`Settings.origins` name them (``https://example.org``, or ``*``). By
    default they may not: the server stands beside what else a user does in the browser, and texts of an intranet are
    nothing for the page of a stranger to read.
    """
    endpoint = _Endpoint(pool, settings)
    return [
        Route(PATH, endpoint.answer, methods=["GET", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"]),
        Route(PATH + "/cancel", endpoint.cancel, methods=["POST"]),
    ]


class _Endpoint:
    def __init__(self, pool: Pool, settings: Settings) -> None:
        self._pool, self._settings = pool, settings

    async def answer(self, request: Request) -> Response:
        headers = {
            "Vary": "Accept, Accept-Encoding, Accept-Language, Cookie, Origin",
            "X-Content-Type-Options": "nosniff",
        }
        headers |= self._cors(request)
        try:
            response = await self._answered(request)
        except JianyanError as error:
            response = _error(error, request)
        response.headers.update(headers)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    async def cancel(self, request: Request) -> Response:
        """End the queries that were sent with this key: 204, or 404 where none runs."""
        if not self._welcome(request):
            return _error(_foreign(), request)
        return Response(status_code=204 if self._pool.cancel(_key(request)) else 404)

    async def _answered(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": METHODS})
        if request.method not in ("GET", "HEAD", "POST"):
            return _method_not_allowed(request)
        if not self._welcome(request):
            raise _foreign()
        accept = ",".join(request.headers.getlist("accept"))
        url_query = request.scope["query_string"]
        if request.method == "POST":
            sent = Sent(url_query, request.headers.get("content-type", ""), await _body(request), accept)
        else:
            sent = Sent(url_query, accept=accept)
        query = read(sent)
        if query is None:
            return await self._about(request, accept)
        answer = await self._run(request, query)
        headers = {TRUNCATED: "true"} if answer.truncated else {}
        body = answer.body
        if len(body) > LARGE and _takes_gzip(request):
            body = await run_in_threadpool(gzip.compress, body, 1, mtime=0)  # others are not to wait for it
            headers["Content-Encoding"] = "gzip"
        return Response(body, media_type=answer.media_type, headers=headers)

    async def _about(self, request: Request, accept: str) -> Response:
        """The editor for a browser, for programs the description of the service."""
        ranges, home = formats.parsed(accept), self._settings.home
        html = formats.quality("text/html", ranges) if "text/html" in ranges else 0.0
        if html and html >= max(formats.quality(form.media_type, ranges) for form in formats.GRAPHS):
            lang = editor.language(request, self._settings.lang)
            editing = self._settings.lets_edit(request.cookies.get(COOKIE, ""))
            return _page(request, await run_in_threadpool(editor.page, home, lang, editing))
        form = formats.chosen(accept, formats.GRAPHS)
        endpoint = str(request.url.replace(path=f"{home}sparql", query="", fragment=""))
        return Response(description.written(endpoint, form), media_type=form.media_type)

    async def _run(self, request: Request, query: Sparql) -> Answer:
        """The answer; the query ends when the client goes away."""
        asked = asyncio.ensure_future(self._pool.run(query, _key(request)))
        left = asyncio.ensure_future(_gone(request))
        try:
            await asyncio.wait({asked, left}, return_when=asyncio.FIRST_COMPLETED)
            if not asked.done():
                raise errors.cancelled()
            return asked.result()
        finally:
            asked.cancel()
            left.cancel()

    def _welcome(self, request: Request) -> bool:
        """Whether the request comes from a program, from a page of this server or a page that may ask. Browsers say so
        (https://www.w3.org/TR/fetch-metadata/); following a link from elsewhere is not a page that asks."""
        site = request.headers.get("sec-fetch-site", "none")
        own = site in ("same-origin", "none") or request.headers.get("sec-fetch-mode") == "navigate"
        return own or self._allowed(request)

    def _allowed(self, request: Request) -> bool:
        return "*" in self._settings.origins or request.headers.get("origin") in self._settings.origins

    def _cors(self, request: Request) -> dict[str, str]:
        origin = request.headers.get("origin")
        if origin is None or not self._allowed(request):
            return {}
        return {
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Allow-Methods": METHODS,
            "Access-Control-Allow-Headers": f"Accept, Accept-Language, Content-Type, {KEY}",
            "Access-Control-Expose-Headers": TRUNCATED,
        }


async def _body(request: Request) -> bytes:
    """The body, unless it is too large. Raises :class:`ProtocolError`."""
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > MOST_BYTES:
                raise too_large()
    except ClientDisconnect:
        raise errors.cancelled() from None
    return bytes(body)


def _page(request: Request, page: editor.Page) -> Response:
    """A page that need not be sent again."""
    headers = {"ETag": page.tag}
    if page.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if _takes_gzip(request):
        return HTMLResponse(page.compressed, headers={**headers, "Content-Encoding": "gzip"})
    return HTMLResponse(page.html, headers=headers)


def _takes_gzip(request: Request) -> bool:
    return formats.liked(request.headers.get("accept-encoding", "")).get("gzip", 0.0) > 0


def _key(request: Request) -> str:
    return request.headers.get(KEY, "")[:100]


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _method_not_allowed(request: Request) -> Response:
    error = ProtocolError("SPARQL", 405, en="ask with GET or POST", zh="请用 GET 或 POST 查询")
    response = _error(error, request)
    response.headers["Allow"] = METHODS
    return response


def _foreign() -> ProtocolError:
    return ProtocolError(
        "Origin",
        403,
        en="pages of other sites may not ask this server",
        zh="其他网站的页面不能查询此服务器",
    )


def _error(error: JianyanError, request: Request) -> Response:
    status = error.status if isinstance(error, ProtocolError) else _status(error)
    headers = {"Retry-After": "5"} if isinstance(error, Busy) else None
    return Response(error.message(_language(request)) + "\n", status, headers, "text/plain")


def _status(error: JianyanError) -> int:
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 500)


def _language(request: Request) -> str:
    """``en`` where the client likes that better than Chinese."""
    liked = formats.liked(request.headers.get("accept-language", ""))
    english, chinese = (max((q for tag, q in liked.items() if tag.startswith(lang)), default=0.0) for lang in LANGUAGES)
    return "en" if english > chinese else "zh"
