"""The questions of ``queries/`` as forms, with what a form suggests."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from jianyan import queries
from jianyan.errors import QueryError
from jianyan.queries import QueryFile
from jianyan.web import answers
from jianyan.web.individuals import Words
from jianyan.web.running import Answer
from jianyan.web.site import Site, download

MOST_SUGGESTED = 20
SUGGESTED = ("body", "person", "sector", "place", "measure")


def routes(site: Site) -> list[Route]:
    asked = _Questions(site)
    return [
        Route("/questions", asked.questions),
        Route("/questions/{name}", asked.question),
        Route("/names.json", asked.names),
        Route("/suggest", asked.suggest),
    ]


class _Questions:
    def __init__(self, site: Site) -> None:
        self.site = site

    def questions(self, request: Request) -> Response:
        return self.site.page(request, "questions", self.site.editions.now(), questions=queries.catalogue())

    async def question(self, request: Request) -> Response:
        edition = await run_in_threadpool(self.site.editions.now)
        file = next((one for one in queries.catalogue() if one.name == request.path_params["name"]), None)
        if file is None:
            return self.site.not_found(request)
        asked = {p.name: said for p in file.parameters if (said := request.query_params.get(p.name, "").strip())}
        context: dict[str, Any] = {"question": file, "given": asked, "query": urlencode({**asked, "run": "1"})}
        context |= {"answer": None, "error": None, "current": "questions"}
        complete = all(p.name in asked for p in file.parameters if p.required)
        try:
            if request.query_params or not file.parameters:
                answered = await self.site.ask(request, file, asked)
                assert answered.result is not None
                if (form := request.query_params.get("format")) is not None:
                    return _written(file, answered, form)
                context["answer"] = answers.answer(
                    answered.result, edition.base, self.site.home, truncated=answered.truncated
                )
            denoted = await run_in_threadpool(queries.denoted, edition.store, file, asked) if complete else {}
        except QueryError as error:
            context["error"], denoted = Words(f"{error.where}：{error.zh}", f"{error.where}: {error.en}"), {}
        context["sparql"] = queries.as_sparql(file, {name: terms[0] for name, terms in denoted.items() if terms})
        status = 200 if context["error"] is None else 400
        return await run_in_threadpool(lambda: self.site.page(request, "question", edition, status=status, **context))

    def suggest(self, request: Request) -> Response:
        """Labels of a class that contain what was typed, as JSON: those first that begin with it."""
        of, typed = request.query_params.get("of", ""), request.query_params.get("q", "").strip()
        if of not in SUGGESTED:
            return JSONResponse([], status_code=400)
        return JSONResponse(self.site.editions.now().suggestions(of, typed, MOST_SUGGESTED))

    def names(self, request: Request) -> Response:
        edition = self.site.editions.now()
        return self.site.cached(request, edition, edition.findable, "application/json")


def _written(file: QueryFile, answered: Answer, form: str) -> Response:
    """The rows as a file. Raises :class:`QueryError` for an unknown format."""
    assert answered.result is not None
    text = queries.write(answers.plain(answered.result), form)
    return download(("\ufeff" if form == "csv" else "") + text, form, file.name)
