"""Texts → the output folder: read what is new, conclude, put a new generation in place of the old.

Memory does not grow with the corpus: readings go to a file as they come, and everything after is made from that file,
a document at a time. Nothing of the old dataset changes before the new one is whole.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from jianyan import store as stores
from jianyan.corpus import corrections, folder, generation, publishing, salvage
from jianyan.corpus import index as indexes
from jianyan.corpus import limits as limited
from jianyan.corpus import manifest as manifests
from jianyan.corpus.address import is_address
from jianyan.corpus.corrections import Row
from jianyan.corpus.files import STDIN, find
from jianyan.corpus.folder import Work
from jianyan.corpus.generation import Fresh
from jianyan.corpus.index import identity
from jianyan.corpus.index.identity import Judge
from jianyan.corpus.index.tables import NAME as INDEX
from jianyan.corpus.intake import Intake, Progress, Setting, take_in
from jianyan.corpus.limits import Limits
from jianyan.corpus.manifest import Manifest, Record
from jianyan.corpus.readings import UNREAD, Readings
from jianyan.corpus.sources import Source, expand
from jianyan.corpus.summary import Note, Skipped, Summary, summarise, write_report
from jianyan.corpus.worker import Ground
from jianyan.errors import InputError, OutputError
from jianyan.rdf import terms
from jianyan.reading import source_of

if TYPE_CHECKING:
    from pyoxigraph import Store

View = Callable[["Store", Path, str], object]
"""Writes the first page about the store to a path, and what it leads to beside it, in a language."""

SHARE = 4
"""A build that changes more than one in so many documents makes everything anew; loading many at once is faster."""


def build(
    inputs: Iterable[str | Path],
    output: Path,
    *,
    base: str | None = None,
    lexicon: Path | None = None,
    corrected_by: Iterable[Path] = (),
    view: View | None = None,
    lang: str = "en",
    force: bool = False,
    strict: bool = False,
    jobs: int = 1,
    limits: Limits | None = None,
    refetch: bool = False,
    allow_private: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Add the texts of ``inputs`` to what ``output`` holds, in place of those with the same path or text.

    An input may be an address (``https://…``): it is fetched once and kept in ``output``, and again only where
    ``refetch``; machines of a private network are reached only where ``allow_private``.

    ``base`` is that of the folder by default, or :data:`jianyan.rdf.terms.BASE` in a new one. ``lexicon`` is a folder
    that adds to what the program knows. ``corrected_by`` are files and folders of corrections, beyond those beside the
    inputs and those of earlier builds. ``view`` writes ``index.html`` and the folder ``view`` in ``lang``; it is handed
    in, since views stand above this part. A text that was read before, by these rules with this lexicon and these
    corrections, is not read again unless ``force``; when all are as they were, no file is touched. ``jobs`` processes
    read (more than one imports the main module anew: call this below ``if __name__ == "__main__"``; so do texts that
    are large or no plain text, which a process reads that can be ended). A text that takes more than ``limits`` is
    skipped.

    A text that cannot be read is skipped and told in the summary. Raises :class:`~jianyan.errors.JianyanError` with the
    dataset unchanged: for such a text where ``strict`` or where no text could be read, and for an output that cannot be
    used.
    """
    from jianyan import lexicon as lexicons

    given = list(inputs)
    addresses = [str(one) for one in given if is_address(str(one))]
    inputs = [one for one in given if not is_address(str(one))]
    sources, refused = _sources(inputs) if inputs or not addresses else ([], {})
    words = lexicons.load(added=lexicon)
    if base is not None:
        terms.checked_base(base)
    with folder.opened(output) as work:
        old = _old(output, base)
        sources = _with_fetched(sources, addresses, output, again=refetch, private=allow_private)
        corrected = _corrected(inputs, corrected_by, old)
        ground, limits = Ground(old.base, words, corrected.rows), replace(limits or Limits(), refused=refused)
        setting = Setting(ground, force, strict, jobs, limits)
        with closing(salvage.opened(work.readings)) as readings:
            run = _Run(work, old, readings, setting, corrected, lexicon, view, lang)
            if old.documents:
                intake = take_in(sources, readings, setting, sink=None, progress=progress)
                return run.finish(_kept(old, intake) | intake.records, _counts(old, intake), intake)
            with run.fresh() as fresh:
                intake = take_in(sources, readings, setting, sink=fresh.add, progress=progress)
                fresh.finish(intake.records, readings)
            return run.publish(intake.records, _counts(old, intake), intake)


