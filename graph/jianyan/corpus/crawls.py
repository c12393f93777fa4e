"""Crawls in WARC files (ISO 28500): the pages and documents in them, record by record.

A file is passed through once to see what is there, and a record is read when its turn comes, so that memory does not
grow with the file. A damaged record is told and passed over; reading goes on at the next one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import unquote, urlsplit

from jianyan.errors import InputError
from jianyan.reading.document import SUFFIXES
from jianyan.reading.formats.kinds import ADVISED, ending_of

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_GZIP, _PLAIN = b"\x1f\x8b\x08", b"WARC/1."
_CHUNK = 1 << 20
_LINE, _HEADER = 1 << 16, 1 << 20
"""Bytes of a line, and of all lines between two documents; headers have some hundreds."""
_ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")


@dataclass(frozen=True, slots=True)
class Found:
    """A document of a crawl: ``offset`` is where its record begins."""

    offset: int
    address: str
    suffix: str
    charset: str | None


def records(path: Path, name: str) -> Iterator[Found | InputError]:
    """The documents in the file ``path`` and what is wrong with it, in their order. Answers other than 200, and what is
    no text (pictures, scripts), are passed over."""
    try:
        with path.open("rb") as file:
            yield from _records(file, name)
    except OSError as error:
        why = error.strerror or str(error)
        yield InputError(name, en=f"cannot be opened ({why})", zh=f"无法打开（{why}）")


def payload(path: Path, offset: int, name: str, largest: int) -> bytes:
    """The bytes of the document whose record begins at ``offset``, as they were before any encoding for the way.

    Raises :class:`~jianyan.errors.InputError` for one that is damaged, or larger than ``largest``.
    """
    with path.open("rb") as file:
        file.seek(offset)
        try:
            record = next(iter(_iterator(file)), None)
            if record is None:
                raise EOFError
            encoding = _header(record, "Content-Encoding").lower()
            if encoding not in _ENCODINGS:
                raise InputError(
                    name,
                    en=f"is packed in a way that is not read ({encoding}); crawl it without",
                    zh=f"采用不支持的压缩方式（{encoding}）；请重新抓取",
                )
            data: bytes = record.content_stream().read(largest + 1)
        except _faults() as error:
            raise _damaged(name, error) from None
        if len(data) > largest:
            raise InputError(
                name,
                en=f"is larger than {largest >> 20} MiB; give it by itself",
                zh=f"大于 {largest >> 20} MiB；请单独提供",
            )
        if getattr(record.raw_stream, "limit", 0) > 0:
            raise _damaged(name, "cut off")
        return data


def _records(file: BinaryIO, name: str) -> Iterator[Found | InputError]:
    head = file.read(len(_GZIP))
    mark, at = (_GZIP if head == _GZIP else _PLAIN), 0
    told = False  # of a damaged stretch one fault is told
    while True:
        file.seek(at)
        iterator, begun = _iterator(file), False
        try:
            for record in iterator:
                at, begun, told = iterator.get_record_offset(), True, False
                iterator.reader.begin()
                if found := _found(record, at):
                    yield found
            return
        except _faults() as error:
            if begun and iterator.offset <= at:  # damaged further in, which reading it will say
                told = True
            at = max(at, iterator.offset)
            if not told:
                yield _damaged(f"{name}#{at}", error)
                told = True
        following = _next(file, mark, at + 1)
        if following is None:
            return
        at = following


def _iterator(file: BinaryIO) -> Any:
    from warcio.archiveiterator import ArchiveIterator

    iterator = ArchiveIterator(file)
    _bound(iterator.reader)
    return iterator


def _bound(reader: Any) -> None:
    """Keep the header of a record within bounds: warcio takes a line for as long as it goes on, and a small packed
    file may hold one that fills the memory."""
    from warcio.exceptions import ArchiveLoadFailed

    readline, read = reader.readline, 0

    def bounded(length: int | None = None) -> bytes:
        nonlocal read
        line: bytes = readline(min(length or _LINE, _LINE))
        read += len(line)
        if read > _HEADER:
            raise ArchiveLoadFailed("a header without end")
        return line

    def begin() -> None:
        nonlocal read
        read = 0

    reader.readline, reader.begin = bounded, begin


def _faults() -> tuple[type[Exception], ...]:
    """What warcio raises for what is no WARC."""
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeadersParserException

    return (ArchiveLoadFailed, StatusAndHeadersParserException, zlib.error, EOFError, ValueError, UnicodeError)


def _found(record: ArcWarcRecord, offset: int) -> Found | None:
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    address = address.strip("<> ")  # early writers put brackets around it
    if record.rec_type == "response" and record.http_headers is not None:
        if record.http_headers.get_statuscode() != "200":
            return None
        said = _header(record, "Content-Type")
    elif record.rec_type == "resource":
        said = record.rec_headers.get_header("Content-Type") or ""
    else:
        return None
    suffix = suffix_of(said, address)
    return Found(offset, address, suffix, charset_of(said)) if suffix and address else None


def suffix_of(said: str, address: str) -> str | None:
    """The ending of what came as the media type ``said`` from ``address``; None for what is no text."""
    if ending := ending_of(said):
        return ending
    if said and "octet-stream" not in said and "download" not in said:
        return None
    suffix = PurePosixPath(unquote(urlsplit(address).path)).suffix.lower()
    return suffix if suffix in (*SUFFIXES, *ADVISED) else None


def charset_of(said: str) -> str | None:
    """The charset that a media type names."""
    for parameter in said.split(";")[1:]:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "charset" and value.strip():
            return value.strip().strip("\"'").lower()
    return None


def _header(record: ArcWarcRecord, name: str) -> str:
    return (record.http_headers.get_header(name) or "").strip() if record.http_headers else ""


def _next(file: BinaryIO, mark: bytes, at: int) -> int | None:
    """Where ``mark`` stands next; None where it does not."""
    file.seek(at)
    kept = b""
    while chunk := file.read(_CHUNK):
        data = kept + chunk
        if (found := data.find(mark)) >= 0:
            return at - len(kept) + found
        kept = data[-(len(mark) - 1) :]
        at += len(chunk)
    return None


def _damaged(name: str, why: object) -> InputError:
    said = " ".join(str(why).partition(", first line")[0].split())[:200]  # which is no text
    return InputError(
        name,
        en=f"this record of the crawl is damaged ({said}); it is left out",
        zh=f"抓取文件中的这条记录已损坏（{said}）；已略过",
    )
