"""A build as one archive, and a build from an archive.

    generation/…    the generation that counts: store, index, manifest, checksums
    published/…     the files at the top of the folder, as they were published
    readings.db     what was read from the texts of this generation
    fetched/…       the bytes of addresses, so that a build can be repeated without a network
    backup.json     the size and SHA-256 of each of these

A zip file without clock, owner or path of the machine: one generation gives the same bytes each time. The files of a
generation never change once it counts, so a backup takes no lock and builds go on meanwhile; where one drops the
generation that is being read, the backup begins anew with the next. What is put in the archive is held against the
checksums of the build, and what comes out of one against its list, while it is written to a new generation beside the
one that counts: nothing is in its place before all was found right.
"""

from __future__ import annotations

import json
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO

from jianyan.corpus import checksums, folder, manifest, readings, refusals, salvage
from jianyan.corpus.checksums import PUBLISHED, Sum
from jianyan.corpus.folder import Work
from jianyan.corpus.manifest import Manifest
from jianyan.corpus.readings import Readings
from jianyan.errors import InputError, OutputError

LIST = "backup.json"
FORMAT = 2
"""Raised when an older program could no longer restore an archive."""
_GENERATION, _FETCHED, _MARK = "generation/", "fetched/", "jianyan-backup"
_INDEX = "index.json"
_NAME = re.compile(
    r"readings\.db|generation/(index\.db|manifest\.json|checksums\.json|store/[\w-][\w.-]*)"
    r"|fetched/(index\.json|[0-9a-f]{64}\.[a-z0-9]{1,10})"
    r"|published/(graph\.nq|measures\.csv|index\.html|report\.json|manifest\.json|view(/[\w-][\w.-]*)+)",
    re.ASCII,
)
"""What a file of an archive may be called: nothing that leads out of the folder."""
_CHUNK = 1 << 20
_LARGEST_LIST = 64 << 20
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Backup:
    """What an archive holds; ``left_out`` are published files, and bytes of addresses, that somebody changed since they
    were written."""

    documents: int
    files: int
    size: int
    left_out: tuple[str, ...] = ()


class _Moved(Exception):
    """A build put another generation in place."""


def backup(output: Path, to: Path) -> Backup:
    """Write what counts in ``output`` to the archive ``to``, in place of an earlier backup of that name.

    Raises :class:`~jianyan.errors.OutputError`, with nothing written, where there is no build or it is damaged, and
    where ``to`` is something else or cannot be written.
    """
    if to.exists() and not _is_backup(to):
        raise OutputError(
            str(to),
            en="this is something else than a backup; give another name",
            zh="这个文件不是备份；请换一个文件名",
        )
    part = to.with_name(to.name + ".part")
    try:
        for _ in range(_TRIES):
            try:
                found = _write(output, part)
                part.replace(to)
            except _Moved:
                continue
            return found
    except OSError as error:
        raise refusals.not_written(to, error) from error
    finally:
        for path in (part, _snapshot(part)):
            path.unlink(missing_ok=True)
    raise OutputError(
        str(output),
        en="builds follow each other too fast for a backup; try again when they are done",
        zh="构建接连不断，无法备份；请等构建结束后再试",
    )


def _write(output: Path, part: Path) -> Backup:
    folder.settle(output)
    generation, known = manifest.generation(output), manifest.load(output)
    if generation is None or known is None:
        raise OutputError(
            str(output),
            en="there is no build here; run `jianyan build` first, or name its folder with -o",
            zh="这里没有构建结果；请先运行 jianyan build，或用 -o 指出输出文件夹",
        )
    sums = checksums.load(generation)
    if sums is None:
        raise _damaged(generation / checksums.NAME)
    listed: dict[str, Sum] = {}
    left_out: list[str] = []
    with ExitStack() as stack, stack.enter_context(zipfile.ZipFile(part, "w", allowZip64=True)) as archive:
        files: dict[str, tuple[IO[bytes], Sum | None, Path]] = {}
        for name, expected in [*sums.items(), (checksums.NAME, None)]:
            path = checksums.place(generation, name)
            file: IO[bytes]
            try:
                file = stack.enter_context(path.open("rb"))
            except FileNotFoundError:
                if name.startswith(PUBLISHED):
                    continue
                raise _moved(output, generation, path) from None
            if name.startswith(PUBLISHED) and _sum(file) != expected:
                left_out.append(path.name)
                continue
            files[name if name.startswith(PUBLISHED) else _GENERATION + name] = (file, expected, path)
        fetched, changed = _fetched(output, stack)
        files |= fetched
        left_out += changed
        if manifest.generation(output) != generation:
            raise _Moved
        snapshot = _snapshot(part)
        _copy_readings(output, generation, known, snapshot)
        files[readings.NAME] = (stack.enter_context(snapshot.open("rb")), None, snapshot)
        for name in sorted(files):
            file, expected, path = files[name]
            listed[name] = _put(archive, name, file)
            if expected is not None and listed[name] != expected:
                raise _damaged(path)
        data = {_MARK: FORMAT, "manifest": manifest.FORMAT, "documents": len(known.documents)}
        entries = {name: [one.size, one.sha256] for name, one in listed.items()}
        text = json.dumps(data | {"files": entries}, indent=1) + "\n"
        archive.writestr(_info(LIST), text.encode())
    return Backup(len(known.documents), len(listed), sum(one.size for one in listed.values()), tuple(left_out))