def _sources(inputs: list[str | Path]) -> tuple[list[Source], dict[Path, InputError]]:
    """The texts of the inputs, and the files that are not to be opened."""
    paths = find(inputs)
    refused = limited.refused(paths, inputs)
    sources = expand(path for path in paths if path not in refused)
    sources = sorted([*sources, *(Source(source_of(path), path, path.suffix) for path in refused)], key=_name)
    if not sources:
        where = ", ".join(path.as_posix() for path in paths)
        raise InputError(where or "INPUT", en="there is no text in it", zh="其中没有文本")
    return sources, refused


def _name(source: Source) -> str:
    return source.name


def _with_fetched(
    sources: list[Source], addresses: list[str], output: Path, *, again: bool, private: bool
) -> list[Source]:
    if not addresses:
        return sources
    from jianyan.corpus import fetching

    fetched = fetching.sources(addresses, output, fetching.Limits(private=private), again=again)
    return sorted([*sources, *fetched], key=lambda source: source.name)


def remove(
    documents: Sequence[str],
    output: Path,
    *,
    lexicon: Path | None = None,
    view: View | None = None,
    lang: str = "en",
) -> Summary:
    """Take documents out of what ``output`` holds: each named by its IRI, the digest of its text (or the start of it),
    or the path it was read from. Raises :class:`~jianyan.errors.JianyanError`, with nothing changed, for a name that
    none or several have."""
    from jianyan import lexicon as lexicons

    with folder.opened(output) as work:
        old = manifests.load(output)
        if old is None or work.old is None:
            raise _no_build(output)
        gone = {_named(name, old.documents, output) for name in documents}
        records = {iri: record for iri, record in old.documents.items() if iri not in gone}
        done = {"documents": len(records), "new": 0, "changed": 0, "unchanged": 0, "kept": len(records)}
        corrected = _corrected((), (), old)
        with closing(salvage.opened(work.readings)) as readings:
            setting = Setting(Ground(old.base, lexicons.load(added=lexicon), corrected.rows))
            run = _Run(work, old, readings, setting, corrected, lexicon, view, lang)
            summary = run.finish(records, done | {"removed": len(gone)}, Intake())
        names = [old.documents[iri].source for iri in gone]
        if any(map(is_address, names)):
            from jianyan.corpus import fetching

            fetching.forget(names, output)
        return summary


def repair(output: Path, *, lexicon: Path | None = None, view: View | None = None, jobs: int = 1) -> Summary:
    """Make everything in ``output`` anew from what was kept of each text, whatever is damaged. Where that is
    damaged too, texts are read again from where they were. ``view`` is used if the folder had pages.

    Raises :class:`~jianyan.errors.JianyanError`, with the dataset as it was, where a text is needed and not there.
    """
    from jianyan import lexicon as lexicons

    with folder.opened(output) as work:
        old = manifests.load(output)
        if old is None:
            raise _no_build(output)
        if work.readings.is_file() and not salvage.sound(work.readings):
            salvage.salvaged(work.readings)
        corrected = _corrected((), (), old)
        setting = Setting(Ground(old.base, lexicons.load(added=lexicon), corrected.rows), jobs=jobs)
        with closing(Readings(work.readings, to_write=True)) as readings:
            lost = salvage.lost(old.documents, readings)
            intake = _read_again(lost, readings, setting)
            records = old.documents | {iri: intake.records[iri] for iri in lost if iri in intake.records}
            gone = sorted(lost[iri].source for iri in lost.keys() - intake.records.keys())
            if gone:
                raise _texts_needed(output, gone)
            drawn = view if old.view else None
            run = _Run(work, old, readings, setting, corrected, lexicon, drawn, old.view or "zh")
            kept = len(records) - len(lost)
            done = {
                "documents": len(records),
                "new": 0,
                "changed": 0,
                "unchanged": len(lost),
                "kept": kept,
                "removed": 0,
            }
            summary = run.finish(records, done, intake, anew=True)
        salvage.forget(work.readings)
        return summary


def _read_again(lost: Mapping[str, Record], readings: Readings, setting: Setting) -> Intake:
    """What the texts give whose readings are lost, as far as they are where they were."""
    names = {record.source for record in lost.values()} - {"-"}
    places = {
        path
        for name in names
        for path in (Path(name), *Path(name).parents, Path(name.partition("#")[0]))
        if path.is_file()
    }
    sources = [source for source in expand(sorted(places)) if source.name in names]
    try:
        return take_in(sources, readings, setting, sink=None, progress=None) if sources else Intake()
    except InputError:  # none of them can be read
        return Intake()


