"""``manifest.json``: the mark that an output folder is ours, and what each document in it was read from.

It holds no clock and nothing of the machine, so that the same input gives the same bytes.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from jianyan.errors import OutputError

NAME = "manifest.json"
FORMAT = 1
"""Raised when an older program could no longer update the folder."""


@dataclass(frozen=True, slots=True)
class Record:
    """One document of the folder. ``program`` and ``lexicon`` are the versions that read it; ``measures``
    counts its statements of that level. ``corrections`` is the version of those that were applied to it, ``lost``
    names those of them that found no target."""

    source: str
    sha256: str
    program: str
    lexicon: str
    measures: int
    corrections: str = ""
    lost: tuple[str, ...] = ()

    @property
    def versions(self) -> tuple[str, ...]:
        """What the record was made from: where any of it is another, the text is to be read again."""
        return self.source, self.sha256, self.program, self.lexicon, self.corrections


@dataclass(frozen=True, slots=True)
class Manifest:
    """``documents`` by their IRI. ``view`` is the language of the network view, None where there is none.
    ``corrections`` are the files and folders of corrections, ``decided`` is the version of what they say across
    documents, ``unknown`` those of these that name something which no document has."""

    base: str
    view: str | None = None
    documents: dict[str, Record] = field(default_factory=dict)
    corrections: tuple[str, ...] = ()
    decided: str = ""
    unknown: tuple[str, ...] = ()


def is_output(folder: Path) -> bool:
    """Whether a build wrote ``folder``."""
    return _parsed(folder) is not None


def load(folder: Path) -> Manifest | None:
    """What the folder holds; None when it has no manifest of ours.

    Raises :class:`~jianyan.errors.OutputError` when a newer program wrote it.
    """
    data = _parsed(folder)
    if data is None:
        return None
    if data["jianyan"] > FORMAT:
        raise OutputError(
            str(folder),
            en="a newer version of jianyan wrote this folder; update jianyan, or give another folder with -o",
            zh="这个文件夹由更新版本的 jianyan 写成；请升级 jianyan，或用 -o 另指定文件夹",
        )
    try:
        documents = {iri: _record(record) for iri, record in data["documents"].items()}
        corrections, unknown = (tuple(data.get(name, ())) for name in ("corrections", "unknown"))
        return Manifest(data["base"], data["view"], documents, corrections, data.get("decided", ""), unknown)
    except (KeyError, TypeError, AttributeError):
        raise OutputError(
            str(folder / NAME),
            en="this file of an earlier build is damaged; delete its folder and build again",
            zh="以前构建的这个文件已损坏；请删除所在文件夹后重新构建",
        ) from None


def write(folder: Path, manifest: Manifest) -> None:
    data = {
        "jianyan": FORMAT,
        "base": manifest.base,
        "view": manifest.view,
        "corrections": manifest.corrections,
        "decided": manifest.decided,
        "unknown": manifest.unknown,
        "documents": {iri: asdict(manifest.documents[iri]) for iri in sorted(manifest.documents)},
    }
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    (folder / NAME).write_text(text, encoding="utf-8", newline="\n")


def _record(said: dict[str, Any]) -> Record:
    return Record(**{**said, "lost": tuple(said.get("lost", ()))})


def _parsed(folder: Path) -> dict[str, Any] | None:
    try:
        data = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) and isinstance(data.get("jianyan"), int) else None
