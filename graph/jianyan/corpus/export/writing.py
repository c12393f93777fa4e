"""Which format is written how, and where to: nothing half written stays."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from jianyan.corpus.export import network, rdf, tables
from jianyan.corpus.opened import Corpus
from jianyan.errors import OutputError

_FILES: dict[str, Callable[[Corpus, BinaryIO, bool], None]] = {
    "nquads": rdf.nquads,
    "trig": rdf.trig,
    "turtle": rdf.turtle,
    "jsonld": rdf.jsonld,
    "graphml": network.graphml,
    "gexf": network.gexf,
    "xlsx": tables.xlsx,
}
_FOLDERS: dict[str, Callable[[Corpus, Path, bool], None]] = {"csv": tables.csv_files, "parquet": tables.parquet_files}
FORMATS = ("turtle", "trig", "jsonld", "nquads", "graphml", "gexf", "csv", "xlsx", "parquet")
INTO_FOLDER = tuple(_FOLDERS)
"""The formats that are several files, and so need a folder."""


def export(corpus: Corpus, form: str, to: Path | BinaryIO, *, provenance: bool = True) -> None:
    """Write the corpus in ``form`` to a path or, but for :data:`INTO_FOLDER`, an open file. Without ``provenance`` what
    tells where and by which rule something was read is left out.

    Raises :class:`~jianyan.errors.JianyanError` where a path is taken by something else, where
    it cannot be written, and where a library is missing that the format needs.
    """
    if not isinstance(to, Path):
        _FILES[form](corpus, to, provenance)
        return
    part = to.with_name(to.name + ".part")
    try:
        if form in INTO_FOLDER:
            _check_folder(to)
            part.mkdir(parents=True)
            _FOLDERS[form](corpus, part, provenance)
            to.mkdir(exist_ok=True)
            for made in part.iterdir():
                made.replace(to / made.name)
        else:
            with part.open("wb") as file:
                _FILES[form](corpus, file, provenance)
            part.replace(to)
    except OSError as error:
        why = error.strerror or str(error)
        raise OutputError(
            str(to),
            en=f"cannot be written ({why}); name another place with --to",
            zh=f"无法写入（{why}）；请用 --to 换个位置",
        ) from error
    finally:
        if part.is_dir():
            shutil.rmtree(part, ignore_errors=True)
        else:
            part.unlink(missing_ok=True)


def _check_folder(to: Path) -> None:
    if to.exists() and not to.is_dir():
        raise OutputError(
            str(to), en="this is a file; name a folder with --to", zh="这是一个文件；请用 --to 指定一个文件夹"
        )
