"""Which format a file has: by what is in it where that is plain to see, else by its ending.

Endings lie: many a ``.doc`` is RTF or a page, and a ``.pdf`` that a site did not want to give is its log-in page.
"""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum

from jianyan.errors import InputError


class Kind(Enum):
    """The formats that are read."""

    TEXT = "text"
    PAGE = "page"
    PDF = "PDF"
    DOCX = "DOCX"
    ODT = "ODT"
    EPUB = "EPUB"
    RTF = "RTF"
    MESSAGE = "EML"
    SAVED_PAGE = "MHTML"


ENDINGS = {
    ".txt": Kind.TEXT,
    ".md": Kind.TEXT,
    ".html": Kind.PAGE,
    ".htm": Kind.PAGE,
    ".xhtml": Kind.PAGE,
    ".shtml": Kind.PAGE,
    ".pdf": Kind.PDF,
    ".docx": Kind.DOCX,
    ".odt": Kind.ODT,
    ".epub": Kind.EPUB,
    ".rtf": Kind.RTF,
    ".eml": Kind.MESSAGE,
    ".mhtml": Kind.SAVED_PAGE,
    ".mht": Kind.SAVED_PAGE,
}
ADVISED = (".doc", ".wps", ".ofd", ".caj", ".ceb")
"""Endings of files that hold texts but are not read: they are told as skipped, with advice, not passed over."""

_PAGE = re.compile(
    rb"\s*(<!--(?:(?!-->).)*-->\s*)*(<\?xml[^>]*>\s*)?<(!doctype html|html)\b", re.IGNORECASE | re.DOTALL
)
_HEADER = re.compile(
    rb"(From|To|MIME-Version|Received|Return-Path|Delivered-To|Date|Subject|Message-ID|X-[\w-]+):[ \t]", re.IGNORECASE
)
_MIME = re.compile(rb"^Content-Type:[ \t]*(multipart|text|message)/", re.IGNORECASE | re.MULTILINE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_TYPES = {  # media types of RFC 6838, where the ending of an address says nothing
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/msword": ".doc",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/epub+zip": ".epub",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
}


def kind_of(data: bytes, suffix: str, source: str) -> Kind:
    """The format of ``data`` in a file that ends in ``suffix`` (``""`` for a pipe).

    Raises :class:`~jianyan.errors.InputError` with advice for a format that is known but not read.
    """
    kind = _by_content(data, source)
    by_suffix = ENDINGS.get(suffix.lower())
    if kind:
        return kind
    if by_suffix in (None, Kind.PDF, Kind.DOCX, Kind.ODT, Kind.EPUB, Kind.RTF):
        head = data[:4096]
        if _PAGE.match(head[:2048]):
            return Kind.PAGE
        if _HEADER.match(head.lstrip()) and _MIME.search(head):
            return Kind.SAVED_PAGE if b"multipart/related" in head.lower() else Kind.MESSAGE
        if by_suffix:
            raise _not_what_it_says(source, by_suffix)
        if suffix.lower() in ADVISED:
            raise advice(source, suffix)
        return Kind.TEXT
    return by_suffix


def ending_of(media_type: str) -> str | None:
    """The ending that files of a media type have; None where it is of no help."""
    return _TYPES.get(media_type.split(";")[0].strip().lower())


def advice(source: str, suffix: str) -> InputError:
    """What to do with a file that ends in ``suffix`` and is not read."""
    if suffix.lower() in (".ofd", ".caj", ".ceb"):
        return InputError(
            source,
            en=f"{suffix} is not read; open it in its reader and save or print it as PDF",
            zh=f"不支持 {suffix}；请用其阅读器打开，另存或打印为 PDF",
        )
    return InputError(
        source,
        en="this is a file of Word 97, WPS or another old office program, which is not read; save it as .docx "
        "(with LibreOffice: soffice --headless --convert-to docx FILE)",
        zh="这是 Word 97、WPS 等旧办公软件的文件，不支持；请另存为 .docx"
        "（用 LibreOffice：soffice --headless --convert-to docx 文件）",
    )


def _by_content(data: bytes, source: str) -> Kind | None:
    """The format that the bytes themselves tell; None where they look like text."""
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith(b"{\\rtf"):
        return Kind.RTF
    if data.startswith(b"PK\x03\x04"):
        return _in_zip(data, source)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            from jianyan.reading.formats.package import locked

            raise locked(source)
        raise advice(source, ".doc")
    if data.startswith(_PICTURES):
        raise InputError(
            source,
            en="this is a picture; make its text readable first (OCR), for example: tesseract FILE text -l chi_sim",
            zh="这是图片；请先识别文字（OCR），例如：tesseract 文件 text -l chi_sim",
        )
    return None


def _in_zip(data: bytes, source: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mime = archive.read("mimetype")[:100] if _is_small(archive, "mimetype") else b""
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        from jianyan.reading.formats.content import unreadable

        raise unreadable(source, "DOCX/ODT/EPUB", error) from None
    if "application/vnd.oasis.opendocument.text" in mime.decode("ascii", "replace"):
        return Kind.ODT
    if mime.strip() == b"application/epub+zip" or "META-INF/container.xml" in names:
        return Kind.EPUB
    if any(name.startswith("word/document") for name in names):
        return Kind.DOCX
    if "OFD.xml" in names:
        raise advice(source, ".ofd")
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        raise InputError(
            source,
            en="sheets and slides are not read; copy their text into a .txt or .docx file",
            zh="不支持电子表格和幻灯片；请把文字复制到 .txt 或 .docx 文件中",
        )
    raise InputError(
        source,
        en="this is a zip archive; give it with the ending .zip, or unpack it",
        zh="这是 zip 压缩包；请用 .zip 扩展名提供，或先解压",
    )


def _is_small(archive: zipfile.ZipFile, name: str) -> bool:
    try:
        return archive.getinfo(name).file_size < 1000
    except KeyError:
        return False


def _not_what_it_says(source: str, kind: Kind) -> InputError:
    return InputError(
        source,
        en=f"is named as {kind.value} but is none; check how it was downloaded or saved",
        zh=f"扩展名是 {kind.value}，内容却不是；请检查下载或保存的过程",
    )
