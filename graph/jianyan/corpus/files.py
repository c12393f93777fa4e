"""Which files the inputs of a build name."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from jianyan.corpus.address import is_address
from jianyan.corpus.manifest import is_output
from jianyan.errors import InputError
from jianyan.reading.document import SUFFIXES, no_such_file, source_of
from jianyan.reading.formats.kinds import ADVISED

STDIN = Path("-")
WARCS = (".warc", ".warc.gz")
ARCHIVES = (".zip", ".jsonl", *WARCS)
"""The endings of the files that hold many texts."""


def find(inputs: Iterable[str | Path]) -> list[Path]:
    """The files to read, each once, sorted by path whatever the order of ``inputs``.

    A folder stands for all texts and archives in and below it, but for hidden ones and for what a build wrote
    there; ``-`` is the standard input; what is no path may be a pattern (``2024/**/*.txt``), for shells that do
    not expand it. Raises :class:`~jianyan.errors.InputError` for a path that does not exist, for a pattern that fits
    nothing, and for a folder without texts.
    """
    found: set[Path] = set()
    for path in map(Path, inputs):
        if path == STDIN or path.is_file():
            found.add(path)
        elif path.is_dir():
            found |= _in_folder(path)
        elif path.exists():
            raise InputError(
                source_of(path),
                en="neither a file nor a folder; to read from a pipe, give -",
                zh="既不是文件也不是文件夹；如要从管道读取，请用 -",
            )
        else:
            found |= _fitting(path)
    return sorted(found, key=source_of)


def listed(file: Path) -> list[str]:
    """The inputs that ``file`` lists, a path or an address a line; blank lines do not count. Raises
    :class:`~jianyan.errors.InputError` when it cannot be read, or names something that is not there."""
    try:
        text = file.read_text(encoding="utf-8-sig") if file != STDIN else _piped()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            source_of(file), en=f"cannot be read as a list of files ({error})", zh=f"无法作为文件列表读取（{error}）"
        ) from error
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        name = line.strip()
        if name and not is_address(name) and not Path(name).exists():
            raise InputError(
                f"{source_of(file)}:{number}",
                en=f"there is no {name}; check the line",
                zh=f"没有 {name}；请检查这一行",
            )
        if name:
            found.append(name)
    return found


def _piped() -> str:
    import sys

    return sys.stdin.buffer.read().decode("utf-8-sig")


def _in_folder(path: Path) -> set[Path]:
    texts = set(_texts(path))
    if not texts:
        raise InputError(
            source_of(path),
            en=f"no text in this folder; put {' '.join(SUFFIXES)} files there, or name another",
            zh=f"这个文件夹里没有文本；请放入 {' '.join(SUFFIXES)} 文件，或换一个文件夹",
        )
    return texts


def _fitting(pattern: Path) -> set[Path]:
    """The files that a pattern fits."""
    if not re.search(r"[*?]", str(pattern)):  # a lone bracket stands in many a file's name
        raise no_such_file(source_of(pattern))
    fitting = map(Path, glob.glob(str(pattern), recursive=True))  # noqa: PTH207  # Path.glob takes no absolute pattern
    found = {path for path in fitting if path.is_file() and _is_text(path)}
    if not found:
        raise InputError(
            source_of(pattern), en="no text fits this pattern; check it", zh="没有符合这个模式的文本；请检查"
        )
    return found


def _texts(folder: Path) -> Iterator[Path]:
    for name, folders, files in os.walk(folder, onerror=_unreadable):
        here = Path(name)
        folders[:] = [inner for inner in folders if not inner.startswith(".") and not is_output(here / inner)]
        if here == folder and is_output(here):
            continue
        for file in files:
            if not file.startswith(".") and _is_text(here / file):
                yield here / file


def _is_text(path: Path) -> bool:
    return path.name.lower().endswith((*SUFFIXES, *ADVISED, *ARCHIVES))


def _unreadable(error: OSError) -> None:
    why = error.strerror or str(error)
    raise InputError(
        str(error.filename),
        en=f"this folder cannot be opened ({why}); check its permissions",
        zh=f"无法打开这个文件夹（{why}）；请检查权限",
    )
