"""A finished store, opened to be asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jianyan.errors import OutputError

if TYPE_CHECKING:
    from pyoxigraph import Store


class StoreError(OutputError):
    """A store that is absent, locked or broken; ``where`` is its folder."""


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
            en=f"the store does not open ({error}); run `jianyan repair`, or build again",
            zh=f"图数据库无法打开（{error}）；请运行 jianyan repair 或重新构建",
        ) from error


def is_damage(error: BaseException) -> bool:
    """Whether the store found, while it was asked, that one of its files is not what it wrote: RocksDB keeps checksums
    of its blocks, and looks at them as it reads. What the system itself says has a number; this has none."""
    return (
        isinstance(error, OSError)
        and error.errno is None
        and any(word in str(error) for word in ("orruption", "checksum", "No such file"))
    )


def cannot_write(folder: Path, error: Exception) -> StoreError:
    return StoreError(
        str(folder),
        en=f"the store cannot be written ({error}); check permissions and free space, or give another folder with -o",
        zh=f"无法写入图数据库（{error}）；请检查权限和剩余空间，或用 -o 另指定文件夹",
    )
