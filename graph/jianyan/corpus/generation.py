"""The second half of a build: a new generation of the dataset, from nothing or from the one before.

Both ways give the same documents, the same conclusions and the same published files; which one is taken is a
matter of time alone.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

from jianyan import store as stores
from jianyan.corpus import checksums
from jianyan.corpus import index as indexes
from jianyan.corpus.facts import Facts
from jianyan.corpus.folder import STORE, Work
from jianyan.corpus.index import Entry, Index, conclusions, contents, identity, lines, update
from jianyan.corpus.index.identity import Judge
from jianyan.corpus.index.tables import NAME
from jianyan.corpus.manifest import Manifest, Record
from jianyan.corpus.readings import Kept, Readings, source_line
from jianyan.rdf.scheme import scheme_quads, within

_ENTRIES = 100  # documents that go into the index at once


class Fresh(AbstractContextManager["Fresh"]):
    """A generation made from nothing. Documents can be handed in while others are still being read."""

    def __init__(self, work: Work, base: str, judge: Judge, threads: int) -> None:
        work.begin()
        self.base, self.judge = base, judge
        self.folder = work.new
        self.index = indexes.created(work.new / NAME, base)
        contents.relate(self.index, within(judge.words.added))
        self._loader = stores.Loader(work.new / STORE, threads)
        self._loader.add("".join(scheme_quads(judge.words.added)).encode())
        self._entries: list[Entry] = []
        self._loaded: dict[str, str] = {}  # document → key of its reading

    def add(self, iri: str, key: str, kept: Kept) -> None:
        """Take in a document, but for where it lies."""
        self._loaded[iri] = key
        self._loader.add(kept.bytes())
        self._entries.append(Entry(kept.facts(), kept.quads))
        if len(self._entries) >= _ENTRIES:
            self._put()

    def finish(self, records: Mapping[str, Record], readings: Readings) -> None:
        """Take in the rest of ``records``, then conclude. Documents that were handed in and are not among them, or
        there with another reading (one text in two kinds of files), are put right."""
        wrong = [iri for iri, key in self._loaded.items() if iri not in records or records[iri].reading != key]
        for iri in sorted(records.keys() - self._loaded.keys()):
            self.add(iri, records[iri].reading, _get(readings, records[iri]))
        self._put()
        right = {iri: records[iri] for iri in wrong if iri in records}
        contents.remove(self.index, wrong)
        contents.add(self.index, entries_of(right, readings))
        sources = (source_line(self.base, record.sha256, record.source) for record in records.values())
        self._loader.add("".join(sources).encode())
        self.index.filled()
        identity.identify_all(self.index, self.judge)
        conclusions.conclude_all(self.index)
        for portion in portions(lines.all_lines(self.index)):
            self._loader.add(portion)
        self._loader.__exit__(None, None, None)
        if wrong:
            stores.change(self.folder / STORE, graphs=wrong, gone=(), come=documents(right, readings, self.base))

    def _put(self) -> None:
        contents.add(self.index, self._entries)
        self._entries.clear()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is not None:
            self._loader.__exit__(kind, error, at)
        self.index.close()


def updated(
    work: Work, old: Manifest, new: Mapping[str, Record], readings: Readings, judge: Judge, *, decided_anew: bool
) -> None:
    """A generation made from the one before: only documents whose record changed are touched. ``decided_anew``: people
    decided otherwise than before about what is one."""
    assert work.old is not None
    work.begin()
    stores.copied(work.old / STORE, work.new / STORE)
    shutil.copyfile(work.old / NAME, work.new / NAME)
    base = old.base
    removed = [iri for iri, record in old.documents.items() if new.get(iri) != record]
    added = {iri: record for iri, record in new.items() if old.documents.get(iri) != record}
    before = indexes.opened(work.old / NAME, base)
    after = indexes.opened(work.new / NAME, base, to_write=True)
    try:
        entries = entries_of(added, readings)
        change = update.apply(before, after, removed, entries, judge, decided_anew=decided_anew)
    finally:
        before.close()
        after.close()
    come = [*documents(added, readings, base), *portions(sorted(change.come))]
    stores.change(work.new / STORE, graphs=removed, gone=sorted(change.gone), come=come)


def documents(records: Mapping[str, Record], readings: Readings, base: str) -> Iterator[bytes]:
    """The lines of each document's graph, in the order of their IRIs."""
    for iri in sorted(records):
        yield _get(readings, records[iri]).graph(base, records[iri].source)


def entries_of(records: Mapping[str, Record], readings: Readings) -> Iterator[Entry]:
    for iri in sorted(records):
        yield Entry(_get(readings, records[iri]).facts(), records[iri].quads)


def documents_facts(records: Mapping[str, Record], readings: Readings) -> Iterator[tuple[str, Facts]]:
    """Where each document lies and what it says, in the order of their IRIs."""
    for iri in sorted(records):
        yield records[iri].source, _get(readings, records[iri]).facts()


def dataset(records: Mapping[str, Record], readings: Readings, index: Index, lexicon: Path | None) -> Iterator[bytes]:
    """The whole dataset as N-Quads, some lines at a time: the schemes (with those of the user's ``lexicon``), the
    documents by IRI, the conclusions. The same documents give the same bytes."""
    yield "".join(scheme_quads(lexicon)).encode()
    yield from documents(records, readings, index.base)
    yield from portions(lines.sorted_lines(index))


def portions(found: Iterable[str], size: int = 10_000) -> Iterator[bytes]:
    """Lines, some at a time."""
    some: list[str] = []
    for line in found:
        some.append(line)
        if len(some) >= size:
            yield "".join(some).encode()
            some.clear()
    if some:
        yield "".join(some).encode()


def _get(readings: Readings, record: Record) -> Kept:
    kept = readings.get(record.reading)
    if kept is None:
        raise readings.missing(record.source)
    return kept


def complete(generation: Path | None) -> bool:
    """Whether the parts that queries and updates need are all there, as long as they were written."""
    return generation is not None and checksums.whole(generation)