def _fetched(output: Path, stack: ExitStack) -> tuple[dict[str, tuple[IO[bytes], Sum | None, Path]], list[str]]:
    """The bytes of addresses, with an index of those that are there and are what was fetched: the digest of each is its
    name. Also the names of the others."""
    folder = output / _FETCHED
    files: dict[str, tuple[IO[bytes], Sum | None, Path]] = {}
    if not folder.is_dir():
        return files, []
    from jianyan.corpus.fetching import kept

    index, whole, changed = kept.in_folder(output), {}, set()
    for address, entry in index.items():
        path, name = folder / entry.file, f"{_FETCHED}{entry.file}"
        if not _NAME.fullmatch(name) or not path.is_file():
            continue
        file = stack.enter_context(path.open("rb"))
        found = _sum(file)
        if found.sha256 == path.stem:
            whole[address] = entry
            files[name] = (file, found, path)
        else:
            changed.add(name)
    if index != kept.in_folder(output):
        raise _Moved
    if whole:
        files[f"{_FETCHED}{_INDEX}"] = (BytesIO(kept.as_text(whole).encode()), None, folder / _INDEX)
    return files, sorted(changed)


def _moved(output: Path, generation: Path, path: Path) -> Exception:
    """Why a file of the generation is not there."""
    return _damaged(path) if manifest.generation(output) == generation else _Moved()


def _copy_readings(output: Path, generation: Path, known: Manifest, to: Path) -> None:
    """The readings of the documents of this generation, by key, in a file of their own. They are asked for one by one:
    one long look would keep a build from writing."""
    to.unlink(missing_ok=True)
    keys = sorted(record.reading for record in known.documents.values())
    documents = {record.sha256 for record in known.documents.values()}
    place = output / manifest.DATASET / readings.NAME
    with closing(Readings(place, to_write=False)) as kept, closing(Readings(to, to_write=True)) as copy:
        for key in keys:
            reading = kept.get(key)
            if reading is None:
                raise _moved(output, generation, place)
            copy.put_again(key, reading)
        for of_bytes, document in kept.texts():
            if document in documents:
                copy.knows(of_bytes, document)
        copy.save()


def _put(archive: zipfile.ZipFile, name: str, file: IO[bytes]) -> Sum:
    digest, size = sha256(), 0
    file.seek(0)
    with archive.open(_info(name), "w", force_zip64=True) as member:
        while some := file.read(_CHUNK):
            digest.update(some)
            size += len(some)
            member.write(some)
    return Sum(size, digest.hexdigest())


