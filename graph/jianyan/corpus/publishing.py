"""The files at the top of the output folder, for people and for other programs.

They grow with the corpus, and so does the time to write them, whatever small thing changed. So above
:data:`MOST_QUADS` they are left to ``jianyan export``, which gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from jianyan import store as stores
from jianyan.corpus import generation, measures
from jianyan.corpus.folder import STORE, Work
from jianyan.corpus.index import Index
from jianyan.corpus.manifest import NAME as MANIFEST
from jianyan.corpus.manifest import Manifest, Record
from jianyan.corpus.readings import Readings

if TYPE_CHECKING:
    from pyoxigraph import Store

MOST_QUADS = 1_000_000
"""Quads of the documents up to which graph.nq, measures.csv and index.html are written; some 250 articles."""
GRAPH, MEASURES, VIEW, PAGES = "graph.nq", "measures.csv", "index.html", "view"


def is_large(records: Mapping[str, Record]) -> bool:
    """Whether the files that grow with the corpus are left out."""
    return sum(record.quads for record in records.values()) > MOST_QUADS


def write(
    work: Work,
    records: Mapping[str, Record],
    readings: Readings,
    index: Index,
    lexicon: Path | None,
    *,
    view: Callable[[Store, Path, str], object] | None,
    lang: str,
) -> tuple[str, ...]:
    """Write them for the new generation; the names of those that are to go, since they would no longer be true."""
    if is_large(records):
        return (GRAPH, MEASURES, VIEW, PAGES)
    with (work.publish / GRAPH).open("wb") as file:
        file.writelines(generation.dataset(records, readings, index, lexicon))
    measures.write(generation.documents_facts(records, readings), index.base, work.publish / MEASURES)
    if view is None:
        return (VIEW, PAGES)
    store = stores.open_read_only(work.new / STORE)
    view(store, work.publish / VIEW, lang)
    return ()


def complete(work: Work, records: Mapping[str, Record], view: object, lang: str, old: Manifest) -> bool:
    """Whether all that a build would write is there; users delete what they think they do not need."""
    if not (work.output / MANIFEST).is_file():
        return False
    if is_large(records):
        return True
    drawn = view is None or (lang == old.view and (work.output / VIEW).is_file())
    return drawn and all((work.output / name).is_file() for name in (GRAPH, MEASURES))
