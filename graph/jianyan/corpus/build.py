"""Texts → the output folder: read, extract, write the graph, load the store, make the views.

One pass over the texts, in the order of their paths; the quads of each go to a file at once, so that
memory does not grow with the corpus. Nothing of the old output changes before all is done.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from jianyan import reading
from jianyan.corpus import folder, measures
from jianyan.corpus import manifest as manifests
from jianyan.corpus.files import STDIN, find
from jianyan.corpus.manifest import Manifest, Record
from jianyan.corpus.summary import Note, Summary, summarise
from jianyan.errors import InputError, OutputError
from jianyan.model import Document, Level
from jianyan.rdf import terms

if TYPE_CHECKING:
    from pyoxigraph import Store

    from jianyan.corpus.corrections import Row
    from jianyan.lexicon import Lexicon

Progress = Callable[[int, int, str], None]
"""Called with how many texts are done, how many there are, and the source of the next ("" after the last)."""

View = Callable[["Store", Path, str], object]
"""Writes the first page about the store to a path, and what it leads to beside it, in a language."""

Place = tuple[int, int]
"""First byte and length of a document's lines in a file."""


def build(
    inputs: Iterable[str | Path],
    output: Path,
    *,
    base: str | None = None,
    view: View | None = None,
    lang: str = "en",
    force: bool = False,
    progress: Progress | None = None,
    corrected_by: Iterable[Path] = (),
    lexicon: Path | None = None,
) -> Summary:
    """Add the texts of ``inputs`` to what ``output`` holds, in place of those with the same path or text.

    ``base`` is that of the folder by default, or :data:`jianyan.rdf.terms.BASE` in a new one. ``view`` writes
    ``index.html`` and the folder ``view`` in ``lang``; it is handed in, since views stand above this part. A text
    that is there already, read by this program with this lexicon and these corrections, is not read again unless
    ``force``; when all are, no file is touched. ``corrected_by`` are files and folders of corrections, beyond those
    beside the inputs and those of earlier builds; ``lexicon`` is a folder that adds to what the program knows.
    Raises :class:`~jianyan.errors.JianyanError` with nothing changed.
    """
    from jianyan import lexicon as lexicons

    inputs = list(inputs)
    paths, words = find(inputs), lexicons.load(added=lexicon)
    if base is not None:
        terms.checked_base(base)
    with folder.opened(output) as work:
        old = _old(output, base)
        corrected = _corrected(inputs, corrected_by, old)
        with (work / "new.nq").open("wb") as spool:
            changes = _read_all(paths, old, spool, words, corrected, force=force, progress=progress)
        return _finish(output, work, old, changes, words, corrected, view=view, lang=lang)


@dataclass(frozen=True, slots=True)
class _Corrected:
    """The corrections of a build, and where they are from."""

    places: tuple[str, ...]
    rows: tuple[Row, ...]


def _corrected(inputs: Iterable[str | Path], given: Iterable[Path], old: Manifest) -> _Corrected:
    """Those that are given, those beside the inputs, and those of earlier builds that are still there."""
    from jianyan.corpus import corrections

    before = [path for path in map(Path, old.corrections) if path.exists()]
    beside = corrections.beside(path for path in map(Path, inputs) if path != STDIN)
    places = {reading.source_of(path): path for path in (*before, *beside, *given)}
    return _Corrected(tuple(sorted(places)), corrections.load(places.values()))


@dataclass(slots=True)
class _Changes:
    """What a run over the texts found; documents are named by IRI."""

    given: dict[str, Record] = field(default_factory=dict)
    written: dict[str, Place] = field(default_factory=dict)  # read anew → its lines in new.nq
    sources: set[str] = field(default_factory=set)  # every path that was given, duplicates too
    notes: list[Note] = field(default_factory=list)


def _old(output: Path, base: str | None) -> Manifest:
    old = manifests.load(output)
    if old is None:
        return Manifest(base or terms.BASE)
    if base not in (None, old.base):
        raise OutputError(
            str(output),
            en=f"was built with --base {old.base}; leave --base out, or give another folder with -o",
            zh=f"构建时用的是 --base {old.base}；请去掉 --base，或用 -o 另指定文件夹",
        )
    if old.documents and not (output / "graph.nq").is_file():
        raise OutputError(
            str(output / "graph.nq"),
            en="is missing from an earlier build; delete the folder and build again",
            zh="以前的构建缺少这个文件；请删除文件夹后重新构建",
        )
    return old


def _read_all(
    paths: list[Path],
    old: Manifest,
    spool: BinaryIO,
    words: Lexicon,
    corrected: _Corrected,
    *,
    force: bool,
    progress: Progress | None,
) -> _Changes:
    from jianyan import extraction, resources
    from jianyan.corpus import corrections
    from jianyan.rdf.quads import quads

    changes = _Changes()
    for done, path in enumerate(paths):
        source = reading.source_of(path)
        if progress:
            progress(done, len(paths), source)
        document = _read(path)
        changes.sources.add(source)
        iri = terms.document(old.base, document.sha256)
        if iri in changes.given:  # the same text under a smaller path
            continue
        known = old.documents.get(iri)
        rows = [row for row in corrected.rows if row.about(document.sha256)]
        versions = (source, document.sha256, resources.version(), words.version)
        applied = (*versions, corrections.version(rows))
        if known and not force and known.versions == applied:
            changes.given[iri] = known
        else:
            read, lost = corrections.apply(extraction.extract(document, words), rows, words)
            lines = "".join(quads(read, old.base, lexicon=words.version)).encode()
            changes.written[iri] = (spool.tell(), len(lines))
            spool.write(lines)
            count = sum(statement.level is Level.MEASURE for statement in read.statements)
            changes.given[iri] = Record(*versions, count, applied[-1], tuple(f"{e.row.id} {e.why}" for e in lost))
        if not changes.given[iri].measures:
            changes.notes.append(Note(source, "no-measures"))
    if progress:
        progress(len(paths), len(paths), "")
    return changes


