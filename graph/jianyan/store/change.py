"""A store that differs a little from one that is there.

Loading millions of quads again because one document changed would take as long as the first time. RocksDB never changes
a table file it has written, only adds and drops: so a copy shares the table files of a store by hard links, costs
no space, and can be changed while others read the old one. Nobody writes the old one: a build is the only writer there
is, and always writes to a new folder.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from jianyan.store.reading import StoreError, cannot_write, open_read_only

_NEVER_CHANGED = ".sst"


def copied(old: Path, new: Path) -> None:
    """Make ``new`` a copy of the finished store ``old``: hard links to its tables where the file system has them,
    copies of the few small files that a store rewrites. Raises :class:`StoreError` where that fails."""
    open_read_only(old)  # says what is wrong with it, before its faults are copied
    try:
        new.mkdir()
        for path in old.iterdir():
            if path.name == "LOCK" or path.name.startswith("LOG"):
                continue
            if path.suffix != _NEVER_CHANGED or not _linked(path, new / path.name):
                shutil.copyfile(path, new / path.name)
    except OSError as error:
        raise cannot_write(new, error) from error


def _linked(path: Path, place: Path) -> bool:
    try:
        os.link(path, place)
    except OSError:  # another file system, or one without hard links
        return False
    return True


def change(folder: Path, *, graphs: Iterable[str], gone: Iterable[str], come: Iterable[bytes]) -> None:
    """Change the store in ``folder``, which nobody else has open: drop whole ``graphs`` (IRIs) and the lines ``gone``,
    then add the lines ``come``. Raises :class:`StoreError` where that fails."""
    from pyoxigraph import NamedNode, RdfFormat, Store, parse

    try:
        store = Store(str(folder))
        for graph in graphs:
            store.remove_graph(NamedNode(graph))
        for quad in parse(input="".join(gone).encode(), format=RdfFormat.N_QUADS):
            store.remove(quad)
        for portion in come:
            store.extend(parse(input=portion, format=RdfFormat.N_QUADS))
        store.flush()
    except SyntaxError as error:
        raise StoreError(
            str(folder), en=f"not N-Quads ({error}); build again", zh=f"不是 N-Quads（{error}）；请重新构建"
        ) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise cannot_write(folder, error) from error
