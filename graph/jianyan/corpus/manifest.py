"""``manifest.json``: the mark that an output folder is ours, and what each document in it was read from.

It holds no clock and nothing of the machine, so that the same input gives the same bytes. The one that counts lies in
the generation that counts; the one at the top of the folder is published for people.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from jianyan.corpus import checksums
from jianyan.errors import OutputError

NAME = "manifest.json"
DATASET = "dataset"
CURRENT = "current"
FORMAT = 2
"""Raised when an older program could no longer update the folder, or a newer one no longer reads it."""


@dataclass(frozen=True, slots=True)
class Record:
    """One document of the folder. ``reading`` is the key of what was read of it, ``measures`` counts its statements of
    that level, ``quads`` the lines of its graph; ``lost`` is what did not get into it, as
    :class:`~jianyan.corpus.readings.Kept` has it."""

    source: str
    sha256: str
    reading: str
    measures: int
    quads: int
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """``documents`` by their IRI. ``view`` is the language of the network view, None where there is none. ``lexicon``
    is the version of what knows about the corpus as a whole; ``corrections`` are the files and folders of corrections,
    ``decided`` is the version of what they say across documents."""

    base: str
    view: str | None = None
    documents: dict[str, Record] = field(default_factory=dict)
    lexicon: str = ""
    corrections: tuple[str, ...] = ()
    decided: str = ""


def generation(output: Path) -> Path | None:
    """The folder of the generation that counts in ``output``; None where no build was finished yet.

    Where the file that says so is gone or damaged, it is the last one that is whole: nothing else would be lost but
    the knowledge which one counts.
    """
    number = named(output)
    return output / DATASET / number if number else checksums.newest_whole(output / DATASET)


def named(output: Path) -> str:
    """The number of the generation that is said to count; empty where that is not said, or not to be read."""
    try:
        number = (output / DATASET / CURRENT).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return number if number.isascii() and number.isdecimal() else ""


def check_version(output: Path) -> None:
    """Raise :class:`~jianyan.errors.OutputError` when another version of the program wrote ``output``, and this one
    would not understand it. Looks at the beginning of one file, however large the corpus."""
    try:
        with ((generation(output) or output) / NAME).open("rb") as file:
            found = re.match(rb'\s*\{\s*"jianyan": ?(\d{1,9})\b', file.read(64))
    except OSError:
        return
    if found:
        _check_format(output, int(found[1]))


def is_output(folder: Path) -> bool:
    """Whether a build wrote ``folder``, or began to."""
    dataset = folder / DATASET
    return (dataset / CURRENT).is_file() or (dataset / "readings.db").is_file() or _parsed(folder) is not None


def load(output: Path) -> Manifest | None:
    """What the folder holds; None when it has no manifest of ours.

    Raises :class:`~jianyan.errors.OutputError` when another version of the program wrote it.
    """
    folder = generation(output) or output
    data = _parsed(folder)
    if data is None and folder == output:
        return None
    found = _manifest(output, data)
    if found is None:  # the copy for people will do
        waiting = folder / checksums.PUBLISH
        found = _manifest(output, _parsed(waiting if waiting.is_dir() else output))
    if found is None:
        raise _damaged(folder)
    return found


def of(generation: Path) -> Manifest | None:
    """The manifest of one generation; None where it has none that can be read."""
    return _manifest(generation, _parsed(generation))


def _manifest(output: Path, data: dict[str, Any] | None) -> Manifest | None:
    """What was parsed as a manifest; None where it is not one in the format of this version."""
    if data is None:
        return None
    _check_format(output, data["jianyan"])
    try:
        documents = {iri: _record(record) for iri, record in data["documents"].items()}
        places = tuple(data["corrections"])
        return Manifest(data["base"], data["view"], documents, data["lexicon"], places, data["decided"])
    except (KeyError, TypeError, AttributeError):
        return None


def _check_format(output: Path, number: int) -> None:
    if number > FORMAT:
        raise OutputError(
            str(output),
            en="a newer version of jianyan wrote this folder; update jianyan, or give another folder with -o",
            zh="这个文件夹由更新版本的 jianyan 写成；请升级 jianyan，或用 -o 另指定文件夹",
        )
    if number < FORMAT:
        raise OutputError(
            str(output),
            en="an older version of jianyan wrote this folder; delete it and build again",
            zh="这个文件夹由旧版本的 jianyan 写成；请删除后重新构建",
        )


def write(folder: Path, manifest: Manifest) -> None:
    data = {
        "jianyan": FORMAT,
        "base": manifest.base,
        "view": manifest.view,
        "lexicon": manifest.lexicon,
        "corrections": manifest.corrections,
        "decided": manifest.decided,
        "documents": {iri: asdict(manifest.documents[iri]) for iri in sorted(manifest.documents)},
    }
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    (folder / NAME).write_text(text, encoding="utf-8", newline="\n")


def _record(said: dict[str, Any]) -> Record:
    return Record(**{**said, "lost": tuple(said["lost"])})


def _damaged(folder: Path) -> OutputError:
    return OutputError(
        str(folder / NAME),
        en="this file of an earlier build is damaged, and so is its copy in the output folder; restore a backup "
        "(jianyan restore --force), or delete the output folder and build again",
        zh="以前构建的这个文件已损坏，输出文件夹里的副本也不可用；请恢复备份（jianyan restore --force），"
        "或删除输出文件夹后重新构建",
    )


def _parsed(folder: Path) -> dict[str, Any] | None:
    try:
        data = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) and isinstance(data.get("jianyan"), int) else None
