"""Texts → the output folder: read what is new, conclude, put a new generation in place of the old.

Memory does not grow with the corpus: readings go to a file as they come, and everything after is made from that file,
a document at a time. Nothing of the old dataset changes before the new one is whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from jianyan.corpus import folder, generation, publishing
from jianyan.corpus import index as indexes
from jianyan.corpus import manifest as manifests
from jianyan.corpus.files import find
from jianyan.corpus.folder import Work
from jianyan.corpus.generation import Fresh
from jianyan.corpus.index.tables import NAME as INDEX
from jianyan.corpus.intake import Intake, Progress, Setting, take_in
from jianyan.corpus.manifest import Manifest, Record
from jianyan.corpus.readings import Readings
from jianyan.corpus.sources import expand
from jianyan.corpus.summary import Note, Skipped, Summary, summarise, write_report
from jianyan.errors import InputError, OutputError
from jianyan.rdf import terms

if TYPE_CHECKING:
    from pyoxigraph import Store

View = Callable[["Store", Path, str], object]
"""Writes a page about the store to a path, in a language."""

SHARE = 4
"""A build that changes more than one in so many documents makes everything anew; loading many at once is faster."""


def build(
    inputs: Iterable[str | Path],
    output: Path,
    *,
    base: str | None = None,
    lexicon: Path | None = None,
    view: View | None = None,
    lang: str = "en",
    force: bool = False,
    strict: bool = False,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Summary:
    """Add the texts of ``inputs`` to what ``output`` holds, in place of those with the same path or text.

    ``base`` is that of the folder by default, or :data:`jianyan.rdf.terms.BASE` in a new one. ``lexicon`` is a folder to
    use instead of the one that ships. ``view`` writes ``index.html`` in ``lang``; it is handed in, since views stand
    above this part. A text that was read before, by these rules with this lexicon, is not read again unless ``force``;
    when all are as they were, no file is touched. ``jobs`` processes read (more than one imports the main module anew:
    call this below ``if __name__ == "__main__"``).

    A text that cannot be read is skipped and told in the summary. Raises :class:`~jianyan.errors.JianyanError` with the
    dataset unchanged: for such a text where ``strict`` or where no text could be read, and for an output that cannot be
    used.
    """
    from jianyan import lexicon as lexicons

    paths = find(inputs)
    if base is not None:
        terms.checked_base(base)
    sources = expand(paths)
    if not sources:
        raise InputError(
            ", ".join(sorted(path.as_posix() for path in paths)) or "INPUT",
            en="there is no text in it",
            zh="其中没有文本",
        )
    with folder.opened(output) as work:
        old = _old(output, base)
        version = lexicons.load(*([lexicon] if lexicon else [])).version
        setting = Setting(old.base, lexicon, version, force, strict, jobs)
        with closing(Readings(work.readings, to_write=True)) as readings:
            if old.documents:
                intake = take_in(sources, readings, setting, sink=None, progress=progress)
                records = _kept(old, intake) | intake.records
                done = _counts(old, intake)
                return _finish(work, old, records, done, intake, readings, setting, view=view, lang=lang)
            with Fresh(work, old.base, min(jobs, 2) if jobs > 1 else 0) as fresh:
                intake = take_in(sources, readings, setting, sink=fresh.add, progress=progress)
                fresh.finish(intake.records, readings)
            done = _counts(old, intake)
            return _publish(work, old, intake.records, done, intake, readings, view=view, lang=lang)


def remove(documents: Sequence[str], output: Path, *, view: View | None = None, lang: str = "en") -> Summary:
    """Take documents out of what ``output`` holds: each named by its IRI, the digest of its text (or the start of it),
    or the path it was read from. Raises :class:`~jianyan.errors.JianyanError`, with nothing changed, for a name that
    none or several have."""
    with folder.opened(output) as work:
        old = manifests.load(output)
        if old is None or work.old is None:
            raise _no_build(output)
        gone = {_named(name, old.documents, output) for name in documents}
        records = {iri: record for iri, record in old.documents.items() if iri not in gone}
        done = {"documents": len(records), "new": 0, "changed": 0, "unchanged": 0, "kept": len(records)}
        with closing(Readings(work.readings, to_write=True)) as readings:
            setting = Setting(old.base, None, "")
            done["removed"] = len(gone)
            return _finish(work, old, records, done, Intake(), readings, setting, view=view, lang=lang)


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


def _finish(
    work: Work,
    old: Manifest,
    records: dict[str, Record],
    done: Mapping[str, int],
    intake: Intake,
    readings: Readings,
    setting: Setting,
    *,
    view: View | None,
    lang: str,
) -> Summary:
    """Make a generation where something changed, and put it in place; do nothing where nothing did."""
    assert work.old is not None
    complete = generation.complete(work.old)
    changed = {iri for iri in old.documents.keys() | records.keys() if old.documents.get(iri) != records.get(iri)}
    anew = any(record.reading in intake.anew for record in records.values())
    if complete and not changed and not anew and publishing.complete(work, records, view, lang, old):
        with closing(indexes.opened(work.old / INDEX, old.base)) as index:
            return summarise(
                index, done, written=False, notes=_notes(records, intake, index), skipped=intake.skipped
            )
    if complete and not setting.force and len(changed) * SHARE <= len(records):
        generation.updated(work, old.base, old.documents, records, readings)
    else:
        with Fresh(work, old.base, min(setting.jobs, 2) if setting.jobs > 1 else 0) as fresh:
            fresh.finish(records, readings)
    return _publish(work, old, records, done, intake, readings, view=view, lang=lang)


def _publish(
    work: Work,
    old: Manifest,
    records: dict[str, Record],
    done: Mapping[str, int],
    intake: Intake,
    readings: Readings,
    *,
    view: View | None,
    lang: str,
) -> Summary:
    """Write what people look at, and let the new generation count."""
    with closing(indexes.opened(work.new / INDEX, old.base)) as index:
        summary = summarise(index, done, written=True, notes=_notes(records, intake, index), skipped=intake.skipped)
        gone = publishing.write(work, records, readings, index, view=view, lang=lang)
    shown = lang if (work.publish / "index.html").is_file() else None
    manifest = Manifest(old.base, shown, records)
    manifests.write(work.new, manifest)
    manifests.write(work.publish, manifest)
    write_report(summary, work.publish / folder.REPORT)
    work.commit(gone)
    readings.keep_only({record.reading for record in records.values()} | intake.keys)
    return summary


def _notes(records: Mapping[str, Record], intake: Intake, index: indexes.Index) -> list[Note]:
    notes = [
        Note(record.source, "no-measures")
        for iri, record in sorted(records.items(), key=lambda item: item[1].source)
        if not record.measures and iri in intake.records
    ]
    return notes + ([Note("", "large")] if publishing.is_large(records) else [])


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


__all__ = ["Progress", "Skipped", "build", "remove"]
