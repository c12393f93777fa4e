"""One file or stream as a :class:`~jianyan.model.Document`.

Line ends become LF and a byte order mark goes; nothing else of a plain text or of Markdown
changes, so that positions count into what the author wrote. Of a page the main text is kept.
"""

from __future__ import annotations

import os
import re
from hashlib import sha256
from pathlib import Path

from jianyan.errors import InputError
from jianyan.model import Document
from jianyan.reading.decode import declared_charset, decode

SUFFIXES = (".txt", ".md", ".html", ".htm")
"""The endings of the files that are read, in lower case."""

_PAGES = (".html", ".htm")
_PAGE = re.compile(rb"\s*(<!--.*?-->\s*)*(<\?xml[^>]*>\s*)?<(!doctype html|html)\b", re.IGNORECASE | re.DOTALL)


def read(path: Path) -> Document:
    """The document in the file ``path``; ``source`` is the path as given, with forward slashes.

    Raises :class:`~jianyan.errors.InputError` as :func:`data_of` and :func:`read_bytes` do.
    """
    return read_bytes(data_of(path), source_of(path), path.suffix)


def data_of(path: Path) -> bytes:
    """The bytes of the file ``path``.

    Raises :class:`~jianyan.errors.InputError` when there is no such file, it cannot be opened, or its ending is none of
    :data:`SUFFIXES`.
    """
    source = source_of(path)
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(
            source,
            en=f"this kind of file is not read; give {' '.join(SUFFIXES)}, or pipe the text: jianyan build - < file",
            zh=f"不支持这种文件；请提供 {' '.join(SUFFIXES)} 文件，或用管道输入文本：jianyan build - < 文件",
        )
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


def read_bytes(data: bytes, source: str, suffix: str) -> Document:
    """The document in ``data``. ``suffix`` (``".html"``, with its dot) says which format it is; with
    ``""`` the content decides between a page and plain text.

    Raises :class:`~jianyan.errors.InputError` for what is empty, binary, or in no known encoding.
    """
    page = suffix.lower() in _PAGES or (not suffix and _PAGE.match(data[:2048]) is not None)
    text = decode(data, source, declared=declared_charset(data) if page else None)
    if not text.strip():
        raise InputError(
            source,
            en="the file is empty; give a file with text in it",
            zh="文件是空的；请提供有文字的文件",
        )
    if page:
        from jianyan.reading.html import main_text

        text, metadata, blocks = main_text(text, source)
        return Document(text, sha256(text.encode()).hexdigest(), source, metadata, blocks)
    return Document(text, sha256(text.encode()).hexdigest(), source)


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