def _info(name: str) -> zipfile.ZipInfo:
    """Without a clock; tables of the store and readings are compressed already."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.create_system = 3
    info.external_attr = 0o100644 << 16
    stored = name.endswith(".sst") or name == readings.NAME
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    return info


def _sum(file: IO[bytes]) -> Sum:
    digest, size = sha256(), 0
    while some := file.read(_CHUNK):
        digest.update(some)
        size += len(some)
    return Sum(size, digest.hexdigest())


def _snapshot(part: Path) -> Path:
    return part.with_name(part.name + ".db")


def verify(archive: Path) -> Backup:
    """Read a whole archive. Raises :class:`~jianyan.errors.InputError` where it is not what was written."""
    with _opened(archive) as (file, listed, documents):
        for name, expected in listed.items():
            for _ in _content(archive, file, name, expected):
                pass
        return Backup(documents, len(listed), sum(one.size for one in listed.values()))


def restore(archive: Path, output: Path, *, force: bool = False) -> Backup:
    """Put the build in ``archive`` into ``output``: a new folder, or in place of what counts there where ``force``.

    Raises :class:`~jianyan.errors.JianyanError`, with what is there as it was, for an archive that is not whole, for a
    folder that holds a build already or something else, and where it cannot be written.
    """
    with _opened(archive) as (file, listed, documents), folder.opened(output) as work:
        if work.old is not None and not force:
            raise OutputError(
                str(output),
                en="holds a build already; give another folder with -o, or --force to put the backup in its place",
                zh="已有构建结果；请用 -o 另指定文件夹，或加 --force 用备份替换",
            )
        work.begin()
        for name, expected in listed.items():
            place = _place(work, name)
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("wb") as written:
                for some in _content(archive, file, name, expected):
                    written.write(some)
            if place.name == checksums.NAME:
                place.unlink()  # it would say that the generation is finished: it comes last, when it is
        _check_fetched(archive, work)
        _take_in(archive, work)
        _take_in_fetched(work)
        published = {name.removeprefix(PUBLISHED).partition("/")[0] for name in listed if name.startswith(PUBLISHED)}
        work.commit(tuple(name for name in folder.FILES if name not in published))
        return Backup(documents, len(listed), sum(one.size for one in listed.values()))


def _take_in(archive: Path, work: Work) -> None:
    """Add the readings of the archive to those of the folder, where the documents of its manifest have all of them."""
    known = manifest.of(work.new)
    part = work.new / readings.NAME
    if known is None:
        raise _broken(archive, _GENERATION + manifest.NAME)
    with closing(Readings(part, to_write=False)) as come, closing(salvage.opened(work.readings)) as kept:
        for record in known.documents.values():
            reading = come.get(record.reading)
            if reading is None or reading.document != record.sha256:
                raise _broken(archive, readings.NAME)
            kept.put_again(record.reading, reading)
        for of_bytes, document in come.texts():
            kept.knows(of_bytes, document)
        kept.save()
    part.unlink()


def _check_fetched(archive: Path, work: Work) -> None:
    come = work.new / _FETCHED
    if come.is_dir():
        from jianyan.corpus.fetching import kept

        if not kept.is_whole(come):
            raise _broken(archive, _FETCHED + _INDEX)


def _take_in_fetched(work: Work) -> None:
    """Put the bytes of addresses beside those that the folder keeps; where one address has both, those of the archive
    count."""
    come = work.new / _FETCHED
    if come.is_dir():
        from jianyan.corpus.fetching import kept

        kept.take(come, work.output)
        shutil.rmtree(come)


def _place(work: Work, name: str) -> Path:
    if name.startswith(_FETCHED):
        return work.new / name
    if name.startswith(PUBLISHED):
        return work.publish / name.removeprefix(PUBLISHED)
    return work.new / name.removeprefix(_GENERATION)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, dict[str, Sum], int]]:
    """The archive, its list, and how many documents it holds. Files and list are the same, or it is refused."""
    try:
        with zipfile.ZipFile(path) as archive:
            listed, documents = _list(path, archive)
            names = archive.namelist()
            for name in names:
                if name != LIST and (not _NAME.fullmatch(name) or name not in listed or names.count(name) > 1):
                    raise _broken(path, name)
            for name in listed:
                if name not in names:
                    raise _broken(path, name)
            yield archive, listed, documents
    except FileNotFoundError:
        raise InputError(
            str(path), en="there is no such file; check the name", zh="没有这个文件；请检查文件名"
        ) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _broken(path, str(error)) from error
    except IsADirectoryError:
        raise _broken(path, "folder") from None


def _list(path: Path, archive: zipfile.ZipFile) -> tuple[dict[str, Sum], int]:
    try:
        info = archive.getinfo(LIST)
        if info.file_size > _LARGEST_LIST:
            raise _broken(path, LIST)
        data = json.loads(archive.read(info))
        numbers = (int(data[_MARK]), int(data["manifest"]))
        files = {str(name): Sum(int(size), str(digest)) for name, (size, digest) in data["files"].items()}
        documents = int(data["documents"])
    except (KeyError, ValueError, TypeError, AttributeError):
        raise _broken(path, LIST) from None
    if numbers[0] > FORMAT or numbers[1] > manifest.FORMAT:
        raise InputError(
            str(path),
            en="a newer version of jianyan wrote this backup; update jianyan",
            zh="这个备份由更新版本的 jianyan 写成；请升级 jianyan",
        )
    if numbers[1] < manifest.FORMAT:
        raise InputError(
            str(path),
            en="an older version of jianyan wrote this backup; restore it with that version, or build again",
            zh="这个备份由旧版本的 jianyan 写成；请用那个版本恢复，或重新构建",
        )
    return files, documents


def _content(path: Path, archive: zipfile.ZipFile, name: str, expected: Sum) -> Iterator[bytes]:
    """The bytes of a file, no more than the list says there are. Raises where they are others, after the last."""
    digest, size = sha256(), 0
    with archive.open(name) as member:
        while some := member.read(_CHUNK):
            size += len(some)
            if size > expected.size:
                raise _broken(path, name)
            digest.update(some)
            yield some
    if Sum(size, digest.hexdigest()) != expected:
        raise _broken(path, name)


def _is_backup(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return LIST in archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


def _damaged(path: Path) -> OutputError:
    return OutputError(
        str(path),
        en="this file of the build is missing or is not what was written; run `jianyan repair` before the backup",
        zh="构建结果中的这个文件缺失，或内容已变；请先运行 jianyan repair，再备份",
    )


def _broken(path: Path, what: str) -> InputError:
    return InputError(
        str(path),
        en=f"not a whole backup ({what}: wrong, missing or not in its list); take another one",
        zh=f"不是完整的备份（{what}：有误、缺失或不在清单中）；请换一个备份",
    )
