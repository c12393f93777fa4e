"""The texts of a corpus, wherever they lie: files, members of an archive, lines of JSON."""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from jianyan import reading
from jianyan.corpus.files import STDIN
from jianyan.errors import InputError
from jianyan.model import Document, Metadata
from jianyan.reading.document import SUFFIXES

LARGEST = 64 << 20
"""Bytes of a member of an archive, uncompressed: larger ones are skipped."""
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """One text. ``name`` is its place as the graph has it; ``inside`` says where in the file ``path``: the member of
    an archive, or the first byte of a line of JSON; None for a file that is one text."""

    name: str
    path: Path
    suffix: str
    inside: str | int | None = None


def expand(paths: Iterable[Path]) -> list[Source]:
    """The texts in ``paths``, sorted by name. Raises :class:`~jianyan.errors.InputError` for a broken archive."""
    return sorted((source for path in paths for source in _inside(path)), key=lambda source: source.name)


def _inside(path: Path) -> Iterator[Source]:
    name, suffix = reading.source_of(path), path.suffix.lower()
    if suffix == ".zip":
        yield from _members(path, name)
    elif suffix == ".jsonl":
        yield from _lines(path, name)
    else:
        yield Source(name, path, "" if path == STDIN else path.suffix)


def _members(path: Path, name: str) -> Iterator[Source]:
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.namelist():
                inner = PurePosixPath(member)
                if inner.suffix.lower() in SUFFIXES and not any(part.startswith(".") for part in inner.parts):
                    yield Source(f"{name}/{member}", path, inner.suffix, member)
    except (OSError, zipfile.BadZipFile) as error:
        raise InputError(
            name, en=f"not a zip archive that can be read ({error})", zh=f"无法读取的 zip 压缩包（{error}）"
        ) from error


def _lines(path: Path, name: str) -> Iterator[Source]:
    try:
        with path.open("rb") as file:
            at, number, blank, begins = 0, 1, True, 0
            while piece := file.readline(_PIECE):  # a line may be longer than what is to be held at once
                if blank and piece.strip():
                    blank = False
                    yield Source(f"{name}#{number:07}", path, ".jsonl", begins)
                at += len(piece)
                if piece.endswith(b"\n"):
                    number, blank, begins = number + 1, True, at
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError(name, en=f"cannot be opened ({why})", zh=f"无法打开（{why}）") from error


def data_of(source: Source) -> bytes:
    """The bytes of a text. Raises :class:`~jianyan.errors.InputError` when they cannot be had."""
    if source.path == STDIN:
        return sys.stdin.buffer.read()
    if source.inside is None:
        return reading.data_of(source.path)
    try:
        if isinstance(source.inside, int):
            with source.path.open("rb") as file:
                file.seek(source.inside)
                return file.readline().strip()
        with zipfile.ZipFile(source.path) as archive:
            if archive.getinfo(source.inside).file_size > LARGEST:
                raise InputError(
                    source.name,
                    en=f"is larger than {LARGEST >> 20} MiB in its archive; give it by itself",
                    zh=f"在压缩包中大于 {LARGEST >> 20} MiB；请单独提供",
                )
            return archive.read(source.inside)
    except (OSError, RuntimeError, zipfile.BadZipFile, NotImplementedError) as error:
        raise InputError(
            source.name, en=f"cannot be read ({error}); check the file", zh=f"无法读取（{error}）；请检查文件"
        ) from error


def document_of(data: bytes, suffix: str, name: str) -> Document:
    """The text in ``data``. Raises :class:`~jianyan.errors.InputError` where there is none."""
    if suffix != ".jsonl":
        return reading.read_bytes(data, name, suffix)
    record = _record(data, name)
    document = reading.read_bytes(record["text"].encode(), name, ".txt")
    return Document(document.text, document.sha256, name, _metadata(record, name), document.blocks)


def _record(data: bytes, name: str) -> dict[str, Any]:
    try:
        record = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InputError(name, en=f"this line is not JSON ({error})", zh=f"这一行不是 JSON（{error}）") from None
    if isinstance(record, dict) and isinstance(record.get("text"), str):
        return {key: _whole(value) if isinstance(value, str) else value for key, value in record.items()}
    raise InputError(
        name,
        en='a line must be a JSON object with a string "text"',
        zh="每一行应是带有字符串 text 的 JSON 对象",
    )


def _whole(text: str) -> str:
    """``text`` with U+FFFD for halves of surrogate pairs, which JSON may hold (\\ud800) and no encoding has."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _metadata(record: dict[str, Any], name: str) -> Metadata:
    """What the record says beside its text: ``title``, ``date`` (YYYY-MM-DD), ``publisher``, ``author``."""
    said = {key: value for key, value in record.items() if isinstance(value, str) and value.strip()}
    try:
        issued = date.fromisoformat(said["date"][:10]) if "date" in said else None
    except ValueError:
        raise InputError(
            name,
            en=f"{said['date']!r} is no date; write 2024-05-21",
            zh=f"{said['date']!r} 不是日期；应写作 2024-05-21",
        ) from None
    authors = (said["author"],) if "author" in said else ()
    return Metadata(said.get("title"), issued, said.get("publisher"), authors)