def _texts_needed(output: Path, names: Sequence[str]) -> OutputError:
    some = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
    return OutputError(
        str(output),
        en=f"what was read from {len(names)} of its texts is damaged, and they are not where they were, or are other "
        f"texts now ({some}); put them back and repair again, restore a backup, or `jianyan remove` them",
        zh=f"有 {len(names)} 篇文本的读取结果已损坏，而原文件不在原处或内容已变（{some}）；"
        "请放回原文件后再次修复，或恢复备份，或用 jianyan remove 去掉它们",
    )


@dataclass(frozen=True, slots=True)
class _Corrected:
    """The corrections of a build, and where they are from."""

    places: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def decided(self) -> str:
        """The version of what they say across documents."""
        return corrections.version(corrections.identity(self.rows))

    def lost(self, records: Mapping[str, Record], index: indexes.Index) -> Iterator[Note]:
        """Those that find no target in the documents that there are."""
        why = dict(lost.split(" ", 1) for record in records.values() for lost in record.lost)
        across = {row.id for row in corrections.identity(self.rows)}
        for row in self.rows:
            if row.document and not any(record.sha256.startswith(row.document) for record in records.values()):
                yield Note(row.where, "lost-document")
            elif row.id in why:
                yield Note(row.where, f"lost-{why[row.id]}")
            elif row.id in across:
                names = corrections.pair(row)
                if not all(identity.is_there(index, row.of, name) for name in names):
                    yield Note(row.where, "lost-names")


def _corrected(inputs: Iterable[str | Path], given: Iterable[Path], old: Manifest) -> _Corrected:
    """Those that are given, those beside the inputs, and those of earlier builds that are still there."""
    before = [path for path in map(Path, old.corrections) if path.exists()]
    beside = corrections.beside(path for path in map(Path, inputs) if path != STDIN)
    places = {source_of(path): path for path in (*before, *beside, *given)}
    return _Corrected(tuple(sorted(places)), corrections.load(places.values()))


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
    return old


def _kept(old: Manifest, intake: Intake) -> dict[str, Record]:
    """The documents that stay though they were not given: nothing else was read from their path."""
    return {
        iri: record
        for iri, record in old.documents.items()
        if iri not in intake.records and (record.source == "-" or record.source not in intake.sources)
    }


def _counts(old: Manifest, intake: Intake) -> dict[str, int]:
    before = {record.source for record in old.documents.values()} - {"-"}
    new = [iri for iri in intake.records if iri not in old.documents and intake.records[iri].source not in before]
    same = [
        iri
        for iri, record in intake.records.items()
        if old.documents.get(iri) == record and record.reading not in intake.anew
    ]
    kept = _kept(old, intake)
    return {
        "documents": len(intake.records) + len(kept),
        "new": len(new),
        "changed": len(intake.records) - len(new) - len(same),
        "unchanged": len(same),
        "kept": len(kept),
        "removed": 0,
    }


