"""The pages of a build, made from the store when somebody asks for them: the same as those that lie in its folder."""

from __future__ import annotations

from jianyan.views import pages
from jianyan.views.data.network import project
from jianyan.views.data.texts import read_texts
from jianyan.views.network import network_page
from jianyan.views.render import Way
from jianyan.web.edition import Edition

VIEWS = ("index", "matrix", "flow", "timeline", "network", "texts")


def plain_way(home: str, *, editing: bool = False) -> Way:
    """How a page leads on that is about no build."""
    return Way(f"{home}view/", home, home=home, editing=editing)


def way(home: str, edition: Edition, *, editing: bool = False, whole: bool = True) -> Way:
    """How pages lead to each other here. ``whole`` is False for a page about the newest documents alone."""
    sources = None if whole else edition.sources()
    part = (len(sources.documents), sources.documents_in_store) if sources and sources.partial else None
    return Way(f"{home}view/", home, part=part, home=home, editing=editing)


def view(edition: Edition, name: str, home: str, lang: str, *, editing: bool = False) -> bytes:
    """The page ``name``, one of :data:`VIEWS`."""

    def make() -> str:
        here = way(home, edition, editing=editing, whole=False)
        match name:
            case "index":
                return pages.overview_page(edition.facts(), edition.sources(), here, lang)
            case "matrix":
                return pages.matrix_page(edition.facts(), edition.carried(), here, lang)
            case "flow":
                return pages.flow_page(edition.carried(), here, lang)
            case "timeline":
                return pages.timeline_page(edition.carried(), here, lang)
            case "network":
                return network_page(project(edition.part(), edition.facts(), edition.sources()), here, lang)
        return pages.texts_page(edition.sources(), here, lang)

    return edition.page((name, lang, editing), make)


def text(edition: Edition, document: str, home: str, lang: str, *, editing: bool = False) -> bytes | None:
    """The page of the text with this id, whether it is among the newest or not; None where there is none."""
    documents = edition.documents()
    if document not in documents:
        return None

    def make() -> str:
        store, sources, facts = edition.text(documents[document])
        (found,) = read_texts(store, sources, facts)
        ids = list(documents)
        at = ids.index(document)
        before, after = (ids[at - 1] if at else ""), (ids[at + 1] if at + 1 < len(ids) else "")
        return pages.reader_page(found, way(home, edition, editing=editing), lang, before, after)

    return edition.page(("text", document, lang, editing), make)
