"""All pages of a build: the overview as ``index.html``, the others in the folder ``view``.

The overview, the matrix, the flow, the timeline, the network and the list of texts are one file each; every
text has a page of its own in ``view/text``, unless all of them are to stand in one. Each page is complete in itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from jianyan.errors import OutputError
from jianyan.views import pages
from jianyan.views.data import facts as facts_data
from jianyan.views.data.network import project
from jianyan.views.data.statements import read_sources
from jianyan.views.data.texts import read_texts
from jianyan.views.network import network_page
from jianyan.views.render import Way

if TYPE_CHECKING:
    import pyoxigraph

INDEX, FOLDER = "index.html", "view"
MOST_DOCUMENTS = 1000
"""How many documents pages are about, the newest; they say so where a build has more."""


def write_site(store: pyoxigraph.Store, folder: Path, lang: str = "zh", *, single: bool = False) -> None:
    """Write the pages below ``folder`` (UTF-8, LF), which exists. ``lang`` is the language they open in, ``zh`` or
    ``en``. The same store gives the same bytes.

    Raises :class:`OutputError` where a file cannot be written.
    """
    for name, page in site(store, lang, single=single):
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page, encoding="utf-8", newline="\n")
        except OSError as error:
            reason = error.strerror or str(error)
            raise OutputError(
                str(path),
                en=f"this page cannot be written ({reason}); choose another folder",
                zh=f"无法写入这个页面（{reason}）；请另选文件夹",
            ) from error


def site(store: pyoxigraph.Store, lang: str, *, single: bool = False) -> Iterator[tuple[str, str]]:
    """Each page by the name of its file, one at a time: a large corpus has many texts."""
    sources = read_sources(store, MOST_DOCUMENTS)
    part = (len(sources.documents), sources.documents_in_store) if sources.partial else None
    facts = facts_data.read_facts(store, sources)
    yield INDEX, pages.overview_page(facts, sources, Way(f"{FOLDER}/", INDEX, single, part), lang)
    here = Way("", f"../{INDEX}", single, part)
    carried = facts_data.as_json(facts)
    yield f"{FOLDER}/matrix.html", pages.matrix_page(facts, carried, here, lang)
    yield f"{FOLDER}/flow.html", pages.flow_page(carried, here, lang)
    yield f"{FOLDER}/timeline.html", pages.timeline_page(carried, here, lang)
    yield f"{FOLDER}/network.html", network_page(project(store, facts, sources), here, lang)
    texts = read_texts(store, sources, facts)
    if single:
        yield f"{FOLDER}/texts.html", pages.texts_page(sources, here, lang, list(texts))
        return
    yield f"{FOLDER}/texts.html", pages.texts_page(sources, here, lang)
    below = Way("../", f"../../{INDEX}")
    ids = ["", *(pages.document_id(document) for document in sources.documents), ""]
    for at, text in enumerate(texts, 1):
        yield f"{FOLDER}/text/{text.id}.html", pages.reader_page(text, below, lang, ids[at - 1], ids[at + 1])
