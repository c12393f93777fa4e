"""The dataset as it is served: one generation at a time, opened once, with what its pages have in common.

A build that ends while the server runs makes a new generation count; the next request sees it. Everything here may be
asked for by several threads at once.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

from jianyan import corpus, queries, store
from jianyan.corpus import manifest as manifests
from jianyan.corpus.corrections.review import Item, review
from jianyan.corpus.folder import STORE
from jianyan.errors import OutputError
from jianyan.views import pages
from jianyan.views.data import facts as facts_data
from jianyan.views.data.facts import Facts
from jianyan.views.data.names import Name, names_of
from jianyan.views.data.sparql import rows
from jianyan.views.data.statements import DocumentSource, Sources, Whole, newest_of, read_whole, sources_of
from jianyan.views.site import MOST_DOCUMENTS
from jianyan.web.fulltext import Search

if TYPE_CHECKING:
    import pyoxigraph

T = TypeVar("T")

MOST_KEPT = 200
"""Pages that are kept once made; those longest unused go first."""


class Edition:
    """One generation. ``key`` is another for each: 16 hex digits."""

    def __init__(self, folder: Path, base: str, key: str) -> None:
        self.folder, self.base, self.key = folder, base, key
        self.store: pyoxigraph.Store = store.open_read_only(folder / STORE)
        self._lock = RLock()
        self._locks: defaultdict[str, RLock] = defaultdict(
            RLock
        )  # one for each thing: who wants one waits for no other
        self._once: dict[str, Any] = {}
        self._kept: dict[Any, bytes] = {}

    def _made(self, name: str, make: Callable[[], T]) -> T:
        """``make()``, called once for ``name`` however many ask for it."""
        with self._lock:
            lock = self._locks[name]
        with lock:
            if name not in self._once:
                self._once[name] = make()
            found: T = self._once[name]
            return found

    def whole(self) -> Whole:
        return self._made("whole", lambda: read_whole(self.store))

    def sources(self) -> Sources:
        """Of the newest documents."""
        return self._made(
            "sources", lambda: sources_of(self.store, self.whole(), newest_of(self.whole(), MOST_DOCUMENTS))
        )

    def facts(self) -> Facts:
        return self._made("facts", lambda: facts_data.read_facts(self.store, self.sources()))

    def carried(self) -> dict[str, Any]:
        return self._made("carried", lambda: facts_data.as_json(self.facts()))

    def search(self) -> Search:
        """The search; the first who asks waits until all texts are read."""
        return self._made("search", lambda: Search(self.store, self.whole().documents))

    def documents(self) -> dict[str, DocumentSource]:
        """The documents by the last part of their IRI, in their order."""
        return self._made("documents", lambda: {facts_data.document_id(one): one for one in self.whole().documents})

    def findable(self) -> bytes:
        """What the search box finds, as JSON."""
        found = self._made("findable", lambda: pages.findable(self.facts()))
        return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()

    def suggestions(self, of: str, typed: str, most: int) -> list[str]:
        """Labels of the class ``of`` that contain ``typed``, those first that begin with it."""
        labels = self._made(f"labels of {of}", lambda: queries.every(self.store, of))
        wanted = typed.lower()
        begin = (label for label in labels if label.lower().startswith(wanted))
        inside = (
            label for label in labels if wanted and wanted in label.lower() and not label.lower().startswith(wanted)
        )
        return list(islice(chain(begin, inside), most))

    def speakers(self, documents: Collection[str]) -> dict[tuple[str, int, int], tuple[Name, ...]]:
        """Who stands for the statements of documents (IRIs), by document, start and end."""
        chosen = tuple(one for one in self.whole().documents if one.iri in documents)
        if not chosen:
            return {}
        sources = sources_of(self.store, self.whole(), chosen)
        kinds: dict[str, str] = {}
        for one in sources.statements:
            kinds |= dict.fromkeys(one.speakers, "person") | dict.fromkeys(one.bodies, "body")
        names = names_of(self.store, kinds)
        return {
            (chosen[at.document].iri, at.start, at.end): tuple(names[iri] for iri in (*one.speakers, *one.bodies))
            for one in sources.statements
            if (at := one.evidence).document >= 0
        }

    def digests(self) -> dict[str, str]:
        """The SHA-256 of each text → the IRI of its document."""
        query = "SELECT ?d ?x WHERE { ?d a jy:Document ; dcterms:identifier ?x }"
        return self._made(
            "digests", lambda: {row["x"].removeprefix("sha256:"): row["d"] for row in rows(self.store, query)}
        )

    def digest(self, document: str) -> str:
        """The SHA-256 of the text of a document (its IRI)."""
        return next(digest for digest, iri in self.digests().items() if iri == document)

    def doubtful(self) -> list[Item]:
        """What is most worth a human look."""
        return self._made("doubtful", lambda: review(self.store))

    def page(self, key: Any, make: Callable[[], str]) -> bytes:
        """The page of this key, made now or kept from an earlier request."""
        with self._lock:
            page = self._kept.pop(key, None)
        if page is None:
            page = make().encode()
        with self._lock:
            self._kept[key] = page
            while len(self._kept) > MOST_KEPT:
                del self._kept[next(iter(self._kept))]
        return page

    def ready(self, name: str) -> bool:
        """Whether what is named (``search``, ``facts`` …) is made already."""
        return name in self._once


class Editions:
    """The edition that counts now in the folder ``output``."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self._lock = RLock()
        self._now: Edition | None = None

    def now(self) -> Edition:
        """Raises :class:`OutputError` where there is no build."""
        with self._lock:
            folder = manifests.generation(self.output)
            if folder is None:
                raise _nothing(self.output)
            try:
                stat = (folder / manifests.NAME).stat()
            except OSError:
                raise _nothing(self.output) from None
            key = sha256(f"{folder.name} {stat.st_mtime_ns} {stat.st_size}".encode()).hexdigest()[:16]
            if self._now is None or (self._now.folder, self._now.key) != (folder, key):
                manifest = manifests.load(self.output)
                if manifest is None:
                    raise _nothing(self.output)
                self._now = Edition(folder, manifest.base, key)
            return self._now

    def store(self) -> Path:
        """The folder of the store that counts now."""
        return corpus.store_of(self.output)


def _nothing(output: Path) -> OutputError:
    return OutputError(
        str(output),
        en="there is no build here; run `jianyan build` first, or name its folder with -o",
        zh="这里没有构建结果；请先运行 jianyan build，或用 -o 指出输出文件夹",
    )