def _read(path: Path) -> Document:
    if path != STDIN:
        return reading.read(path)
    data = sys.stdin.buffer.read()
    try:
        return reading.read_bytes(data, "-", "")
    except InputError as error:  # a bare "-" would not say what it is
        raise InputError("-", en=f"(standard input) {error.en}", zh=f"（标准输入）{error.zh}") from None


def _finish(
    output: Path,
    work: Path,
    old: Manifest,
    changes: _Changes,
    words: Lexicon,
    corrected: _Corrected,
    *,
    view: View | None,
    lang: str,
) -> Summary:
    """Write what changed and put it in place, or nothing where nothing did."""
    from jianyan import store as stores
    from jianyan.corpus import corrections

    decided = corrections.version(corrections.identity(corrected.rows))

    kept = {
        iri: record
        for iri, record in old.documents.items()
        if iri not in changes.given and (record.source == "-" or record.source not in changes.sources)
    }
    records, done = kept | changes.given, _counts(old, changes, kept)
    stale = bool(changes.written) or records.keys() != old.documents.keys() or not _complete(output)
    stale = stale or decided != old.decided
    unknown = old.unknown
    redraw = view is not None and (stale or lang != old.view or not (output / "index.html").is_file())
    if stale:
        unknown = _write_graph(output, work, old, records, changes.written, words, corrected)
        stores.load(work / "graph.nq", work / "store")
    (work / "new.nq").unlink()
    store = stores.open_read_only((work if stale else output) / "store")
    if stale:
        measures.write(store, sorted(records), work / "measures.csv")
    if view and redraw:
        view(store, work / "index.html", lang)
    notes = [*changes.notes, *_lost(records, corrected, unknown)]
    summary = summarise(store, done, written=stale or redraw, notes=notes)
    del store  # Windows moves no folder with open files
    if summary.written:
        shown = lang if redraw else None
        manifests.write(work, Manifest(old.base, shown, records, corrected.places, decided, unknown))
        folder.commit(output, gone=() if redraw else ("index.html", "view"))
    return summary


def _counts(old: Manifest, changes: _Changes, kept: dict[str, Record]) -> dict[str, int]:
    before = {record.source for record in old.documents.values()} - {"-"}
    changed = [iri for iri in changes.written if iri in old.documents or changes.given[iri].source in before]
    return {
        "documents": len(kept) + len(changes.given),
        "new": len(changes.written) - len(changed),
        "changed": len(changed),
        "unchanged": len(changes.given) - len(changes.written),
        "kept": len(kept),
    }


def _complete(output: Path) -> bool:
    """Whether a build's files are all there; users delete what they think they do not need."""
    files = ("graph.nq", "measures.csv", manifests.NAME, "store/CURRENT")
    return all((output / name).is_file() for name in files)


def _lost(records: dict[str, Record], corrected: _Corrected, unknown: tuple[str, ...]) -> Iterator[Note]:
    """The corrections that find no target in the documents that there are."""
    why = dict(lost.split(" ", 1) for record in records.values() for lost in record.lost)
    for row in corrected.rows:
        if row.document and not any(record.sha256.startswith(row.document) for record in records.values()):
            yield Note(row.where, "lost-document")
        elif row.id in why:
            yield Note(row.where, f"lost-{why[row.id]}")
        elif row.id in unknown:
            yield Note(row.where, "lost-names")


def _write_graph(
    output: Path,
    work: Path,
    old: Manifest,
    records: dict[str, Record],
    new: dict[str, Place],
    words: Lexicon,
    corrected: _Corrected,
) -> tuple[str, ...]:
    """``graph.nq``: the schemes, each document by IRI, then what follows from all of them. Gives the corrections that
    name something which no document has."""
    from jianyan.corpus import corrections
    from jianyan.corpus.sameness import Facts, of_lines, whole
    from jianyan.rdf.derived import derived_quads
    from jianyan.rdf.scheme import scheme_quads

    graph, earlier = work / "graph.nq", output / "graph.nq"
    there = _places(earlier) if records.keys() - new.keys() else {}
    facts: list[Facts] = []
    with graph.open("wb") as file:
        documents = file.write("".join(scheme_quads(words.added)).encode())
        for iri in sorted(records):
            lines = _lines(work / "new.nq", new[iri]) if iri in new else _lines(earlier, there[iri])
            file.write(lines)
            facts.append(of_lines(lines.decode().splitlines()))
    with graph.open("r+b") as file:
        file.seek(documents)
        merges = whole.merges(facts, words, corrections.decided(corrected.rows))
        derived = derived_quads((line.decode() for line in file), old.base, merges)
        file.write("".join(derived).encode())
    return tuple(row.id for row in corrections.unknown(corrected.rows, facts))


def _lines(path: Path, place: Place) -> bytes:
    with path.open("rb") as file:
        file.seek(place[0])
        return file.read(place[1])


def _places(graph: Path) -> dict[str, Place]:
    """Where the lines of each named graph stand in the file; they stand together."""
    places: dict[str, Place] = {}
    name, start, at = b"", 0, 0
    for line, name_here in _named(graph):
        if name_here != name:
            if name:
                places[name[1:-1].decode()] = (start, at - start)
            name, start = name_here, at
        at += len(line)
    if name:
        places[name[1:-1].decode()] = (start, at - start)
    return places


def _named(graph: Path) -> Iterator[tuple[bytes, bytes]]:
    with graph.open("rb") as file:
        for line in file:
            yield line, line.rsplit(b" ", 2)[1]
