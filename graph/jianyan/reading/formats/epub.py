"""EPUB books: the chapters in the order of their spine, each read as a page."""

from __future__ import annotations

import posixpath
from datetime import date
from typing import Any
from urllib.parse import unquote

from jianyan.errors import InputError
from jianyan.lexicon import Lexicon
from jianyan.model import BlockKind, Metadata
from jianyan.reading.decode import declared_charset, decode
from jianyan.reading.formats.content import Content, Line, cleaned, page_content, unreadable
from jianyan.reading.formats.package import Package

_DC = "{http://purl.org/dc/elements/1.1/}"
_ENCRYPTED = b"http://www.w3.org/2001/04/xmlenc#aes"  # fonts are at times hidden in other ways, which does not matter


def read(data: bytes, source: str, lexicon: Lexicon) -> Content:
    """Raises :class:`~jianyan.errors.InputError` for what is damaged, locked, too large, or no EPUB."""
    package = Package(data, source, "EPUB")
    if _ENCRYPTED in (package.read("META-INF/encryption.xml") or b""):
        raise InputError(
            source,
            en="is protected against copying (DRM); ask its publisher for the text",
            zh="受版权保护（DRM）；请向出版方索取文本",
        )
    place = _package_document(package)
    root = package.xml(place) if place else None
    if place is None or root is None:
        raise unreadable(source, "EPUB", "META-INF/container.xml")
    metadata = _metadata(root)
    lines: list[Line] = []
    for name in _spine(root, posixpath.dirname(place)):
        lines += _chapter(package, name, metadata.title if lines else None, lexicon)
    return Content(lines, metadata)


def _package_document(package: Package) -> str | None:
    container = package.xml("META-INF/container.xml")
    files = container.iter("{*}rootfile") if container is not None else ()
    return next((str(file.get("full-path")) for file in files if file.get("full-path")), None)


def _spine(root: Any, folder: str) -> list[str]:
    """The parts of the text in reading order, without the table of contents and what stands outside of it."""
    items = {item.get("id"): item for item in root.iterfind("{*}manifest/{*}item")}
    names = []
    for reference in root.iterfind("{*}spine/{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or reference.get("linear") == "no" or "nav" in item.get("properties", "").split():
            continue
        if item.get("media-type") in ("application/xhtml+xml", "text/html"):
            names.append(posixpath.normpath(posixpath.join(folder, unquote(item.get("href", "")))))
    return names


def _chapter(package: Package, name: str, book: str | None, lexicon: Lexicon) -> list[Line]:
    """The lines of a chapter; none where it has no text (a cover). ``book`` is a title that was said before."""
    data = package.read(name)
    if data is None or not data.strip():
        return []
    page = decode(data, package.source, declared_charset(data))
    try:
        lines = page_content(page, package.source, lexicon).lines
    except InputError:
        return []
    return lines[1:] if lines and lines[0] == (BlockKind.HEADING, book) else lines


def _metadata(root: Any) -> Metadata:
    said = {name: [cleaned(found.text or "") for found in root.iter(_DC + name)] for name in
            ("title", "creator", "publisher", "date")}  # fmt: skip
    first = {name: next((text for text in texts if text), None) for name, texts in said.items()}
    try:
        issued = date.fromisoformat((first["date"] or "")[:10])
    except ValueError:
        issued = None
    return Metadata(first["title"], issued, first["publisher"], tuple(filter(None, said["creator"])))
