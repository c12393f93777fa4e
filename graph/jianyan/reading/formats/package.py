"""The zip that DOCX, ODT and EPUB files are, read within bounds and without trust in what it says of itself."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from jianyan.errors import InputError
from jianyan.reading.formats.content import unreadable

PART = 64 << 20
"""Bytes that a part may have, uncompressed."""
TAGS = 3_000_000
"""Tags that a part may have: lxml takes some 250 bytes for each, so that a small file of nothing but tags fills
the memory (816 KB of them took 4 GB)."""


class Package:
    """The parts of an archive by name. ``source`` and ``kind`` are for errors."""

    def __init__(self, data: bytes, source: str, kind: str) -> None:
        self.source, self.kind = source, kind
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise unreadable(source, kind, error) from None
        self.names = frozenset(self._zip.namelist())

    def read(self, name: str) -> bytes | None:
        """A part; None where there is none. Raises :class:`~jianyan.errors.InputError` for one that is damaged, locked
        or too large."""
        if name not in self.names:
            return None
        try:
            with self._zip.open(name) as part:
                data = part.read(PART + 1)  # no header is believed: this stops where the bound is
        except RuntimeError:  # zipfile's word for a password
            raise locked(self.source) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise unreadable(self.source, self.kind, error) from None
        if len(data) > PART:
            raise self._too_large(name)
        return data

    def xml(self, name: str) -> Any | None:
        """The root of a part in XML; None where there is none. No entity is resolved and nothing else is loaded."""
        data = self.read(name)
        return None if data is None else self.parsed(data, name)

    def parsed(self, data: bytes, name: str) -> Any:
        """As :meth:`xml`, for bytes that are at hand."""
        from lxml import etree

        if data.count(b"<") > TAGS:
            raise self._too_large(name)
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, remove_pis=True, remove_comments=True
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise unreadable(self.source, self.kind, f"{name}: {error}") from None
        if root.getroottree().docinfo.internalDTD is not None:  # none of these formats has one; attacks do
            raise unreadable(self.source, self.kind, f"{name}: DOCTYPE")
        return root

    def _too_large(self, name: str) -> InputError:
        return InputError(
            self.source,
            en=f"{name} in it is larger than is read ({PART >> 20} MiB, {TAGS:,} tags); split the document",
            zh=f"其中的 {name} 超过读取上限（{PART >> 20} MiB、{TAGS:,} 个标记）；请拆分文档",
        )


def locked(source: str) -> InputError:
    """What to say of a file that has a password."""
    return InputError(
        source,
        en="is locked with a password; open it with the password and save it without one",
        zh="有密码保护；请用密码打开后另存为不加密的文件",
    )
