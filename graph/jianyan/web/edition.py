"""The dataset as it is served: one generation at a time, opened once, with what its pages have in common.

A build that ends while the server runs makes a new generation count; the next request sees it. Everything here may be
asked for by several threads at once.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import accumulate, chain, islice
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

from jianyan import corpus, queries, store
from jianyan.corpus import manifest as manifests
from jianyan.corpus.corrections.review import Item, review
from jianyan.corpus.folder import STORE
from jianyan.corpus.manifest import Manifest
from jianyan.errors import OutputError
from jianyan.views import pages
from jianyan.views.data import facts as facts_data
from jianyan.views.data.facts import Facts
from jianyan.views.data.names import Name, names_of
from jianyan.views.data.sparql import rows
from jianyan.views.data.statements import DocumentSource, Sources, Whole, newest_of, read_whole, sources_of
from jianyan.views.site import MOST_DOCUMENTS
from jianyan.web.excerpt import excerpt
from jianyan.web.fulltext import Search

if TYPE_CHECKING:
    import pyoxigraph

T = TypeVar("T")

MOST_MEASURES = 6_000
"""How many measures these may have together: to read more takes longer than a visitor waits."""
MOST_KEPT = 200
"""Pages that are kept once made; those longest unused go first."""


class Edition:
    """One generation. ``key`` is another for each: 16 hex digits."""

    def __init__(self, folder: Path, manifest: Manifest, key: str) -> None:
        self.folder, self.base, self.key = folder, manifest.base, key
        self._measures = {iri: record.measures for iri, record in manifest.documents.items()}
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

    def newest(self) -> tuple[DocumentSource, ...]:
        """The documents that the views are about, in the order of their IRIs: all, unless there are too many."""
        return self._made("newest", self._newest)

    def _newest(self) -> tuple[DocumentSource, ...]:
        documents = newest_of(self.whole(), MOST_DOCUMENTS)
        by_date = sorted(documents, key=lambda one: (one.issued, one.iri), reverse=True)
        together = accumulate(self._measures.get(one.iri, 0) for one in by_date)
        kept = {one.iri for one, so_far in zip(by_date, together, strict=True) if so_far <= MOST_MEASURES}
        kept |= {by_date[0].iri} if by_date else set()
        return tuple(one for one in documents if one.iri in kept)

    def part(self) -> pyoxigraph.Store:
        """What the views ask: the store, or of a large one a copy of what they are about."""
        return self._made("part", lambda: self._excerpt(self.newest()))

    def _excerpt(self, documents: Sequence[DocumentSource]) -> pyoxigraph.Store:
        if len(documents) == len(self.whole().documents):
            return self.store
        return excerpt(self.store, (one.iri for one in documents), self.base)

    def sources(self) -> Sources:
        """What the views are about."""
        return self._made("sources", lambda: self.sources_of(self.part(), self.newest()))

    def sources_of(self, part: pyoxigraph.Store, documents: tuple[DocumentSource, ...]) -> Sources:
        """What ``documents`` say, read from a store that has them."""
        whole = read_whole(part)
        return replace(sources_of(part, whole, documents), documents_in_store=len(self.whole().documents))

    def text(self, document: DocumentSource) -> tuple[pyoxigraph.Store, Sources, Facts]:
        """One document for its own page: a store that has it, and what it says."""
        part = self._excerpt((document,))
        sources = self.sources_of(part, (document,))
        return part, sources, facts_data.read_facts(part, sources)

    def facts(self) -> Facts:
        return self._made("facts", lambda: facts_data.read_facts(self.part(), self.sources()))

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
        part = self._excerpt(chosen)
        sources = self.sources_of(part, chosen)
        kinds: dict[str, str] = {}
        for one in sources.statements:
            kinds |= dict.fromkeys(one.speakers, "person") | dict.fromkeys(one.bodies, "body")
        names = names_of(part, kinds)
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


class Editions:
    """The edition that counts now in the folder ``output``."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self._lock = RLock()
        self._now: Edition | None = None

    def now(self) -> Edition:
        """Raises :class:`OutputError` where there is no build."""
        with self._lock:
            while True:
                folder = manifests.generation(self.output)
                if folder is None:
                    raise _nothing(self.output)
                try:
                    found = self._of(folder)
                except OutputError:
                    if manifests.generation(self.output) == folder:
                        raise
                    continue  # builds that came one upon another took it away meanwhile: the one that counts by now
                if manifests.generation(self.output) == folder:  # its manifest is its own
                    self._now = found
                    return found

    def _of(self, folder: Path) -> Edition:
        try:
            stat = (folder / manifests.NAME).stat()
        except OSError:
            raise _nothing(self.output) from None
        key = sha256(f"{folder.name} {stat.st_mtime_ns} {stat.st_size}".encode()).hexdigest()[:16]
        if self._now is not None and (self._now.folder, self._now.key) == (folder, key):
            return self._now
        manifest = manifests.load(self.output)
        if manifest is None:
            raise _nothing(self.output)
        return Edition(folder, manifest, key)

    def store(self) -> Path:
        """The folder of the store that counts now."""
        return corpus.store_of(self.output)


def _nothing(output: Path) -> OutputError:
    return OutputError(
        str(output),
        en="there is no build here; run `jianyan build` first, or name its folder with -o",
        zh="这里没有构建结果；请先运行 jianyan build，或用 -o 指出输出文件夹",
    )
