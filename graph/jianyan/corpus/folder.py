"""The output folder: whose it is, who writes in it, and how a build replaces what it holds.

    dataset/current      the number of the generation that counts; replaced by one rename, which is the moment
    dataset/7/           a generation: store/, index.db, manifest.json
    dataset/7/publish/   files on their way to the top of the folder: graph.nq, measures.csv, index.html …
    dataset/readings.db  what was read from each text, whatever became of the build that read it
    fetched/             the bytes of addresses that were inputs (corpus/fetching)

A build writes a new generation beside the one that counts. One that dies before its rename leaves the old dataset, and
the next one drops what it left but goes on from its readings; one that dies after leaves files to publish, which
:func:`settle` finishes moving. The generation before stays until the next build, for those who still read it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from jianyan import store as stores
from jianyan.corpus import checksums, manifest, readings, refusals
from jianyan.corpus.manifest import CURRENT, DATASET
from jianyan.errors import OutputError

if TYPE_CHECKING:
    from pyoxigraph import Store

STORE = "store"
REPORT = "report.json"
FILES = ("graph.nq", "measures.csv", "index.html", "view", REPORT, manifest.NAME)
"""What is published at the top of the folder; the manifest last."""
_PUBLISH, _LOCK, _GONE = checksums.PUBLISH, ".lock", ".gone"
_HARMLESS = {_LOCK, ".gitkeep", ".gitignore", ".DS_Store", "Thumbs.db", "desktop.ini"}


class Work:
    """A build's hold on the folder ``output``. ``old`` is the generation that counts, None in a new folder; ``new`` is
    where the next one goes, made when :meth:`begin` is called."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.dataset = output / DATASET
        self.old = manifest.generation(output)
        numbers = [int(path.name) for path in self.dataset.glob("*") if path.name.isdecimal()]
        self.new = self.dataset / str(max(numbers, default=0) + 1)

    @property
    def readings(self) -> Path:
        return self.dataset / readings.NAME

    @property
    def publish(self) -> Path:
        """Where files go that are to stand at the top of the folder."""
        return self.new / _PUBLISH

    def begin(self) -> None:
        """Make the folders of the new generation, and drop what counts no more or dead builds left."""
        _drop_generations(self.dataset, self.old)
        self.publish.mkdir(parents=True)

    def commit(self, gone: tuple[str, ...] = ()) -> None:
        """Let the new generation count. Files that it does not publish stay, and those named in ``gone`` go.

        All of it is on the disk before the rename is, so that a power cut finds the old dataset or the new one too."""
        for name in gone:
            (self.publish / (name + _GONE)).touch()
        checksums.write(self.new, self.old)
        _to_disk(self.new)
        _let_count(self.new)
        _publish(self.output)


@contextmanager
def opened(output: Path) -> Iterator[Work]:
    """A hold on ``output`` for one process at a time. What it does not commit is dropped, but for its readings.

    Raises :class:`~jianyan.errors.OutputError` when ``output`` belongs to something else, another build is writing in
    it, or it cannot be written; then it is as it was, and absent if it was.
    """
    new = _first_missing(output)
    try:
        with _writable(output):
            _check_ours(output)
            output.mkdir(parents=True, exist_ok=True)
            with _locked(output):
                (output / DATASET).mkdir(exist_ok=True)
                _say_which_counts(output)
                _publish(output)
                work = Work(output)
                try:
                    yield work
                finally:
                    if manifest.named(output) != work.new.name:
                        shutil.rmtree(work.new, ignore_errors=True)
                    _drop_unused(work)
    finally:
        if new:
            _drop_empty(output, new)


def settle(output: Path) -> None:
    """Finish publishing for a build that was interrupted after it counted, and what SQLite left of one that was
    interrupted while it kept readings. To be called before what is in ``output`` is read; does nothing where there is
    nothing to do, or where it may not write.

    Raises :class:`~jianyan.errors.OutputError` when another version of the program wrote the folder."""
    manifest.check_version(output)
    with suppress(OSError, OutputError):
        readings.settle(output / DATASET / readings.NAME)
    generation = manifest.generation(output)
    if generation and (generation / _PUBLISH).is_dir():
        with suppress(OSError, OutputError), _locked(output):
            _publish(output)


def store_of(output: Path) -> Path:
    """The folder of the store that counts in ``output``; where there is none, a folder that is not there either."""
    return (manifest.generation(output) or output) / STORE


