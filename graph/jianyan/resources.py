"""The files that ship with the program, wherever it was installed from, and its version.

In a wheel ``ontology/`` and ``queries/`` lie inside the package; in a checkout they lie at the
top level, two folders above it (the source root is ``graph/``).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jianyan.errors import JianyanError

# setup.cfg reads it from here (``attr: jianyan.resources.VERSION``): asking importlib.metadata takes 20 ms a start.
VERSION = "0.1.0"

_PACKAGE = Path(__file__).resolve().parent


def version() -> str:
    """The version of the program, as in the graph's ``prov:Activity``."""
    return VERSION


def ontology_file(name: str) -> Path:
    """The file ``name`` of ``ontology/``. Raises :class:`JianyanError` when it is not there."""
    path = _shipped("ontology") / name
    if not path.is_file():
        raise JianyanError(
            str(path),
            en="this file belongs to jianyan and is missing; install jianyan again",
            zh="缺少 jianyan 自带的这个文件；请重新安装 jianyan",
        )
    return path


def queries_dir() -> Path:
    """The folder of the queries that ship with the program."""
    return _shipped("queries")


@cache
def _shipped(name: str) -> Path:
    folder = _home(_PACKAGE) / name
    if folder.is_dir():
        return folder
    raise JianyanError(
        str(folder),
        en="this folder belongs to jianyan and is missing; install jianyan again",
        zh="缺少 jianyan 自带的这个文件夹；请重新安装 jianyan",
    )


def _home(package: Path) -> Path:
    """Where the two folders lie. Outside the package only a checkout of ours counts: what lies two folders above an
    installed package is somebody else's. (``jianyan/queries`` is there in a checkout too, as the engine.)"""
    top = package.parents[1]
    marks = ("setup.cfg", "ontology/jianyan.ttl", "queries/who-backs.rq")
    if not (package / "ontology").is_dir() and all((top / mark).is_file() for mark in marks):
        return top
    return package
