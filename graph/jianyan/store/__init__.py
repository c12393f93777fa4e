"""The dataset on disk: an Oxigraph store that a build makes once and everybody else only reads.

Nothing else in the project opens the database. ``graph.nq`` is the truth; the store can always be
made from it again, so a new build makes a new folder and never mends an old one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jianyan.errors import OutputError

if TYPE_CHECKING:
    from pyoxigraph import Store


class StoreError(OutputError):
    """A store that is absent, locked or broken; ``where`` is its folder."""


def load(nq: Path, folder: Path) -> None:
    """Make the store of the N-Quads file ``nq`` in ``folder``, which must be new or empty.

    Raises :class:`StoreError` when the folder holds something or cannot be written, or when a line of
    ``nq`` does not parse; what was begun is left in the folder, for the caller to drop.
    """
    from pyoxigraph import RdfFormat, Store

    if not nq.is_file():
        raise StoreError(str(nq), en="there is no such graph; build it first", zh="没有这个图文件；请先构建")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError(str(folder), en="not an empty folder; give a new one", zh="不是空文件夹；请另指定一个新的")
    try:
        store = Store(str(folder))
        store.bulk_load(path=str(nq), format=RdfFormat.N_QUADS)
        store.optimize()
    except SyntaxError as error:
        raise StoreError(
            str(nq), en=f"not N-Quads ({error}); build again", zh=f"不是 N-Quads（{error}）；请重新构建"
        ) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError(
            str(folder), en=f"the store cannot be written ({error})", zh=f"无法写入图数据库（{error}）"
        ) from error


def open_read_only(folder: Path) -> Store:
    """The finished store in ``folder``; any number of processes may read it at once.

    Raises :class:`StoreError` when there is none or it does not open.
    """
    from pyoxigraph import Store

    if not (folder / "CURRENT").is_file():  # what RocksDB starts from; it would say so in five lines
        raise StoreError(
            str(folder),
            en="there is no graph here; run `jianyan build` first, or name its folder with -o",
            zh="这里没有图数据；请先运行 jianyan build，或用 -o 指出输出文件夹",
        )
    try:
        return Store.read_only(str(folder))
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError(
            str(folder),
            en=f"the store does not open ({error}); build again",
            zh=f"图数据库无法打开（{error}）；请重新构建",
        ) from error
