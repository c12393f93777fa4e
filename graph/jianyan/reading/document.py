"""One file or stream as a :class:`~jianyan.model.Document`.

Line ends become LF and a byte order mark goes; nothing else of a plain text or of Markdown
changes, so that positions count into what the author wrote. Of a page the main text is kept, of every other
format its paragraphs (:mod:`jianyan.reading.formats`).
"""

from __future__ import annotations

import os
from functools import cache
from hashlib import sha256
from pathlib import Path

from jianyan.errors import InputError
from jianyan.lexicon import Lexicon, load
from jianyan.model import Document
from jianyan.reading.decode import declared_charset, decode, is_chinese
from jianyan.reading.formats.kinds import ADVISED, ENDINGS, Kind, kind_of

SUFFIXES = tuple(ENDINGS)
"""The endings of the files that are read, in lower case."""


def read(path: Path, lexicon: Lexicon | None = None) -> Document:
    """The document in the file ``path``; ``source`` is the path as given, with forward slashes. ``lexicon`` is as for
    :func:`read_bytes`.

    Raises :class:`~jianyan.errors.InputError` as :func:`data_of` and :func:`read_bytes` do.
    """
    return read_bytes(data_of(path), source_of(path), path.suffix, lexicon=lexicon)


def data_of(path: Path) -> bytes:
    """The bytes of the file ``path``.

    Raises :class:`~jianyan.errors.InputError` when there is no such file, it cannot be opened, or its ending is none of
    :data:`SUFFIXES` (nor one that stands for other formats than it should too often to be believed, as ``.doc`` does).
    """
    if path.suffix.lower() not in (*SUFFIXES, *ADVISED):
        raise InputError(
            source_of(path),
            en=f"this kind of file is not read; give {' '.join(SUFFIXES)}, or pipe the text: jianyan build - < file",
            zh=f"不支持这种文件；请提供 {' '.join(SUFFIXES)} 文件，或用管道输入文本：jianyan build - < 文件",
        )
    return bytes_of(path)


def bytes_of(path: Path) -> bytes:
    """The bytes of the file ``path``, whatever its ending. Raises as :func:`data_of` does."""
    source = source_of(path)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise no_such_file(source) from None
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError(
            source,
            en=f"cannot be opened ({why}); check the path and its permissions",
            zh=f"无法打开（{why}）；请检查路径和权限",
        ) from None


def read_bytes(
    data: bytes, source: str, suffix: str, charset: str | None = None, lexicon: Lexicon | None = None
) -> Document:
    """The document in ``data``. ``suffix`` (``".html"``, with its dot; ``""`` for a pipe) says which format it is
    where the content does not. ``charset`` is the one that came with it (by HTTP, say); it goes before what a page
    itself declares, as browsers have it. ``lexicon`` has the words by which a page's article, a heading's style and the
    like are told; by default those that ship.

    Raises :class:`~jianyan.errors.InputError` for what is empty, damaged, in no known encoding, or of a format that is
    not read.
    """
    kind = kind_of(data, suffix, source)
    if kind not in (Kind.TEXT, Kind.PAGE):
        return _from_format(data, source, kind, lexicon or _shipped())
    page = kind is Kind.PAGE
    declared = charset if is_chinese(charset) or not page else declared_charset(data)
    text = decode(data, source, declared)
    if not text.strip():
        raise InputError(
            source,
            en="the file is empty; give a file with text in it",
            zh="文件是空的；请提供有文字的文件",
        )
    if page:
        from jianyan.reading.html import main_text

        text, metadata, blocks = main_text(text, source, lexicon or _shipped())
        return Document(text, sha256(text.encode()).hexdigest(), source, metadata, blocks)
    return Document(text, sha256(text.encode()).hexdigest(), source)


@cache
def _shipped() -> Lexicon:
    return load()


def _from_format(data: bytes, source: str, kind: Kind, lexicon: Lexicon) -> Document:
    """The document in a format of its own. Each has its module, loaded when it is met."""
    if kind is Kind.RTF:
        from jianyan.reading.formats import rtf

        return rtf.read(data, source).document(source)
    if kind is Kind.PDF:
        from jianyan.reading.formats.pdf import read
    elif kind is Kind.DOCX:
        from jianyan.reading.formats.docx import read
    elif kind is Kind.ODT:
        from jianyan.reading.formats.odt import read
    elif kind is Kind.EPUB:
        from jianyan.reading.formats.epub import read
    elif kind is Kind.MESSAGE:
        from jianyan.reading.formats.mail import read
    else:
        from jianyan.reading.formats.mail import read_page as read
    return read(data, source, lexicon).document(source)


def source_of(path: Path) -> str:
    """The path as it is written in the graph. A file name that is no Unicode (possible on Linux) keeps
    its readable part."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def no_such_file(source: str) -> InputError:
    return InputError(
        source,
        en="there is no such file or folder; check the path",
        zh="没有这个文件或文件夹；请检查路径",
    )
