"""What one text may cost, so that a broken or hostile one costs nothing else.

Size is looked at before a text is read, time and memory while a process of its own reads it. A small plain text is read
without a process: our own rules take time in proportion to a text's length (``benchmarks/growth.py`` measures it, and
``tests/test_growth.py`` holds the rules to it), and starting a process would take longer than reading it. Whatever a
parser of others takes apart (pages, documents) and whatever is long goes to a process.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from jianyan import reading
from jianyan.corpus import sources
from jianyan.corpus.files import STDIN
from jianyan.corpus.sources import Source
from jianyan.corpus.worker import Task
from jianyan.errors import InputError, JianyanError

SECONDS = 120
"""Of processor time, for one text: some millions of characters of prose."""
MEMORY = 2048
"""MiB that the process which reads a text may hold."""
SIZE = 64
"""MiB of one text."""
SMALL = 128 << 10
"""Bytes up to which a plain text is read without a process."""
WALL = 10
"""So many times the seconds of processor time may pass: what waits is not at work, and a busy machine is no fault."""

_PLAIN = (".txt", ".md", ".jsonl")


@dataclass(frozen=True, slots=True)
class Limits:
    """For each text, ``seconds`` of processor time, ``memory`` and ``size`` in MiB; 0 for no limit. ``refused`` are
    the files that are not to be opened, and why."""

    seconds: float = SECONDS
    memory: float = MEMORY
    size: float = SIZE
    refused: dict[Path, InputError] = field(default_factory=dict)

    @property
    def watch(self) -> bool:
        """Whether there is anything to watch while a text is read."""
        return self.seconds > 0 or self.memory > 0

    @property
    def bytes(self) -> int:
        """The largest size in bytes; 0 for any."""
        return int(self.size * (1 << 20))


def needs_process(task: Task, limits: Limits) -> bool:
    """Whether a text is to be read by a process that can be ended."""
    if not limits.watch:
        return False
    if len(task.data) > SMALL:
        return True
    if task.suffix:
        return task.suffix.lower() not in _PLAIN
    begins = task.data.lstrip()[:1]  # what comes from a pipe may be anything: formats begin with a sign of ASCII
    return begins.isascii()


def data_of(source: Source, limits: Limits) -> bytes:
    """The bytes of a text, as :func:`jianyan.corpus.sources.data_of` gives them. Raises
    :class:`~jianyan.errors.InputError` too where there are more than ``limits`` allow, without reading them all where
    that can be known."""
    if source.path in limits.refused:
        raise limits.refused[source.path]
    largest = limits.bytes
    if largest and source.inside is None and source.path != STDIN and _size(source.path) > largest:
        raise too_large(source.name, limits)
    data = _data(source, largest)
    if largest and len(data) > largest:
        raise too_large(source.name, limits)
    return data


def _data(source: Source, largest: int) -> bytes:
    """The bytes of a text, or a little more than ``largest`` of them."""
    try:
        if largest and source.path == STDIN:
            return sys.stdin.buffer.read(largest + 1)
        if largest and source.suffix == ".jsonl" and isinstance(source.inside, int):
            return _line(source.path, source.inside, largest)
        return sources.data_of(source)
    except JianyanError:
        raise
    except Exception as error:  # an archive may be broken in more ways than its reader has names for
        why = f"{type(error).__name__}: {error}"[:200]
        raise InputError(
            source.name, en=f"cannot be read ({why}); check the file", zh=f"无法读取（{why}）；请检查文件"
        ) from error


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # reading it says what is wrong
        return 0


def _line(path: Path, start: int, largest: int) -> bytes:
    """The line of JSON at a place of a file, or a little more than ``largest`` bytes of it."""
    with path.open("rb") as file:
        file.seek(start)
        return file.readline(largest + 3).strip()


def refused(paths: Iterable[Path], inputs: Iterable[str | Path]) -> dict[Path, InputError]:
    """Those of ``paths``, which were found in the folders among ``inputs``, that are not to be opened: what is no file
    (a pipe there would never end), and links that lead out of the folder they lie in."""
    given = [Path(one) for one in inputs]
    roots = {folder: folder.resolve() for folder in given if folder.is_dir()}
    found: dict[Path, InputError] = {}
    for path in paths:
        if path == STDIN or path in given:
            continue
        if error := _refusal(path, roots):
            found[path] = error
    return found


def _refusal(path: Path, roots: dict[Path, Path]) -> InputError | None:
    name = reading.source_of(path)
    try:
        entry = path.lstat()
        followed = path.stat() if stat.S_ISLNK(entry.st_mode) else entry
    except OSError as error:
        why = error.strerror or os.strerror(error.errno or 0)
        return InputError(name, en=f"cannot be opened ({why}); check the link", zh=f"无法打开（{why}）；请检查链接")
    if not stat.S_ISREG(followed.st_mode):
        return InputError(
            name,
            en="is no file but a pipe, a socket, a device or a folder; it is not read",
            zh="不是文件，而是管道、套接字、设备或文件夹；未读取",
        )
    around = [real for folder, real in roots.items() if folder in path.parents]
    if stat.S_ISLNK(entry.st_mode) and around and not any(path.resolve().is_relative_to(real) for real in around):
        return InputError(
            name,
            en="is a link that leads out of the folder; to read what it leads to, give that by itself",
            zh="是指向该文件夹之外的链接；如要读取，请单独给出它指向的文件",
        )
    return None


# -- what is said of a text that costs too much --------------------------------------------


def too_large(name: str, limits: Limits) -> InputError:
    return InputError(
        name,
        en=f"is larger than {limits.size:g} MiB; split it, or allow more with --max-size",
        zh=f"大于 {limits.size:g} MiB；请拆分，或用 --max-size 放宽",
    )


def too_slow(name: str, limits: Limits) -> InputError:
    return InputError(
        name,
        en=f"reading it took more than {limits.seconds:g} seconds; it is left out: split it or save its text as .txt, "
        "or allow more with --max-seconds",
        zh=f"读取超过 {limits.seconds:g} 秒；已略过：请拆分或另存为 .txt，或用 --max-seconds 放宽",
    )


def too_much_memory(name: str, limits: Limits) -> InputError:
    return InputError(
        name,
        en=f"reading it took more than {limits.memory:g} MiB of memory; it is left out: split it or save its text as "
        ".txt, or allow more with --max-memory",
        zh=f"读取占用内存超过 {limits.memory:g} MiB；已略过：请拆分或另存为 .txt，或用 --max-memory 放宽",
    )


def ended(name: str) -> InputError:
    return InputError(
        name,
        en="reading this text ended the process that read it (out of memory?); it is left out",
        zh="读取这篇文本的进程意外终止（内存不足？）；已略过",
    )