def opened_store(output: Path) -> Store:
    """The store that counts, to be read. Builds that come one upon another may take it away between finding and opening
    it: then the one that counts by now.

    Raises :class:`~jianyan.store.StoreError` when there is none or it does not open."""
    while True:
        place = store_of(output)
        try:
            return stores.open_read_only(place)
        except stores.StoreError:
            if store_of(output) == place:
                raise


def _let_count(generation: Path) -> None:
    """The moment: one rename."""
    dataset = generation.parent
    written = dataset / (CURRENT + ".new")
    with written.open("w", encoding="ascii") as file:
        file.write(generation.name + "\n")
        file.flush()
        os.fsync(file.fileno())
    written.replace(dataset / CURRENT)
    _folder_to_disk(dataset)


def _say_which_counts(output: Path) -> None:
    """Write the file that says which generation counts, where it is gone or damaged, or a first build was killed a
    moment before it wrote it."""
    generation = manifest.generation(output)
    if generation is None:
        return
    if manifest.named(output) != generation.name:
        _let_count(generation)


def _publish(output: Path) -> None:
    generation = manifest.generation(output)
    publish = generation / _PUBLISH if generation else None
    if publish is None or not publish.is_dir():
        return
    for name in FILES:
        if (publish / name).exists():
            if (output / name).is_dir():  # a folder cannot replace another
                shutil.rmtree(output / name)
            (publish / name).replace(output / name)
        if (publish / (name + _GONE)).exists():
            _drop(output / name)
    shutil.rmtree(publish)


def _drop(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def _drop_generations(dataset: Path, kept: Path | None) -> None:
    """A reader on Windows holds on to its files: they go another time. Where it is not known which one counts, none
    that was finished goes."""
    for path in dataset.iterdir():
        if not path.is_dir() or not path.name.isdecimal() or path == kept:
            continue
        if kept is not None or checksums.load(path) is None:
            shutil.rmtree(path, ignore_errors=True)


def _to_disk(folder: Path) -> None:
    """Have the system write what it holds of the files in ``folder``."""
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix != ".sst":  # RocksDB sees to its tables
            with path.open("r+b") as file:
                os.fsync(file.fileno())
        elif path.is_dir():
            _folder_to_disk(path)
    _folder_to_disk(folder)


def _folder_to_disk(folder: Path) -> None:
    if sys.platform != "win32":  # where folders cannot be opened
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _drop_unused(work: Work) -> None:
    """Leave no mark of a first build that read nothing."""
    if manifest.generation(work.output) is None and not readings.any_in(work.readings):
        shutil.rmtree(work.dataset, ignore_errors=True)
        shutil.rmtree(work.output / "fetched", ignore_errors=True)


def _check_ours(output: Path) -> None:
    if not output.exists():
        return
    if not output.is_dir():
        raise OutputError(
            str(output),
            en="this is a file; give a folder for the output with -o",
            zh="这是一个文件；请用 -o 指定一个输出文件夹",
        )
    begun = {DATASET} if _is_empty(output / DATASET) else set()  # a build was killed as soon as that
    if not manifest.is_output(output) and {entry.name for entry in output.iterdir()} - _HARMLESS - begun:
        raise OutputError(
            str(output),
            en="this folder holds something else than a build of jianyan; give an empty or new one with -o",
            zh="这个文件夹里有不是 jianyan 构建的内容；请用 -o 指定空的或新的文件夹",
        )


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())


@contextmanager
def _writable(output: Path) -> Iterator[None]:
    """What the system refuses, as an error of ours."""
    try:
        yield
    except OSError as error:
        raise refusals.not_written(output, error) from error
    except sqlite3.Error as error:  # of index.db: readings.db tells its own
        raise refusals.database(output / DATASET, error) from error


@contextmanager
def _locked(output: Path) -> Iterator[None]:
    """Hold the folder for this process; the system lets go when it ends, however it ends."""
    busy = OutputError(
        str(output),
        en="another build is writing here; wait for it, or give another folder with -o",
        zh="另一个构建正在写入这里；请等它结束，或用 -o 另指定文件夹",
    )
    if sys.platform == "win32":
        try:
            handle = os.open(output / _LOCK, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_TEMPORARY)
        except FileExistsError:
            raise busy from None
    else:
        import fcntl

        handle = os.open(output, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise busy from None
    try:
        yield
    finally:
        os.close(handle)


def _first_missing(output: Path) -> Path | None:
    """The outermost folder that making ``output`` makes; None when it is there."""
    missing = [path for path in (output, *output.parents) if not path.exists()]
    return missing[-1] if missing else None


def _drop_empty(output: Path, outermost: Path) -> None:
    with suppress(OSError):
        for path in (output, *output.parents):
            path.rmdir()
            if path == outermost:
                return
