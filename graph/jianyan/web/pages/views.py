"""The pages of a build, live: overview, matrix, flow, timeline, network, texts, and each text."""

from __future__ import annotations

import hmac

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from jianyan.web import live
from jianyan.web.settings import COOKIE
from jianyan.web.site import Site


def routes(site: Site) -> list[Route]:
    views = _Views(site)
    return [
        Route("/", views.overview),
        Route("/index.html", views.overview),
        Route("/view/{name}.html", views.view),
        Route("/view/text/{document}.html", views.text),
    ]


class _Views:
    def __init__(self, site: Site) -> None:
        self.site = site

    def overview(self, request: Request) -> Response:
        if self.site.file is not None and (token := request.query_params.get("token")) is not None:
            return self._let_in(token)
        return self._view(request, "index")

    def _let_in(self, token: str) -> Response:
        """With the right token in the address, a cookie takes its place, and the address is free of it."""
        response = RedirectResponse(self.site.home, status_code=303)
        if hmac.compare_digest(token.encode(), self.site.settings.token.encode()):
            response.set_cookie(COOKIE, token, path=self.site.home, httponly=True, samesite="strict")
        return response

    def view(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in live.VIEWS or name == "index":
            return self.site.not_found(request)
        return self._view(request, name)

    def _view(self, request: Request, name: str) -> Response:
        edition, lang = self.site.editions.now(), self.site.lang(request)
        editing = self.site.may_edit(request)
        return self.site.cached(
            request, edition, lambda: live.view(edition, name, self.site.home, lang, editing=editing)
        )

    def text(self, request: Request) -> Response:
        edition, document = self.site.editions.now(), request.path_params["document"]
        if document not in edition.documents():
            return self.site.not_found(request)
        lang, editing = self.site.lang(request), self.site.may_edit(request)
        return self.site.cached(
            request, edition, lambda: live.text(edition, document, self.site.home, lang, editing=editing) or b""
        )
