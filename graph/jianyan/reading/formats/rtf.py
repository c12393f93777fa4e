"""RTF, by striprtf: the old exchange format of word processors, which many a ``.doc`` really is.

Tracked changes count as accepted: striprtf keeps what was deleted, so that is taken out before.
"""

from __future__ import annotations

import re

from jianyan.errors import InputError
from jianyan.model import BlockKind
from jianyan.reading.formats.content import Content, Line, unreadable

LARGEST = 32 << 20
"""Bytes; more than that is pictures."""

_PICTURE = re.compile(rb"[0-9a-fA-F\s]{512,}")
_TOKEN = re.compile(rb"\\(?P<word>[a-zA-Z]+)(?P<number>-?\d{1,9})? ?|\\'[0-9a-fA-F]{2}|\\[^a-zA-Z]|[{}]|[^\\{}]+")
_WRITES = frozenset(
    b"par line tab u page sect column emdash endash bullet lquote rquote ldblquote rdblquote emspace enspace".split()
)
"""Control words that stand for text or for the end of a paragraph."""


def read(data: bytes, source: str) -> Content:
    """Raises :class:`~jianyan.errors.InputError` for what is damaged or too large."""
    from striprtf.striprtf import rtf_to_text

    data = without_deleted(_PICTURE.sub(b"", data))
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


def without_deleted(data: bytes) -> bytes:
    r"""``data`` without the text that was deleted while changes were tracked; its groups and properties stay.

    >>> without_deleted(rb"{\rtf1 a{\deleted b\par}c\deleted d\'a9\deleted0 e}")
    b'{\\rtf1 a{\\deleted }c\\deleted \\deleted0 e}'
    """
    if rb"\deleted" not in data:
        return data
    kept: list[bytes] = []
    deleted, around, at = False, [], 0
    while at < len(data):
        found = _TOKEN.match(data, at)
        if found is None:  # a backslash at the end
            kept.append(data[at:])
            break
        token, word = found[0], found["word"]
        at = found.end()
        if word == b"bin":  # so many bytes that are no RTF
            at += max(int(found["number"] or 0), 0)
            token = rb"\bin0 "
        elif token == b"{":
            around.append(deleted)
        elif token == b"}":
            deleted = around.pop() if around else False
        elif word == b"deleted":
            deleted = found["number"] != b"0"
        elif word == b"plain":
            deleted = False
        elif deleted and (word in _WRITES or (word is None and token != b"\\*")):
            continue
        kept.append(token)
    return b"".join(kept)


def _lines(row: str) -> list[Line]:
    """A paragraph, or the cells of a row of a table, which striprtf parts by bars."""
    if row.count("|") and row.rstrip().endswith("|"):
        return [(BlockKind.CELL, cell) for cell in row.split("|")]
    return [(BlockKind.PARAGRAPH, row)]