@dataclass(frozen=True, slots=True)
class _Run:
    """One build's second half: what it works with, and what becomes of its documents."""

    work: Work
    old: Manifest
    readings: Readings
    setting: Setting
    corrected: _Corrected
    lexicon: Path | None
    view: View | None
    lang: str

    @property
    def judge(self) -> Judge:
        return Judge(self.setting.ground.words, corrections.decided(self.corrected.rows))

    def fresh(self) -> Fresh:
        """A generation from nothing; Oxigraph loads in two threads beside two processes that read."""
        return Fresh(self.work, self.old.base, self.judge, min(self.setting.jobs, 2) if self.setting.jobs > 1 else 0)

    def finish(
        self, records: dict[str, Record], done: Mapping[str, int], intake: Intake, *, anew: bool = False
    ) -> Summary:
        """Make a generation where something changed or was damaged, or where it is to be made ``anew``, and put it in
        place; do nothing where nothing did."""
        before = self.old.documents
        complete = generation.complete(self.work.old)
        changed = sum(before.get(iri) != records.get(iri) for iri in before.keys() | records.keys())
        decided_anew = self.corrected.decided != self.old.decided
        known_anew = self.setting.ground.words.version != self.old.lexicon
        same = complete and not changed and not decided_anew and not known_anew and not anew
        if (
            same
            and self.work.old
            and not any(record.reading in intake.anew for record in records.values())
            and self._published(records)
        ):
            with closing(indexes.opened(self.work.old / INDEX, self.old.base)) as index:
                return self._summary(records, done, intake, index, written=False)
        broken = bool(before) and not complete
        few = not known_anew and not self.setting.force and not anew and changed * SHARE <= len(records)
        if not few or broken or not self._updated(records, decided_anew=decided_anew):
            broken = broken or few
            with self.fresh() as fresh:
                fresh.finish(records, self.readings)
        return self.publish(records, done, intake, mended=broken)

    def _updated(self, records: Mapping[str, Record], *, decided_anew: bool) -> bool:
        """Whether the generation before could be changed; one that is damaged cannot, and is made anew."""
        try:
            generation.updated(self.work, self.old, records, self.readings, self.judge, decided_anew=decided_anew)
        except (stores.StoreError, sqlite3.DatabaseError):
            return False
        return True

    def publish(
        self, records: dict[str, Record], done: Mapping[str, int], intake: Intake, *, mended: bool = False
    ) -> Summary:
        """Write what people look at, and let the new generation count. ``mended``: the one before was damaged."""
        work = self.work
        with closing(indexes.opened(work.new / INDEX, self.old.base)) as index:
            summary = self._summary(records, done, intake, index, written=True, mended=mended)
            gone = publishing.write(work, records, self.readings, index, self.lexicon, view=self.view, lang=self.lang)
        shown = self.lang if (work.publish / publishing.VIEW).is_file() else None
        version, places = self.setting.ground.words.version, self.corrected.places
        manifest = Manifest(self.old.base, shown, records, version, places, self.corrected.decided)
        manifests.write(work.new, manifest)
        manifests.write(work.publish, manifest)
        write_report(summary, work.publish / folder.REPORT)
        work.commit(gone)
        # those of the generation before too, as long as somebody may still read it
        resting = [*records.values(), *self.old.documents.values()]
        self.readings.keep_only({record.reading for record in resting} | intake.keys)
        return summary

    def _published(self, records: Mapping[str, Record]) -> bool:
        return publishing.complete(self.work, records, self.view, self.lang, self.old)

    def _summary(
        self,
        records: Mapping[str, Record],
        done: Mapping[str, int],
        intake: Intake,
        index: indexes.Index,
        *,
        written: bool,
        mended: bool = False,
    ) -> Summary:
        nothing = [
            Note(record.source, "no-measures")
            for iri, record in sorted(records.items(), key=lambda item: item[1].source)
            if not record.measures and iri in intake.records
        ]
        unread = [
            Note(record.source, "unread", lost.removeprefix(f"{UNREAD} "))
            for iri, record in sorted(records.items(), key=lambda item: item[1].source)
            for lost in record.lost
            if iri in intake.records and lost.startswith(f"{UNREAD} ")
        ]
        whole = [Note("", "mended")] if mended else []
        whole += [Note("", "large")] if publishing.is_large(records) else []
        notes = [*nothing, *unread, *self.corrected.lost(records, index), *whole]
        return summarise(index, done, written=written, notes=notes, skipped=intake.skipped)


def _named(name: str, documents: Mapping[str, Record], output: Path) -> str:
    """The document that ``name`` means."""
    digest = name.removeprefix("sha256:")
    found = [
        iri
        for iri, record in documents.items()
        if name in (iri, record.source)
        or Path(name).as_posix() == record.source
        or (len(digest) >= 8 and record.sha256.startswith(digest))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(
            name,
            en=f"{len(found)} documents go by this; name one by its IRI, for example {min(found)}",
            zh=f"有 {len(found)} 篇文档符合；请用 IRI 指定一篇，例如 {min(found)}",
        )
    raise InputError(
        name,
        en=f"{output} holds no such document; manifest.json there lists them all with their paths",
        zh=f"{output} 中没有这篇文档；其中的 manifest.json 列出了全部文档及其路径",
    )


def _no_build(output: Path) -> OutputError:
    return OutputError(
        str(output),
        en="there is no build here; run `jianyan build` first, or name its folder with -o",
        zh="这里没有构建结果；请先运行 jianyan build，或用 -o 指出输出文件夹",
    )


__all__ = ["Progress", "Skipped", "build", "remove", "repair"]
