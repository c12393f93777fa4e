"""The output folder: whose it is, who writes in it, and how a build replaces what it holds.

A build writes into ``.building`` inside the folder. When that is complete it is renamed to ``.ready``,
which is the moment it counts, and its entries are then moved into place. A build that dies before
leaves the old dataset and a ``.building`` that the next one drops; one that dies after leaves a
``.ready`` that :func:`settle` finishes moving.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jianyan.corpus import manifest
from jianyan.errors import OutputError

ENTRIES = ("graph.nq", "store", "measures.csv", "index.html", "view", manifest.NAME)
_BUILDING, _READY, _LOCK, _GONE = ".building", ".ready", ".lock", ".gone"
_HARMLESS = {_BUILDING, _READY, _LOCK, ".gitkeep", ".gitignore", ".DS_Store", "Thumbs.db", "desktop.ini"}


@contextmanager
def opened(output: Path) -> Iterator[Path]:
    """A new folder ``.building`` in ``output`` to write into, for one process at a time; :func:`commit` puts
    it in place. Whatever is not committed is dropped.

    Raises :class:`~jianyan.errors.OutputError` when ``output`` belongs to something else, another build is
    writing in it, or it cannot be written; then it is as it was, and absent if it was.
    """
    new = _first_missing(output)
    try:
        with _writable(output):
            _check_ours(output)
            output.mkdir(parents=True, exist_ok=True)
            with _locked(output):
                _settle(output)
                work = output / _BUILDING
                work.mkdir()
                try:
                    yield work
                finally:
                    shutil.rmtree(work, ignore_errors=True)
    finally:
        if new and not (output / manifest.NAME).exists():
            _drop_empty(output, new)


def commit(output: Path, *, gone: tuple[str, ...] = ()) -> None:
    """Put what was written to ``.building`` in place of what ``output`` holds; entries that were not written
    stay, and those named in ``gone`` go."""
    for name in gone:
        (output / _BUILDING / (name + _GONE)).touch()
    (output / _BUILDING).replace(output / _READY)
    _settle(output)


def settle(output: Path) -> None:
    """Finish a build that was complete but interrupted while it was put in place. To be called before what is
    in ``output`` is read; does nothing where there is nothing to do, or where it may not write."""
    if (output / _READY).is_dir():
        with suppress(OSError, OutputError), _locked(output):
            _settle(output)


def _settle(output: Path) -> None:
    ready = output / _READY
    if ready.is_dir():
        for name in ENTRIES:
            _move(ready / name, output / name)
            if (ready / (name + _GONE)).exists():
                _drop(output / name)
        shutil.rmtree(ready)
    if (output / _BUILDING).exists():
        shutil.rmtree(output / _BUILDING)


def _drop(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def _move(new: Path, place: Path) -> None:
    if not new.exists():  # moved already, or not part of this build
        return
    if place.is_dir():  # a folder cannot replace another; the old one steps aside
        aside = new.with_name("old-" + new.name)
        if aside.exists():
            shutil.rmtree(aside)
        place.replace(aside)
    new.replace(place)


def _check_ours(output: Path) -> None:
    if not output.exists():
        return
    if not output.is_dir():
        raise OutputError(
            str(output),
            en="this is a file; give a folder for the output with -o",
            zh="这是一个文件；请用 -o 指定一个输出文件夹",
        )
    ready = (output / _READY / manifest.NAME).exists()  # of an interrupted build, the first one
    if not ready and not manifest.is_output(output) and {entry.name for entry in output.iterdir()} - _HARMLESS:
        raise OutputError(
            str(output),
            en="this folder holds something else than a build of jianyan; give an empty or new one with -o",
            zh="这个文件夹里有不是 jianyan 构建的内容；请用 -o 指定空的或新的文件夹",
        )


@contextmanager
def _writable(output: Path) -> Iterator[None]:
    """What the system refuses, as an error of ours."""
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise OutputError(
            str(output),
            en=f"cannot be written ({why}); check permissions and free space, or give another folder with -o",
            zh=f"无法写入（{why}）；请检查权限和剩余空间，或用 -o 另指定文件夹",
        ) from error


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
