"""RTF, by striprtf: the old exchange format of word processors, which many a ``.doc`` really is."""

from __future__ import annotations

import re

from jianyan.errors import InputError
from jianyan.model import BlockKind
from jianyan.reading.formats.content import Content, Line, unreadable

LARGEST = 32 << 20
"""Bytes; more than that is pictures."""

_PICTURE = re.compile(rb"[0-9a-fA-F\s]{512,}")


def read(data: bytes, source: str) -> Content:
    """Raises :class:`~jianyan.errors.InputError` for what is damaged or too large."""
    from striprtf.striprtf import rtf_to_text

    data = _PICTURE.sub(b"", data)
    if len(data) > LARGEST:
        raise InputError(
            source,
            en=f"is larger than is read of RTF ({LARGEST >> 20} MiB without pictures); save it as .docx",
            zh=f"超过 RTF 的读取上限（不计图片 {LARGEST >> 20} MiB）；请另存为 .docx",
        )
    try:
        text = rtf_to_text(data.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    except (UnicodeError, ValueError, LookupError, IndexError, RecursionError) as error:
        raise unreadable(source, "RTF", error) from None
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # characters in two halves
    return Content([line for row in text.split("\n") for line in _lines(row)])


def _lines(row: str) -> list[Line]:
    """A paragraph, or the cells of a row of a table, which striprtf parts by bars."""
    if row.count("|") and row.rstrip().endswith("|"):
        return [(BlockKind.CELL, cell) for cell in row.split("|")]
    return [(BlockKind.PARAGRAPH, row)]
