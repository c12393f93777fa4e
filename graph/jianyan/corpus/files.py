"""Which texts the inputs of a build name."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from jianyan.corpus.manifest import is_output
from jianyan.errors import InputError
from jianyan.reading.document import SUFFIXES, no_such_file, source_of

STDIN = Path("-")


def find(inputs: Iterable[str | Path]) -> list[Path]:
    """The files to read, each once, sorted by path whatever the order of ``inputs``.

    A folder stands for all texts in and below it, but for hidden ones and for what a build wrote
    there; ``-`` is the standard input. Raises :class:`~jianyan.errors.InputError` for a path that does not
    exist, and for a folder without texts.
    """
    found: set[Path] = set()
    for path in map(Path, inputs):
        if path == STDIN or path.is_file():
            found.add(path)
        elif path.is_dir():
            texts = set(_texts(path))
            if not texts:
                raise InputError(
                    source_of(path),
                    en=f"no text in this folder; put {' '.join(SUFFIXES)} files there, or name another",
                    zh=f"这个文件夹里没有文本；请放入 {' '.join(SUFFIXES)} 文件，或换一个文件夹",
                )
            found |= texts
        elif path.exists():
            raise InputError(
                source_of(path),
                en="neither a file nor a folder; to read from a pipe, give -",
                zh="既不是文件也不是文件夹；如要从管道读取，请用 -",
            )
        else:
            raise no_such_file(source_of(path))
    return sorted(found, key=source_of)


def _texts(folder: Path) -> Iterator[Path]:
    for name, folders, files in os.walk(folder, onerror=_unreadable):
        here = Path(name)
        folders[:] = [inner for inner in folders if not inner.startswith(".") and not is_output(here / inner)]
        if here == folder and is_output(here):
            continue
        for file in files:
            if not file.startswith(".") and Path(file).suffix.lower() in SUFFIXES:
                yield here / file


def _unreadable(error: OSError) -> None:
    why = error.strerror or str(error)
    raise InputError(
        str(error.filename),
        en=f"this folder cannot be opened ({why}); check its permissions",
        zh=f"无法打开这个文件夹（{why}）；请检查权限",
    )
