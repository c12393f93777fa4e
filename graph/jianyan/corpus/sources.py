"""The texts of a corpus, wherever they lie: files, members of an archive, lines of JSON, records of a crawl, files in a
message."""

from __future__ import annotations

import json
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from jianyan import reading
from jianyan.corpus import crawls
from jianyan.corpus.address import is_address
from jianyan.corpus.files import ARCHIVES, STDIN, WARCS
from jianyan.errors import InputError, JianyanError
from jianyan.lexicon import Lexicon
from jianyan.model import Document, Metadata
from jianyan.reading.document import SUFFIXES, bytes_of
from jianyan.reading.formats import mail
from jianyan.reading.formats.kinds import ADVISED

LARGEST = 64 << 20
"""Bytes of a member of an archive, uncompressed: larger ones are skipped."""
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """One text. ``name`` is its place as the graph has it; ``inside`` says where in the file ``path``: the member of
    an archive, or the first byte of a line of JSON or of a record of a crawl; None for a file that is one text.
    ``part`` is the number of an attachment of the message that lies there. ``charset`` came with the text, by HTTP say.
    ``fault`` says why it cannot be had, where that is known from the start."""

    name: str
    path: Path
    suffix: str
    inside: str | int | None = None
    part: int | None = None
    charset: str | None = None
    fault: JianyanError | None = None


def expand(paths: Iterable[Path]) -> list[Source]:
    """The texts in ``paths``, sorted by name. What cannot be taken apart is one text with a fault."""
    return sorted((source for path in paths for source in _inside(path)), key=lambda source: source.name)


def _inside(path: Path) -> Iterator[Source]:
    name, suffix = reading.source_of(path), path.suffix.lower()
    whole = Source(name, path, "" if path == STDIN else path.suffix)
    if path == STDIN:
        yield whole
    elif suffix == ".zip":
        yield from _members(whole)
    elif suffix == ".jsonl":
        yield from _lines(path, name)
    elif path.name.lower().endswith(WARCS):
        yield from _records(whole)
    elif suffix == ".eml":
        yield from _with_attachments(whole)
    else:
        yield whole


def _members(whole: Source) -> Iterator[Source]:
    try:
        with zipfile.ZipFile(whole.path) as archive:
            members = [(member.filename, _name(member)) for member in archive.infolist()]
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        fault = InputError(
            whole.name, en=f"not a zip archive that can be read ({error})", zh=f"无法读取的 zip 压缩包（{error}）"
        )
        yield replace(whole, fault=fault)
        return
    for member, shown in members:
        inner = PurePosixPath(shown)
        source = Source(f"{whole.name}/{shown}", whole.path, inner.suffix, member)
        if any(part.startswith(".") for part in inner.parts) or shown.endswith("/"):
            continue
        if shown.lower().endswith(ARCHIVES):
            yield replace(source, fault=_nested(source.name))
        elif inner.suffix.lower() == ".eml":
            yield from _with_attachments(source)
        elif inner.suffix.lower() in (*SUFFIXES, *ADVISED):
            yield source


def _name(member: zipfile.ZipInfo) -> str:
    """The name of a member as whoever packed it saw it: without the mark for UTF-8 it is in the code page of the
    system, which for Chinese names was GBK, where zipfile takes all for CP437."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def _nested(name: str) -> InputError:
    return InputError(
        name,
        en="an archive in an archive is not read; unpack it and give it by itself",
        zh="不读取压缩包里的压缩包；请解压后单独提供",
    )


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


def _records(whole: Source) -> Iterator[Source]:
    """The pages and documents of a crawl, each by its address."""
    for found in crawls.records(whole.path, whole.name):
        if isinstance(found, InputError):
            yield replace(whole, name=found.where, fault=found)
        else:
            yield Source(found.address, whole.path, found.suffix, found.offset, charset=found.charset)


def _with_attachments(message: Source) -> Iterator[Source]:
    """A message, and the files in it that are texts: each is a document of its own."""
    yield message
    if message.inside is None and _size(message.path) > LARGEST:
        return
    try:
        found = mail.attachments(data_of(message), message.name)
    except JianyanError:  # reading the message says the same
        return
    for attachment in found:
        source = replace(message, name=f"{message.name}/{attachment.name}", part=attachment.number)
        source = replace(source, suffix=PurePosixPath(attachment.name).suffix)
        if attachment.name.lower().endswith(ARCHIVES):
            yield replace(source, fault=_nested(source.name))
        elif source.suffix.lower() in (*SUFFIXES, *ADVISED):
            yield source


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # reading it says what is wrong
        return 0


def data_of(source: Source) -> bytes:
    """The bytes of a text. Raises :class:`~jianyan.errors.InputError` when they cannot be had."""
    if source.fault:
        raise source.fault
    data = _data(source)
    return data if source.part is None else mail.attached(data, source.part, source.name)


def _data(source: Source) -> bytes:
    if source.path == STDIN:
        return sys.stdin.buffer.read()
    if source.inside is None:
        return bytes_of(source.path) if is_address(source.name) else reading.data_of(source.path)
    try:
        if isinstance(source.inside, int):
            if source.path.name.lower().endswith(WARCS):
                return crawls.payload(source.path, source.inside, source.name, LARGEST)
            with source.path.open("rb") as file:
                file.seek(source.inside)
                return file.readline().strip()
        with zipfile.ZipFile(source.path) as archive, archive.open(source.inside) as member:
            data = member.read(LARGEST + 1)  # whatever the archive says of its size
    except (OSError, RuntimeError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError) as error:
        raise InputError(
            source.name, en=f"cannot be read ({error}); check the file", zh=f"无法读取（{error}）；请检查文件"
        ) from error
    if len(data) > LARGEST:
        raise InputError(
            source.name,
            en=f"is larger than {LARGEST >> 20} MiB in its archive; give it by itself",
            zh=f"在压缩包中大于 {LARGEST >> 20} MiB；请单独提供",
        )
    return data


def document_of(
    data: bytes, suffix: str, name: str, charset: str | None = None, words: Lexicon | None = None
) -> Document:
    """The text in ``data``, read with ``words`` (by default those that ship). Raises
    :class:`~jianyan.errors.InputError` where there is none."""
    if suffix != ".jsonl":
        return reading.read_bytes(data, name, suffix, charset, words)
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
