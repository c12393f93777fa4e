"""MIME: messages (``.eml``) and pages that a browser saved with all they need (``.mhtml``, ``.mht``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime

from jianyan.errors import InputError
from jianyan.lexicon import Lexicon
from jianyan.model import BlockKind, Metadata
from jianyan.reading.decode import declared_charset, decode, is_chinese
from jianyan.reading.formats.content import Content, cleaned, page_content, unreadable

PARTS = 1000
"""Parts of a message beyond which it is taken for an attack."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a message; ``number`` is its place among the attachments."""

    number: int
    name: str


def read(data: bytes, source: str, lexicon: Lexicon) -> Content:
    """What a message says: its page if it has one, else its text; subject, sender and date are its metadata.

    Raises :class:`~jianyan.errors.InputError` where there is neither.
    """
    with _taken_apart(source):
        return _message(_parsed(data), source, lexicon)


def _message(message: EmailMessage, source: str, lexicon: Lexicon) -> Content:
    pages, texts = [], []
    for part in _parts(message, source):
        if part.get_content_disposition() != "attachment":
            kind = part.get_content_type()
            pages += [part] if kind == "text/html" else []
            texts += [part] if kind == "text/plain" else []
    if not pages and not texts:
        raise InputError(
            source,
            en="there is no text in this message; save what is attached to it and give that",
            zh="这封邮件里没有正文；请保存其附件后提供",
        )
    content = _page(pages[0], source, lexicon) if pages else _text(texts, source)
    subject, sender = _header(message, "subject"), parseaddr(_header(message, "from"))
    authors = (sender[0],) if sender[0] else ()
    try:
        sent = parsedate_to_datetime(_header(message, "date")).date()
    except (ValueError, TypeError, IndexError):
        sent = None
    return Content(content.lines, Metadata(subject or content.metadata.title, sent, None, authors))


def read_page(data: bytes, source: str, lexicon: Lexicon) -> Content:
    """The page that was saved, which says itself when it was published; the date of the file is that of saving."""
    with _taken_apart(source):
        message = _parsed(data)
        pages = [part for part in _parts(message, source) if part.get_content_type() == "text/html"]
        if not pages:
            raise unreadable(source, "MHTML", "no text/html")
        start = message.get_param("start")
        root = [part for part in pages if start and part.get("content-id") == start]
        return _page((root or pages)[0], source, lexicon)


def attachments(data: bytes, source: str) -> list[Attachment]:
    """The files in a message. Raises :class:`~jianyan.errors.InputError` where it cannot be taken apart."""
    with _taken_apart(source):
        names = [_file_name(part) for part in _attached(data, source)]
    return [Attachment(number, name) for number, name in enumerate(names) if name]


def attached(data: bytes, number: int, source: str) -> bytes:
    """The bytes of an attachment."""
    with _taken_apart(source):
        return _bytes(_attached(data, source)[number])


def _attached(data: bytes, source: str) -> list[EmailMessage]:
    return [
        part
        for part in _parts(_parsed(data), source)
        if part.get_content_disposition() == "attachment" or _file_name(part)
    ]


@contextmanager
def _taken_apart(source: str) -> Iterator[None]:
    """What the library raises for messages that are none, as an error of ours. It has no family of errors."""
    try:
        yield
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise unreadable(source, "MIME", f"{type(error).__name__}: {error}") from None


def _parsed(data: bytes) -> EmailMessage:
    return BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(data)


def _parts(message: EmailMessage, source: str) -> Iterator[EmailMessage]:
    """The parts that hold something, in order and without recursion: messages nest in messages."""
    waiting, met = [message], 0
    while waiting:
        part = waiting.pop()
        met += 1
        if met > PARTS:
            raise unreadable(source, "MIME", f"more than {PARTS} parts")
        inner = part.get_payload()
        if part.is_multipart() and isinstance(inner, list):
            waiting += reversed([one for one in inner if isinstance(one, EmailMessage)])
        else:
            yield part


def _page(part: EmailMessage, source: str, lexicon: Lexicon) -> Content:
    data = _bytes(part)
    charset = _charset(part)
    page = decode(data, source, charset if is_chinese(charset) else declared_charset(data))
    return page_content(page, source, lexicon)


def _text(parts: list[EmailMessage], source: str) -> Content:
    lines = []
    for part in parts:
        text = decode(_bytes(part), source, _charset(part))
        if part.get_param("format") == "flowed":  # RFC 3676: a blank at its end says that a line goes on
            text = re.sub(r" \n(?!\n)", "" if part.get_param("delsp") == "yes" else " ", text)
        lines += text.split("\n")
    return Content([(BlockKind.PARAGRAPH, line) for line in lines])


def _bytes(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _charset(part: EmailMessage) -> str | None:
    try:
        return part.get_content_charset()
    except (ValueError, LookupError):
        return None


def _file_name(part: EmailMessage) -> str:
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, AttributeError):
        return ""
    return cleaned(_mended(name)).replace("\\", "/").rpartition("/")[2]


def _header(message: EmailMessage, name: str) -> str:
    """A header as text. Old Chinese programs put GBK there as it is, which the library marks as unknown bytes."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name), "")
    if any("\udc80" <= char <= "\udcff" for char in str(raw)):
        return cleaned(_mended(str(raw)))
    try:
        return cleaned(str(message[name] or ""))
    except (ValueError, LookupError, IndexError, AttributeError):
        return ""


def _mended(text: str) -> str:
    if not any("\udc80" <= char <= "\udcff" for char in text):
        return text
    data = text.encode("utf-8", "surrogateescape")
    try:
        return decode(data, "")
    except InputError:
        return data.decode("utf-8", "replace")
