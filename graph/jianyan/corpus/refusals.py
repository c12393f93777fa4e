"""What the system or SQLite says is wrong with a file, as an error of ours that says what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from jianyan.errors import OutputError

_DAMAGED = ("malformed", "not a database", "no such table", "no such column", "unsupported file format")


def not_written(output: Path, error: OSError) -> OutputError:
    """``error`` came up while something was written in the folder ``output``."""
    why = error.strerror or str(error)
    return OutputError(
        str(output),
        en=f"cannot be written ({why}); check permissions and free space, or give another folder with -o",
        zh=f"无法写入（{why}）；请检查权限和剩余空间，或用 -o 另指定文件夹",
    )


def database(path: Path, error: sqlite3.Error) -> OutputError:
    """What SQLite says of the file ``path``."""
    if is_damage(error):
        return OutputError(
            str(path),
            en=f"this file is damaged ({error}); run `jianyan repair`, which makes it anew from what was kept",
            zh=f"这个文件已损坏（{error}）；请运行 jianyan repair，它会用保留的读取结果重建",
        )
    if "locked" in str(error):
        return OutputError(
            str(path),
            en="another program holds this file; close it, or wait for it, and try again",
            zh="另一个程序占用着这个文件；请关闭它或等它结束，然后再试",
        )
    why = str(error)
    return OutputError(
        str(path),
        en=f"cannot be written ({why}); check permissions and free space, or give another folder with -o",
        zh=f"无法写入（{why}）；请检查权限和剩余空间，或用 -o 另指定文件夹",
    )


def is_damage(error: BaseException) -> bool:
    """Whether SQLite complains of what is in a file, rather than of not being able to read or write it."""
    return isinstance(error, sqlite3.DatabaseError) and any(word in str(error) for word in _DAMAGED)
